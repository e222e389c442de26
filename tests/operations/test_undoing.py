"""Undoing a finish: while nobody has begun what it passed on, everything it did is taken back (ADR 30)."""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing, next_actions, requests, worksteps
from permanence.operations.undoing import undo_finish
from permanence.records.audit import AuditRow
from permanence.records.children import Review
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep
from tests.factories import World, asked, inbox, newest, proposal, step, version
from tests.operations.kept import nothing_is_lost

WHY = "The wrong version was authorised."


def dues(**which: Any) -> list[tuple[str, Any, bool, str]]:
    """Return the standing due dates: rule, day met, whether stopped, and why."""
    rows = Due.objects.filter(superseded_by=None, **which).order_by("rule_id", "start_event")
    return [(each.rule_id, each.met_on, each.stopped_at is not None, each.stop_reason) for each in rows]


def undoes(here: World, name: str, step_id: Any, reason: str = WHY) -> Any:
    return here.on(name, undo_finish, step_id, reason=reason)


def test_everything_the_finish_did_is_taken_back(here: World) -> None:
    report = here.checked_report()
    before = dues()
    row = step(report)
    here.reaches("17 Nov 2026 10:42").on("Lena Voss", finishing.finish_step, report)
    search = newest("search")
    here.reaches("17 Nov 2026 11:05")
    with nothing_is_lost(here):
        done = undoes(here, "Lena Voss", report)
    assert done.says == "The finish is undone. Report is started again. Search is cancelled."
    again = step(report)
    assert (again.state, again.closed_at, again.finished_by_id, again.finished_hash) == ("started", None, None, "")
    assert (again.assigned_worker_id, again.head) == (row.assigned_worker_id, row.head)
    assert again.pathway.position == row.pathway.position
    cancelled = step(search)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", f"The finish of Report was undone: {WHY}")
    standing = [each for each in dues() if each[0] not in {"adm_told_orally", "inbox_pick_up"}]
    assert standing == [each for each in before if each[0] != "inbox_pick_up"]
    assert ("adm_told_orally", None, True, "The finish was undone") in dues()


def test_its_next_action_is_proposed_again_and_the_sent_row_stays_with_what_it_created(here: World) -> None:
    search = here.incoming_search()
    report = newest("report")
    sent = NextAction.objects.get(step_id=report, key="search")
    undoes(here, "Lena Voss", report)
    sent.refresh_from_db()
    again = proposal(report, "search")
    assert (sent.state, sent.created_step_id, sent.removed_by_id) == ("withdrawn", search, here.people["Lena Voss"])
    assert (again.state, again.created_step_id, again.replaces_id) == ("proposal", None, sent.id)
    assert (again.added_by_id, again.to_inbox_id) == (sent.added_by_id, sent.to_inbox_id)


def test_finished_anew_it_passes_on_once(here: World) -> None:
    here.incoming_search()
    report = newest("report")
    with nothing_is_lost(here):
        undoes(here, "Lena Voss", report)
        here.reaches("17 Nov 2026 09:00").on("Lena Voss", finishing.finish_step, report)
    assert Workstep.objects.filter(step_type="search", closed_at=None).count() == 1
    assert [each for each in dues() if each[0] == "adm_told_orally"] == [("adm_told_orally", None, False, "")]
    assert step(report).pathway.position == "search"


def test_what_it_had_authorised_stands(here: World) -> None:
    here.incoming_search()
    report = newest("report")
    undoes(here, "Lena Voss", report)
    assert {each.state for each in Request.objects.filter(step_id=report)} == {"completed"}


def ended(here: World) -> Any:
    """Return a report whose finish ended the pathway: no longer required, QAAG asked but not having answered (Q18)."""
    report = here.report_to_qaag()
    given: dict[str, Any] = {"action_key": "no_longer", "reason_text": "Home."}
    here.on("Joan Ellery", next_actions.add_next_action, report, replaces=proposal(report, "search").id, **given)
    here.reaches("16 Nov 2026 12:00").on("Lena Voss", finishing.finish_step, report)
    return report


def test_the_end_of_a_pathway_is_taken_back_with_all_it_waived_and_said(here: World) -> None:
    report = ended(here)
    assert step(report).pathway.outcome == "No longer required"
    assert asked(report, "check").state == "waived"
    assert Notice.objects.filter(is_alert=True, ended_at=None).exists()
    here.reaches("16 Nov 2026 12:20")
    with nothing_is_lost(here):
        undoes(here, "Joan Ellery", report)
    pathway = Pathway.objects.get(child_id=here.child_id)
    assert (pathway.closed_at, pathway.outcome, pathway.outcome_reason) == (None, "", "")
    check = asked(report, "check")
    assert (check.state, check.closed_at, check.reason) == ("sent", None, "")
    assert not Notice.objects.filter(is_alert=True, ended_at=None).exists()
    assert ("inbox_pick_up", None, False, "") in dues(start_event__endswith=str(check.id))
    assert here.does("Lena Voss", requests.complete_request, request_id=check.id, version=version(report))


