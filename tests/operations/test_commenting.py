"""Comments on a section: by whoever reviews and does not write, settled by whoever writes, no part of the answers."""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing
from permanence.operations.commenting import comment_on_section, settle_comment
from permanence.records.audit import AuditRow
from permanence.records.comments import SectionComment
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.notices import Notice
from permanence.records.step_facts import step_facts
from tests.factories import WORDS, World, section_version, version

TEXT = "Say how often she sees her aunt."


def comments(here: World, name: str, report: Any, *, text: str = TEXT, section: str = "details") -> Any:
    given = {"section": section, "version": section_version(report, section), "text": text}
    return here.does(name, comment_on_section, step_id=report, **given)


def settles(here: World, name: str, *, word: str = "Added.") -> Any:
    row = SectionComment.objects.get()
    return here.does(name, settle_comment, comment_id=row.id, version=row.version, word=word)


def test_a_manager_comments_and_the_author_is_told(here: World) -> None:
    report = here.report_to_manager()
    before = version(report), here_hashes(here, report)
    done = comments(here.reaches("23 Nov 2026 10:00"), "Joan Ellery", report)
    assert done.says == "Your comment is kept. Priya Nair is told."
    row = SectionComment.objects.get()
    assert (row.text, row.by_id, row.section, row.section_version) == (TEXT, here.people["Joan Ellery"], "details", 1)
    notice = Notice.objects.get(worker_id=here.people["Priya Nair"], says__startswith="Joan Ellery commented")
    assert notice.says == "Joan Ellery commented on section 1 on Report for Maya Thornbury."
    audit = AuditRow.objects.get(act="comment_on_section")
    assert (audit.object_id, audit.said) == (row.id, {"section": "details"})
    assert TEXT not in str(audit.said), "what is written about a child is not in the audit"
    assert (version(report), here_hashes(here, report)) == before, "neither an answer nor what is authorised"
    assert SectionAnswers.objects.get(step_id=report).answers == WORDS
    assert Revision.objects.filter(step_id=report).count() == 1
    here.completes("Joan Ellery", report, "authorise")


def here_hashes(here: World, report: Any) -> Any:
    return step_facts(report, actor=here.actor("Joan Ellery"), at=here.at).covered_hashes


def test_the_author_settles_it_with_a_word_and_both_stay(here: World) -> None:
    report = here.report_to_manager()
    comments(here, "Joan Ellery", report)
    settles(here.reaches("24 Nov 2026 09:00"), "Priya Nair")
    row = SectionComment.objects.get()
    assert (row.settled_word, row.settled_by_id, row.settled_at) == ("Added.", here.people["Priya Nair"], here.at)
    assert Notice.objects.filter(worker_id=here.people["Joan Ellery"], says__contains="settled your comment").exists()
    with pytest.raises(Refused, match="Priya Nair settled this comment already"):
        settles(here, "Priya Nair", word="Again.")


@pytest.mark.parametrize(
    ("name", "text", "status", "says"),
    [
        ("Priya Nair", TEXT, 403, "Only a Team manager or Qaag worker comments on this form."),
        ("Una Tait", TEXT, 404, "There is nothing here"),
        ("Tom Askew", TEXT, 403, "Only a Team manager or Qaag worker comments on this form."),
        ("Joan Ellery", "", 409, "Write the comment."),
        ("Joan Ellery", "  \n", 409, "Write the comment. Spaces alone are not kept."),
        ("Joan Ellery", "x" * 4001, 409, "The comment is 1 characters over the 4,000 that fit."),
    ],
)
def test_who_comments_and_in_which_words(here: World, name: str, text: str, status: int, says: str) -> None:
    report = here.report_to_manager()
    with pytest.raises(Refused) as refused:
        comments(here, name, report, text=text)
    assert refused.value.status == status
    assert says in str(refused.value)
    assert not SectionComment.objects.exists()


def test_whoever_writes_a_section_changes_it_instead(here: World) -> None:
    report = here.report_to_qaag()
    with pytest.raises(Refused, match="You write section 2, so change it instead"):
        comments(here, "Lena Voss", report, section="check")
    comments(here, "Lena Voss", report)


@pytest.mark.parametrize(
    ("name", "word", "status"), [("Joan Ellery", "Done.", 403), ("Una Tait", "Done.", 404), ("Priya Nair", " ", 409)]
)
def test_nobody_else_settles_it(here: World, name: str, word: str, status: int) -> None:
    report = here.report_to_manager()
    comments(here, "Joan Ellery", report)
    with pytest.raises(Refused) as refused:
        settles(here, name, word=word)
    assert refused.value.status == status
    assert SectionComment.objects.get().settled_at is None


def test_a_comment_is_on_what_was_read(here: World) -> None:
    report = here.report_to_manager()
    here.saves("Priya Nair", report, "details", words="Something else.")
    given = {"section": "details", "version": 1, "text": TEXT}
    with pytest.raises(Stale, match=r"Priya Nair saved this section while you were reading\."):
        here.does("Joan Ellery", comment_on_section, step_id=report, **given)


def test_a_finished_form_is_commented_on_no_more(here: World) -> None:
    report = here.checked_report()
    comments(here, "Joan Ellery", report)
    here.on("Lena Voss", finishing.finish_step, report)
    with pytest.raises((Refused, Stale), match="Lena Voss finished this workstep"):
        comments(here, "Joan Ellery", report)
    with pytest.raises((Refused, Stale), match="Lena Voss finished this workstep"):
        settles(here, "Priya Nair")
