"""C1: the whole pathway with the 3-month double action, in the words of the guide. Maya Thornbury, born 4 May 2018.

Told twice: by operations (`test_c1_the_whole_pathway.py`) and through the pages (`tests/browser/test_the_walk.py`).
Not told here: what hangs on ending a placement as planned (step 10) and the SSDA903 rows (step 12).
"""

from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date
from tests.journeys import said
from tests.journeys import titles as t
from tests.journeys.seen import (
    answers_of,
    arithmetic,
    copied_into,
    current_work,
    due,
    dues,
    finished_step,
    in_inbox,
    incoming_requests,
    incoming_work,
    open_steps,
    pathway,
    request_on,
    standing,
)
from tests.journeys.story import Story, refused


def step_01_the_second_review_agrees_long_term_fostering(s: Story) -> None:
    """Looked after from Mon 27 Jul 2026: reviews by 24 Aug, 17 Nov and 10 May; the second agrees the plan (R91, B1)."""
    assert due(s, "First review") == "Mon 24 Aug 2026"
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
    assert standing(s, "Permanence plan recorded by the second review") == "met on Tue 10 Nov 2026"
    assert t.PLANNING in incoming_work(s.priya)
    assert t.PLANNING in current_work(s)


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
    with refused(
        s, "The report goes to QAAG after your manager has authorised it. Joan Ellery has had it since Mon 23 Nov."
    ):
        s.priya.sends(t.CONFIRM_QUALITY, to=t.QAAG_INBOX)
    with refused(s, "Joan Ellery has had"):
        s.priya.finishes()
    with refused(s, "You sent this request, so someone else completes it."):
        s.priya.completes(t.REVIEW_PRIOR_TO_QAAG)


def step_03_joan_authorises_and_lena_confirms_the_quality(s: Story) -> None:
    """2 Dec: Completed, request 2 to the inbox, next action added; the court makes a care order. 9 Dec: Lena finishes."""
    s.on("2 Dec 2026")
    s.joan.resumes(t.PLANNING)
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
    with refused(s, "Section 1 has 2 required answers missing."):
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    s.lena.fills(1, legal_status="C2", meeting_date="2026-12-16")
    s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    assert due(s, "Decision of the Agency Decision Maker") == "Thu 31 Dec 2026"
    with refused(s, "Only the Agency Decision Maker finishes this workstep. It is with Ruth Calloway."):
        s.lena.finishes()


def step_05_ruth_agrees_the_plan(s: Story) -> None:
    """30 Dec: Section 2, Completed, Finish (R107, R108). Told orally by Mon 4 Jan 2027, in writing by Thu 7 Jan 2027."""
    s.on("30 Dec 2026")
    s.ruth.resumes(t.ADM_DECISION)
    with refused(s, "Only a QAAG worker writes this section."):
        s.ruth.fills(1)
    s.ruth.fills(2, decision="agree_the_plan", decision_date="2026-12-30")
    s.ruth.completes_and_finishes(t.REFER_TO_ADM)
    assert standing(s, "Decision of the Agency Decision Maker") == "met on Wed 30 Dec 2026"
    assert due(s, "Decision told in person or by phone") == "Mon 4 Jan 2027"
    assert due(s, "Decision told in writing") == "Thu 7 Jan 2027"
    assert incoming_work(s.priya) == [t.FAMILY_FINDING_REQUEST]
    (step_3,) = open_steps(s, t.FAMILY_FINDING_REQUEST)
    assert short_date(london_date(step_3.passed_at)) == "Wed 30 Dec 2026"


def step_06_priya_asks_the_family_finders(s: Story) -> None:
    """8 Jan 2027: C0057, the next action, the notification; Finish unread; Joan acknowledges on 12 Jan (R109 to R112)."""
    s.on("8 Jan 2027")
    s.priya.starts(t.FAMILY_FINDING_REQUEST)
    for section in (1, 2, 3, 4):
        s.priya.fills(section, **(said.PROFILE if section == 2 else {}))
    s.priya.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    with refused(s, "has not been sent. You send it."):
        s.priya.finishes()
    s.priya.sends(t.ACKNOWLEDGE, to=s.joan)
    s.priya.finishes()
    s.on("12 Jan 2027")
    s.joan.reviews(t.FAMILY_FINDING_REQUEST)
    s.joan.completes(t.ACKNOWLEDGE)
    assert request_on(finished_step(s, t.FAMILY_FINDING_REQUEST), t.ACKNOWLEDGE).state == "completed"


