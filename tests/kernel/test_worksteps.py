"""Starting, picking up, putting back, resuming, reassigning, cancelling, beginning; and whose move it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from permanence.kernel.facts import StepFacts
from permanence.kernel.worksteps import (
    reasons_against_beginning,
    reasons_against_cancelling,
    reasons_against_picking_up,
    reasons_against_putting_back,
    reasons_against_reassigning,
    reasons_against_resuming,
    reasons_against_starting,
    whose_move,
)
from tests.kernel.facts_builder import child, done, finishing, moment, said, sent, standing, step
from tests.kernel.filling import process
from tests.kernel.people import EVERYBODY, FINDERS, JOAN, KIT, LENA, OMAR, PRIYA, QAAG, TOM, actor, to
from tests.kernel.test_worksteps_a9 import begun


def test_already_finished() -> None:
    facts = replace(
        begun("permanency_planning"), state="finished", finished_by=LENA, finished_at=moment(date(2027, 1, 13))
    )
    assert finishing(facts, OMAR) == ["Lena Voss finished this workstep at 10:42."]


def test_incoming_work_is_started_by_whom_it_is_with() -> None:
    facts = step("permanency_planning", PRIYA, state="incoming", empty=True)
    assert [who.name for who in EVERYBODY if not said(reasons_against_starting(facts, actor(who)))] == ["Priya Nair"]
    assert finishing(facts, LENA) == ["This workstep has not been started. Start it first."]


def test_an_inbox_is_picked_up_from_by_its_members() -> None:
    facts = step("adm_permanence_decision", QAAG, state="incoming", empty=True)
    for act in (reasons_against_picking_up, reasons_against_starting):
        assert [who.name for who in EVERYBODY if not said(act(facts, actor(who)))] == ["Lena Voss", "Omar Reyes"]
    taken = replace(
        step("adm_permanence_decision", LENA, state="incoming", empty=True), picked_up_at=moment(date(2027, 1, 13))
    )
    assert said(reasons_against_picking_up(taken, actor(OMAR))) == [
        "Lena Voss picked this up at 10:42, a moment before you."
    ]


def test_the_review_team_picks_up_from_the_family_finders_inbox() -> None:
    facts = step("family_finding_meeting", FINDERS, state="incoming", empty=True)
    assert said(reasons_against_picking_up(facts, actor(KIT))) == []


def test_put_back_until_it_is_started() -> None:
    picked_up = replace(
        step("adm_permanence_decision", LENA, state="incoming", empty=True), came_from_inbox=QAAG.inbox_id
    )
    assert said(reasons_against_putting_back(picked_up, actor(LENA))) == []
    assert said(reasons_against_putting_back(picked_up, actor(OMAR)))
    assert said(reasons_against_putting_back(replace(picked_up, state="started"), actor(LENA))) == [
        "This workstep is started, so it is not put back. Reassign it instead."
    ]


def test_whoever_was_asked_resumes() -> None:
    """R95, R107: from Incoming requests."""
    facts = sent(begun("permanency_planning"), "manager_authorise", PRIYA, JOAN)
    may = {who.name for who in EVERYBODY if not said(reasons_against_resuming(facts, actor(who)))}
    assert may == {"Priya Nair", "Joan Ellery", "Lena Voss", "Omar Reyes"}


def test_reassigned_with_a_reason_to_somebody_who_works_such_steps() -> None:
    facts = begun("permanency_planning")
    assert said(reasons_against_reassigning(facts, actor(JOAN), to(TOM), "Priya is leaving.")) == [
        "SC Permanency Planning Process goes to a Social Worker. Tom Askew is none."
    ]
    assert said(reasons_against_reassigning(facts, actor(JOAN), to(PRIYA), " ")) == [
        "This workstep is with Priya Nair already.",
        "Write the reason. Spaces alone are not kept.",
    ]


def test_cancelled_by_a_manager_with_a_reason() -> None:
    """R177."""
    facts = carried_on(begun("permanency_planning"))
    assert {
        who.name for who in EVERYBODY if not said(reasons_against_cancelling(facts, actor(who), "Begun twice."))
    } == {
        "Joan Ellery",
        "Morag Hay",
    }
    assert said(reasons_against_cancelling(facts, actor(JOAN), "")) == ["Write the reason."]


NOTHING_LEFT = (
    "Nothing else carries on the way to a permanent home for Maya, so this workstep is not cancelled by itself. "
    "Cancel and replace it, or end the pathway."
)


def carried_on(facts: StepFacts) -> StepFacts:
    """Return the same, with another workstep open that leads on."""
    other = standing("family_finding_meeting", "started", number=9)
    return replace(facts, pathway=replace(facts.pathway, steps=(other,)))


@pytest.mark.parametrize(
    ("others", "is_left"),
    [
        ((), False),
        ((standing("family_finding_meeting", "started", number=9),), True),
        ((standing("family_finding_meeting", "incoming", number=9, purpose="3_month_review"),), False),
        ((standing("child_in_care_review", "started", number=9),), False),
        ((standing("family_finding_meeting", "finished", number=9),), False),
    ],
)
def test_no_pathway_is_left_open_with_nothing_that_carries_it_on(others: Any, is_left: bool) -> None:
    """ADR 27, ADR 30: an ended pathway asks for nothing."""
    facts = begun("permanency_planning")
    facts = replace(facts, pathway=replace(facts.pathway, steps=others))
    assert (NOTHING_LEFT not in said(reasons_against_cancelling(facts, actor(JOAN), "Begun twice."))) is is_left
    ended = replace(facts, pathway=replace(facts.pathway, is_open=False))
    assert NOTHING_LEFT not in said(reasons_against_cancelling(ended, actor(JOAN), "Begun twice."))


def test_a_review_is_begun_by_the_childs_own_iro() -> None:
    """Q27."""
    its_step = process().step("child_in_care_review")
    may = [
        who.name
        for who in EVERYBODY
        if not said(reasons_against_beginning(its_step, child=child(), pathway=None, actor=actor(who)))
    ]
    assert may == ["Tom Askew"]
    other = process().step("permanency_planning")
    assert said(reasons_against_beginning(other, child=child(), pathway=None, actor=actor(PRIYA)))


def test_whose_move_it_is() -> None:
    facts = begun("permanency_planning")
    assert whose_move(facts).startswith("Priya Nair: write and send Required CS Manager")
    facts = sent(facts, "manager_authorise", PRIYA, JOAN)
    assert whose_move(facts) == "Joan Ellery: Required CS Manager: Please review and authorise prior to QAAG"
    facts = done(begun("permanency_planning"), "manager_authorise", PRIYA, JOAN)
    assert whose_move(facts).startswith("Joan Ellery: send Required CS QAAG")
    assert whose_move(done(facts, "qaag_quality", JOAN, QAAG, completed_by=LENA)) == "A QAAG worker: finish it"
