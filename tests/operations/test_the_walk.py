"""C1, steps 1 to 11, done by operations: what then stands in the tables, with the rulebook's exact dates.

The story itself is told in tests/journeys/c1.py; here is the arithmetic, who passed what to whom, and what is locked.
"""

from datetime import date

import pytest

from permanence.kernel.canonical import digest
from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date
from permanence.records.audit import AuditRow
from permanence.records.children import Review
from permanence.records.forms import SectionAnswers
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep
from tests.journeys import c1
from tests.journeys.cast import MAYA
from tests.journeys.conftest import Tell, tell
from tests.journeys.story import Story

__all__ = ["tell"]

# Rule, counted from, due, met on (C1; B1.2, B1.3, B1.6, B5.3, B5.4, B11.1, Q11); ! marks what a newer row superseded.
DUES = """
    first_review          | Mon 27 Jul 2026 | Mon 24 Aug 2026 | Mon 17 Aug 2026
    second_review         | Mon 17 Aug 2026 | Tue 17 Nov 2026 | Tue 10 Nov 2026
    plan_by_second_review | Mon 17 Aug 2026 | Tue 17 Nov 2026 | Tue 10 Nov 2026
    adm_decision          | Fri 18 Dec 2026 | Thu 31 Dec 2026 | Wed 30 Dec 2026
    adm_told_orally       | Wed 30 Dec 2026 | Mon 4 Jan 2027  |
    adm_told_in_writing   | Wed 30 Dec 2026 | Thu 7 Jan 2027  |
    family_finding_review | Wed 13 Jan 2027 | Tue 13 Apr 2027 | Tue 13 Apr 2027
    panel_papers          | Thu 6 May 2027  | Wed 28 Apr 2027 | Tue 27 Apr 2027
    !later_review         | Tue 10 Nov 2026 | Mon 10 May 2027 | Tue 4 May 2027
    adm_decision          | Tue 11 May 2027 | Thu 20 May 2027 | Tue 18 May 2027
    adm_told_orally       | Tue 18 May 2027 | Thu 20 May 2027 |
    adm_told_in_writing   | Tue 18 May 2027 | Tue 25 May 2027 |
    first_visit           | Tue 1 Jun 2027  | Tue 8 Jun 2027  |
    family_finding_review | Wed 13 Jan 2027 | Tue 13 Jul 2027 |
    later_review          | Tue 4 May 2027  | Thu 4 Nov 2027  |
"""

# Workstep, passed on by, on, finished by, on (A9, A10; C1).
WORKSTEPS = """
    child_in_care_review        | Tom Askew     | Mon 17 Aug 2026 | Tom Askew     | Mon 17 Aug 2026
    child_in_care_review        | Tom Askew     | Tue 10 Nov 2026 | Tom Askew     | Tue 10 Nov 2026
    permanency_planning         | Tom Askew     | Tue 10 Nov 2026 | Lena Voss     | Wed 9 Dec 2026
    adm_permanence_decision     | Lena Voss     | Wed 9 Dec 2026  | Ruth Calloway | Wed 30 Dec 2026
    family_finding_request      | Ruth Calloway | Wed 30 Dec 2026 | Priya Nair    | Fri 8 Jan 2027
    family_finding_meeting      | Priya Nair    | Fri 8 Jan 2027  | Sam Orr       | Wed 13 Jan 2027
    family_finding_meeting      | Sam Orr       | Wed 13 Jan 2027 | Sam Orr       | Wed 10 Feb 2027
    family_finding_meeting      | Sam Orr       | Wed 10 Feb 2027 | Sam Orr       | Wed 10 Mar 2027
    family_finding_meeting      | Sam Orr       | Wed 10 Mar 2027 | Sam Orr       | Tue 13 Apr 2027
    family_finding_meeting      | Sam Orr       | Wed 10 Mar 2027 | Sam Orr       | Wed 14 Apr 2027
    information_sharing_meeting | Dee Marlow    | Mon 12 Apr 2027 | Joan Ellery   | Tue 20 Apr 2027
    panel_and_matching_decision | Joan Ellery   | Tue 20 Apr 2027 | Ruth Calloway | Tue 18 May 2027
    child_in_care_review        | Tom Askew     | Tue 4 May 2027  | Tom Askew     | Tue 4 May 2027
    permanence_placement        | Ruth Calloway | Tue 18 May 2027 | Priya Nair    | Tue 1 Jun 2027
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def said(day: date | None) -> str:
    return short_date(day) if day else ""


@pytest.fixture
def walked(tell: Tell) -> Story:
    """Maya's way from the first review to her home."""
    story = tell(MAYA.name.split(maxsplit=1)[0].lower(), "27 Jul 2026")
    for step in c1.STEPS:
        step(story)
    return story


