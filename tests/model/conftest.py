"""The stage on which model and product meet, made once."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.model.stages import Stage, shared_stage
from tests.support.database import Databases, point_django_at


@pytest.fixture(scope="package")
def stage(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The authority with its first children, in a database that each chapter copies, whoever plays it."""
    with django_db_blocker.unblock():
        yield shared_stage(test_server)
        point_django_at(test_server.app_url(django_db_setup))
