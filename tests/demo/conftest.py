"""A demo made once for all tests that only look at it."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker

from permanence.demo import make_demo
from tests.support.database import Databases, point_django_at

SEED = 1


@pytest.fixture(scope="session")
def made_demo(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database that holds the small demo of seed 1, by name; nobody writes to it."""
    name = f"demo_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        make_demo(seed=SEED)
        point_django_at(test_server.app_url(django_db_setup))
    yield name
    test_server.drop(name)


@pytest.fixture
def demo(
    made_demo: str, test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Django pointed at that demo meanwhile."""
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(made_demo))
        yield
        point_django_at(test_server.app_url(django_db_setup))
