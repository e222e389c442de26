"""What the tables refuse, whoever asks (architecture.md 3 and 4; P03, P37)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from permanence.records.children import CarePeriod, LegalStatus, Placement
from permanence.records.people import Leave, Person
from permanence.records.requests import NextAction
from permanence.records.worksteps import Workstep
from tests.records.world import NOW, World, published

pytestmark = pytest.mark.django_db

MARCH, JUNE, SEPTEMBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def other() -> World:
    return World(key="southfield")


def refused(act: Callable[[], Any], *, by: str) -> None:
    """See that the database refuses, by the rule of that name, at the latest when the transaction would end."""

    def to_the_end() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            act()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match=by):
        to_the_end()


def dated(world: World, model: Any, begins: date, ends: date | None, **more: Any) -> Any:
    return model.objects.create(authority=world.authority, from_on=begins, to_on=ends, **more)


def test_a_child_has_one_legal_status_at_a_time(world: World) -> None:
    child = world.child()
    dated(world, LegalStatus, MARCH, JUNE, child=child, code="V2")
    refused(lambda: dated(world, LegalStatus, date(2026, 5, 31), None, child=child, code="C1"), by="not_overlap")
    dated(world, LegalStatus, JUNE, None, child=child, code="C1")
    dated(world, LegalStatus, MARCH, None, child=world.child("Callum Reid"), code="C2")


def test_a_child_is_in_care_once_at_a_time(world: World) -> None:
    child = world.child()
    dated(world, CarePeriod, MARCH, None, child=child, category_of_need="N1")
    refused(lambda: dated(world, CarePeriod, JUNE, None, child=child, category_of_need="N1"), by="not_overlap")


def test_a_child_has_one_home_and_may_be_away_from_it_for_a_time(world: World) -> None:
    child = world.child()
    dated(world, Placement, MARCH, None, child=child, code="U6", provider="PR1")
    refused(lambda: dated(world, Placement, JUNE, None, child=child, code="U4", provider="PR1"), by="not_overlap")
    dated(world, Placement, JUNE, SEPTEMBER, child=child, code="T1", provider="PR1")


def test_a_worker_is_allocated_once_in_a_role(world: World) -> None:
    child, worker = world.child(), world.worker("Priya Nair")
    world.allocate(child, worker, "social_worker")
    world.allocate(child, worker, "family_finder")
    world.allocate(child, world.worker("Dai Prosser"), "social_worker")
    refused(lambda: world.allocate(child, worker, "social_worker", from_on=JUNE), by="not_overlap")


def test_nothing_ends_before_it_begins(world: World) -> None:
    child = world.child()
    refused(lambda: dated(world, LegalStatus, JUNE, MARCH, child=child, code="V2"), by="bound|ends_after_it_begins")
    worker = world.worker("Priya Nair")
    refused(lambda: world.allocate(child, worker, from_on=JUNE, to_on=MARCH), by="bound|ends_after_it_begins")


def test_leave_says_when_the_worker_is_back(world: World) -> None:
    worker = world.worker("Priya Nair")
    refused(lambda: dated(world, Leave, MARCH, None, worker=worker), by="leave_says_when_back")


WRONG_STEPS: list[tuple[str, str, dict[str, str]]] = [
    ("with nobody", "step_is_with_one", {}),
    ("with a worker and an inbox", "step_is_with_one", {"assigned_worker": "worker", "assigned_inbox": "inbox"}),
    ("closed but incoming", "step_closed_when_ended", {"assigned_worker": "worker", "closed_at": "now"}),
    ("finished but not closed", "step_closed_when_ended",
     {"assigned_worker": "worker", "state": "finished", "finished_at": "now", "finished_by": "worker",
      "started_at": "now", "process_version": "version"}),
    ("finished by nobody", "step_finished_by_somebody",
     {"state": "finished", "closed_at": "now", "finished_at": "now", "started_at": "now",
      "process_version": "version"}),
    ("finished at no time", "step_finished_by_somebody",
     {"state": "finished", "closed_at": "now", "finished_by": "worker", "started_at": "now",
      "process_version": "version"}),
    ("cancelled by nobody", "step_cancelled_by_somebody",
     {"state": "cancelled", "closed_at": "now", "cancelled_at": "now"}),
    ("started without a version", "step_pinned_once_started",
     {"assigned_worker": "worker", "state": "started", "started_at": "now"}),
    ("of an unknown state", "step_state_known", {"assigned_worker": "worker", "state": "paused"}),
]  # fmt: skip


@pytest.mark.parametrize(("_which", "by", "wrong"), WRONG_STEPS, ids=[which for which, _, _ in WRONG_STEPS])
def test_a_workstep_is_whole(world: World, _which: str, by: str, wrong: dict[str, str]) -> None:
    given: dict[str, Any] = {"worker": world.worker("Priya Nair"), "inbox": world.inbox, "now": NOW}
    given["version"] = published(world)
    child = world.child()
    refused(lambda: world.step(child, **{name: given.get(value, value) for name, value in wrong.items()}), by=by)


def test_a_workstep_may_be_whole(world: World) -> None:
    worker = world.worker("Priya Nair")
    done: dict[str, Any] = {"finished_at": NOW, "finished_by": worker, "closed_at": NOW, "started_at": NOW}
    step = world.step(world.child(), state="finished", process_version=published(world), **done)
    assert step.closed_at == NOW


@pytest.mark.parametrize(
    ("state", "closed"), [("sent", True), ("completed", False), ("declined", False), ("withdrawn", False)]
)
def test_a_request_is_closed_exactly_when_it_is_not_sent(world: World, state: str, *, closed: bool) -> None:
    worker = world.worker("Priya Nair")
    step = world.step(world.child(), assigned_worker=worker)
    done = {"completed_at": NOW, "completed_by": worker} if state == "completed" else {}
    more = {"state": state, "closed_at": NOW if closed else None, "to_worker": worker, **done}
    refused(lambda: world.request(step, sent_by=worker, **more), by="request_closed_unless_sent")


def test_a_second_open_request_of_a_kind_is_refused_but_plain_ones_gate_nothing(world: World) -> None:
    worker = world.worker("Priya Nair")
    step = world.step(world.child(), assigned_worker=worker)
    world.request(step, sent_by=worker, to_worker=worker)
    refused(lambda: world.request(step, sent_by=worker, to_worker=worker), by="one_open_request_a_kind")
    for _ in range(2):
        world.request(step, sent_by=worker, to_worker=worker, key="request_to_any_worker", kind="plain")


@pytest.mark.parametrize("number", ["", "39 00001", "39A0001", "3900001\n"])
def test_a_person_number_is_digits(world: World, number: str) -> None:
    refused(lambda: Person.objects.create(authority=world.authority, name="Maya", number=number), by="is_digits")


def crossing(world: World, other: World) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield what would tie a row of one authority to a row of the other."""
    child, theirs = world.child(), other.child("Tia Reid")
    worker, stranger = world.worker("Priya Nair"), other.worker("Ines Okoro")
    step = world.step(child, assigned_worker=worker)
    their_step = other.step(theirs, assigned_worker=stranger)
    action = {"key": "n5", "title": "SC Permanence Family Finding Meeting / Review", "added_at": NOW}
    yield "child", lambda: world.child("Reece Reid", team=other.team)
    yield "allocation", lambda: world.allocate(theirs, worker)
    yield "worker", lambda: world.allocate(child, stranger)
    yield "membership", lambda: world.join(stranger, world.team)
    yield "step of their child", lambda: world.step(child, pathway=their_step.pathway, assigned_worker=worker)
    yield "step with their worker", lambda: world.step(child, assigned_worker=stranger)
    yield "step in their inbox", lambda: world.step(child, assigned_inbox=other.inbox)
    yield "request on their step", lambda: world.request(their_step, sent_by=worker, to_worker=worker)
    yield "request to their worker", lambda: world.request(step, sent_by=worker, to_worker=stranger)
    yield (
        "next action",
        lambda: NextAction.objects.create(
            authority=world.authority, step=their_step, added_by=worker, to_worker=worker, **action
        ),
    )
    yield "event", lambda: world.event(their_step, by=worker)
    yield "step moved whole", lambda: Workstep.objects.filter(id=step.id).update(authority=other.authority)


def test_nothing_points_into_another_authority(world: World, other: World) -> None:
    for which, cross in crossing(world, other):
        assert which
        refused(cross, by="same_authority|same_child")


def test_a_request_is_of_its_steps_child(world: World) -> None:
    worker = world.worker("Priya Nair")
    step, another = world.step(world.child(), assigned_worker=worker), world.child("Callum Reid")
    refused(lambda: world.request(step, sent_by=worker, child=another, to_worker=worker), by="same_child")
