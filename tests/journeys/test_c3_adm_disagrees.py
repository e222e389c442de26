"""C3: the ADM disagrees with the plan. Aisha Rahman, born 30 Aug 2014 (R105, Q10, Q28; B5.3, B5.5).

Not told here: dashboards that count the plan as not agreed (oversight).
"""

import pytest

from tests.journeys import titles as t
from tests.journeys.conftest import Tell
from tests.journeys.prelude import (
    the_qa_meeting_recommends,
    the_quality_is_confirmed,
    the_report_is_authorised,
    the_report_is_written,
    the_review_agrees_the_plan,
)
from tests.journeys.seen import acts, alerts, answers_of, due, finished_step, offered_to, open_steps, pathway
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


def test_decision_and_next_action_must_match_and_reasons_for_differing_be_given(s: Story) -> None:
    the_qa_meeting_recommends(s, s.ruth, on="22 Mar 2027", meeting_date="2027-03-17")
    assert due(s, "Decision of the Agency Decision Maker") == "Fri 2 Apr 2027"
    s.on("31 Mar 2027")
    s.ruth.resumes(t.ADM_DECISION)
    s.ruth.fills(2, decision="do_not_agree_the_plan", decision_date="2027-03-31", differs_why=None)
    with refused(s, "Decision and next action do not match.", "differs from the recommendation"):
        s.ruth.finishes()


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


@pytest.mark.parametrize("sat_as", ["chair", "member"])
def test_an_adm_who_sat_in_the_meeting_is_refused_and_another_is_offered(s: Story, sat_as: str) -> None:
    s.on("22 Mar 2027")
    s.lena.picks_up(t.ADM_DECISION)
    s.lena.starts(t.ADM_DECISION)
    member = {"role": "other", "attendee": s.ruth, "agency": "Westmere", "outcome": "attended"}
    sat = {"chair": s.ruth} if sat_as == "chair" else {"members": [member]}
    s.lena.fills(1, meeting_date="2027-03-17", minutes_final_on="2027-03-19", recommendation="plan_agreed", **sat)
    s.lena.adds(t.ADM_AGREES, to=s.priya)
    with refused(s, "Ruth Calloway sat on the QA meeting of 17 March 2027.", "Another appointed decision-maker must"):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    assert offered_to(s.lena, t.REFER_TO_ADM) == "Helen Abara"
    s.lena.sends(t.REFER_TO_ADM, to=s.helen)
