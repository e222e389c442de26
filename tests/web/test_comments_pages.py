"""Comments, and what stands around a section: what a change voids, what changed since it was returned (words 13)."""

from typing import Any

import pytest

from permanence.operations import requests
from permanence.records.audit import AuditRow
from permanence.records.comments import SectionComment
from tests.factories import asked, section_version, version
from tests.web.office import Office, flash, open_office, reasons, text, words

TEXT = "Say how often she sees her aunt."


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def comments(office: Office, report: Any, *, name: str = "Joan Ellery", said: str = TEXT, version: int = 1) -> Any:
    given = {"_version": version, "_section": "details", "text": said}
    return office.post(name, f"/steps/{report}/comment", **given)


def declined(office: Office) -> Any:
    """Joan has sent the report back on 23 November, and Priya has changed it since."""
    here = office.world
    report = here.report_to_manager()
    here.reaches("23 Nov 2026 10:00")
    given = {"request_id": asked(report, "authorise").id, "version": version(report), "reason": "Which school?"}
    here.does("Joan Ellery", requests.decline_request, **given)
    here.reaches("24 Nov 2026 10:00")
    here.saves("Priya Nair", report, "details", words="Maya likes to paint and wants to stay near Larkfield Primary.")
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    return report


def test_a_reviewer_comments_where_the_section_is_read(office: Office) -> None:
    report = office.world.report_to_manager()
    section = f"/steps/{report}/sections/details/"
    assert "Comment on section 1. Details" in words(office.get("Joan Ellery", section))
    assert "Comment on section 1. Details" not in words(office.get("Priya Nair", section))
    answer = comments(office, report)
    assert (answer.status_code, answer["Location"]) == (303, section)
    page = office.get("Joan Ellery", section)
    assert flash(page) == "Your comment is kept. Priya Nair is told."
    for path in (section, f"/steps/{report}/", f"/steps/{report}/comments/"):
        for name in ("Joan Ellery", "Priya Nair"):
            assert TEXT in words(office.get(name, path)), (name, path)
    assert "1 comment not settled" in words(office.get("Joan Ellery", f"/steps/{report}/requests/"))
    assert AuditRow.objects.filter(act="see_comments", child_id=office.world.child_id).count() == 2


def test_the_author_settles_it_and_it_stays_to_be_read(office: Office) -> None:
    report = office.world.report_to_manager()
    comments(office, report)
    row = SectionComment.objects.get()
    page = text(office.get("Priya Nair", f"/steps/{report}/comments/"))
    assert f'action="/comments/{row.id}/settle"' in page
    assert f'action="/comments/{row.id}/settle"' not in text(office.get("Joan Ellery", f"/steps/{report}/comments/"))
    blank = office.post("Priya Nair", f"/comments/{row.id}/settle", _version=1, word=" ")
    assert blank.status_code == 409
    assert "Write the answer. Spaces alone are not kept." in reasons(blank)
    answer = office.post("Priya Nair", f"/comments/{row.id}/settle", _version=1, word="Every Sunday.")
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{report}/comments/")
    assert "Settled by Priya Nair, Mon 16 Nov 2026 09:00: “Every Sunday.”" in words(
        office.get("Joan Ellery", f"/steps/{report}/sections/details/")
    )
    assert "Comments not settled" not in words(office.get("Priya Nair", f"/steps/{report}/"))


@pytest.mark.parametrize(
    ("name", "said", "version", "status", "says"),
    [
        ("Joan Ellery", "", 1, 409, "Write the comment."),
        ("Joan Ellery", "x" * 4100, 1, 409, "The comment is 100 characters over the 4,000 that fit."),
        ("Joan Ellery", TEXT, 0, 409, "Priya Nair saved this section while you were reading."),
        ("Priya Nair", TEXT, 1, 403, "Only a Team manager or Qaag worker comments on this form."),
        ("Una Tait", TEXT, 1, 404, "There is nothing here, or you may not see it."),
    ],
)
def test_a_refused_comment_keeps_its_words(
    office: Office, name: str, said: str, version: int, status: int, says: str
) -> None:
    report = office.world.report_to_manager()
    answer = comments(office, report, name=name, said=said, version=version)
    assert answer.status_code == status
    assert says in words(answer)
    assert said in text(answer) or name != "Joan Ellery"
    assert not SectionComment.objects.exists()


@pytest.mark.parametrize("section", ["", "no_such", "next_actions", "é" * 70])
def test_a_section_that_is_none(office: Office, section: str) -> None:
    report = office.world.report_to_manager()
    given = {"_version": 1, "_section": section, "text": TEXT}
    assert office.post("Joan Ellery", f"/steps/{report}/comment", **given).status_code == 404


