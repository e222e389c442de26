"""Who sees a child (architecture.md section 4): the list and the object check are one rule."""

from collections.abc import Callable
from datetime import date

import pytest

from permanence.kernel.actors import Actor
from permanence.records.children import Child
from permanence.records.people import Leave, RoleHeld, Worker
from permanence.records.relations import relations_of
from tests.records.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db

YESTERDAY = date(2027, 1, 13)
TOMORROW = date(2027, 1, 15)


@pytest.fixture
def world() -> World:
    return World()


Relating = Callable[[World, Child], Worker]


def allocated(world: World, child: Child) -> Worker:
    worker = world.worker("Priya Nair", "social_worker", team=world.other_team)
    world.allocate(child, worker)
    return worker


def allocated_until_today(world: World, child: Child) -> Worker:
    worker = world.worker("Priya Nair", "social_worker", team=world.other_team)
    world.allocate(child, worker, to_on=TODAY)
    return worker


def allocated_from_tomorrow(world: World, child: Child) -> Worker:
    worker = world.worker("Priya Nair", "social_worker", team=world.other_team)
    world.allocate(child, worker, from_on=TOMORROW)
    return worker


def of_the_team(world: World, _child: Child) -> Worker:
    return world.worker("Dai Prosser", "social_worker", team=world.team)


def formerly_of_the_team(world: World, _child: Child) -> Worker:
    worker = world.worker("Dai Prosser", "social_worker", team=world.other_team)
    world.join(worker, world.team, to_on=TODAY)
    return worker


def of_another_team(world: World, _child: Child) -> Worker:
    return world.worker("Lena Voss", "social_worker", team=world.other_team)


def of_another_authority(_world: World, _child: Child) -> Worker:
    other = World(key="southfield")
    return other.worker("Ines Okoro", "service_manager", team=other.team, everywhere=True)


def manager_of_the_team(world: World, _child: Child) -> Worker:
    worker = world.worker("Joan Ellery", team=world.other_team)
    RoleHeld.objects.create(
        authority=world.authority, worker=worker, role="team_manager", team=world.team, from_on=YESTERDAY
    )
    return worker


def manager_of_another_team(world: World, _child: Child) -> Worker:
    return world.worker("Joan Ellery", "team_manager", team=world.other_team)


def has_the_workstep(world: World, child: Child) -> Worker:
    worker = world.worker("Sam Adeyemi", "family_finder", team=world.other_team)
    world.step(child, assigned_worker=worker)
    return worker


def had_a_workstep_now_cancelled(world: World, child: Child) -> Worker:
    worker = world.worker("Sam Adeyemi", "family_finder", team=world.other_team)
    world.step(child, assigned_worker=worker, state="cancelled", closed_at=NOW, cancelled_at=NOW, cancelled_by=worker)
    return worker


def member_of_the_inbox(world: World, child: Child) -> Worker:
    worker = world.worker("Lena Voss", "qaag_worker", team=world.other_team)
    world.add_to_inbox(worker)
    world.step(child, assigned_inbox=world.inbox)
    return worker


def former_member_of_the_inbox(world: World, child: Child) -> Worker:
    worker = world.worker("Lena Voss", "qaag_worker", team=world.other_team)
    world.add_to_inbox(worker, to_on=TODAY)
    world.step(child, assigned_inbox=world.inbox)
    return worker


def holder_of_a_request(world: World, child: Child) -> Worker:
    worker = world.worker("Joan Ellery", "team_manager", team=world.other_team)
    holder = world.worker("Priya Nair", "social_worker", team=world.team)
    world.request(world.step(child, assigned_worker=holder), sent_by=holder, to_worker=worker)
    return worker


def member_of_an_inbox_with_a_request(world: World, child: Child) -> Worker:
    worker = world.worker("Lena Voss", "qaag_worker", team=world.other_team)
    world.add_to_inbox(worker)
    holder = world.worker("Priya Nair", "social_worker", team=world.team)
    world.request(world.step(child, assigned_worker=holder), sent_by=holder, to_inbox=world.inbox)
    return worker


def colleague_of_whoever_picked_the_request_up(world: World, child: Child) -> Worker:
    worker = member_of_an_inbox_with_a_request(world, child)
    colleague = world.worker("Ade Cole", "qaag_worker", team=world.other_team)
    child.worksteps.get().requests.update(picked_up_by=colleague, picked_up_at=NOW)
    return worker


def took_part(world: World, child: Child) -> Worker:
    worker = world.worker("Lena Voss", "qaag_worker", team=world.other_team)
    holder = world.worker("Priya Nair", "social_worker", team=world.team)
    world.event(world.step(child, assigned_worker=holder), by=worker)
    return worker


def took_part_in_a_pathway_that_ended(world: World, child: Child) -> Worker:
    worker = took_part(world, child)
    child.pathways.update(closed_at=NOW, outcome="Plan not agreed")
    return worker


