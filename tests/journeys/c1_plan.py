"""C1, steps 1 to 6: from the reviews to the request to the family finders, in the words of the guide."""

from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date
from tests.journeys import said
from tests.journeys import titles as t
from tests.journeys.blocking import blocked
from tests.journeys.seen import (
    arithmetic,
    current_work,
    due,
    finished_step,
    in_inbox,
    incoming_requests,
    incoming_work,
    open_steps,
    request_on,
    standing,
)
from tests.journeys.story import Story, refused

# How the dates of C1 are worked out, as the Person summary shows it (B1.2, B5.3, B12).
WORKED_OUT = {
    "First review": "Looked after from Mon 27 Jul 2026 plus 20 working days is Mon 24 Aug 2026. Not counted: weekends.",
    "Next review": "Review held Tue 10 Nov 2026 plus 6 months is Mon 10 May 2027.",
    "Decision of the Agency Decision Maker": "Recommendation and final minutes received Fri 18 Dec 2026 plus "
    "7 working days is Thu 31 Dec 2026. Not counted: weekends, Fri 25 Dec, Mon 28 Dec 2026.",
    "Decision told in writing": "Decision made Wed 30 Dec 2026 plus 5 working days is Thu 7 Jan 2027. "
    "Not counted: weekends, Fri 1 Jan 2027.",
}


def step_01_the_second_review_agrees_long_term_fostering(s: Story) -> None:
    """Looked after from Mon 27 Jul 2026: reviews by 24 Aug, 17 Nov and 10 May; the second agrees the plan (R91, B1)."""
    assert due(s, "First review") == "Mon 24 Aug 2026"
    assert arithmetic(s, "First review") == WORKED_OUT["First review"]
    s.on("17 Aug 2026")
    s.tom.begins(t.REVIEW)
    s.tom.fills(1, held_on="2026-08-17", permanence_agreed="not_yet", next_on="2026-11-10")
    s.tom.finishes()
    assert due(s, "Second review") == "Tue 17 Nov 2026"
    assert due(s, "Permanence plan recorded by the second review") == "Tue 17 Nov 2026"
    s.on("10 Nov 2026")
    s.tom.begins(t.REVIEW)
    s.tom.fills(1, held_on="2026-11-10", next_on="2027-05-04", **said.PLAN_AGREED)
    with refused(s, "A permanence plan is agreed. Add SC Permanency Planning Process"):
        s.tom.finishes()
    s.tom.adds(t.PLANNING, to=s.priya)
    s.tom.finishes()


def step_01_then_the_planning_process_is_with_priya(s: Story) -> None:
    """The plan was there by the second review; the third is due by Mon 10 May 2027; Priya has the work."""
    assert due(s, "Next review") == "Mon 10 May 2027"
    assert arithmetic(s, "Next review") == WORKED_OUT["Next review"]
    assert standing(s, "Permanence plan recorded by the second review") == "met on Tue 10 Nov 2026"
    assert t.PLANNING in incoming_work(s.priya)
    assert t.PLANNING in current_work(s)
    s.priya.pictured("person", at="child")


def step_02_priya_writes_the_report_and_sends_it_to_joan(s: Story) -> None:
    """16 Nov: C0054 opens with 18 sections. 23 Nov: request 1, sent on save; Save and close (R92 to R96)."""
    s.on("16 Nov 2026")
    s.priya.starts(t.PLANNING)
    s.on("23 Nov 2026")
    s.priya.attaches(17, "sources.document")
    for section in range(1, 18):
        s.priya.fills(section, **said.REPORT.get(section, {}))
    s.priya.sends(t.REVIEW_PRIOR_TO_QAAG, to=s.joan)
    assert t.REVIEW_PRIOR_TO_QAAG in incoming_requests(s.joan)
    s.priya.pictured("workstep", at="")
    s.priya.pictured("section", at="sections/wishes_of_the_child/")
    with blocked(s, "C1.2 request 2"):
        s.priya.sends(t.CONFIRM_QUALITY, to=t.QAAG_INBOX)
    with blocked(s, "C1.2 finish"):
        s.priya.finishes()
    with blocked(s, "C1.2 completed by Priya"):
        s.priya.completes(t.REVIEW_PRIOR_TO_QAAG)


