"""permanence worker and run-due, as typed: the first administrator of an empty authority, and who follows (P39)."""

import os
import subprocess
import sys
from pathlib import Path

from permanence.queries.actors import worker_acting
from permanence.records.accounts import User
from permanence.records.authorities import Authority
from permanence.records.people import Leave, RoleHeld
from tests.factories import REAL
from tests.support.database import Databases

NEXT = "worker add --name {0} --job {0} --username {1} --email {1}@example.org"
FIRST = f"{NEXT} --authority westmere --authority-name Westmere"


class Typed:
    """A command line at one database."""

    def __init__(self, address: str, data: Path) -> None:
        self.environ = os.environ | {"DATABASE_URL": address, "PERMANENCE_PASSWORD": "a long enough password 7"}
        self.data = data

    def __call__(self, line: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "permanence", *line.split(), "--data", str(self.data)]
        return subprocess.run(command, env=self.environ, capture_output=True, text=True, check=False)


def test_workers_from_the_first_to_the_last(own_database: str, test_server: Databases, tmp_path: Path) -> None:
    typed = Typed(test_server.app_url(own_database), tmp_path)
    nobody_yet = typed(NEXT.format("Ada", "ada"))
    assert (nobody_yet.returncode, nobody_yet.stdout) == (1, "")
    assert "permanence worker add makes the first" in nobody_yet.stderr
    assert not User.objects.exists()

    first = typed(FIRST.format("Ada", "ada"))
    assert first.stdout == "Ada signs in as ada.\n", first.stderr
    authority = Authority.objects.get()
    assert (authority.key, authority.is_demo) == ("westmere", False)
    assert RoleHeld.objects.get().role == "system_administrator"
    somebody_follows(typed)
    and_leaves(typed)


def somebody_follows(typed: Typed) -> None:
    second = typed(NEXT.format("Priya", "priya") + " --role social_worker@east")
    assert second.returncode == 0, second.stderr
    priya = User.objects.get(username="priya").worker_id
    assert priya is not None
    today = RoleHeld.objects.get(worker_id=priya).from_on
    assert worker_acting(worker_id=priya, today=today, real_at=REAL, request_id="test").holds("social_worker")

    twice = typed(NEXT.format("Other", "PRIYA"))
    assert (twice.returncode, twice.stderr) == (1, 'Somebody else signs in as "PRIYA". Choose another name.\n')
    assert User.objects.count() == 2


def and_leaves(typed: Typed) -> None:
    away = typed("worker leave priya --from 2030-01-01 --back 2030-01-08 --cover ada")
    assert away.stdout == "Priya is away from 1 January 2030 and back on 8 January 2030.\n", away.stderr
    assert Leave.objects.get().covered_by_id == User.objects.get(username="ada").worker_id

    gone = typed("worker disable priya")
    assert gone.stdout == "Priya is disabled and can no longer sign in.\n", gone.stderr
    assert not User.objects.get(username="priya").is_active
    assert typed("worker disable nobody").stderr == 'Nobody signs in as "nobody".\n'

    assert typed("run-due --now 2027-01-13T09:00").stdout == "There is nothing to tell.\n"
    assert "is not a date and time" in typed("run-due --now tomorrow").stderr
