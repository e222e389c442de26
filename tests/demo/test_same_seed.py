"""Same seed, same digest; another seed, another demo; and the clock says where the stories stop (C04, P29)."""

from datetime import date

from permanence.demo import making
from permanence.demo.digest import state_digest
from permanence.demo.ids import SeededIds, seeded_ids
from permanence.records.base import new_id
from permanence.records.worksteps import Workstep
from tests.support.database import Databases, point_django_at

# Amelia O'Brien-Ng, whose way is told up to the match, and Maya Thornbury.
STORIES = (1, 33)


def made(databases: Databases, *, name: str, seed: int) -> str:
    databases.clone(name)
    point_django_at(databases.app_url(name))
    making.make_demo(seed=seed, only=STORIES)
    return state_digest()


def test_same_seed_same_digest(test_server: Databases, own_database: str) -> None:
    here = test_server.app_url(own_database)
    try:
        one, again = (made(test_server, name=f"seed_{own_database[4:12]}_{turn}", seed=7) for turn in (1, 2))
        steps = Workstep.objects.count()
        other = made(test_server, name=f"seed_{own_database[4:12]}_3", seed=8)
    finally:
        point_django_at(here)
    assert steps > 10
    assert one == again
    assert one != other


def test_ids_are_each_later_than_the_one_before() -> None:
    source = SeededIds(3)
    ids = [source() for _ in range(1000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert {each.version for each in ids} == {7}


def test_ids_come_from_the_seed_only_meanwhile() -> None:
    with seeded_ids(3):
        one = new_id()
    with seeded_ids(3):
        assert new_id() == one
    assert new_id() != one


def test_children_are_fitted_to_working_days_before_their_last_act() -> None:
    from permanence.demo.authority import read_people
    from permanence.demo.situations import SITUATIONS

    entries = read_people("children")["children"]
    assert len(entries) >= 60
    assert {entry["so"] for entry in entries} | {"left_early"} == set(SITUATIONS)  # that one shows only in numbers
    assert all(entry["on"] <= date(2026, 11, 16) for entry in entries)
