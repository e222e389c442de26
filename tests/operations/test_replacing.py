"""Cancel and replace, and a next action taken back: the rows before stay, linked both ways (ADR 30; R177)."""

from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.reasons import Refused, Stale
from permanence.operations import next_actions, worksteps
from permanence.operations.replacing import replace_step
from permanence.operations.taking_back import take_back_next_action
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep
from tests.factories import World, inbox, newest, proposal, step, version
from tests.operations.kept import nothing_is_lost

WHY = "Started under the wrong review."


def replaces(here: World, name: str, step_id: UUID, step_type: str, reason: str = WHY, **to: Any) -> Any:
    return here.on(name, replace_step, step_id, step_type=step_type, reason=reason, **to)


def test_another_of_its_kind_takes_its_place_and_each_names_the_other(here: World) -> None:
    report = here.report_to_manager()
    with nothing_is_lost(here):
        done = replaces(here, "Joan Ellery", report, "report", to_worker=here.people["Una Tait"])
    assert done.says == "Report is cancelled. Report is with Una Tait."
    old, new = step(report), step(done.step_id)
    assert (old.state, old.cancel_reason, new.replaces_id) == ("cancelled", WHY, report)
    assert (new.state, new.assigned_worker_id, new.form_version) == ("incoming", here.people["Una Tait"], 0)
    assert list(old.replaced_by.all()) == [new]
    assert [*Request.objects.filter(step=old).values_list("state", flat=True)] == ["withdrawn"]
    said = StepEvent.objects.get(step=new, act="take_place").said
    assert said == f"It takes the place of Report, which Joan Ellery cancelled: {WHY}"
    assert StepEvent.objects.get(step=old, act="replace_step").said == "Joan Ellery put Report in its place."


def test_an_earlier_kind_may_take_its_place_and_the_child_stands_there_again(here: World) -> None:
    search = here.incoming_search()
    done = replaces(here, "Joan Ellery", search, "report", to_worker=here.people["Priya Nair"])
    assert step(done.step_id).step_type == "report"
    assert step(done.step_id).pathway.position == "report"


def test_one_of_its_kind_stands_for_the_same_review(here: World) -> None:
    """Q12, Q13: a review that is replaced still stands for its due date, and for its pair."""
    search = here.incoming_search()
    Workstep.objects.filter(id=search).update(purpose="review", review_due_on=here.today, due_on=here.today)
    done = replaces(here, "Joan Ellery", search, "search", to_inbox=inbox("cs_family_finders"))
    new = step(done.step_id)
    assert (new.purpose, new.review_due_on, new.due_on) == ("review", here.today, here.today)
    waiting = Due.objects.filter(rule_id="inbox_pick_up", met_on=None, stopped_at=None, superseded_by=None)
    assert [each.step_id for each in waiting] == [new.id]


@pytest.mark.parametrize(
    ("name", "kind", "to", "reason", "status", "says"),
    [
        ("Joan Ellery", "meeting", "Priya Nair", WHY, 409, "That workstep cannot take its place."),
        ("Joan Ellery", "", "Priya Nair", WHY, 409, "Choose the workstep that takes its place."),
        ("Joan Ellery", "report", "Tom Askew", WHY, 409, "Tom Askew is none."),
        ("Joan Ellery", "report", "Priya Nair", " ", 409, "Spaces alone"),
        ("Priya Nair", "report", "Priya Nair", WHY, 403, "Only a Team manager cancels this workstep."),
    ],
)
def test_what_takes_its_place_with_whom_and_why(
    here: World, name: str, kind: str, to: str, reason: str, status: int, says: str
) -> None:
    """P40: nothing further on takes its place, so that nothing is passed by."""
    report = here.report_to_manager()
    with pytest.raises(Refused, match=says) as refused:
        replaces(here, name, report, kind, reason, to_worker=here.people[to])
    assert refused.value.status == status
    assert step(report).state == "started"


def sent_early(here: World) -> tuple[UUID, UUID]:
    """Return a search that Dee has started, and the next action she sent at once: its meeting is with Priya."""
    search = here.incoming_search()
    here.on("Dee Marlow", worksteps.start_step, search)
    given: dict[str, Any] = {"action_key": "meet", "to_worker": here.people["Priya Nair"]}
    here.on("Dee Marlow", next_actions.add_next_action, search, **given)
    sent = proposal(search, "meet").id
    here.on("Dee Marlow", next_actions.send_now, search, proposal_id=sent)
    return search, sent


def takes_back(here: World, name: str, search: UUID, sent: UUID, reason: str = WHY) -> Any:
    return here.on(name, take_back_next_action, search, proposal_id=sent, reason=reason)


def test_what_was_sent_at_once_leaves_the_receivers_list_with_the_reason(here: World) -> None:
    search, sent = sent_early(here)
    assert step(search).pathway.position == "meeting"
    with nothing_is_lost(here):
        done = takes_back(here, "Dee Marlow", search, sent)
    assert done.says == "Meet is taken back."
    meeting = step(newest("meeting"))
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", WHY)
    row = NextAction.objects.get(id=sent)
    assert (row.state, row.removed_by_id, row.created_step_id) == ("withdrawn", here.people["Dee Marlow"], meeting.id)
    assert step(search).pathway.position == "search"
    assert not Workstep.objects.open_for(here.actor("Priya Nair")).exists()
    here.on("Dee Marlow", next_actions.add_next_action, search, action_key="meet", to_worker=here.people["Priya Nair"])


@pytest.mark.parametrize(
    ("name", "reason", "status", "says"),
    [
        ("Dee Marlow", "", 409, "Write the reason."),
        ("Priya Nair", WHY, 403, "Only a Family finder takes Meet back."),
        ("Kit Hale", WHY, 409, "Dee Marlow picked this up at 09:00"),
    ],
)
def test_who_takes_it_back_and_why(here: World, name: str, reason: str, status: int, says: str) -> None:
    search, sent = sent_early(here)
    with pytest.raises((Refused, Stale), match=says) as refused:
        takes_back(here, name, search, sent, reason)
    assert getattr(refused.value, "status", 409) == status
    assert step(newest("meeting")).closed_at is None


def test_once_its_work_has_begun_it_is_not_taken_back(here: World) -> None:
    search, sent = sent_early(here)
    here.reaches("16 Nov 2026 09:04").on("Priya Nair", worksteps.start_step, newest("meeting"))
    with pytest.raises(Refused, match="Priya Nair started Meeting at 09:04, so it is not taken back here"):
        takes_back(here, "Dee Marlow", search, sent)


def test_a_proposal_is_removed_not_taken_back(here: World) -> None:
    report = here.report_to_qaag()
    with pytest.raises(Refused, match="Search is not sent yet"):
        here.on("Joan Ellery", take_back_next_action, report, proposal_id=proposal(report, "search").id, reason=WHY)
    assert version(report)