def step_07_dee_starts_family_finding(s: Story) -> None:
    """13 Jan: sections 1 to 4 are those of the finished C0057; anchor 13 Jan, so 13 Apr and 13 Jul 2027 (R113, Q11)."""
    s.on("13 Jan 2027")
    s.dee.picks_up(t.FAMILY_FINDING_MEETING)
    s.dee.starts(t.FAMILY_FINDING_MEETING)
    request = answers_of(finished_step(s, t.FAMILY_FINDING_REQUEST))
    for section in ("the_child_and_the_decision", "who_the_child_is", "what_the_child_needs", "contact_and_support"):
        shown = copied_into(s.dee, section)
        assert {key: shown[key] for key in request[section]} == request[section]
    assert pathway(s).anchors == {"family_finding_started": "2027-01-13"}
    assert dues(s, "Family finding 3 month review") == ["Tue 13 Apr 2027", "Tue 13 Jul 2027"]
    assert arithmetic(s, "Family finding 3 month review")
    _a_meeting(s, "A-31", held_on="2027-01-13", next_meeting_on="2027-02-10")
    s.on("10 Feb 2027")
    s.dee.starts(t.FAMILY_FINDING_MEETING)
    _a_meeting(s, "A-32", held_on="2027-02-10", next_meeting_on="2027-03-10")


def _a_meeting(s: Story, household: str, **days: str) -> None:
    """A meeting without a match: one more is added, Sam authorises and finishes (R115, R118 to R120)."""
    s.dee.fills(4)
    families = said.considered(household)
    s.dee.fills(5, purpose="family_finding_meeting", match_found="no", families_considered=families, **days)
    s.dee.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.dee.sends(t.AUTHORISE, to=s.sam)
    with refused(s, "has had"):
        s.dee.finishes()
    s.sam.resumes(t.FAMILY_FINDING_MEETING)
    s.sam.completes_and_finishes(t.AUTHORISE)
    assert len(open_steps(s, t.FAMILY_FINDING_MEETING)) == 1


def step_07_two_are_due_at_three_months(s: Story) -> None:
    """10 Mar, next meeting 14 Apr, on or after 13 Apr: two actions, both to the Family Finders' inbox (R117, Q12)."""
    s.on("10 Mar 2027")
    s.dee.starts(t.FAMILY_FINDING_MEETING)
    s.dee.fills(4)
    days = {"held_on": "2027-03-10", "next_meeting_on": "2027-04-14"}
    s.dee.fills(5, match_found="no", families_considered=said.considered("A-33"), **days)
    with refused(s, "goes to CS Permanence Family Finders – Inbox, so it cannot go to Priya Nair."):
        s.dee.adds(t.FAMILY_FINDING_MEETING, to=s.priya)
    s.dee.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    with refused(s, "A 3-month review falls due on 13 April 2027, before the next meeting on 14 April 2027: add two"):
        s.dee.finishes()
    s.dee.adds_both()
    with refused(s, "SC Permanence Family Finding Meeting / Review"):
        s.dee.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.dee.sends(t.AUTHORISE, to=s.sam)
    with refused(s, "Sam Orr has had"):
        s.dee.finishes()
    s.sam.resumes(t.FAMILY_FINDING_MEETING)
    s.sam.completes_and_finishes(t.AUTHORISE)


def step_07_then_one_is_the_review_and_one_the_meeting(s: Story) -> None:
    """The pair is created labelled: the review with its due date, and the meeting (Q13)."""
    pair = open_steps(s, t.FAMILY_FINDING_MEETING)
    assert {(step.purpose, step.review_due_on and step.review_due_on.isoformat()) for step in pair} == {
        ("3_month_review", "2027-04-13"),
        ("family_finding_meeting", None),
    }
    assert len({step.pair for step in pair}) == 1
    assert [short_date(london_date(step.passed_at)) for step in pair] == ["Wed 10 Mar 2027"] * 2
    assert in_inbox(s, t.FAMILY_FINDERS_INBOX) == [t.FAMILY_FINDING_MEETING] * 2


def step_09_dee_identifies_a_match_and_sends_step_5_immediately(s: Story) -> None:
    """12 Apr, before the meeting of 14 Apr: information sharing is with Priya while step 4 is open (R116, R127, R135)."""
    s.on("12 Apr 2027")
    s.dee.picks_up(t.FAMILY_FINDING_MEETING, purpose="family_finding_meeting")
    s.dee.starts(t.FAMILY_FINDING_MEETING, purpose="family_finding_meeting")
    s.dee.notes(5, match_found="yes")
    s.dee.adds(t.INFORMATION_SHARING, to=s.priya)
    with refused(s, "SC Permanence Information Sharing Meeting"):
        s.dee.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.dee.sends_now(t.INFORMATION_SHARING)
    assert incoming_work(s.priya) == [t.INFORMATION_SHARING]


def step_08_kit_writes_the_three_month_review(s: Story) -> None:
    """13 Apr: Kit picks up the review; Sam authorises and finishes with no next action (R114, R117, Q13)."""
    s.on("13 Apr 2027")
    s.kit.picks_up(t.FAMILY_FINDING_MEETING, purpose="3_month_review")
    s.kit.starts(t.FAMILY_FINDING_MEETING, purpose="3_month_review")
    s.kit.fills(4)
    days = {"held_on": "2027-04-13", "next_meeting_on": "2027-04-14"}
    s.kit.fills(5, match_found="no", families_considered=said.considered("A-34"), **days)
    with refused(s):
        s.kit.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.kit.sends(t.AUTHORISE, to=s.sam)
    s.sam.resumes(t.FAMILY_FINDING_MEETING, purpose="3_month_review")
    s.sam.completes_and_finishes(t.AUTHORISE)
    assert [step.purpose for step in open_steps(s, t.FAMILY_FINDING_MEETING)] == ["family_finding_meeting"]
    assert dues(s, "Family finding 3 month review") == ["Tue 13 Jul 2027"]


