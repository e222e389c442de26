"""C5: an older teenager, whose present home the IRO has ratified. Jaden Okoro, born 9 Sep 2010 (R125, Q23).

Not told here: the SSDA903 rows of a home that becomes long-term with the same carers (statutory return).
"""

from typing import Any

from tests.journeys import titles as t
from tests.journeys.blocking import blocked
from tests.journeys.conftest import Tell
from tests.journeys.prelude import (
    a_match_is_identified,
    the_adm_agrees,
    the_family_finders_are_asked,
    the_qa_meeting_recommends,
    the_quality_is_confirmed,
    the_report_is_authorised,
    the_report_is_written,
    the_review_agrees_the_plan,
)
from tests.journeys.said import PLAN_AGREED
from tests.journeys.seen import dues, in_inbox, incoming_work, open_steps, pathway
from tests.journeys.shown_before import reasons_shown
from tests.journeys.story import Story, refused

NOTHING_CARRIES_ON = (
    "Nothing would carry on the way to a permanent home for Jaden. Add a next action that does, or one that ends it."
)
RATIFIED = "iro_has_already_ratified_the_present_home"
MINUTE = "R/2027/03/02-7"


def so_far(tell: Tell) -> Story:
    """With the same carers since 2023; the plan agreed in 2026; on 2 Mar 2027 the IRO ratifies the present home."""
    s = tell("jaden", "1 Mar 2023")
    the_review_agrees_the_plan(s, s.meera, on="14 Sep 2026", held_on="2026-09-14", next_on="2027-03-02")
    the_report_is_written(s, on="5 Oct 2026")
    the_report_is_authorised(s, on="12 Oct 2026")
    the_quality_is_confirmed(s, on="19 Oct 2026")
    the_qa_meeting_recommends(s, s.ruth, on="2 Nov 2026", meeting_date="2026-10-28")
    the_adm_agrees(s, s.ruth, on="9 Nov 2026", decision_date="2026-11-09")
    the_family_finders_are_asked(s, on="23 Nov 2026", carers_are_current="yes")
    a_match_is_identified(s, on="7 Dec 2026", held_on="2026-12-07")
    the_home_is_ratified(s)
    s.on("9 Mar 2027")
    s.priya.starts(t.INFORMATION_SHARING)
    return s


def the_home_is_ratified(s: Story) -> None:
    """2 Mar 2027: the review ratifies the present home as permanent, with a minute reference."""
    s.on("2 Mar 2027")
    s.meera.begins(t.REVIEW)
    ratified = {"home_ratified": "yes", "home_ratified_minute_reference": MINUTE}
    s.meera.fills(1, held_on="2027-03-02", next_on="2027-08-30", **PLAN_AGREED, **ratified)
    s.meera.finishes()


def evidence(s: Story, **other: Any) -> dict[str, Any]:
    """Return what the route asks: IRO, date of the review, minute reference."""
    given = {"ratified_by": s.meera, "ratified_on": "2027-03-02", "ratified_minute": MINUTE}
    return {"view_of_meeting": RATIFIED, "needs_new_plan": "no", **given, **other}


def test_the_placement_follows_without_panel_or_decision_maker(s: Story) -> None:
    s.priya.fills(1, **evidence(s))
    s.priya.adds(t.PLACEMENT, to=s.priya)
    s.priya.sends(t.AUTHORISE, to=s.joan)
    s.joan.resumes(t.INFORMATION_SHARING)
    s.joan.completes_and_finishes(t.AUTHORISE)
    assert incoming_work(s.priya) == [t.PLACEMENT]
    assert [step.title for step in open_steps(s)] == [t.PLACEMENT]
    assert in_inbox(s, t.QAAG_INBOX) == []
    assert dues(s, "Decision of the Agency Decision Maker") == []


def test_the_record_says_where_and_when_it_was_agreed_and_the_pathway_ends(s: Story) -> None:
    s.priya.fills(1, **evidence(s))
    s.priya.adds(t.PLACEMENT, to=s.priya)
    s.priya.sends(t.AUTHORISE, to=s.joan)
    s.joan.resumes(t.INFORMATION_SHARING)
    s.joan.completes_and_finishes(t.AUTHORISE)
    s.on("16 Mar 2027")
    s.priya.starts(t.PLACEMENT)
    s.priya.fills(1, **PLACED_IN_THE_SAME_HOME)
    s.priya.adds(t.CHILD_PLACED)
    s.priya.finishes()
    assert (pathway(s).outcome, open_steps(s)) == ("Child placed", [])


PLACED_IN_THE_SAME_HOME = {
    "agreed_where": "child_in_care_review_iro_ratification",
    "agreed_when": "2027-03-02",
    "starts_on": "2027-03-02",
    "same_carers": "yes",
    "placement_code": "U4",
    "provider": "PR1",
    "ltf_in_care_plan_on": "2027-03-02",
    "ltf_carer_agreed_on": "2027-03-02",
}


def test_it_stands_beside_no_panel(s: Story) -> None:
    s.priya.fills(1, **evidence(s))
    s.priya.adds(t.PLACEMENT, to=s.priya)
    with blocked(s, "C5 N9 with N7"):
        s.priya.adds(t.PANEL_AND_MATCHING, to=t.QAAG_INBOX)


def without(s: Story, key: str) -> None:
    """The conclusion without one piece of evidence: it is not even sent to the manager."""
    s.priya.fills(1, **evidence(s, **{key: None}))
    s.priya.adds(t.PLACEMENT, to=s.priya)
    with refused(s, "Section 1: "):
        s.priya.sends(t.AUTHORISE, to=s.joan)


def test_it_needs_the_name_of_the_iro(s: Story) -> None:
    without(s, "ratified_by")
    with blocked(s, "C5 without IRO"):
        s.priya.finishes()


def test_it_needs_the_date_of_the_review(s: Story) -> None:
    without(s, "ratified_on")
    with blocked(s, "C5 without date"):
        s.priya.finishes()


def test_it_needs_the_minute_reference(s: Story) -> None:
    without(s, "ratified_minute")
    with blocked(s, "C5 without minute reference"):
        s.priya.finishes()


def test_it_needs_the_iro_of_that_day(s: Story) -> None:
    s.priya.fills(1, **evidence(s, ratified_by=s.tom))
    s.priya.adds(t.PLACEMENT, to=s.priya)
    with blocked(s, "C5 another IRO"):
        s.priya.finishes()


def test_a_new_plan_alone_does_not_carry_family_finding_on(s: Story) -> None:
    """N8 beside nothing: neither the conclusion nor a next action says what carries the search on, so it stays open."""
    s.priya.fills(1, view_of_meeting="more_work_needed", needs_new_plan="yes", needs_new_plan_detail="Contact.")
    s.priya.adds(t.CHILD_IN_CARE_PLANNING, to=s.priya)
    with refused(s, NOTHING_CARRIES_ON):
        s.priya.finishes()
    assert NOTHING_CARRIES_ON in reasons_shown(s.priya)
    s.priya.fills(1, view_of_meeting="not_suitable", needs_new_plan="yes", needs_new_plan_detail="Contact.")
    s.priya.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.priya.sends(t.AUTHORISE, to=s.joan)
    s.joan.resumes(t.INFORMATION_SHARING)
    s.joan.completes_and_finishes(t.AUTHORISE)
    assert {step.title for step in open_steps(s)} == {t.CHILD_IN_CARE_PLANNING, t.FAMILY_FINDING_MEETING}