def step_03_joan_authorises_and_lena_confirms_the_quality(s: Story) -> None:
    """2 Dec: Completed, request 2, next action; the court makes a care order. 9 Dec: Lena confirms and finishes."""
    s.on("2 Dec 2026")
    s.joan.resumes(t.PLANNING)
    s.joan.pictured("requests", at="requests/")
    with blocked(s, "C1.2 request 2, by Joan"):
        s.joan.sends(t.CONFIRM_QUALITY, to=t.QAAG_INBOX)
    s.joan.completes(t.REVIEW_PRIOR_TO_QAAG)
    s.joan.sends_and_adds(t.CONFIRM_QUALITY, t.ADM_DECISION)
    s.records.legal_status("C2", from_on="2 Dec 2026")
    assert in_inbox(s, t.QAAG_INBOX) == [t.CONFIRM_QUALITY]
    s.on("9 Dec 2026")
    s.lena.picks_up(t.PLANNING)
    s.lena.resumes(t.PLANNING)
    s.lena.completes_and_finishes(t.CONFIRM_QUALITY)
    (step_2,) = open_steps(s, t.ADM_DECISION)
    assert short_date(london_date(step_2.passed_at)) == "Wed 9 Dec 2026"
    assert in_inbox(s, t.QAAG_INBOX) == [t.ADM_DECISION]


def step_04_the_qa_meeting_recommends_and_lena_refers_to_the_adm(s: Story) -> None:
    """QA meeting 16 Dec; 18 Dec Section 1, the proposal, the referral (R102 to R106). ADM by Thu 31 Dec 2026."""
    s.on("18 Dec 2026")
    s.lena.picks_up(t.ADM_DECISION)
    s.lena.starts(t.ADM_DECISION)
    s.lena.adds(t.ADM_AGREES, to=s.priya)
    s.lena.fills(1, legal_status=None, meeting_date=None)
    with blocked(s, "C1.4 neither"):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    s.lena.notes(1, legal_status=None, meeting_date="2026-12-16")
    with blocked(s, "C1.4 Legal Status"):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    s.lena.notes(1, legal_status="C2", meeting_date=None)
    with blocked(s, "C1.4 Date of Meeting"):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    s.lena.fills(1, legal_status="C2", meeting_date="2026-12-16")
    s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    assert due(s, "Decision of the Agency Decision Maker") == "Thu 31 Dec 2026"
    assert arithmetic(s, "Decision of the Agency Decision Maker") == WORKED_OUT["Decision of the Agency Decision Maker"]
    with blocked(s, "C1.4 Lena finishing"):
        s.lena.finishes()


def step_05_ruth_agrees_the_plan(s: Story) -> None:
    """30 Dec: Section 2, Completed, Finish (R107, R108). Told orally by Mon 4 Jan, in writing by Thu 7 Jan 2027."""
    s.on("30 Dec 2026")
    s.ruth.resumes(t.ADM_DECISION)
    with refused(s, "Only a QAAG worker writes this section."):
        s.ruth.fills(1)
    s.ruth.fills(2, decision="agree_the_plan", decision_date="2026-12-30")
    s.ruth.completes_and_finishes(t.REFER_TO_ADM)
    assert standing(s, "Decision of the Agency Decision Maker") == "met on Wed 30 Dec 2026"
    assert due(s, "Decision told in person or by phone") == "Mon 4 Jan 2027"
    assert due(s, "Decision told in writing") == "Thu 7 Jan 2027"
    assert arithmetic(s, "Decision told in writing") == WORKED_OUT["Decision told in writing"]
    assert incoming_work(s.priya) == [t.FAMILY_FINDING_REQUEST]
    (step_3,) = open_steps(s, t.FAMILY_FINDING_REQUEST)
    assert short_date(london_date(step_3.passed_at)) == "Wed 30 Dec 2026"


def step_06_priya_asks_the_family_finders(s: Story) -> None:
    """8 Jan 2027: C0057, next action, notification; Finish unread; Joan acknowledges on 12 Jan (R109 to R112)."""
    s.on("8 Jan 2027")
    s.priya.starts(t.FAMILY_FINDING_REQUEST)
    for section in (1, 2, 3, 4):
        s.priya.fills(section, **(said.PROFILE if section == 2 else {}))
    s.priya.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    with blocked(s, "C1.6 not sent"):
        s.priya.finishes()
    s.priya.sends(t.ACKNOWLEDGE, to=s.joan)
    s.priya.finishes()
    s.on("12 Jan 2027")
    s.joan.reviews(t.FAMILY_FINDING_REQUEST)
    s.joan.completes(t.ACKNOWLEDGE)
    assert request_on(finished_step(s, t.FAMILY_FINDING_REQUEST), t.ACKNOWLEDGE).state == "completed"
