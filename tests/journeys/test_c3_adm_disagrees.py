"""C3: the ADM disagrees with the plan. Aisha Rahman, born 30 Aug 2014 (R105, Q10, Q28; B5.3, B5.5).

Not told here: dashboards that count the plan as not agreed (oversight).
"""

from typing import Any

from tests.journeys import titles as t
from tests.journeys.blocking import blocked
from tests.journeys.conftest import Tell
from tests.journeys.prelude import (
    the_qa_meeting_recommends,
    the_quality_is_confirmed,
    the_report_is_authorised,
    the_report_is_written,
    the_review_agrees_the_plan,
)
from tests.journeys.seen import (
    acts,
    alerts,
    answers_of,
    due,
    finished_step,
    incoming_requests,
    offered_to,
    open_steps,
    pathway,
    proposals_on,
)
from tests.journeys.shown_before import why_not_to
from tests.journeys.story import Story, refused

WHY = "I give more weight than the meeting did to what Aisha said on 26 March."


def so_far(tell: Tell) -> Story:
    """The report is confirmed on 10 Mar 2027, and SC Agency Decision Maker Permanence Decision is in the inbox."""
    s = tell("aisha", "2 Nov 2026")
    the_review_agrees_the_plan(s, s.tom, on="28 Jan 2027", held_on="2027-01-28", next_on="2027-04-20")
    the_report_is_written(s, on="22 Feb 2027")
    the_report_is_authorised(s, on="1 Mar 2027")
    the_quality_is_confirmed(s, on="10 Mar 2027")
    return s


def ruth_disagrees(s: Story) -> None:
    """31 Mar: Section 2 says disagree; the proposal is changed; Completed and Finish."""
    s.on("31 Mar 2027")
    s.ruth.resumes(t.ADM_DECISION)
    s.ruth.fills(2, decision="do_not_agree_the_plan", decision_date="2027-03-31", differs_why=WHY)
    s.ruth.replaces(t.ADM_AGREES, by=t.ADM_DISAGREES)
    s.ruth.fills(3, what_next="A care planning meeting looks at what Aisha asks for.")
    s.ruth.completes_and_finishes(t.REFER_TO_ADM)


def test_decision_and_next_action_must_match(s: Story) -> None:
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    assert due(s, "Decision of the Agency Decision Maker") == "Fri 2 Apr 2027"
    s.on("31 Mar 2027")
    s.ruth.resumes(t.ADM_DECISION)
    s.ruth.fills(2, decision="do_not_agree_the_plan", decision_date="2027-03-31", differs_why=WHY)
    with blocked(s, "C3 do not match"):
        s.ruth.finishes()


def test_reasons_for_differing_are_given(s: Story) -> None:
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    s.on("31 Mar 2027")
    s.ruth.resumes(t.ADM_DECISION)
    s.ruth.fills(2, decision="do_not_agree_the_plan", decision_date="2027-03-31", differs_why=None)
    s.ruth.replaces(t.ADM_AGREES, by=t.ADM_DISAGREES)
    s.ruth.fills(3, what_next="A care planning meeting looks at what Aisha asks for.")
    with blocked(s, "C3 no reasons"):
        s.ruth.finishes()
    with blocked(s, "C3 no reasons, Completed"):
        s.ruth.completes(t.REFER_TO_ADM)


def test_the_adm_changes_what_follows_and_never_what_the_meeting_recorded(s: Story) -> None:
    """Q10: Section 3 is the ADM's to change, on record; Section 1 is not, nor is anything of it taken by the way."""
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    s.on("31 Mar 2027")
    s.ruth.resumes(t.ADM_DECISION)
    with refused(s, "Only a QAAG worker writes this section."):
        s.ruth.fills(1, recommendation="plan_not_agreed")
    s.ruth.replaces(t.ADM_AGREES, by=t.ADM_DISAGREES)
    assert [proposal.title for proposal in proposals_on(open_steps(s, t.ADM_DECISION)[0].id)] == [t.ADM_DISAGREES]


def test_the_adm_returns_it_to_qaag(s: Story) -> None:
    """Q10: declined with a reason; it is mended and referred again, to the same ADM."""
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    s.on("31 Mar 2027")
    s.ruth.resumes(t.ADM_DECISION)
    with refused(s, "Write the reason. Spaces alone are not kept."):
        s.ruth.declines(t.REFER_TO_ADM, because=" ")
    s.ruth.declines(t.REFER_TO_ADM, because="The school's view is missing.")
    with refused(s, "This has not been referred to you. It is with Lena Voss."):
        s.ruth.fills(2, decision="agree_the_plan", decision_date="2027-03-31")
    s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    assert incoming_requests(s.ruth) == [t.REFER_TO_ADM]


def test_no_family_finding_begins_and_the_right_people_are_told(s: Story) -> None:
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    before = answers_of(open_steps(s, t.ADM_DECISION)[0])["panel_information"]
    ruth_disagrees(s)
    assert (open_steps(s), pathway(s).outcome) == ([], "Plan not agreed")
    assert due(s, "Decision told in person or by phone") == "Fri 2 Apr 2027"
    assert due(s, "Decision told in writing") == "Wed 7 Apr 2027"
    assert answers_of(finished_step(s, t.ADM_DECISION))["panel_information"] == before
    for person in (s.priya, s.joan, s.tom):
        assert alerts(person) == ["No agreed permanence plan. A review or care planning meeting is needed."]


def test_the_audit_shows_who_proposed_and_who_changed(s: Story) -> None:
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    ruth_disagrees(s)
    added = list(acts(s, "add_next_action").values_list("worker_id", "said__actions"))
    assert added[-2:] == [(s.lena.worker_id, ["n3_adm_agrees"]), (s.ruth.worker_id, ["n4_adm_disagrees"])]


def test_the_alert_stands_until_a_later_review_records_a_plan(s: Story) -> None:
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    ruth_disagrees(s)
    the_review_agrees_the_plan(s, s.tom, on="20 Apr 2027", held_on="2027-04-20", next_on="2027-10-19")
    assert [alerts(person) for person in (s.priya, s.joan, s.tom)] == [[], [], []]


def test_an_adm_who_chaired_the_meeting_is_refused_and_another_is_offered(s: Story) -> None:
    ruth_sat(s, chair=s.ruth)
    with blocked(s, "C3 the ADM was the chair"):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    another_decides(s)


def test_an_adm_who_was_a_member_is_refused_and_another_is_offered(s: Story) -> None:
    member = {"role": "other", "attendee": s.ruth, "agency": "Westmere", "outcome": "attended"}
    ruth_sat(s, members=[member])
    with blocked(s, "C3 the ADM was a member"):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    another_decides(s)


def ruth_sat(s: Story, **sat: Any) -> None:
    """22 Mar: the record of the QA meeting says that Ruth took part (R103)."""
    s.on("22 Mar 2027")
    s.lena.picks_up(t.ADM_DECISION)
    s.lena.starts(t.ADM_DECISION)
    s.lena.fills(1, meeting_date="2027-03-17", minutes_final_on="2027-03-19", recommendation="plan_agreed", **sat)
    s.lena.adds(t.ADM_AGREES, to=s.priya)


def another_decides(s: Story) -> None:
    """Another appointed ADM is offered, and is asked; whoever looks for Ruth is told why it is not her."""
    assert "Ruth Calloway sat on the QA meeting of 17 March 2027." in why_not_to(s.lena, t.REFER_TO_ADM, s.ruth)
    assert offered_to(s.lena, t.REFER_TO_ADM) == "Helen Abara"
    s.lena.sends(t.REFER_TO_ADM, to=s.helen)
