"""What the common acts ask of the database: a fixed number of statements, however much stands on a workstep (P35).

bench/acts.py says what they cost in time.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.operations import finishing, forms, next_actions, requests
from permanence.records.base import new_id
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from tests.factories import WORDS, World, asked, inbox, meet_the_child, section_version, step, version

Doing = tuple[str, Callable[..., Any], dict[str, Any]]

# Of each act, at most, its savepoint and the release of it among them. Entering takes 1, a load 3 and what the act
# changed read anew 2. While every look was a load of 26, bench/acts.py counted: save 42, send 70, complete 70, add 64,
# finish 89 and more.
MOST = {"save": 15, "send": 21, "complete": 22, "add": 14, "finish": 45}


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
    return len(asked_for)


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