def test_it_stays_ended_once_another_pathway_has_begun(here: World) -> None:
    report = ended(here)
    here.begins_review()
    with pytest.raises(Refused, match="Tom Askew began Review since this finish ended the pathway"):
        undoes(here, "Joan Ellery", report)
    assert step(report).state == "finished"


def test_a_review_that_was_held_is_withdrawn_and_held_again(here: World) -> None:
    """B1.3: the next due date is counted from the review that stands."""
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="no")
    Workstep.objects.filter(id=review).update(step_type="review")
    here.on("Tom Askew", finishing.finish_step, review)
    undoes(here, "Tom Askew", review)
    assert step(review).pathway.closed_at is None
    here.on("Tom Askew", finishing.finish_step, review)
    assert step(review).pathway.outcome == "Nothing agreed"
    assert Review.objects.filter(step_id=review, withdrawn_at=None).count() <= 1


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        ("pick_up", "Dee Marlow picked up Search at 09:04, so this finish stands."),
        ("start", "Dee Marlow started Search at 09:04, so this finish stands."),
    ],
)
def test_it_stands_once_somebody_has_gone_on(here: World, begins: str, says: str) -> None:
    search = here.incoming_search()
    here.reaches("16 Nov 2026 09:04")
    if begins == "pick_up":
        here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    else:
        here.on("Dee Marlow", worksteps.start_step, search)
    with pytest.raises(Refused, match=says) as refused:
        undoes(here, "Joan Ellery", newest("report"))
    assert refused.value.status == 409
    assert step(search).closed_at is None


def test_what_was_started_and_cancelled_since_was_begun_all_the_same(here: World) -> None:
    search = here.incoming_search()
    here.on("Dee Marlow", worksteps.start_step, search)
    Workstep.objects.filter(id=search).update(
        state="cancelled", cancelled_at=here.at, cancelled_by=here.people["Joan Ellery"], closed_at=here.at
    )
    with pytest.raises(Refused, match="Dee Marlow started Search"):
        undoes(here, "Joan Ellery", newest("report"))


@pytest.mark.parametrize(
    ("name", "reason", "status", "says"),
    [
        ("Lena Voss", "", 409, "Write the reason."),
        ("Lena Voss", "  ", 409, "Spaces alone are not kept."),
        ("Priya Nair", WHY, 403, "Only Lena Voss, who finished it, or a Team manager undoes this finish."),
        ("Dee Marlow", WHY, 403, "Only Lena Voss, who finished it, or a Team manager undoes this finish."),
        ("Una Tait", WHY, 404, "There is nothing here"),
    ],
)
def test_who_undoes_and_why(here: World, name: str, reason: str, status: int, says: str) -> None:
    here.incoming_search()
    report = newest("report")
    with pytest.raises(Refused, match=says) as refused:
        undoes(here, name, report, reason)
    assert refused.value.status == status
    assert step(report).state == "finished"


@pytest.mark.parametrize("name", ["Lena Voss", "Joan Ellery", "Ravi Menon"])
def test_the_finisher_and_every_manager_may(here: World, name: str) -> None:
    here.incoming_search()
    assert undoes(here, name, newest("report"))


def test_a_workstep_that_is_not_finished_has_no_finish_to_undo(here: World) -> None:
    report = here.report_to_manager()
    with pytest.raises(Refused, match="is not finished, so there is no finish to undo"):
        undoes(here, "Joan Ellery", report)


def test_an_older_page_undoes_nothing(here: World) -> None:
    here.incoming_search()
    report = newest("report")
    with pytest.raises(Stale):
        here.on("Lena Voss", undo_finish, report, reason=WHY, version=version(report) - 1)


def test_everybody_the_finish_told_is_told(here: World) -> None:
    report = here.checked_report()
    here.on("Lena Voss", finishing.finish_step, report)
    told = set(Notice.objects.filter(step_id=report, kind="finished").values_list("worker_id", flat=True))
    undoes(here, "Joan Ellery", report)
    again = set(Notice.objects.filter(kind="undone").values_list("worker_id", flat=True))
    assert again >= told - {here.people["Joan Ellery"]}
    assert {here.people["Lena Voss"], here.people["Priya Nair"]} <= again
    assert here.people["Joan Ellery"] not in again


def test_who_undid_it_and_what_it_was_stays_on_record(here: World) -> None:
    here.incoming_search()
    report = newest("report")
    before = step(report)
    undoes(here, "Joan Ellery", report)
    kept = StepEvent.objects.get(step_id=report, act="undo_finish")
    assert kept.said == f"Joan Ellery undid the finish: {WHY}"
    assert kept.detail["finish"]["finished_hash"] == before.finished_hash
    assert kept.detail["finish"]["finished_by_id"] == str(before.finished_by_id)
    (row,) = AuditRow.objects.filter(act="undo_finish", object_id=report)
    assert row.why
    assert str(newest("search")) in row.ids
