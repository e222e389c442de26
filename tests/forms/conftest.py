"""Priya at her desk, writing a report that asks a question of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from permanence.operations.clock import set_clock
from permanence.records.accounts import User
from tests.factories import World, section_version, world
from tests.forms.every_kind import every_kind_process
from tests.support.database import Databases, point_django_at
from tests.web.office import account

PASSWORD = "a long enough password 7"


@dataclass(kw_only=True)
class Desks:
    """Browsers of workers, by whole name, around one report that Priya has started."""

    world: World
    report: UUID
    browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def href(self) -> str:
        """Return the address of the workstep."""
        return f"/steps/{self.report}/"

    @property
    def section(self) -> str:
        """Return the address of the section that asks a question of every kind."""
        return f"{self.href}sections/details/"

    def user(self, name: str) -> User:
        """Return the account of a worker."""
        return account(self.world, name)

    def at(self, name: str) -> Client:
        """Return the browser of a worker, signed in."""
        if name not in self.browsers:
            self.browsers[name] = Client(headers={"user-agent": "Tests"})
            self.browsers[name].force_login(self.user(name))
        return self.browsers[name]

    def save(self, name: str = "Priya Nair", act: str | None = "close", *, to: str = "save", **typed: Any) -> Any:
        """Send the section with what a page of it carries, and return the answer."""
        version = section_version(self.report, "details")
        sent = {
            "_section": "details",
            "_act": act,
            "_version": version,
            "_key": str(uuid4()),
            "_authorised": "",
            **typed,
        }
        headers = sent.pop("headers", None)
        return self.at(name).post(
            f"{self.href}{to}", {key: value for key, value in sent.items() if value is not None}, headers=headers
        )


@pytest.fixture(scope="package")
def authority(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Make the authority in a database of this package; each test rolls back."""
    name = f"forms_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        made = world(process=every_kind_process())
        set_clock(practice_at=made.at, actor=replace(made.founder, real_at=timezone.now()), at=made.at)
        desks = Desks(world=made, report=made.started_report())
        point_django_at(test_server.app_url(name))
    yield desks
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(django_db_setup))
    test_server.drop(name)


@pytest.fixture
def desks(authority: Desks, db: None) -> Desks:
    """Browsers of everybody, as the day begins."""
    cache.clear()
    return replace(authority, browsers={})
