"""A workstep begun on the wrong child: closed there, its text offered on the right one (ADR 30)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.reasons import Hidden, Refused
from permanence.kernel.wrong_child import WRONG_CHILD, Withheld
from permanence.operations import children, forms
from permanence.operations.bringing_over import bring_text_over
from permanence.operations.wrong_child import close_wrong_child
from permanence.queries.versions import version_page
from permanence.queries.withheld import brought_page, withheld_page
from permanence.queries.worksteps import step_page
from permanence.records.forms import Draft, Revision
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.people import Relationship, RoleHeld
from permanence.records.worksteps import Workstep
from tests.factories import World, newest, step
from tests.operations.kept import nothing_is_lost

TEXT = "Daniel wants to stay with his brother."


def another_child(here: World, *, workers: dict[str, str] | None = None) -> UUID:
    """Return Daniel, of the same team, with these workers by role."""
    given: dict[str, Any] = {"actor": here.founder, "at": here.at}
    added = children.add_child(
        name="Daniel Okafor", date_of_birth=date(2017, 6, 21), sex="M", team_id=here.teams["east"], **given
    )
    assert added.child_id
    for role, name in (
        workers or {"independent_reviewing_officer": "Tom Askew", "social_worker": "Priya Nair"}
    ).items():
        children.allocate(child_id=added.child_id, worker_id=here.people[name], role=role, from_on=here.today, **given)
    return added.child_id


def written_on_maya(here: World) -> UUID:
    """Return a report passed on for Maya, in which Priya has written about Daniel."""
    report = here.started_report()
    here.saves("Priya Nair", report, "details", words=TEXT, **NAMED)
    return report


NAMED = {"relative-new-name": "Blessing Okafor", "relative-new-relation": "aunt"}


def closes(here: World, name: str, step_id: UUID) -> Any:
    return here.on(name, close_wrong_child, step_id)


def test_it_is_cancelled_and_closed_and_put_again_empty(here: World) -> None:
    report = written_on_maya(here)
    with nothing_is_lost(here):
        done = closes(here, "Priya Nair", report)
    assert done.next_where == f"/steps/{report}/withheld/"
    old, new = step(report), step(newest("report"))
    assert (old.state, old.cancel_reason, old.withheld_at) == ("cancelled", WRONG_CHILD, here.at)
    assert (new.replaces_id, new.state, new.assigned_worker_id) == (report, "incoming", here.people["Priya Nair"])
    assert Revision.objects.get(step_id=report).answers["words"] == TEXT


def test_a_pathway_that_it_alone_had_opened_ends_with_it(here: World) -> None:
    review = here.begins_review()
    with nothing_is_lost(here):
        closes(here, "Tom Askew", review)
    pathway = Pathway.objects.get(child_id=here.child_id)
    assert (pathway.outcome, pathway.closed_at) == (WRONG_CHILD, here.at)
    assert not Workstep.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("name", ["Priya Nair", "Joan Ellery", "Tom Askew"])
def test_nobody_reads_it_on_the_childs_own_pages_any_more(here: World, name: str) -> None:
    report = written_on_maya(here)
    given: dict[str, Any] = {"step_id": report, "actor": here.actor(name), "at": here.at}
    assert step_page(**given).id == version_page(number=1, **given).id == report
    closes(here, "Priya Nair", report)
    for reads in (lambda: step_page(**given), lambda: version_page(number=1, **given)):
        with pytest.raises(Withheld):
            reads()


@pytest.mark.parametrize(
    ("name", "reads"), [("Priya Nair", True), ("Joan Ellery", True), ("Tom Askew", False), ("Lena Voss", None)]
)
def test_the_writer_and_their_manager_read_it_still(here: World, name: str, reads: bool | None) -> None:
    report = written_on_maya(here)
    closes(here, "Priya Nair", report)
    given: dict[str, Any] = {"step_id": report, "searched": "", "actor": here.actor(name), "at": here.at}
    if reads is None:
        with pytest.raises(Refused, match="There is nothing here"):
            withheld_page(**given)
        return
    page = withheld_page(**given)
    assert (page.reads, bool(page.sections), page.bar is None) == (reads, reads, reads)
    assert (TEXT in str(page)) is reads
    assert "Daniel" not in str(page) or reads


def test_information_governance_reads_it_though_nothing_to_the_child(here: World) -> None:
    report = written_on_maya(here)
    RoleHeld.objects.create(
        authority_id=here.authority_id,
        worker_id=here.people["Gita Rao"],
        role="information_governance",
        from_on=here.today,
    )
    closes(here, "Priya Nair", report)
    page = withheld_page(step_id=report, searched="", actor=here.actor("Gita Rao"), at=here.at)
    assert TEXT in str(page.sections)
    assert not page.brings
    told = set(Notice.objects.filter(kind="wrong_child").values_list("worker_id", flat=True))
    assert told == {here.people[name] for name in ("Gita Rao", "Joan Ellery", "Ravi Menon")}


def test_what_is_said_of_it_names_no_other_child(here: World) -> None:
    another_child(here)
    report = written_on_maya(here)
    closes(here, "Priya Nair", report)
    said = [*Notice.objects.filter(kind="wrong_child").values_list("says", flat=True)]
    said += [*step(report).events.values_list("said", flat=True), step(newest("report")).passed_reason]
    assert said
    assert not any("Daniel" in each for each in said)


def test_people_who_came_with_it_leave_the_record(here: World) -> None:
    report = written_on_maya(here)
    standing = Relationship.objects.filter(person__name="Blessing Okafor", to_on=None)
    assert standing.exists()
    closes(here, "Priya Nair", report)
    assert not standing.exists()
    assert Relationship.objects.filter(person__name="Blessing Okafor").exists()


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [("Tom Askew", 403, "Only whoever has this workstep"), ("Una Tait", 404, "There is nothing here")],
)
def test_who_says_so(here: World, name: str, status: int, says: str) -> None:
    report = written_on_maya(here)
    with pytest.raises(Refused, match=says) as refused:
        closes(here, name, report)
    assert refused.value.status == status
    assert step(report).withheld_at is None


def test_its_text_is_offered_to_its_writer_on_the_right_child_as_drafts(here: World) -> None:
    daniel = another_child(here)
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="yes")
    closes(here, "Tom Askew", review)
    with nothing_is_lost(here):
        done = here.does("Tom Askew", bring_text_over, step_id=review, child_id=daniel)
    target = step(done.step_id)
    assert (target.child_id, target.step_type, target.state) == (daniel, "review", "started")
    draft = Draft.objects.get(step=target)
    assert (draft.worker_id, draft.section, draft.typed["agreed"]) == (here.people["Tom Askew"], "review", "yes")
    assert not Revision.objects.filter(step=target).exists()
    page = brought_page(step_id=target.id, actor=here.actor("Tom Askew"), at=here.at)
    assert [(each.is_saved, each.title) for each in page.sections] == [(False, "1. Review")]
    assert "Maya" not in str([*target.events.values_list("said", flat=True)])
    assert "Daniel" not in str([*step(review).events.values_list("said", flat=True)])


def test_a_section_is_confirmed_by_saving_it(here: World) -> None:
    daniel = another_child(here)
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="yes")
    closes(here, "Tom Askew", review)
    target = here.does("Tom Askew", bring_text_over, step_id=review, child_id=daniel).step_id
    typed = Draft.objects.get(step_id=target).typed
    Draft.objects.filter(step_id=target).delete()  # the page that was opened with it saves in its place
    here.does("Tom Askew", forms.save_section, step_id=target, section="review", version=0, typed=typed)
    page = brought_page(step_id=target, actor=here.actor("Tom Askew"), at=here.at)
    assert [each.is_saved for each in page.sections] == [True]


def test_people_and_files_of_the_other_record_stay_there(here: World) -> None:
    daniel = another_child(here)
    on_maya = newest_report_of(here)
    here.saves("Priya Nair", on_maya, "details", words="First.", **{**NAMED, "relative-new-name": "Inês Thornbury"})
    mother = Relationship.objects.get(person__name="Inês Thornbury")
    Relationship.objects.filter(id=mother.id).update(from_on=date(2026, 7, 1))
    closes(here, "Priya Nair", on_maya)
    here.child_id = daniel
    target = here.started_report()
    done = here.does("Priya Nair", bring_text_over, step_id=on_maya, child_id=daniel)
    assert done.step_id == target
    typed = Draft.objects.get(step_id=target).typed
    assert typed["words"] == "First."
    assert not any(name.startswith("relative") for name in typed)
    page = brought_page(step_id=target, actor=here.actor("Priya Nair"), at=here.at)
    assert page.sections[0].left_out == ("Relative",)


def newest_report_of(here: World) -> UUID:
    return here.started_report()


def test_people_named_first_in_it_go_along_as_new_names(here: World) -> None:
    daniel = another_child(here)
    report = written_on_maya(here)
    closes(here, "Priya Nair", report)
    here.child_id = daniel
    target = here.started_report()
    here.does("Priya Nair", bring_text_over, step_id=report, child_id=daniel)
    typed = Draft.objects.get(step_id=target).typed
    assert (typed["relative-new-name"], typed["relative-new-relation"]) == ("Blessing Okafor", "aunt")
    assert "relative" not in typed


@pytest.mark.parametrize(
    ("name", "workers", "status", "says"),
    [
        ("Priya Nair", {"social_worker": "Priya Nair"}, 409, "No Report of Daniel's is with you."),
        ("Joan Ellery", {"social_worker": "Priya Nair"}, 404, "There is nothing here"),
    ],
)
def test_without_such_a_workstep_there_it_stays_kept(
    here: World, name: str, workers: dict[str, str], status: int, says: str
) -> None:
    """Joan closed it and reads it, but did not write it: only its writer brings it over."""
    daniel = another_child(here, workers=workers)
    report = written_on_maya(here)
    closes(here, "Joan Ellery", report)
    with pytest.raises(Refused, match=says) as refused:
        here.does(name, bring_text_over, step_id=report, child_id=daniel)
    assert refused.value.status == status
    assert not Draft.objects.filter(step__child_id=daniel).exists()


def test_to_a_child_they_may_not_see_it_goes_nowhere(here: World) -> None:
    given: dict[str, Any] = {"actor": here.founder, "at": here.at}
    stranger = children.add_child(
        name="Ada Fennimore", date_of_birth=date(2017, 6, 21), sex="F", team_id=here.teams["west"], **given
    )
    report = written_on_maya(here)
    closes(here, "Priya Nair", report)
    with pytest.raises(Hidden):
        here.does("Priya Nair", bring_text_over, step_id=report, child_id=stranger.child_id)


def test_what_was_sent_on_from_it_is_taken_back_first(here: World) -> None:
    from tests.operations.test_replacing import sent_early

    search, _ = sent_early(here)
    with pytest.raises(Refused, match="Meeting was sent from here and is with Priya Nair"):
        closes(here, "Dee Marlow", search)
