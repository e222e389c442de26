"""An office whose workers send every form, and beside them records that nobody of it may know of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from pytest_django.plugin import DjangoDbBlocker

from tests.access.every.process import with_all_acts
from tests.access.every.secrets import Secrets, secrets_of
from tests.processes.screens.administrators import hire_administrators
from tests.support.database import Databases, point_django_at
from tests.web.office import Office, open_office


@dataclass(kw_only=True)
class Everything:
    """The office, made once, and what is secret to it."""

    office: Office
    secrets: Secrets


@pytest.fixture(scope="package")
def made(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Everything]:
    """Make both authorities in a database of this package; each test rolls back."""
    name = f"every_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        other = open_office()
        office = open_office(process=with_all_acts())
        hire_administrators(office.world)
        everything = Everything(office=office, secrets=secrets_of(office, other))
        point_django_at(test_server.app_url(name))
    yield everything
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(django_db_setup))
    test_server.drop(name)


@pytest.fixture
def everything(made: Everything, db: None, settings: Any) -> Everything:
    """The office as the day begins."""
    settings.DEMO = True
    cache.clear()
    return replace(made, office=Office(world=replace(made.office.world, people={**made.office.world.people})))
