"""The private PostgreSQL, as root and as an ordinary account, in a directory that only its owner may enter.

It dies with whoever started it, comes back after a kill with all it confirmed, and two stand side by side.
"""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from permanence.outside.postgres import Server, app_url, owner_url
from permanence.outside.postgres_process import SHORT
from permanence.outside.unable import Unable

ROOT = Path(__file__).resolve().parents[2]
NOBODY = pwd.getpwnam("nobody").pw_uid
ACCOUNTS = [0, NOBODY] if os.geteuid() == 0 else [os.geteuid()]


@dataclass
class Runner:
    """A process that runs a server on `data`, as `account`."""

    data: Path
    account: int
    process: subprocess.Popen[str]
    said: str

    @property
    def server_pid(self) -> int:
        return int(self.said.split()[1])

    def gone(self) -> bool:
        return not Path(f"/proc/{self.server_pid}").exists()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.communicate("")


def run(data: Path, account: int) -> Runner:
    words = [] if account == os.geteuid() else [str(account)]
    command = [sys.executable, "-m", "tests.outside.run_server", str(data), *words]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    return Runner(data=data, account=account, process=process, said=process.stdout.readline().strip())


def wait_for(what: Callable[[], bool], within: float = 15) -> None:
    deadline = time.monotonic() + within
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert what()


@pytest.fixture(params=ACCOUNTS, ids=lambda account: pwd.getpwuid(account).pw_name)
def account(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def private() -> Iterator[Path]:
    """A directory that only its owner may enter, not under pytest's own, which no other account may."""
    made = Path(tempfile.mkdtemp(prefix="own-", dir="/tmp"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def data(private: Path, account: int) -> Path:
    os.chown(private, account, -1)
    return private / "data"


def write(data: Path, number: int) -> None:
    with psycopg.connect(owner_url(data)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def numbers(data: Path) -> list[int]:
    with psycopg.connect(owner_url(data)) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM kept ORDER BY 1")]


def test_it_runs_inside_a_directory_that_only_its_owner_may_enter(data: Path, account: int) -> None:
    above = [(path, path.stat()) for path in data.parents]
    runner = run(data, account)
    with psycopg.connect(app_url(data)) as connection:
        assert connection.info.server_version >= 180_000
    runner.stop()
    assert runner.gone()
    now = [path.stat() for path in data.parents]
    assert [(s.st_mode, s.st_uid) for s in now] == [(s.st_mode, s.st_uid) for _, s in above]
    assert {path.stat().st_uid for path in data.rglob("*")} == {account}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    readable_by_others = [path for path in data.rglob("*pass*") if path.stat().st_mode & 0o077]
    assert not readable_by_others


def test_it_dies_with_its_parent_and_comes_back_with_all_it_confirmed(data: Path, account: int) -> None:
    for time_ in range(3):
        runner = run(data, account)
        write(data, time_)
        runner.kill()
        wait_for(runner.gone)
    runner = run(data, account)
    assert numbers(data) == [0, 1, 2]
    runner.stop()


def test_two_data_directories_run_side_by_side(private: Path) -> None:
    first, second = private / "first", private / "second"
    runners = [run(each, os.geteuid()) for each in (first, second)]
    write(first, 1)
    write(second, 2)
    assert (numbers(first), numbers(second)) == ([1], [2])
    for each in runners:
        each.stop()


def test_a_second_one_on_the_same_directory_is_refused_and_others_attach(private: Path) -> None:
    runner = run(private, os.geteuid())
    with pytest.raises(Unable, match="already being served by another permanence"):
        Server.start(private)
    write(private, 1)
    runner.stop()
    with pytest.raises(Unable, match="is not running"):
        app_url(private)


def test_a_pid_file_of_somebody_elses_process_is_not_believed(private: Path) -> None:
    run(private, os.geteuid()).stop()
    lines = [str(os.getpid()), str(private / "postgres"), "1", "5432", "/nowhere", "", "1 1", "ready"]
    (private / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    runner = run(private, os.geteuid())
    write(private, 1)
    runner.stop()


def test_a_server_that_outlived_its_owner_is_stopped_and_replaced(private: Path) -> None:
    runner = run(private, os.geteuid())
    write(private, 1)
    command = Path(f"/proc/{runner.server_pid}/cmdline").read_text().split("\0")[:-1]
    ourselves = ["unshare", "--user", "--map-user=1", "--map-group=1"] if os.geteuid() == 0 else []
    runner.stop()
    with subprocess.Popen([*ourselves, *command], stderr=subprocess.DEVNULL) as left:
        wait_for((private / "postgres" / "postmaster.pid").exists)
        runner = run(private, os.geteuid())
        assert left.wait(10) is not None
        assert numbers(private) == [1]
        runner.stop()


def test_a_path_too_long_for_a_socket_gets_a_short_one_which_goes_away_again(private: Path) -> None:
    long = private / ("long" * 20) / ("er" * 20)
    long.mkdir(parents=True)
    runner = run(long, os.geteuid())
    write(long, 1)
    short = Path(app_url(long).split("'")[1])
    assert short.name.startswith(SHORT)
    assert stat.S_IMODE(short.stat().st_mode) == 0o700
    runner.stop()
    assert not short.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be an account that does not exist")
def test_an_account_without_a_name_is_told_so(private: Path) -> None:
    private.chmod(0o777)
    assert "Account number 54321 has no entry" in run(private / "data", 54321).said


SAFE = """
    SELECT count(*) FROM pg_settings
    WHERE name ~ '^(fsync|full_page_writes|synchronous_commit)$' AND setting = 'on'
"""


def test_nothing_listens_on_the_network_and_nobody_enters_without_the_password(private: Path) -> None:
    runner = run(private, os.geteuid())
    with psycopg.connect(app_url(private)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute(SAFE).fetchone() == (3,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (number int)")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(app_url(private).rsplit("password=", 1)[0] + "password=guess")
    runner.stop()
