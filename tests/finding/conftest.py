"""Children to be found, in an authority whose manager in the east may see all of its team's."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.finding import read_sought
from permanence.operations import children
from permanence.queries.finding_children import found_ids
from permanence.records.children import Child
from tests.factories import World, world
from tests.finding.misspelt import CHILDREN

Finds = Callable[..., list[str]]


@pytest.fixture
def here(db: None) -> World:
    """An authority that has Maya Thornbury, born on 4 May 2018, person number 3900001."""
    return world()


@pytest.fixture
def all_here(here: World) -> World:
    """The others as well, born on other days."""
    for day, name in enumerate((name for name in CHILDREN if name != "Maya Thornbury"), start=1):
        child(here, name, date_of_birth=date(2016, 1, 1 + day % 28))
    return here


def child(here: World, name: str, *, team: str = "east", **more: Any) -> UUID:
    """Add a child to a team, and return its id."""
    given = {"date_of_birth": date(2016, 3, 2), "sex": "F", **more}
    added = children.add_child(name=name, team_id=here.teams[team], actor=here.founder, at=here.at, **given)
    assert added.child_id
    return added.child_id


@pytest.fixture
def finds(here: World) -> Finds:
    """What somebody finds: the names, the likeliest first."""

    def found(typed: str, *, name: str = "Joan Ellery") -> list[str]:
        sought = read_sought(typed, today=here.today)
        ids = found_ids(sought, actor=here.actor(name), today=here.today)
        names = dict(Child.objects.filter(id__in=ids).values_list("id", "person__name"))
        return [names[id_] for id_ in ids]

    return found
