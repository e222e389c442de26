"""Each page of a worklist touches one partial index whose predicate has no parameter (architecture.md 3, point 12)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.models import QuerySet

from permanence.kernel.actors import Actor
from permanence.records.people import Worker
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from tests.records.world import NOW, TODAY, World, published

WORKERS, STEPS = 20, 2000


@pytest.fixture
def world(own_database: str, owner_address: str) -> World:
    """Twenty workers, and two thousand worksteps of which one in ten is open, each with a request."""
    world = World()
    workers = [world.worker(f"Worker {number}", team=world.team) for number in range(WORKERS)]
    child, version = world.child(), published(world)
    pathway = world.pathway(child)
    steps = [
        Workstep(**world.step_row(child, pathway=pathway, **_state(number, workers, world), process_version=version))
        for number in range(STEPS)
    ]
    Workstep.objects.bulk_create(steps)
    Request.objects.bulk_create([_request(world, step, number, workers) for number, step in enumerate(steps)])
    with psycopg.connect(owner_address, autocommit=True) as owner:
        owner.execute("ANALYZE records_workstep, records_request")
    return world


def _state(number: int, workers: list[Worker], world: World) -> dict[str, Any]:
    mine, passer = workers[number // 10 % WORKERS], workers[number // 200 % WORKERS]
    row: dict[str, Any] = {"passed_by": passer, "passed_at": NOW - timedelta(hours=number), "started_at": NOW}
    row["due_on"] = TODAY + timedelta(days=number % 90) if number % 3 else None
    if number % 10:
        return {**row, "state": "finished", "finished_at": row["passed_at"], "finished_by": mine, "closed_at": NOW}
    if number % 50 == 0:
        return {**row, "assigned_inbox": world.inbox}
    return {**row, "assigned_worker": mine, "state": "started" if number // 200 % 2 else "incoming"}


def _request(world: World, step: Workstep, number: int, workers: list[Worker]) -> Request:
    row: dict[str, Any] = {"sent_by": workers[number // 10 % WORKERS], "sent_at": NOW - timedelta(minutes=number)}
    if number % 7:
        row["to_worker"] = workers[number // 200 % WORKERS]
    else:
        row["to_inbox"] = world.inbox
        row["picked_up_by"] = workers[number // 200 % WORKERS] if number % 3 else None
    if number % 10:
        row |= {"state": "completed", "completed_at": NOW, "completed_by": workers[0], "closed_at": NOW}
    return Request(
        authority=world.authority, step=step, child=step.child, key="k", title="K", kind="notification", **row
    )


Page = Callable[[World, Actor], "QuerySet[Any, Any]"]
PAGES: dict[str, tuple[Page, str]] = {
    "Incoming work": (lambda _w, actor: Workstep.objects.incoming_for(actor), "step_worker_open"),
    "In progress": (lambda _w, actor: Workstep.objects.in_progress_for(actor), "step_worker_open"),
    "Waiting on others: work": (lambda _w, actor: Workstep.objects.passed_on_by(actor), "step_passed_on_open"),
    "Waiting on others: requests": (lambda _w, actor: Request.objects.sent_by_actor(actor), "request_sender_open"),
    "Incoming requests": (lambda _w, actor: Request.objects.incoming_for(actor), "request_holder_open"),
    "Finished": (lambda _w, actor: Workstep.objects.finished_by_actor(actor), "step_finished_by"),
    "Inbox: work": (
        lambda world, _actor: Workstep.objects.in_inbox(world.inbox.id, authority_id=world.authority.id),
        "step_inbox_open",
    ),
    "Inbox: requests": (
        lambda world, _actor: Request.objects.in_inbox(world.inbox.id, authority_id=world.authority.id),
        "request_inbox_open",
    ),
}


PREDICATES = {
    **{index: "(closed_at IS NULL)" for _, index in PAGES.values()},
    "step_finished_by": "(finished_at IS NOT NULL)",
    "request_inbox_open": "((closed_at IS NULL) AND (picked_up_by_id IS NULL))",
}


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for each in plan.get("Plans", []) for node in nodes(each))]


def test_each_page_touches_its_own_index_alone_whose_predicate_has_no_parameter(world: World) -> None:
    actor = world.actor(Worker.objects.get(person__name="Worker 4"))
    used = {}
    for title, (page, _) in PAGES.items():
        plan = json.loads(page(world, actor)[:25].explain(format="json"))[0]["Plan"]
        used[title] = {node["Index Name"] for node in nodes(plan) if "Index Name" in node}
        assert not [node for node in nodes(plan) if node["Node Type"] == "Seq Scan"], title
    assert used == {title: {index} for title, (_, index) in PAGES.items()}
    assert predicates() == PREDICATES


def predicates() -> dict[str, str]:
    names = sorted({index for _, index in PAGES.values()})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_get_expr(indpred, indrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
            "WHERE relname = ANY(%s) ORDER BY relname",
            [names],
        )
        return dict(cursor.fetchall())


def test_each_page_holds_what_is_the_actors_soonest_first(world: World) -> None:
    worker = Worker.objects.get(person__name="Worker 4")
    actor = world.actor(worker)
    steps, requests = list(Workstep.objects.all()), list(Request.objects.all())
    still_open = [step for step in steps if step.closed_at is None]
    mine = [step for step in still_open if step.assigned_worker_id == worker.id]
    assert ids(Workstep.objects.incoming_for(actor)) == ids(step for step in mine if step.state == "incoming")
    assert ids(Workstep.objects.in_progress_for(actor)) == ids(step for step in mine if step.state == "started")
    passed_on = [step for step in still_open if step.passed_by_id == worker.id and step not in mine]
    assert ids(Workstep.objects.passed_on_by(actor)) == ids(passed_on)
    waiting = [each for each in requests if each.closed_at is None]
    held = [each for each in waiting if (each.picked_up_by_id or each.to_worker_id) == worker.id]
    assert ids(Request.objects.incoming_for(actor)) == ids(held)
    assert ids(Request.objects.sent_by_actor(actor)) == ids(each for each in waiting if each.sent_by_id == worker.id)
    assert held
    assert passed_on
    soonest = list(Workstep.objects.in_progress_for(actor))
    assert soonest == sorted(soonest, key=lambda row: (row.due_on is None, row.due_on or TODAY, row.passed_at))
    assert any(row.due_on is None for row in soonest)


def ids(rows: Any) -> set[Any]:
    return {row.id for row in rows}
