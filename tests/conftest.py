"""What a test may ask for: `db` (rolled back at its end), or `own_database` (a copy of its own, where it commits)."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from permanence.outside.postgres import Server
from tests.support.database import Databases, django_pointed_at, point_django_at
from tests.support.proof import proof

__all__ = ["proof"]

HANDED_ON = "test_server"


def pytest_configure() -> None:
    """Give the settings what a data directory would."""
    settings.SECRET_KEY = "for tests alone"
    settings.DATA_DIR = Path(tempfile.mkdtemp(prefix="permanence-tests-"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if settings.DATA_DIR:
        shutil.rmtree(settings.DATA_DIR)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the proofs, before any are chosen by it; refuse what would flush tables that nobody may flush."""
    for item in items:
        if isinstance(item, pytest.Function) and proof.__name__ in item.fixturenames:
            item.add_marker(proof.__name__)
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: a test that commits asks for own_database instead of a mark.")


class OneServerForAllWorkers:
    """With pytest-xdist, the process that hands out the tests runs the server: it outlives each worker."""

    def __init__(self) -> None:
        self.server: Server | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker where the server is."""
        if self.server is None:
            self.server = Server.start(Path(tempfile.mkdtemp(prefix="permanence-pg-")))
        node.workerinput[HANDED_ON] = str(self.server.files.data_dir)

    def pytest_unconfigure(self) -> None:
        """Stop it after the last test."""
        if self.server is not None:
            self.server.stop()
            shutil.rmtree(self.server.files.data_dir)


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Add the shared server once xdist's own session is there."""
    if type(plugin).__name__ == "DSession" and not manager.has_plugin("one-server"):
        manager.register(OneServerForAllWorkers(), "one-server")


@pytest.fixture(autouse=True)
def environment_as_it_was() -> Iterator[None]:
    """Take back what a command that a test types here names for its children, such as its data directory."""
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="session")
def test_server(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """The private PostgreSQL of this run."""
    handed_on = getattr(request.config, "workerinput", {}).get(HANDED_ON)
    if handed_on:
        yield Databases(Path(handed_on))
        return
    with tempfile.TemporaryDirectory(prefix="permanence-pg-") as data:
        server = Server.start(Path(data))
        yield Databases(Path(data))
        server.stop()


@pytest.fixture(scope="session")
def django_db_setup(test_server: Databases, django_db_blocker: DjangoDbBlocker) -> str:
    """Give this worker a copy of the migrated template; what `db` stands on."""
    name = f"worker_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
    return name


@pytest.fixture
def own_database(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of this test alone, by name: for threads, commits, live servers and duels."""
    name = f"own_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock(), django_pointed_at(test_server.app_url(name)):
        yield name
    test_server.drop(name)
