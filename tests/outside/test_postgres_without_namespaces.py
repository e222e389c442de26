"""Root where user namespaces are refused: the directory's account runs PostgreSQL, or a sentence says why not."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from permanence.outside import postgres_launch
from permanence.outside.postgres import Server, app_url
from permanence.outside.unable import Unable

NOBODY = 65534
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary account runs it as itself, with or without")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(postgres_launch, "_namespaces_allowed", lambda: False)
    made = Path(tempfile.mkdtemp(prefix="own-", dir="/tmp"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def directory_of_nobodys(path: Path) -> Path:
    path.mkdir(mode=0o700)
    os.chown(path, NOBODY, NOBODY)
    return path


def nobody_may_run(program: str) -> bool:
    test = ["/usr/bin/test", "-x", program]
    return subprocess.run(test, user=NOBODY, group=NOBODY, extra_groups=[], check=False).returncode == 0


def test_roots_own_directory_is_refused(place: Path) -> None:
    with pytest.raises(Unable, match="refuses to run as root, and this machine refuses user namespaces"):
        Server.start(place / "data")


def test_an_ordinary_accounts_directory_is_served_as_that_account(place: Path) -> None:
    data = directory_of_nobodys(place / "data")
    if not nobody_may_run(postgres_launch.program("postgres")):
        with pytest.raises(Unable, match=r"who cannot reach .*postgres"):
            Server.start(data)
        return
    server = Server.start(data)
    assert Path(f"/proc/{server.process.pid}").stat().st_uid == NOBODY
    with psycopg.connect(app_url(data)) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("permanence_app",)
    server.stop()
    assert {each.stat().st_uid for each in data.rglob("*")} == {NOBODY}


def test_a_directory_that_the_account_cannot_reach_is_told_and_stays_closed(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    data = directory_of_nobodys(closed / "data")
    with pytest.raises(Unable, match="belongs to nobody, as whom PostgreSQL would run, but who cannot reach"):
        Server.start(data)
    assert closed.stat().st_mode & 0o777 == 0o700
