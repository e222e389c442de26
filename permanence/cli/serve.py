"""permanence serve: the pages, the jobs and the private PostgreSQL, supervised as one from the foreground (C03)."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from permanence.access import permissions
from permanence.cli.data import add_data, name_data
from permanence.cli.listening import Address
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.cli.supervisor import Supervisor
from permanence.outside.database_check import refuse_unless_ours
from permanence.outside.postgres import Server
from permanence.outside.processes import start_child, stop_children

READY_WITHIN = 120
STOPPED_WITHIN = 20
WITHOUT_DATABASE = 2
"""Seconds to send off what is answered already: nothing else can be ended once the database is gone."""
PERMANENCE = [sys.executable, "-m", "permanence"]
NOT_MIGRATED = "The database could not be brought to this release, for the reason above. Nothing is served."
NOT_COMPARED = "The process files could not be compared with what is published, for the reason above."
WEB, JOBS, DATABASE = "the web server", "the process of the jobs", "the private PostgreSQL"


def add_parser(subparsers: Subparsers) -> None:
    """Add `serve [--host H] [--port N] [--data DIR] [--workers K]`."""
    parser = subparsers.add_parser("serve", help="serve the pages and run the jobs, in the foreground")
    add_data(parser)
    add_address(parser)
    parser.set_defaults(run=run)


def add_address(parser: argparse.ArgumentParser) -> None:
    """Add where and with how many processes the pages are served."""
    parser.add_argument("--host", default="localhost", metavar="H", help="address to listen on (localhost)")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=2, metavar="K", help="processes that serve pages (2)")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    return serve(args, data=name_data(args.data), prepare=lambda _: None, announce=lambda: None)


def serve(
    args: argparse.Namespace, *, data: Path, prepare: Callable[[Supervisor], None], announce: Callable[[], None]
) -> int:
    """Serve a data directory until SIGTERM or SIGINT, then stop within 30 seconds, finishing what was begun.

    Args:
        args: host, port and workers.
        data: the data directory's whole path.
        prepare: run once the database has this release's tables, before anything is served.
        announce: run after the ready line.

    Raises:
        Unable: it cannot start, or one of its parts ended. BrokenTable: who may do what is not clear.
    """
    permissions()
    supervisor = Supervisor()
    address = Address.take(host=args.host, port=args.port)
    os.environ.setdefault("PERMANENCE_URL", address.url)
    server = _database(data, supervisor)
    try:
        run_part(supervisor, [*PERMANENCE, "migrate", *_same_data()], sentence=NOT_MIGRATED)
        prepare(supervisor)
        refuse_unless_ours(environ=os.environ, data_dir=data, as_owner=False)
        _start(supervisor, address, workers=args.workers)
        _say_ready(supervisor, address, announce)
        run_part(supervisor, [*PERMANENCE, "process", "changed", *_same_data()], sentence=NOT_COMPARED)
        supervisor.watch()
    finally:
        gone = server is not None and server.process.poll() is not None
        supervisor.stop(WEB, JOBS, within=WITHOUT_DATABASE if gone else STOPPED_WITHIN)
        if server:
            server.stop()
    return 0


def _database(data: Path, supervisor: Supervisor) -> Server | None:
    if "DATABASE_URL" in os.environ:
        return None
    server = Server.start(data)
    supervisor.add(DATABASE, server.process)
    return server


def run_part(supervisor: Supervisor, command: Sequence[str], *, sentence: str) -> None:
    """Run one thing to its end before the next begins; where we are asked to stop meanwhile, so is it.

    Raises:
        Unable: it failed (`sentence`), or another part ended.
    """
    child = start_child(command=command, death_signal=signal.SIGTERM)
    try:
        supervisor.wait_until(lambda: child.poll() is not None, within=float("inf"))
    finally:
        stop_children([child], by=signal.SIGTERM, within=STOPPED_WITHIN)
    if child.returncode != 0 and not supervisor.asked_to_stop:
        raise Unable(sentence)


def _start(supervisor: Supervisor, address: Address, *, workers: int) -> None:
    if supervisor.asked_to_stop:
        return
    number = address.socket.fileno()
    bound = ["--bind", f"fd://{number}", "--workers", str(workers)]
    web = [sys.executable, "-m", "gunicorn", "--config", "python:permanence.outside.gunicorn_settings", *bound]
    os.environ["PERMANENCE_HOSTS"] = ",".join(filter(None, [os.environ.get("PERMANENCE_HOSTS"), address.host]))
    # Killed with us: the database is going too, and whoever waits for it to end a job or an act would outlive us.
    with_us = signal.SIGKILL if DATABASE in supervisor.children else signal.SIGTERM
    supervisor.add(WEB, start_child(command=web, death_signal=with_us, pass_fds=[number]))
    address.socket.close()
    supervisor.add(JOBS, start_child(command=[*PERMANENCE, "jobs", *_same_data()], death_signal=signal.SIGKILL))


def _same_data() -> list[str]:
    return ["--data", os.environ["PERMANENCE_DATA"]]


def _say_ready(supervisor: Supervisor, address: Address, announce: Callable[[], None]) -> None:
    if not supervisor.wait_until(address.serves, within=READY_WITHIN):
        raise Unable("Permanence did not become ready: " + " ".join(address.reasons))
    if supervisor.asked_to_stop:
        return
    print(*address.reasons, sep="\n", end="\n" if address.reasons else "", file=sys.stderr)
    print(f"ready {address.url}", flush=True)
    announce()
