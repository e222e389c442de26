"""How a child comes to the point where a shorter story begins: each step by the guide, in as few words as may be."""

from tests.journeys import said
from tests.journeys import titles as t
from tests.journeys.story import Person, Story


def the_review_agrees_the_plan(s: Story, iro: Person, *, on: str, held_on: str, next_on: str) -> None:
    """The IRO holds a review that agrees long-term fostering; the planning process goes to the social worker (R91)."""
    s.on(on)
    iro.begins(t.REVIEW)
    iro.fills(1, held_on=held_on, next_on=next_on, **said.PLAN_AGREED)
    iro.adds(t.PLANNING, to=s.priya)
    iro.finishes()


def the_report_is_written(s: Story, *, on: str) -> None:
    """The social worker starts the process and completes all sections of the report (R92)."""
    s.on(on)
    s.priya.starts(t.PLANNING)
    s.priya.attaches(17, "sources.document")
    for section in range(1, 18):
        s.priya.fills(section, **said.REPORT.get(section, {}))


def the_report_is_authorised(s: Story, *, on: str) -> None:
    """The manager authorises, asks QAAG, and adds the decision as the next action (R95 to R98)."""
    s.on(on)
    s.priya.sends(t.REVIEW_PRIOR_TO_QAAG, to=s.joan)
    s.joan.resumes(t.PLANNING)
    s.joan.completes(t.REVIEW_PRIOR_TO_QAAG)
    s.joan.sends_and_adds(t.CONFIRM_QUALITY, t.ADM_DECISION)


def the_quality_is_confirmed(s: Story, *, on: str) -> None:
    """QAAG confirms the quality and finishes (R99, R100)."""
    s.on(on)
    s.lena.picks_up(t.PLANNING)
    s.lena.resumes(t.PLANNING)
    s.lena.completes_and_finishes(t.CONFIRM_QUALITY)


def the_qa_meeting_recommends(s: Story, adm: Person, *, on: str, meeting_date: str) -> None:
    """QAAG records the meeting, proposes that the plan is agreed, and refers it to the ADM (R103 to R106)."""
    s.on(on)
    s.lena.picks_up(t.ADM_DECISION)
    s.lena.starts(t.ADM_DECISION)
    s.lena.fills(1, meeting_date=meeting_date, recommendation="plan_agreed", minutes_final_on=meeting_date)
    s.lena.adds(t.ADM_AGREES, to=s.priya)
    s.lena.sends(t.REFER_TO_ADM, to=adm)


def the_adm_agrees(s: Story, adm: Person, *, on: str, decision_date: str) -> None:
    """The ADM agrees the plan and finishes (R107, R108)."""
    s.on(on)
    adm.resumes(t.ADM_DECISION)
    adm.fills(2, decision="agree_the_plan", decision_date=decision_date)
    adm.completes_and_finishes(t.REFER_TO_ADM)


def the_family_finders_are_asked(s: Story, *, on: str, **answers: str) -> None:
    """The social worker refers the child, tells the manager, and finishes (R109 to R112)."""
    s.on(on)
    s.priya.starts(t.FAMILY_FINDING_REQUEST)
    s.priya.fills(1, **answers)
    s.priya.fills(2, **said.PROFILE)
    s.priya.fills(3)
    s.priya.fills(4)
    s.priya.adds(t.FAMILY_FINDING_MEETING, to=t.FAMILY_FINDERS_INBOX)
    s.priya.sends(t.ACKNOWLEDGE, to=s.joan)
    s.priya.finishes()


def a_match_is_identified(s: Story, *, on: str, held_on: str) -> None:
    """The first meeting identifies a match; information sharing goes to the social worker (R116 to R120)."""
    s.on(on)
    s.dee.picks_up(t.FAMILY_FINDING_MEETING)
    s.dee.starts(t.FAMILY_FINDING_MEETING)
    s.dee.fills(4)
    s.dee.fills(5, purpose="family_finding_meeting", match_found="yes", held_on=held_on)
    s.dee.adds(t.INFORMATION_SHARING, to=s.priya)
    s.dee.sends(t.AUTHORISE, to=s.sam)
    s.sam.resumes(t.FAMILY_FINDING_MEETING)
    s.sam.completes_and_finishes(t.AUTHORISE)