def test_a_covered_section_warns_before_the_save_and_says_so_after_it(office: Office) -> None:
    report = office.world.report_to_qaag()
    section = f"/steps/{report}/sections/details/"
    warned = (
        "Joan Ellery authorised version 1 on Mon 16 Nov. If you change an answer here, that authorisation no longer "
        'stands and Joan Ellery is asked again. "QAAG checks" is withdrawn.'
    )
    page = office.get("Priya Nair", section)
    assert warned in words(page)
    assert f'name="_authorised" value="{asked(report, "authorise").id}"' in text(page)
    assert warned not in words(office.get("Joan Ellery", section)), "who only reads is not warned"
    given = {
        "_section": "details",
        "_act": "close",
        "words": "Changed.",
        "_version": section_version(report, "details"),
    }
    unaware = office.post("Priya Nair", f"/steps/{report}/save", _authorised="", **given)
    assert unaware.status_code == 409
    assert "Joan Ellery authorised version 1 at 09:00, while you were writing." in words(unaware)
    assert ">Changed.</textarea>" in text(unaware)
    assert asked(report, "authorise").state == "completed"
    known = str(asked(report, "authorise").id)
    answer = office.post("Priya Nair", f"/steps/{report}/save", _authorised=known, **given)
    assert answer.status_code == 303
    said = "Section 1 was changed after Joan Ellery authorised version 1."
    after = office.get("Priya Nair", answer["Location"])
    assert said in flash(after)
    assert flash(after).endswith('Joan Ellery has been asked again. "QAAG checks" was withdrawn.')
    assert warned not in words(office.get("Priya Nair", section))


@pytest.mark.parametrize("given", ["x", "01a2008c", "01a2008c-0000-7000-8000-000000000000 y"])
def test_a_tampered_list_of_authorisations_is_no_page_of_ours(office: Office, given: str) -> None:
    report = office.world.report_to_qaag()
    form = {"_section": "details", "_act": "close", "words": "Changed.", "_version": 1, "_authorised": given}
    assert office.post("Priya Nair", f"/steps/{report}/save", **form).status_code == 422
    assert asked(report, "authorise").state == "completed"


def test_a_returned_report_shows_what_changed_since(office: Office) -> None:
    """On the card and on the section: question by question, for whoever sent it back and for whoever mends it."""
    report = declined(office)
    card_words = words(office.get("Joan Ellery", f"/steps/{report}/requests/"))
    assert "You read version 2. 1 answer changed since Mon 23 Nov, when you sent back version 1." in card_words
    assert "Changed since Mon 23 Nov, when you sent back version 1 (1 answer)" in card_words
    assert "[only here: Larkfield Primary ]" in card_words
    section = f"/steps/{report}/sections/details/"
    assert "Changed since Mon 23 Nov, when you sent back version 1 (1 answer)" in words(
        office.get("Joan Ellery", section)
    )
    assert "Changed since Mon 23 Nov, when Joan Ellery sent back version 1 (1 answer)" in words(
        office.get("Priya Nair", section)
    )
    assert "Changed since" not in words(office.get("Joan Ellery", f"/steps/{report}/sections/check/"))


def test_a_voided_report_shows_what_changed_since_it_was_authorised(office: Office) -> None:
    here, report = office.world, office.world.report_to_manager()
    here.reaches("23 Nov 2026 10:00").completes("Joan Ellery", report, "authorise")
    here.reaches("24 Nov 2026 10:00").saves("Priya Nair", report, "details", words="She paints.")
    page = words(office.get("Joan Ellery", f"/steps/{report}/requests/"))
    assert "1 answer changed since Mon 23 Nov, when you authorised version 1." in page
    here.saves("Priya Nair", report, "details", words="Maya likes to paint and wants to stay near her school.")
    page = words(office.get("Joan Ellery", f"/steps/{report}/requests/"))
    assert "You read version 3. Nothing has changed since Mon 23 Nov, when you authorised version 1." in page


def test_a_completed_request_names_the_version_authorised(office: Office) -> None:
    report = declined(office)
    office.world.completes("Joan Ellery", report, "authorise")
    page = words(office.get("Priya Nair", f"/steps/{report}/requests/"))
    assert "Completed by Joan Ellery, Tue 24 Nov 2026 10:00: version 2" in page
    assert "Declined by Joan Ellery, Mon 23 Nov 2026 10:00: version 1" in page