def test_what_the_walk_leaves_behind(walked: Story) -> None:
    dues_stand_with_their_arithmetic()
    each_workstep_was_passed_on_once()
    every_finish_is_locked_and_on_record()
    reviews_are_on_record()
    the_pathway_is_closed_and_nothing_is_left_open(walked)


def dues_stand_with_their_arithmetic() -> None:
    found = Due.objects.exclude(rule_id="inbox_pick_up").order_by("due_on", "made_at", "id")
    stand = [
        ("!" * bool(due.superseded_by_id) + due.rule_id, said(due.start_on), said(due.due_on), said(due.met_on))
        for due in found
    ]
    assert sorted(stand) == sorted(rows(DUES))
    assert all(said(due.start_on) in due.arithmetic and due.inputs for due in found)
    assert Due.objects.get(stopped_at__isnull=False).stop_reason == "Match identified"
    inbox = Due.objects.filter(rule_id="inbox_pick_up")
    assert (inbox.count(), inbox.filter(met_on=None).count()) == (8, 0)


def each_workstep_was_passed_on_once() -> None:
    found = Workstep.objects.order_by("passed_at", "id").select_related("passed_by__person", "finished_by__person")
    went = [
        (
            step.step_type,
            step.passed_by.person.name if step.passed_by else "",
            said(london_date(step.passed_at)),
            step.finished_by.person.name if step.finished_by else "",
            said(london_date(step.finished_at) if step.finished_at else None),
        )
        for step in found
    ]
    assert sorted(went) == sorted(rows(WORKSTEPS))
    creating = NextAction.objects.filter(state="sent", created_step__isnull=False)
    made_by = creating.values_list("created_step", flat=True)
    assert len(made_by) == len(set(made_by))
    early = Workstep.objects.get(sent_early=True)
    assert early.step_type == "information_sharing_meeting"
    one, other = Workstep.objects.filter(pair__isnull=False)
    assert one.pair == other.pair
    assert {one.review_due_on, other.review_due_on} == {date(2027, 4, 13), None}


def every_finish_is_locked_and_on_record() -> None:
    for step in Workstep.objects.all():
        answers = dict(SectionAnswers.objects.filter(step=step).values_list("section", "answers"))
        assert step.finished_hash == digest({"answers": answers, "head": step.head}), step.step_type
        assert StepEvent.objects.filter(step=step, act="finish_step").count() == 1
        acts = AuditRow.objects.filter(object_id=step.id, act__in=["finish_step", "complete_and_finish"])
        assert [row.worker_id for row in acts] == [step.finished_by_id]
    frozen = Request.objects.filter(kind="authorisation", state="completed")
    assert frozen.exclude(covered_hash="").count() == frozen.count() > 0


def reviews_are_on_record() -> None:
    held = Review.objects.order_by("held_on").values_list("kind", "held_on", "permanence_agreed")
    assert [*held] == [
        ("first", date(2026, 8, 17), False),
        ("second", date(2026, 11, 10), True),
        ("later", date(2027, 5, 4), True),
    ]


def the_pathway_is_closed_and_nothing_is_left_open(walked: Story) -> None:
    ways = Pathway.objects.filter(child_id=walked.child.id).order_by("opened_at").values_list("outcome", flat=True)
    assert [*ways] == ["No plan for permanence agreed yet", "Child placed"]
    assert not Workstep.objects.filter(closed_at=None).exists()
    assert Pathway.objects.latest("opened_at").anchors == {"family_finding_started": "2027-01-13"}
