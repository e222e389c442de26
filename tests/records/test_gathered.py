"""What an act writes waits and is written together, and whatever is asked finds it (docs/adr/0044)."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from permanence.kernel.reasons import Stale
from permanence.records.authorities import Team
from permanence.records.gathered import alter, change, gathering, insert, looking_at, remove
from permanence.records.people import Person
from tests.records.world import World


@pytest.fixture
def world(db: None) -> World:
    return World()


def person(world: World, name: str) -> Person:
    return Person(authority_id=world.authority.id, name=name)


def names() -> list[str]:
    return sorted(Person.objects.values_list("name", flat=True))


def asked(found: CaptureQueriesContext) -> list[str]:
    return [each["sql"].split(maxsplit=1)[0] for each in found.captured_queries]


def refusal() -> Exception:
    return Stale("Somebody was quicker.")


def test_what_is_written_is_one_statement_at_the_end(world: World) -> None:
    old, other = person(world, "Old"), person(world, "Other")
    old.save()
    other.save()
    with CaptureQueriesContext(connection) as found, gathering():
        insert(person(world, "New"))
        alter(Person, old.id, expected={"name": "Old"}, or_else=refusal, name="Older")
        remove(Team.objects.filter(name="None such"))
    assert asked(found) == ["WITH"]
    assert names() == ["New", "Older", "Other"]


def test_whatever_is_asked_finds_what_was_written_before(world: World) -> None:
    with CaptureQueriesContext(connection) as found, gathering():
        insert(person(world, "New"))
        assert Person.objects.filter(name="New").exists()
        change(Person.objects.filter(name="New"), name="Newer")
        assert names() == ["Newer"]
    assert asked(found) == ["WITH", "SELECT", "WITH", "SELECT"]


def test_what_waits_for_other_tables_goes_on_waiting(world: World) -> None:
    with CaptureQueriesContext(connection) as found, gathering():
        insert(person(world, "New"))
        with looking_at(Team):
            assert not Team.objects.filter(name="None such").exists()
        with looking_at(Person, among=["somebody else"]):
            assert not Person.objects.filter(name="New").exists()
    assert asked(found) == ["SELECT", "SELECT", "WITH"]


def test_a_row_that_is_written_twice_is_written_once_with_both(world: World) -> None:
    row, old = person(world, "New"), person(world, "Old")
    old.save()
    with CaptureQueriesContext(connection) as found, gathering():
        insert(row)
        alter(Person, row.id, known_as="Newie")
        alter(Person, old.id, expected={"name": "Old"}, or_else=refusal, name="Older")
        alter(Person, old.id, expected={"name": "Older"}, or_else=refusal, known_as="Oldie")
    assert asked(found) == ["WITH"]
    assert set(Person.objects.values_list("name", "known_as")) == {("New", "Newie"), ("Older", "Oldie")}


def test_what_the_database_works_out_is_worked_out_each_time(world: World) -> None:
    row = person(world, "Old")
    row.save()
    with gathering():
        alter(Person, row.id, name="Older")
        alter(Person, row.id, name=Concat(F("name"), Value(" still")))
        alter(Person, row.id, known_as="Oldie")
    assert Person.objects.values_list("name", "known_as").get() == ("Older still", "Oldie")


def act(*writes: Callable[[], None]) -> None:
    """Make these writes as an act does."""
    with transaction.atomic(), gathering():
        for write in writes:
            write()


def renamed(row: Person, name: str, *, once_called: str) -> Callable[[], None]:
    return lambda: alter(Person, row.id, expected={"name": once_called}, or_else=refusal, name=name)


def test_a_row_that_is_not_as_expected_is_refused_with_all_else(world: World) -> None:
    row = person(world, "Old")
    row.save()
    with pytest.raises(Stale):
        act(lambda: insert(person(world, "New")), renamed(row, "Younger", once_called="Young"))
    assert names() == ["Old"]
    with pytest.raises(Stale):
        act(renamed(row, "Older", once_called="Old"), renamed(row, "Oldest", once_called="Old"))
    assert names() == ["Old"]


class GivenUpError(Exception):
    """The part of an act is given up."""


def given_up(write: Callable[[], None]) -> None:
    with transaction.atomic():
        write()
        raise GivenUpError


def test_what_waits_at_a_savepoint_that_is_given_up_is_never_written(world: World) -> None:
    with gathering():
        insert(person(world, "Before"))
        with pytest.raises(GivenUpError):
            given_up(lambda: insert(person(world, "Within")))
        insert(person(world, "After"))
    assert names() == ["After", "Before"]


def test_outside_an_act_a_write_is_made_at_once(world: World) -> None:
    row = person(world, "New")
    insert(row)
    assert names() == ["New"]
    with pytest.raises(Stale):
        alter(Person, row.id, expected={"name": "Old"}, or_else=refusal, name="Older")