def step_09_then_finishing_creates_no_duplicate(s: Story) -> None:
    """14 Apr: the meeting is held and finished; step 5 was sent on 12 Apr and is there once."""
    s.on("14 Apr 2027")
    s.dee.resumes(t.FAMILY_FINDING_MEETING)
    s.dee.fills(4)
    s.dee.fills(5, match_found="yes", held_on="2027-04-14", families_considered=said.considered("A-35", "chosen"))
    s.dee.sends(t.AUTHORISE, to=s.sam)
    s.sam.resumes(t.FAMILY_FINDING_MEETING)
    s.sam.completes_and_finishes(t.AUTHORISE)
    assert [(step.title, short_date(london_date(step.passed_at))) for step in open_steps(s)] == [
        (t.INFORMATION_SHARING, "Mon 12 Apr 2027")
    ]
    assert dues(s, "Family finding 3 month review") == []


def step_10_information_is_shared_and_the_case_goes_to_panel(s: Story) -> None:
    """20 Apr: C1231, Joan authorises, SC Permanence Panel and Matching Decision to the QAAG inbox (R122, R123, R126)."""
    s.on("20 Apr 2027")
    s.priya.starts(t.INFORMATION_SHARING)
    s.priya.fills(1, view_of_meeting="go_to_panel", needs_new_plan="no")
    s.priya.adds(t.PLACEMENT, to=s.priya)
    with refused(s, "Maya is 8; the route for older teenagers begins at 16."):
        s.priya.finishes()
    s.priya.replaces(t.PLACEMENT, by=t.PANEL_AND_MATCHING, to=t.QAAG_INBOX)
    s.priya.sends(t.AUTHORISE, to=s.joan)
    s.joan.resumes(t.INFORMATION_SHARING)
    s.joan.completes_and_finishes(t.AUTHORISE)
    assert in_inbox(s, t.QAAG_INBOX) == [t.PANEL_AND_MATCHING]
    s.on("21 Apr 2027")
    s.lena.picks_up(t.PANEL_AND_MATCHING)
    s.lena.starts(t.PANEL_AND_MATCHING)
    s.lena.notes(1, meeting_date="2027-05-06")
    assert due(s, "Papers with the panel's members") == "Wed 28 Apr 2027"


def step_10_the_third_review_considers_the_match(s: Story) -> None:
    """Tue 4 May 2027, before 10 May: the review keeps the plan; family finding is under way, so nothing new starts."""
    s.on("4 May 2027")
    s.tom.begins(t.REVIEW)
    s.tom.fills(1, held_on="2027-05-04", next_on="2027-11-02", **said.PLAN_AGREED)
    s.tom.finishes()
    assert open_steps(s, t.PLANNING) == []
    assert due(s, "Next review") == "Thu 4 Nov 2027"


def step_10_panel_recommends_and_ruth_approves_the_match(s: Story) -> None:
    """Panel 6 May; 11 May minutes and referral: ADM by 20 May. 18 May approved: orally by 20 May, in writing by 25 May."""
    s.on("11 May 2027")
    s.lena.resumes(t.PANEL_AND_MATCHING)
    s.lena.fills(1, meeting_date="2027-05-06", **said.PANEL_SAYS)
    with refused(s, "Choose the reason for SC Permanence Match Agreed."):
        s.lena.adds(t.MATCH_AGREED, to=s.priya)
    s.lena.adds(t.MATCH_AGREED, to=s.priya, reason=t.LONG_TERM_FOSTERING_AGREED)
    s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    assert due(s, "Decision of the Agency Decision Maker") == "Thu 20 May 2027"
    s.on("18 May 2027")
    s.ruth.resumes(t.PANEL_AND_MATCHING)
    s.ruth.fills(2, decision="approve_the_match", decision_date="2027-05-18")
    s.ruth.completes_and_finishes(t.REFER_TO_ADM)
    assert dues(s, "Decision told in person or by phone")[-1] == "Thu 20 May 2027"
    assert dues(s, "Decision told in writing")[-1] == "Tue 25 May 2027"
    assert incoming_work(s.priya) == [t.PLACEMENT]


def step_11_maya_moves_and_the_pathway_is_complete(s: Story) -> None:
    """Tue 1 Jun 2027: C1122 with three dated confirmations, N13; Priya finishes (R136, R137). First visit by 8 Jun."""
    s.on("1 Jun 2027")
    s.priya.starts(t.PLACEMENT)
    s.priya.fills(1, agreed_when="2027-05-18", starts_on="2027-06-01", **said.PLACED)
    s.priya.adds(t.CHILD_PLACED)
    s.priya.finishes()
    assert (pathway(s).outcome, open_steps(s)) == ("Child placed", [])
    assert due(s, "First visit") == "Tue 8 Jun 2027"


STEPS = tuple(value for name, value in globals().items() if name.startswith("step_"))
