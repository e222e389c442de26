"""A data directory that is served, killed and served again, and those who write in it meanwhile."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.kills.held_job import HeldJob
from tests.kills.prepare import WRITERS
from tests.kills.writers import Browser, Finisher, Saver, Writer
from tests.support.serving import Served

ALL_GONE_WITHIN = 30
WRITTEN_WITHIN = 180


@dataclass
class Site:
    """A data directory, and those who write in it; `held` is the job that was begun when it was first killed."""

    data: Path
    savers: list[Saver]
    finisher: Finisher
    held: HeldJob | None = None

    @classmethod
    def prepare(cls, data: Path, *, to_finish: int) -> "Site":
        """Make the data directory, with so many reports that wait for their finish."""
        command = [sys.executable, "-m", "tests.kills.prepare", str(data), str(to_finish)]
        environ = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        made = json.loads(done.stdout.splitlines()[-1])
        savers = [Saver(browser=Browser(session=made["priya"]), report=report) for report in made["writing"]]
        assert len(savers) == WRITERS
        finisher = Finisher(browser=Browser(session=made["lena"]), reports=made["finishing"])
        return cls(data=data, savers=savers, finisher=finisher)

    @property
    def writers(self) -> list[Writer]:
        """Return all of them."""
        return [*self.savers, self.finisher]

    def acknowledged(self) -> int:
        """Return how many acts were."""
        return sum(len(writer.acknowledged) for writer in self.writers)

    def in_doubt(self) -> int:
        """Return how often something was sent to which no whole answer came."""
        return sum(writer.in_doubt for writer in self.writers)

    def begin(self, writers: Sequence[Writer], url: str) -> list[threading.Thread]:
        """Let them write there, each in a thread of its own, until there is nothing to write or nobody answers."""
        threads = []
        for writer in writers:
            writer.browser.url = url
            threads.append(threading.Thread(target=writer.run))
            threads[-1].start()
        return threads

    def written(self, writing: Sequence[threading.Thread], *, until: int) -> None:
        """Wait until so many acts are acknowledged in all, and every writer is still at it."""
        deadline = time.monotonic() + WRITTEN_WITHIN
        while self.acknowledged() < until:
            assert all(thread.is_alive() for thread in writing), "a writer was cut off before anything was killed"
            assert time.monotonic() < deadline, "nothing is acknowledged any more"
            time.sleep(0.01)


def serve_alone(served: Served, data: Path) -> None:
    """Kill the process that was started, alone."""
    os.kill(served.process.pid, signal.SIGKILL)


def all_at_once(served: Served, data: Path) -> None:
    """Kill whatever belongs to it, PostgreSQL with all its processes too."""
    for pid in [served.process.pid, *processes_of(data)]:
        kill_if_there(pid)


def postgresql_alone(served: Served, data: Path) -> None:
    """Kill the PostgreSQL that was started, alone."""
    os.kill(served.children()["postgres"], signal.SIGKILL)


KILLS: dict[str, Callable[[Served, Path], None]] = {
    "serve_alone": serve_alone,
    "all_at_once": all_at_once,
    "postgresql_alone": postgresql_alone,
}


def kill_if_there(pid: int) -> None:
    """Kill a process that may have ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def nothing_is_left_behind(served: Served, data: Path) -> None:
    """Wait for the end of all that belongs to a data directory that was killed."""
    served.process.wait(ALL_GONE_WITHIN)
    deadline = time.monotonic() + ALL_GONE_WITHIN
    while (left := list(processes_of(data))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == [], [command_of(pid) for pid in left]


def processes_of(data: Path) -> Iterator[int]:
    """Yield whatever runs for a data directory: named in its command, or in what it was given, or working there."""
    for each in Path("/proc").glob("[0-9]*"):
        try:
            said = (each / "cmdline").read_bytes() + (each / "environ").read_bytes()
            if str(data).encode() in said or (each / "cwd").resolve().is_relative_to(data):
                yield int(each.name)
        except OSError:
            continue


def command_of(pid: int) -> str:
    """Return the command of a process, "" where it ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def name_another_process(data: Path) -> bool:
    """Let the file that a killed PostgreSQL left name a process that lives; return whether there is such a file."""
    left = next(data.rglob("postmaster.pid"), None)
    if left:
        lines = left.read_text().splitlines()
        left.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    return left is not None
