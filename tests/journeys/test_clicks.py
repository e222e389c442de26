"""The pathway in clicks, from the review to the placement, each person on their own pages (pages, section 8).

The guide's own count, from list to list: each named click, choice, Find, OK; answering the form's questions and moving
between them is not counted, nor is opening a list. Whoever acts is led from each act to where their next one is: no
page is opened by hand in between. The browser has no script.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.actors import operator
from permanence.kernel.london import LONDON
from permanence.operations.clock import set_clock
from permanence.records.authorities import Inbox
from permanence.records.requests import Request
from tests.journeys import said
from tests.journeys import titles as t
from tests.journeys.answering import complete, opens_more
from tests.journeys.by_operations import ByOperations
from tests.journeys.cast import CHILDREN
from tests.journeys.clicking import Clicks, Sitting
from tests.journeys.definitions import action_key, form_of
from tests.journeys.founding import found
from tests.journeys.real_time import now
from tests.journeys.seen import open_steps
from tests.journeys.story import Story

# Pages, section 8: step, the guide's own count, and ours at the most. Family finding meets twice here: as in any month,
# and at three months.
GUIDE_AND_BAR = {
    "Review adds the process": (5, 2),
    "1 Permanency Planning Process": (32, 10),
    "2 ADM Permanence Decision": (21, 9),
    "3 Family Finding Request": (13, 4),
    "4 Family Finding Meeting / Review": (20, 6),
    "4 at three months": (24, 6),
    "4 match found": (20, 6),
    "5 Information Sharing Meeting": (20, 6),
    "6 Panel and Matching Decision": (22, 8),
    "7 Permanence Placement": (6, 3),
}
ONCE = tuple(step for step in GUIDE_AND_BAR if step not in {"4 at three months", "4 match found"})
WHOLE_PATHWAY = (139, 48)

INCOMING, REQUESTS = "/work/incoming/", "/work/requests/"


class Telling:
    """Maya's pathway, told by people who click."""

    def __init__(self, story: Story) -> None:
        self.s, self.clicks = story, Clicks()
        self.sitting: dict[str, Sitting] = {}

    def on(self, step: str, day: str) -> None:
        """Begin a step of the pathway, on that day."""
        self.clicks.step = step
        self.reaches(day)

    def reaches(self, day: str) -> None:
        """Turn the clock of the demonstration."""
        self.s.on(day)
        founder = operator(authority_id=self.s.authority_id, real_at=now())
        set_clock(practice_at=self.s.at, actor=founder, at=self.s.at)

    def at(self, first_name: str, path: str) -> Sitting:
        """Return somebody at a list of theirs."""
        if first_name not in self.sitting:
            self.sitting[first_name] = Sitting.of(self.s.people[first_name], self.clicks)
        return self.sitting[first_name].opens(path)

    def inbox(self, first_name: str) -> Sitting:
        """Return somebody at their team inbox."""
        title = self.s.people[first_name].part.inbox
        return self.at(first_name, f"/inboxes/{Inbox.objects.get(authority_id=self.s.authority_id, title=title).id}/")

    def step(self, title: str, purpose: str = "") -> UUID:
        """Return the open workstep of that title."""
        return self.s.open_step(title, purpose=purpose)

    def writes(self, sitting: Sitting, step_id: UUID, number: int, **answers: Any) -> Sitting:
        """Write a section as the demo authority would; what is opened by an answer is answered too."""
        section = next(each for each in form_of(step_id).sections if each.number == number)
        for _ in range(2):
            sitting.opens(f"/steps/{step_id}/sections/{section.key}/")
            sitting.writes(complete(sitting.who, step_id, number, answers))
            if not opens_more(sitting.who, step_id, number):
                break
        return sitting


@pytest.fixture
def telling(own_database: str) -> Telling:
    at = datetime(2026, 7, 27, 9, tzinfo=LONDON)
    return Telling(found(ByOperations(), CHILDREN["maya"], looked_after_from=at))


def the_review_adds_the_process(m: Telling) -> None:
    """Tom has written the review; the child's social worker is filled in."""
    m.on("", "10 Nov 2026")
    m.s.tom.begins(t.REVIEW)
    tom = m.at("tom", INCOMING)
    m.writes(tom, m.step(t.REVIEW), 1, held_on="2026-11-10", next_on="2027-05-04", **said.PLAN_AGREED)
    m.on("Review adds the process", "10 Nov 2026")
    tom.presses("Add")
    tom.presses("Finish")


def the_report_is_written_authorised_and_confirmed(m: Telling) -> None:
    """Priya, Joan and Lena."""
    m.on("1 Permanency Planning Process", "16 Nov 2026")
    step_id = m.step(t.PLANNING)
    priya = m.at("priya", INCOMING).presses("Start")
    m.s.priya.step = step_id
    m.s.priya.attaches(17, "sources.document")
    for number in range(1, 18):
        m.writes(priya, step_id, number, **said.REPORT.get(number, {}))
    priya.presses("Send request")
    joan = m.at("joan", REQUESTS).presses("Resume")
    joan.presses("OK", answer="completed").presses("Send request and Add")
    m.inbox("lena").presses("Pick up").presses("Completed and Finish")


def the_adm_agrees_the_plan(m: Telling) -> None:
    """Lena proposes before Helen decides (Q10)."""
    m.s.records.legal_status("C2", from_on="2 Dec 2026")
    m.on("2 ADM Permanence Decision", "18 Dec 2026")
    step_id = m.step(t.ADM_DECISION)
    lena = m.inbox("lena").presses("Pick up").presses("Start")
    m.writes(lena, step_id, 1, legal_status="C2", meeting_date="2026-12-16")
    lena.presses("Send request and Add", action=action_key(step_id, t.ADM_AGREES, "")[0])
    _decides(m, step_id, "agree_the_plan", on="2026-12-18")


