"""A story told by operations, in a database of its own, since its acts commit."""

import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker

from permanence.kernel.london import LONDON
from tests.journeys.by_operations import ByOperations
from tests.journeys.cast import CHILDREN
from tests.journeys.founding import found
from tests.journeys.story import Story
from tests.support.database import Databases, point_django_at

Tell = Callable[..., Story]


def begin(first_name: str, looked_after_from: str, authority: Path | None = None) -> Story:
    """Begin the story of a child, by first name, who is looked after from a day: `begin("maya", "27 Jul 2026")`.

    `authority` is the folder of the one that it is told in, where that has names of its own.
    """
    at = datetime.strptime(f"{looked_after_from} 09:00", "%d %b %Y %H:%M").replace(tzinfo=LONDON)
    return found(ByOperations(), CHILDREN[first_name], looked_after_from=at, authority=authority)


@pytest.fixture
def tell(own_database: str) -> Tell:
    """Begin a story in a database of the test's own."""
    return begin


@pytest.fixture(scope="module")
def told_so_far(
    request: pytest.FixtureRequest, test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, Story]]:
    """The story as far as the module's `so_far` tells it, once, and the database it stands in."""
    name = f"so_far_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        story: Story = request.module.so_far(begin)
        point_django_at(test_server.app_url(django_db_setup))
    yield name, story
    test_server.drop(name)


@pytest.fixture
def s(
    told_so_far: tuple[str, Story], test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Story]:
    """The story so far, in a copy of its database that is this test's own."""
    name = f"own_{uuid4().hex}"
    test_server.make(name, template=told_so_far[0])
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        yield copy.deepcopy(told_so_far[1])
        point_django_at(test_server.app_url(django_db_setup))
    test_server.drop(name)
