"""The authority that tests of acts work in: made once, then a transaction a test, or a copy of its own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import World, world
from tests.support.database import Databases, point_django_at


class Staffed(NamedTuple):
    """A database in which an authority is at work."""

    name: str
    world: World


@pytest.fixture(scope="package")
def staffed(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Staffed]:
    """Make the authority in a database of this package."""
    name = f"staffed_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        made = world()
        point_django_at(test_server.app_url(name))
    yield Staffed(name, made)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(django_db_setup))
    test_server.drop(name)


@pytest.fixture
def here(staffed: Staffed, db: None) -> World:
    """An authority with its people and a child, rolled back at the end; it is 16 November 2026, 09:00."""
    return _fresh(staffed)


@pytest.fixture
def committed(staffed: Staffed, test_server: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The same in a copy of its own, where acts commit: for threads and crashes."""
    name = f"own_{uuid4().hex}"
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(staffed.name))
        test_server.make(name, template=staffed.name)
        point_django_at(test_server.app_url(name))
        yield _fresh(staffed)
        point_django_at(test_server.app_url(staffed.name))
    test_server.drop(name)


def _fresh(staffed: Staffed) -> World:
    made = staffed.world
    return replace(made, people=dict(made.people), teams=dict(made.teams))
