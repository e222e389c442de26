"""C2: permanence planning no longer applies. Theo Marsden, born 11 Feb 2016 (R101, Q18).

Not told here: reason E4A and the nominated officer's approval where he ceases to be looked after (the child's record).
"""

import pytest

from tests.journeys import titles as t
from tests.journeys.blocking import blocked
from tests.journeys.conftest import Tell
from tests.journeys.prelude import the_report_is_authorised, the_report_is_written, the_review_agrees_the_plan
from tests.journeys.seen import (
    dues,
    finished_step,
    in_inbox,
    incoming_work,
    open_steps,
    pathway,
    request_on,
    told,
)
from tests.journeys.shown_before import may_remove
from tests.journeys.story import NotAllowed, Story, refused

COURT = "The court discharged the order; Theo goes home to his father."
NOW = {"plan_now": "reunification", "told_child": "yes"}


def so_far(tell: Tell) -> Story:
    """8 Dec: the report is started. 14 Dec: authorised, request 2 sent, the decision queued; then the plan changes."""
    s = tell("theo", "1 Sep 2026")
    the_review_agrees_the_plan(s, s.tom, on="24 Nov 2026", held_on="2026-11-24", next_on="2027-02-23")
    the_report_is_written(s, on="8 Dec 2026")
    the_report_is_authorised(s, on="14 Dec 2026")
    s.on("16 Dec 2026")
    return s


def no_longer_required(s: Story) -> None:
    """16 Dec: the social worker removes what is queued, says why, and the manager authorises."""
    s.priya.resumes(t.PLANNING)
    s.priya.replaces(t.ADM_DECISION, by=t.NO_LONGER_REQUIRED, why=COURT)
    s.priya.fills(18, no_longer_required_why=COURT, **NOW)
    s.priya.sends(t.AUTHORISE, to=s.joan)
    s.joan.resumes(t.PLANNING)
    s.joan.completes(t.AUTHORISE)


def test_it_is_refused_while_the_decision_is_queued_which_may_be_removed(s: Story) -> None:
    for person in (s.priya, s.joan):
        person.resumes(t.PLANNING)
        assert may_remove(person, t.ADM_DECISION)
    with blocked(s, "C2 while N1 is queued"):
        s.priya.adds(t.NO_LONGER_REQUIRED, why=COURT)
    s.priya.removes(t.ADM_DECISION)
    s.priya.adds(t.NO_LONGER_REQUIRED, why=COURT)


def test_it_is_refused_without_a_reason(s: Story) -> None:
    s.priya.resumes(t.PLANNING)
    s.priya.removes(t.ADM_DECISION)
    with blocked(s, "C2 without reason"):
        s.priya.adds(t.NO_LONGER_REQUIRED)
    with blocked(s, "C2 reason of spaces"):
        s.priya.adds(t.NO_LONGER_REQUIRED, why="  ")


def test_it_is_refused_without_the_managers_authorisation(s: Story) -> None:
    s.priya.resumes(t.PLANNING)
    s.priya.replaces(t.ADM_DECISION, by=t.NO_LONGER_REQUIRED, why=COURT)
    s.priya.fills(18, no_longer_required_why=COURT, **NOW)
    s.lena.picks_up(t.PLANNING)
    s.lena.resumes(t.PLANNING)
    with blocked(s, "C2 not asked for"):
        s.lena.finishes()
    s.priya.sends(t.AUTHORISE, to=s.joan)
    with blocked(s, "C2 not authorised"):
        s.lena.finishes()


def test_the_manager_who_chose_it_does_not_authorise_it(s: Story) -> None:
    s.joan.resumes(t.PLANNING)
    s.joan.replaces(t.ADM_DECISION, by=t.NO_LONGER_REQUIRED, why=COURT)
    s.joan.fills(18, no_longer_required_why=COURT, **NOW)
    s.priya.resumes(t.PLANNING)
    with blocked(s, "C2 authorised by who chose it"):
        s.priya.sends(t.AUTHORISE, to=s.joan)
    s.priya.sends(t.AUTHORISE, to=s.ravi)


def test_qaag_finishes_and_the_pathway_ends(s: Story) -> None:
    no_longer_required(s)
    s.on("18 Dec 2026")
    s.lena.picks_up(t.PLANNING)
    s.lena.finishes()
    report = finished_step(s, t.PLANNING)
    assert in_inbox(s, t.QAAG_INBOX) == []
    assert open_steps(s) == []
    assert request_on(report, t.CONFIRM_QUALITY).state == "waived"
    assert (pathway(s).outcome, pathway(s).outcome_reason) == ("No longer required", COURT)
    assert "No longer required" in told(s.priya)
    assert "No longer required" in told(s.tom)
    assert dues(s, "Picked up from the inbox") == []
    with pytest.raises(NotAllowed, match=r"Lena Voss finished this workstep"):
        s.priya.fills(1)


def test_only_a_new_review_decision_begins_it_again(s: Story) -> None:
    no_longer_required(s)
    s.on("18 Dec 2026")
    s.lena.picks_up(t.PLANNING)
    s.lena.finishes()
    with refused(s):
        s.priya.begins(t.PLANNING)
    the_review_agrees_the_plan(s, s.tom, on="23 Feb 2027", held_on="2027-02-23", next_on="2027-08-20")
    assert incoming_work(s.priya) == [t.PLANNING]