def _decides(m: Telling, step_id: UUID, decision: str, *, on: str) -> None:
    """Whoever was asked opens the decision, decides and finishes."""
    asked = Request.objects.filter(step_id=step_id).latest("sent_at")
    first_name = next(name for name, one in m.s.people.items() if one.worker_id == asked.to_worker_id)
    decider = m.at(first_name, REQUESTS).presses("Resume")
    m.clicks.count(decision)
    m.writes(decider, step_id, 2, decision=decision, decision_date=on)
    decider.presses("Completed and Finish")


def family_finding_is_asked_for(m: Telling) -> None:
    """Priya tells her manager, and finishes."""
    m.on("3 Family Finding Request", "8 Jan 2027")
    step_id = m.step(t.FAMILY_FINDING_REQUEST)
    priya = m.at("priya", INCOMING).presses("Start")
    for number in (1, 2, 3, 4):
        m.writes(priya, step_id, number, **(said.PROFILE if number == 2 else {}))
    priya.presses("Send request and Add").presses("Finish")


def family_finding_meets(m: Telling) -> None:
    """Dee and Sam: as in any month, with the two that fall due at three months, and when a match is found."""
    m.on("4 Family Finding Meeting / Review", "13 Jan 2027")
    _meets(m, match_found="no", held_on="2027-01-13", next_meeting_on="2027-02-10").presses("Send request and Add")
    _authorised_by(m, "sam", m.s.dee.step)
    m.on("4 at three months", "10 Feb 2027")
    dee = _meets(m, match_found="no", held_on="2027-02-10", next_meeting_on="2027-04-14")
    dee.presses("Add both").presses("Send request")
    _authorised_by(m, "sam", m.s.dee.step)
    m.on("4 match found", "12 Apr 2027")
    dee = _meets(m, purpose="family_finding_meeting", match_found="yes", held_on="2027-04-12")
    dee.presses("Send request and Add")
    _authorised_by(m, "sam", m.s.dee.step)


def _meets(m: Telling, *, purpose: str = "", match_found: str, **days: str) -> Sitting:
    step_id = m.step(t.FAMILY_FINDING_MEETING, purpose)
    m.s.dee.step = step_id
    dee = m.inbox("dee").presses("Pick up", about=step_id).presses("Start")
    m.writes(dee, step_id, 4)
    result = "chosen" if match_found == "yes" else "want_to_know_more"
    families = said.considered(f"A-{days['held_on']}", result)
    given = {"purpose": "family_finding_meeting", "match_found": match_found, "families_considered": families}
    return m.writes(dee, step_id, 5, **given, **days)


def _authorised_by(m: Telling, first_name: str, step_id: UUID | None) -> None:
    m.at(first_name, REQUESTS).presses("Resume", about=step_id or "").presses("Completed and Finish")


def information_is_shared(m: Telling) -> None:
    """Priya and Joan; the outcome is the form's own conclusion."""
    m.on("5 Information Sharing Meeting", "20 Apr 2027")
    step_id = m.step(t.INFORMATION_SHARING)
    priya = m.at("priya", INCOMING).presses("Start")
    m.writes(priya, step_id, 1, view_of_meeting="go_to_panel", needs_new_plan="no")
    priya.presses("Send request and Add")
    _authorised_by(m, "joan", step_id)


def panel_recommends_and_the_match_is_approved(m: Telling) -> None:
    """Lena chooses the outcome, which fills in its reason (R129); then Helen decides. A review considered it (B1.1)."""
    m.on("", "4 May 2027")
    m.s.tom.begins(t.REVIEW)
    m.s.tom.fills(1, held_on="2027-05-04", next_on="2027-11-02", **said.PLAN_AGREED)
    m.s.tom.finishes()
    m.on("6 Panel and Matching Decision", "11 May 2027")
    step_id = m.step(t.PANEL_AND_MATCHING)
    lena = m.inbox("lena").presses("Pick up").presses("Start")
    m.writes(lena, step_id, 1, meeting_date="2027-05-06", **said.PANEL_SAYS)
    lena.presses("Add", action=action_key(step_id, t.MATCH_AGREED, "")[0]).presses("Send request")
    _decides(m, step_id, "approve_the_match", on="2027-05-11")


def maya_moves(m: Telling) -> None:
    """Priya records the placement, and the pathway is complete."""
    m.on("7 Permanence Placement", "1 Jun 2027")
    step_id = m.step(t.PLACEMENT)
    priya = m.at("priya", INCOMING).presses("Start")
    m.writes(priya, step_id, 1, agreed_when="2027-05-11", starts_on="2027-06-01", **said.PLACED)
    priya.presses("Add").presses("Finish")


STEPS = (
    the_review_adds_the_process,
    the_report_is_written_authorised_and_confirmed,
    the_adm_agrees_the_plan,
    family_finding_is_asked_for,
    family_finding_meets,
    information_is_shared,
    panel_recommends_and_the_match_is_approved,
    maya_moves,
)


def test_no_step_takes_more_clicks_than_the_bar(telling: Telling) -> None:
    for step in STEPS:
        step(telling)
    assert open_steps(telling.s) == []
    counted = telling.clicks.numbers()
    over = {
        step: (counted[step], telling.clicks.of[step])
        for step, (_, bar) in GUIDE_AND_BAR.items()
        if not 0 < counted[step] <= bar
    }
    assert over == {}
    assert sum(counted[step] for step in ONCE) <= WHOLE_PATHWAY[1]
