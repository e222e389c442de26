"""What every command that uses the database does first: find it, and set Django up for it."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from permanence.outside.database import AS_OWNER
from permanence.outside.database_check import refuse_unless_ours
from permanence.outside.demo_mark import DemoState, demo_state
from permanence.outside.postgres import running_or_started
from permanence.outside.postgres_files import open_data_dir
from permanence.outside.secret_key import make_secret_key

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper

DEFAULT = "var/permanence"


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add `--data DIR`: where the private database, files and keys are kept."""
    parser.add_argument("--data", type=Path, default=Path(DEFAULT), metavar="DIR", help=f"data directory ({DEFAULT})")


def name_data(data: Path) -> Path:
    """Say in the environment which data directory this process and its children use; return its whole path.

    Raises:
        Unable: it cannot be made or written to.
    """
    whole = open_data_dir(data)
    make_secret_key(data_dir=whole)
    os.environ["PERMANENCE_DATA"] = str(whole)
    os.environ["DJANGO_SETTINGS_MODULE"] = "permanence.settings"
    os.environ["PERMANENCE_DEMO"] = "1" if demo_state(whole) is not DemoState.NONE else "0"
    return whole


@contextmanager
def database(data: Path, *, as_owner: bool = False) -> Iterator[Path]:
    """Have the database answering and Django set up meanwhile; every command but serve and demo runs inside this.

    Attaches to the private PostgreSQL that runs on this data directory, or runs it for that long.

    Raises:
        Unable: there is no database, or it is not for us.
    """
    whole = name_data(data)
    if "DATABASE_URL" in os.environ:
        with _set_up(whole, as_owner=as_owner):
            yield whole
        return
    with running_or_started(whole), _set_up(whole, as_owner=as_owner):
        yield whole


@contextmanager
def _set_up(whole: Path, *, as_owner: bool) -> Iterator[None]:
    refuse_unless_ours(environ=os.environ, data_dir=whole, as_owner=as_owner)
    if as_owner:
        os.environ[AS_OWNER] = "1"
    import django
    from django.db import connections

    django.setup()
    try:
        yield
    finally:
        connections.close_all()
        for connection in connections.all(initialized_only=True):
            cast("DatabaseWrapper", connection).close_pool()