def oversees_the_authority(world: World, _child: Child) -> Worker:
    return world.worker("Ruth Calloway", "service_manager", team=world.other_team, everywhere=True)


def oversees_another_team(world: World, _child: Child) -> Worker:
    return world.worker("Ruth Calloway", "service_manager", team=world.other_team)


def leaver(world: World, child: Child) -> Worker:
    worker = world.worker("Priya Nair", "social_worker", "service_manager", team=world.team)
    world.allocate(child, worker)
    Worker.objects.filter(id=worker.id).update(disabled_at=NOW)
    return worker


def deputy_of_whoever_is_allocated(world: World, child: Child) -> Worker:
    away = allocated(world, child)
    deputy = world.worker("Dai Prosser", "social_worker", team=world.other_team)
    Leave.objects.create(authority=world.authority, worker=away, covered_by=deputy, from_on=YESTERDAY, to_on=TOMORROW)
    return deputy


# What the worker is, and what that makes them to the child.
GRID: list[tuple[Relating, frozenset[str]]] = [
    (allocated, frozenset({"allocated:social_worker"})),
    (allocated_until_today, frozenset()),
    (allocated_from_tomorrow, frozenset()),
    (of_the_team, frozenset({"team"})),
    (formerly_of_the_team, frozenset()),
    (of_another_team, frozenset()),
    (of_another_authority, frozenset()),
    (manager_of_the_team, frozenset({"team_manager"})),
    (manager_of_another_team, frozenset()),
    (has_the_workstep, frozenset({"has_workstep"})),
    (had_a_workstep_now_cancelled, frozenset()),
    (member_of_the_inbox, frozenset({"in_inbox"})),
    (former_member_of_the_inbox, frozenset()),
    (holder_of_a_request, frozenset({"has_request"})),
    (member_of_an_inbox_with_a_request, frozenset({"in_inbox"})),
    (colleague_of_whoever_picked_the_request_up, frozenset()),
    (took_part, frozenset({"took_part"})),
    (took_part_in_a_pathway_that_ended, frozenset()),
    (oversees_the_authority, frozenset({"oversight"})),
    (oversees_another_team, frozenset()),
    (leaver, frozenset()),
    (deputy_of_whoever_is_allocated, frozenset()),
]
NAMED = pytest.mark.parametrize(("relating", "expected"), GRID, ids=[each.__name__ for each, _ in GRID])


def actor_and_child(world: World, relating: Relating, access_class: str) -> tuple[Actor, Child]:
    child = world.child(access_class=access_class)
    return world.actor(relating(world, child)), child


@NAMED
def test_each_relation_is_named(world: World, relating: Relating, expected: frozenset[str]) -> None:
    actor, child = actor_and_child(world, relating, "open")
    assert relations_of(actor, [child.id], TODAY).get(child.id, frozenset()) == expected


@NAMED
@pytest.mark.parametrize("access_class", ["open", "restricted", "sealed"])
def test_the_list_and_the_object_check_are_one_rule(
    world: World, relating: Relating, expected: frozenset[str], access_class: str
) -> None:
    actor, child = actor_and_child(world, relating, access_class)
    world.child("Callum Reid", team=world.other_team)
    related = set(relations_of(actor, [each.id for each in Child.objects.all()], TODAY))
    classes = dict(Child.objects.values_list("id", "access_class"))
    known = set(Child.objects.known_to(actor, TODAY).values_list("id", flat=True))
    seen = set(Child.objects.seen_by(actor, TODAY).values_list("id", flat=True))
    assert known == related
    assert seen == {each for each in related if classes[each] == "open"}
    assert (child.id in seen) == (bool(expected) and access_class == "open")
    assert (child.id in known) == (bool(expected) and access_class != "sealed")


def test_whoever_acts_for_a_worker_on_leave_has_what_is_theirs(world: World) -> None:
    child = world.child()
    deputy = deputy_of_whoever_is_allocated(world, child)
    away = Leave.objects.get().worker_id
    actor = world.actor(deputy, acting_for=away)
    assert actor.acting_for == away
    assert relations_of(actor, [child.id], TODAY) == {child.id: frozenset({"allocated:social_worker"})}


def test_nobody_acts_for_a_worker_who_is_back(world: World) -> None:
    deputy = deputy_of_whoever_is_allocated(world, world.child())
    away = Leave.objects.get().worker_id
    assert world.actor(deputy, today=TOMORROW, acting_for=away).acting_for is None


def test_asking_about_many_children_takes_one_query(world: World, django_assert_num_queries: object) -> None:
    worker = of_the_team(world, world.child())
    actor = world.actor(worker)
    ids = [world.child(f"Child {number}").id for number in range(5)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(relations_of(actor, ids, TODAY)) == 5
