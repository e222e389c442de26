"""An arena: a situation made once, and a copy of its database for each duel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.support.database import Databases, point_django_at
from tests.web.office import Office, open_office

Prepare = Callable[[Office], None]


@dataclass(frozen=True)
class Arena:
    """Where duels are fought."""

    server: Databases

    def duels(self, prepare: Prepare, *, many: int) -> Iterator[Office]:
        """Prepare an office once and yield it as often as asked, each time as it was, where acts commit."""
        with self._database() as prepared:
            office = open_office()
            prepare(office)
            for _ in range(many):
                with self._database(template=prepared):
                    office.browsers.clear()  # signed in anew: many duels last longer than a session
                    yield office

    @contextmanager
    def _database(self, *, template: str = "") -> Iterator[str]:
        name = f"duel_{uuid4().hex}"
        if template:
            point_django_at(self.server.app_url(template))  # nobody may be connected to what is copied
            self.server.make(name, template=template)
        else:
            self.server.clone(name)
        point_django_at(self.server.app_url(name))
        try:
            yield name
        finally:
            point_django_at(self.server.app_url(template or name))
            self.server.drop(name)


@pytest.fixture
def arena(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Arena]:
    """Duels by browsers on real connections (P08)."""
    with django_db_blocker.unblock():
        yield Arena(server=test_server)
        point_django_at(test_server.app_url(django_db_setup))
