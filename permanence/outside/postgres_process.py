"""Runs the private PostgreSQL as a direct child, and clears away what a killed predecessor left."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from permanence.outside.postgres_files import LONGEST_SOCKET_PATH, Files, PidFile
from permanence.outside.postgres_launch import Launch, program
from permanence.outside.processes import command_of, start_child, stop_stranger
from permanence.outside.unable import Unable

PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]+")
SOCKET = "/.s.PGSQL.5432"
SHORT = "permanence-"
PATIENCE = 300
"""Seconds that a start may take: after a kill, recovery reads back the log of what was confirmed."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    # P01, P02: what was confirmed survives; stated here so that no file of the cluster can say otherwise.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # C22: neither a statement nor a value is ever logged.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def socket_directory(*, files: Files, launch: Launch) -> str:
    """Return where the socket goes: beside the cluster, or in a short private directory where its path is too long."""
    inside = str(files.cluster)
    if PLAIN_PATH.fullmatch(inside) and len(os.fsencode(inside + SOCKET)) <= LONGEST_SOCKET_PATH:
        return inside
    short = tempfile.mkdtemp(prefix=SHORT, dir="/tmp")  # made 0700 with a name nobody can foretell
    launch.give(Path(short))
    return short


def remove_short_directory(socket_dir: str) -> None:
    """Remove a short socket directory of ours; any other is left alone."""
    if Path(socket_dir).name.startswith(SHORT) and Path(socket_dir).parent == Path("/tmp"):  # noqa: S108
        shutil.rmtree(socket_dir, ignore_errors=True)


def clear_the_way(files: Files) -> None:
    """Stop a server that a killed process left behind, or remove the pid file that stands for none. We hold the lock.

    Raises:
        Unable: it does not stop.
    """
    left = files.pid_file()
    if left is None:
        return
    if _is_server_of(files, left) and not _stopped(left.pid):
        raise Unable(f"A PostgreSQL (process {left.pid}) was left running on {files.data_dir} and does not stop.")
    files.remove_pid_file()
    remove_short_directory(left.socket_dir)


def _is_server_of(files: Files, left: PidFile) -> bool:
    command = command_of(left.pid)
    return bool(command) and Path(command[0]).name == "postgres" and str(files.cluster) in command


def _stopped(pid: int) -> bool:
    return stop_stranger(pid, by=signal.SIGINT, within=20) or stop_stranger(pid, by=signal.SIGQUIT, within=10)


def start_postgres(*, files: Files, launch: Launch) -> subprocess.Popen[bytes]:
    """Start the server and return once it accepts connections.

    Raises:
        Unable: it ended before it was ready; its own last line is given.
    """
    for _ in range(3):  # the killed predecessor's last backends may hold its memory for a moment yet
        process = _spawn(files=files, launch=launch)
        if _ready(files=files, process=process):
            return process
        time.sleep(1)
    lines = files.log.read_text("utf-8", "replace").splitlines() or ["nothing was said"]
    raise Unable(f"The private PostgreSQL of {files.data_dir} did not start. Its last line was: {lines[-1]}")


def _spawn(*, files: Files, launch: Launch) -> subprocess.Popen[bytes]:
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    where = socket_directory(files=files, launch=launch)
    command = [*launch.prefix, program("postgres"), "-D", str(files.cluster), "-k", where, *options]
    with os.fdopen(os.open(files.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
        return start_child(command=command, death_signal=signal.SIGQUIT, output=log, account=launch.account)


def _ready(*, files: Files, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        found = files.pid_file()
        if found and found.ready and found.pid == process.pid:
            return True
        time.sleep(0.02)
    return False
