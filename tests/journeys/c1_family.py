"""C1, steps 7 to 11: from the first family finding meeting to the placement, in the words of the guide."""

from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date
from tests.journeys import said
from tests.journeys import titles as t
from tests.journeys.blocking import blocked
from tests.journeys.seen import (
    answers_of,
    arithmetic,
    copied_into,
    due,
    dues,
    finished_step,
    in_inbox,
    incoming_work,
    open_steps,
    pathway,
)
from tests.journeys.story import Story, refused

# How the dates of C1 are worked out, as the Person summary shows it (Q11, B5.4, B11.1, B12).
WORKED_OUT = {
    "Family finding 3 month review": "Family finding started Wed 13 Jan 2027 plus 3 months is Tue 13 Apr 2027.",
    "Papers with the panel's members": "Panel meeting Thu 6 May 2027 minus 5 working days is Wed 28 Apr 2027. "
    "Not counted: weekends, Mon 3 May 2027.",
    "First visit": "Moved in Tue 1 Jun 2027 plus 1 week is Tue 8 Jun 2027.",
}


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
    assert arithmetic(s, "Family finding 3 month review") == WORKED_OUT["Family finding 3 month review"]
    _a_meeting(s, "A-31", held_on="2027-01-13", next_meeting_on="2027-02-10")
    s.on("10 Feb 2027")
    s.dee.picks_up(t.FAMILY_FINDING_MEETING)
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
    s.dee.picks_up(t.FAMILY_FINDING_MEETING)
    s.dee.starts(t.FAMILY_FINDING_MEETING)
    s.dee.fills(4)
    days = {"held_on": "2027-03-10", "next_meeting_on": "2027-04-14"}
    s.dee.fills(5, match_found="no", families_considered=said.considered("A-33"), **days)
    s.dee.pictured("two-at-three-months", at="next-actions/")
    with blocked(s, "C1.7 one to Priya"):
        s.dee.adds(t.FAMILY_FINDING_MEETING, to=s.priya)
    s.dee.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    with blocked(s, "C1.7 one"):
        s.dee.finishes()
    s.dee.adds_both()
    with blocked(s, "C1.7 three"):
        s.dee.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.dee.sends(t.AUTHORISE, to=s.sam)
    with blocked(s, "C1.7 before Sam authorises"):
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
    s.kit.pictured("team-inbox", at="inbox")


def step_09_dee_identifies_a_match_and_sends_step_5_immediately(s: Story) -> None:
    """12 Apr, before the meeting: information sharing is with Priya while step 4 is open (R116, R127, R135)."""
    s.on("12 Apr 2027")
    s.dee.picks_up(t.FAMILY_FINDING_MEETING, purpose="family_finding_meeting")
    s.dee.starts(t.FAMILY_FINDING_MEETING, purpose="family_finding_meeting")
    s.dee.notes(5, match_found="yes")
    s.dee.adds(t.INFORMATION_SHARING, to=s.priya)
    with blocked(s, "C1.9 N5 and N6"):
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
    with blocked(s, "C1.8 adding N5, by Kit"):
        s.kit.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.kit.sends(t.AUTHORISE, to=s.sam)
    s.sam.resumes(t.FAMILY_FINDING_MEETING, purpose="3_month_review")
    with blocked(s, "C1.8 adding N5, by Sam"):
        s.sam.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
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
    """20 Apr: C1231, Joan authorises; panel goes to the QAAG inbox, papers by Wed 28 Apr (R122, R123, R126)."""
    s.on("20 Apr 2027")
    s.priya.starts(t.INFORMATION_SHARING)
    s.priya.fills(1, **said.RATIFIED, ratified_by=s.tom, ratified_on="2026-11-10")
    s.priya.adds(t.PLACEMENT, to=s.priya)
    with blocked(s, "C5 under 16"):
        s.priya.finishes()
    s.priya.fills(1, view_of_meeting="go_to_panel", needs_new_plan="no")
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
    assert arithmetic(s, "Papers with the panel's members") == WORKED_OUT["Papers with the panel's members"]


def step_10_the_third_review_considers_the_match(s: Story) -> None:
    """Tue 4 May 2027, before 10 May: the review keeps the plan; family finding is under way, so nothing new starts."""
    s.on("4 May 2027")
    s.tom.begins(t.REVIEW)
    s.tom.fills(1, held_on="2027-05-04", next_on="2027-11-02", **said.PLAN_AGREED)
    s.tom.finishes()
    assert open_steps(s, t.PLANNING) == []
    assert due(s, "Next review") == "Thu 4 Nov 2027"


def step_10_panel_recommends_and_ruth_approves_the_match(s: Story) -> None:
    """Panel 6 May; 11 May minutes and referral: ADM by 20 May. 18 May approved: told by 20 and 25 May."""
    s.on("11 May 2027")
    s.lena.resumes(t.PANEL_AND_MATCHING)
    s.lena.fills(1, meeting_date="2027-05-06", **said.PANEL_SAYS)
    with blocked(s, "C1.10 N10 without Reason"):
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
    assert arithmetic(s, "First visit") == WORKED_OUT["First visit"]
