"""The private PostgreSQL 18 of a data directory: one server a directory, shared by the processes that serve it.

Whoever holds the directory's lock runs the server and stops it; every other process attaches by `app_url` or
`owner_url`. It listens on a unix socket in a directory that only its owner may enter, with a password a role.
"""

import fcntl
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from permanence.outside.postgres_cluster import make_cluster, make_database, make_roles_and_database
from permanence.outside.postgres_files import APP_ROLE, DATABASE, OWNER_ROLE, SUPERUSER, Files, open_data_dir
from permanence.outside.postgres_launch import launch_for
from permanence.outside.postgres_process import clear_the_way, remove_short_directory, start_postgres
from permanence.outside.private_files import give_to_owner_of_directory
from permanence.outside.processes import stop_children
from permanence.outside.unable import Unable

__all__ = [
    "APP_ROLE",
    "DATABASE",
    "OWNER_ROLE",
    "Server",
    "app_url",
    "make_database_anew",
    "owner_url",
    "running_or_started",
    "superuser_url",
]


@dataclass(kw_only=True)
class Server:
    """A private PostgreSQL that this process runs; it dies with us, and `stop` ends it cleanly."""

    files: Files
    process: subprocess.Popen[bytes]
    lock: IO[bytes]

    @classmethod
    def start(cls, data_dir: Path) -> "Server":
        """Start the server of a data directory, making it the first time. Call from the main thread.

        Raises:
            Unable: another process runs it already; or it cannot be made or started here.
        """
        files = Files(open_data_dir(data_dir))
        lock = _take_lock(files)
        try:
            clear_the_way(files)
            return cls(files=files, process=_made_and_started(files), lock=lock)
        except BaseException:
            lock.close()
            raise

    def stop(self) -> None:
        """End every connection, write everything down, stop, and let go of the directory."""
        left = self.files.pid_file()
        stop_children([self.process], by=signal.SIGINT, within=8)
        remove_short_directory(left.socket_dir if left else "")
        self.lock.close()


def app_url(data_dir: Path) -> str:
    """Return the address of the running server for the application's role, which owns no table.

    Raises:
        Unable: no server runs on this data directory.
    """
    files = Files(data_dir.absolute())
    return files.address(role=APP_ROLE, password=files.passwords().application)


def owner_url(data_dir: Path) -> str:
    """Return the address of the running server for the role that owns the tables and migrates; raises as `app_url`."""
    files = Files(data_dir.absolute())
    return files.address(role=OWNER_ROLE, password=files.passwords().owner)


def superuser_url(data_dir: Path, *, database: str = "postgres") -> str:
    """Return the address for the superuser: making and dropping whole databases; raises as `app_url`."""
    files = Files(data_dir.absolute())
    return files.address(role=SUPERUSER, password=files.passwords().superuser, database=database)


def make_database_anew(data_dir: Path) -> None:
    """Drop the running server's database with all that is in it, and make an empty one: for a demo left half made."""
    with psycopg.connect(superuser_url(data_dir), autocommit=True) as superuser:
        superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        make_database(superuser=superuser, name=DATABASE)


@contextmanager
def running_or_started(data_dir: Path) -> Iterator[None]:
    """Have the data directory's server running meanwhile: attach to the one that runs, or run it for that long."""
    try:
        server = Server.start(data_dir)
    except AlreadyRunning:
        yield
        return
    try:
        yield
    finally:
        server.stop()


class AlreadyRunning(Unable):
    """Another process runs the server of this data directory."""


def _take_lock(files: Files) -> IO[bytes]:
    lock = files.lock.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        sentence = (
            f"The data directory {files.data_dir} is already being served by another permanence. "
            f"Stop that one first, or choose another directory with --data."
        )
        raise AlreadyRunning(sentence) from None
    return lock


def _made_and_started(files: Files) -> subprocess.Popen[bytes]:
    launch = launch_for(files.data_dir)
    fresh = not files.made.exists()
    if fresh:
        make_cluster(files=files, launch=launch)
    process = start_postgres(files=files, launch=launch)
    if fresh:
        make_roles_and_database(files)
    for ours in (files.lock, files.log, files.made):
        give_to_owner_of_directory(ours)
    return process
