"""Runs `permanence serve` or `demo` as anybody would, and asks it things."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 120


@dataclass
class Served:
    """A permanence in the foreground of its own process group."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, command: str, data: Path, *words: str, new_session: bool = False) -> "Served":
        """Start it on a free port, as its own process group where asked; `ready` waits for its line."""
        given = [sys.executable, "-m", "permanence", command, "--data", str(data), "--port", "0", *words]
        environ = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen(given, env=environ, text=True, start_new_session=new_session, **pipes)
        return cls(process=process)

    def ready(self) -> str:
        """Return the address of the ready line; the first on standard output."""
        self._log = threading.Thread(target=self._read_log, daemon=True)
        self._log.start()
        assert self.process.stdout
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        line = self.process.stdout.readline()
        timer.cancel()
        assert line.startswith("ready http://"), "\n".join(self.lines)
        return line.split()[1]

    def _read_log(self) -> None:
        assert self.process.stderr
        self.lines += self.process.stderr.read().splitlines()

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code; what else it said is then in `lines`."""
        self.process.send_signal(by)
        return self.ended()

    def ended(self) -> int:
        """Wait for the end that comes by itself, and return the exit code."""
        code = self.process.wait(40)
        self._log.join(5)
        return code

    def children(self) -> dict[str, int]:
        """Return the processes that it started itself, by a word of their command."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        words = {int(pid): Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in listed}
        names = {"gunicorn": "web", "jobs": "jobs", "-D": "postgres"}
        return {name: pid for pid, said in words.items() for word, name in names.items() if word in said}


def get(url: str) -> tuple[int, Any]:
    """Return status and JSON of a page."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310  # our own, on loopback
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
