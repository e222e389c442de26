"""Reopening by a manager: started again for somebody named, what followed stays and comes once (ADR 30)."""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused
from permanence.operations import finishing, worksteps
from permanence.operations.reopening import reopen_step
from permanence.records.earlier_forms import earlier_forms
from permanence.records.notices import Notice
from permanence.records.requests import NextAction, Request
from permanence.records.standing_steps import way_of
from permanence.records.worksteps import StepEvent, Workstep
from tests.factories import WORDS, World, asked, newest, step
from tests.operations.kept import nothing_is_lost
from tests.small_process import small_process

WHY = "The aunt's assessment came in."


def reopens(here: World, name: str, step_id: Any, to: str = "Priya Nair", reason: str = WHY) -> Any:
    return here.on(name, reopen_step, step_id, to_worker=here.people[to], reason=reason)


def gone_on(here: World) -> Any:
    """Return a report that is finished, whose search Dee has started: a finish that is undone no more."""
    search = here.incoming_search()
    here.reaches("17 Nov 2026 09:04").on("Dee Marlow", worksteps.start_step, search)
    here.reaches("17 Nov 2026 10:00")
    return newest("report")


def test_it_is_started_again_for_the_person_named_and_its_finish_stays_in_history(here: World) -> None:
    report = gone_on(here)
    before = step(report)
    with nothing_is_lost(here):
        done = reopens(here, "Joan Ellery", report, to="Una Tait")
    assert done.says == "Reopened. Report is with Una Tait."
    row = step(report)
    assert (row.state, row.assigned_worker_id, row.closed_at) == ("started", here.people["Una Tait"], None)
    assert (row.finished_at, row.finished_hash, row.started_at) == (None, "", before.started_at)
    kept = StepEvent.objects.get(step_id=report, act="reopen_step")
    assert kept.said == f"Joan Ellery reopened it for Una Tait: {WHY}"
    assert kept.detail["finish"]["finished_hash"] == before.finished_hash


def test_what_was_authorised_is_asked_for_anew_and_the_row_says_who_authorised_what(here: World) -> None:
    report = gone_on(here)
    reopens(here, "Joan Ellery", report)
    rows = Request.objects.filter(step_id=report).order_by("sent_at", "id")
    assert [(each.key, each.state) for each in rows] == [("authorise", "voided"), ("check", "voided")]
    assert [each.completed_by_id for each in rows] == [here.people["Joan Ellery"], here.people["Lena Voss"]]
    assert all(each.covered_hash for each in rows)
    assert "Joan Ellery reopened this workstep after Joan Ellery authorised it." in rows[0].reason
    with pytest.raises(Refused, match="Send it again"):
        here.on("Lena Voss", finishing.finish_step, report)


def test_finished_again_it_duplicates_nothing_that_followed(here: World) -> None:
    report = gone_on(here)
    search = newest("search")
    with nothing_is_lost(here):
        reopens(here, "Joan Ellery", report)
        here.saves("Priya Nair", report, "details", words="She sings, too.")
        here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
        here.completes("Joan Ellery", report, "authorise")
        here.sends("Joan Ellery", report, "check", to_inbox=asked(report, "check").to_inbox_id)
        here.completes("Lena Voss", report, "check")
        here.reaches("18 Nov 2026 09:00").on("Lena Voss", finishing.finish_step, report)
    assert [each.id for each in Workstep.objects.filter(step_type="search")] == [search]
    assert NextAction.objects.get(step_id=report, key="search").created_step_id == search
    assert step(search).state == "started"


def test_what_came_to_nothing_since_is_proposed_again(here: World) -> None:
    report = gone_on(here)
    search = newest("search")
    here.another_search(search)
    here.on("Joan Ellery", worksteps.cancel_step, search, reason="Not yet.")
    reopens(here, "Joan Ellery", report)
    actions = NextAction.objects.filter(step_id=report, key="search").order_by("id")
    assert [(each.state, each.created_step_id) for each in actions] == [("withdrawn", search), ("proposal", None)]


@pytest.mark.parametrize(
    ("name", "to", "reason", "status", "says"),
    [
        ("Joan Ellery", "Priya Nair", "", 409, "Write the reason."),
        ("Joan Ellery", "Tom Askew", WHY, 409, "Report goes to a Social worker. Tom Askew is none."),
        ("Priya Nair", "Priya Nair", WHY, 403, "Only a Team manager reopens this workstep."),
        ("Dee Marlow", "Priya Nair", WHY, 403, "Only a Team manager reopens this workstep."),
        ("Una Tait", "Priya Nair", WHY, 404, "There is nothing here"),
    ],
)
def test_who_reopens_for_whom_and_why(here: World, name: str, to: str, reason: str, status: int, says: str) -> None:
    report = gone_on(here)
    with pytest.raises(Refused, match=says) as refused:
        reopens(here, name, report, to, reason)
    assert refused.value.status == status
    assert step(report).state == "finished"


def test_on_an_ended_pathway_nothing_is_reopened(here: World) -> None:
    """C2: going on later needs a new process from a new review decision."""
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="no")
    here.on("Tom Askew", finishing.finish_step, review)
    with pytest.raises(Refused, match="The pathway has ended, so nothing on it is reopened"):
        reopens(here, "Joan Ellery", review, to="Tom Askew")


def test_what_is_open_or_cancelled_is_not_reopened(here: World) -> None:
    report = here.report_to_manager()
    with pytest.raises(Refused, match="is not finished, so there is nothing to reopen"):
        reopens(here, "Joan Ellery", report)
    here.another_search(report)
    here.on("Joan Ellery", worksteps.cancel_step, report, reason="Twice.")
    with pytest.raises(Refused, match="is cancelled, so it is not reopened"):
        reopens(here, "Joan Ellery", report)


def test_those_concerned_are_told_each_once(here: World) -> None:
    report = gone_on(here)
    reopens(here, "Ravi Menon", report)
    told = list(Notice.objects.filter(kind="reopened").values_list("worker_id", flat=True))
    names = {"Priya Nair", "Joan Ellery", "Lena Voss", "Dee Marlow"}
    assert sorted(told) == sorted(here.people[name] for name in names)


def test_what_others_copied_from_it_stays_as_it_was_finished(here: World) -> None:
    """R113: a later form reads the request as it was last finished, not as it is being written anew."""
    report = gone_on(here)
    search = step(newest("search"))
    reopens(here, "Joan Ellery", report)
    here.saves("Priya Nair", report, "details", words="Half a sentence")
    copied = earlier_forms(way_of(search.pathway_id), process=small_process(), but_of=search.id).latest("report")
    assert copied is not None
    assert copied.sections["details"]["words"] == WORDS["words"]
    assert copied.finished_by_name == "Lena Voss"
