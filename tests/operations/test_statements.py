"""What the common acts ask of the database: a fixed number of statements, however much stands on a workstep (P35).

bench/acts.py says what they cost in time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.kernel.actors import Actor
from permanence.operations import finishing, forms, next_actions, requests, worksteps
from permanence.records.base import new_id
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from tests.factories import (
    WORDS,
    World,
    asked,
    inbox,
    meet_the_child,
    newest,
    section_version,
    step,
    version,
    with_login,
)

Doing = tuple[str, Callable[..., Any], dict[str, Any]]

# Of each act, and of the unit of seven, at most (P35): BEGIN, COMMIT and savepoints are not counted.
BAR, UNIT = 8, 50
NOT_COUNTED = re.compile("SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|BEGIN|COMMIT")

# What each takes as it is: entering 1, a load 1, what it wrote 1, its audit row 1. A finish looks at what it is about
# to change, at the dates that stand and at what it changed, so that it can be undone, and writes that down.
MOST = {"save": 4, "send": 4, "complete": 4, "add": 4, "finish": 8}


def saves(here: World) -> Doing:
    step_id = here.started_report()
    here.saves("Priya Nair", step_id, "details", words="Maya likes to paint.")
    given = {"section": "details", "version": section_version(step_id, "details"), "typed": WORDS}
    return "Priya Nair", forms.save_section, {"step_id": step_id, **given}


def sends(here: World) -> Doing:
    step_id = here.started_report()
    here.saves("Priya Nair", step_id, "details", **WORDS)
    given = {"request_key": "authorise", "to_worker": here.people["Joan Ellery"], "version": version(step_id)}
    return "Priya Nair", requests.send_request, {"step_id": step_id, **given}


def completes(here: World) -> Doing:
    step_id = here.report_to_manager()
    given = {"request_id": asked(step_id, "authorise").id, "version": version(step_id)}
    return "Joan Ellery", requests.complete_request, given


def adds(here: World) -> Doing:
    step_id = here.report_to_manager()
    here.completes("Joan Ellery", step_id, "authorise")
    given = {"action_key": "search", "to_inbox": inbox("cs_family_finders"), "version": version(step_id)}
    return "Joan Ellery", next_actions.add_next_action, {"step_id": step_id, **given}


def finishes(here: World) -> Doing:
    step_id = here.checked_report()
    return "Lena Voss", finishing.finish_step, {"step_id": step_id, "version": version(step_id)}


ACTS = {"save": saves, "send": sends, "complete": completes, "add": adds, "finish": finishes}


def statements(here: World, doing: Doing) -> int:
    """Do the act and return how often the database is asked."""
    name, act, given = doing
    actor = here.actor(name)
    with CaptureQueriesContext(connection) as asked_for:
        act(actor=actor, at=here.at, **given)
    return counted(asked_for)


def counted(asked_for: CaptureQueriesContext) -> int:
    return sum(not NOT_COUNTED.match(each["sql"]) for each in asked_for.captured_queries)


def crowd(step_id: UUID, *, by: UUID) -> None:
    """Put three finished worksteps on the pathway, each written by many saves, and three more requests on the step."""
    row = step(step_id)
    whose = {"authority_id": row.authority_id}
    for day in range(1, 4):
        at = row.passed_at - timedelta(days=day)
        done = {"state": "finished", "passed_at": at, "finished_at": at, "closed_at": at, "finished_by_id": by}
        before = Workstep.objects.get(id=step_id)
        before.id, before.step_type, before.title = new_id(), "review", "Review"
        for column, value in done.items():
            setattr(before, column, value)
        before.save(force_insert=True)
        said: dict[str, Any] = {**whose, "step": before, "section": "review", "saved_at": at, "saved_by_id": by}
        SectionAnswers.objects.create(**said, answers={"agreed": "yes", "notes": "Agreed."})
        for number in (1, 2):
            Revision.objects.create(**said, answers={}, number=number, section_version=number)
        answered = {"state": "completed", "sent_at": at, "completed_at": at, "closed_at": at, "completed_by_id": by}
        asking = {"key": "ask", "title": "Ask", "kind": "plain", "sent_by_id": by, "to_worker_id": by}
        Request.objects.create(**whose, step_id=step_id, child_id=row.child_id, **asking, **answered)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_asks_no_more_for_a_step_with_a_long_past(here: World, name: str) -> None:
    ACTS[name](here)
    meet_the_child(here)
    few = statements(here, ACTS[name](here))
    meet_the_child(here)
    doing = ACTS[name](here)
    crowd(newest_of(here), by=here.people["Tom Askew"])
    assert statements(here, doing) == few <= MOST[name]


def newest_of(here: World) -> UUID:
    return Workstep.objects.filter(child_id=here.child_id, step_type="report").latest("passed_at").id


@dataclass
class Unit:
    """Acts done by people who are signed in, each under a key, with how often each asked the database."""

    here: World
    asked: dict[str, int] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    def does(self, act: str, name: str, does: Callable[..., Any], **given: Any) -> None:
        """Do an act as that worker, and count."""
        actor = self.people.get(name) or self.people.setdefault(name, with_login(self.here, name))
        with CaptureQueriesContext(connection) as asked_for:
            does(actor=actor, at=self.here.at, key=str(new_id()), **given)
        self.asked[act] = counted(asked_for)


def test_no_act_takes_more_than_eight_statements_nor_the_unit_of_seven_more_than_fifty(here: World) -> None:
    """The report is written, authorised and finished; the search that follows is picked up and started."""
    unit, report = Unit(here), here.started_report()
    whose: dict[str, Any] = {"step_id": report}
    unit.does("save", "Priya Nair", forms.save_section, **whose, section="details", version=0, typed=WORDS)
    to = {"request_key": "authorise", "to_worker": here.people["Joan Ellery"]}
    unit.does("send", "Priya Nair", requests.send_request, **whose, version=version(report), **to)
    given: dict[str, Any] = {"request_id": asked(report, "authorise").id, "version": version(report)}
    unit.does("complete", "Joan Ellery", requests.complete_request, **given)
    onward = {"action_key": "search", "to_inbox": inbox("cs_family_finders")}
    unit.does("add", "Joan Ellery", next_actions.add_next_action, **whose, version=version(report), **onward)
    here.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag"))
    here.completes("Lena Voss", report, "check")
    unit.does("finish", "Lena Voss", finishing.finish_step, **whose, version=version(report))
    search = newest("search")
    unit.does("pick up", "Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    unit.does("start", "Dee Marlow", worksteps.start_step, step_id=search, version=version(search))
    assert len(unit.asked) == 7
    assert max(unit.asked.values()) <= BAR, unit.asked
    assert sum(unit.asked.values()) <= UNIT, unit.asked
