"""What tests of the tables may ask for besides."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.records.appended import appended
from tests.records.tampering import JANUARY, ROWS
from tests.records.world import World
from tests.support.database import Databases, point_django_at


@pytest.fixture
def owner_address(test_server: Databases, own_database: str) -> str:
    """The address of the test's own database as the role that owns the tables: whoever has that may do anything."""
    return test_server.owner_url(own_database)


@pytest.fixture
def two_months(own_database: str) -> World:
    """Two authorities with an audit of two months."""
    world, other = World(), World(key="southfield")
    for number in range(ROWS):
        appended(world, real_at=JANUARY + timedelta(minutes=15 * number))
        appended(other, real_at=JANUARY + timedelta(minutes=15 * number))
    return world


@pytest.fixture
def as_owner(owner_address: str, own_database: str, test_server: Databases) -> Iterator[None]:
    """Have Django connect as whoever holds the owner's password."""
    point_django_at(owner_address)
    yield
    point_django_at(test_server.app_url(own_database))
