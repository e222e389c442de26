"""C03: one ready line, one signal, a clean stop; a part that ends ends all; kill it and start it again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from permanence.outside.postgres import app_url
from tests.support.serving import Served, get


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data directory for all: each test leaves it as a killed or a stopped one does."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    running = Served.start("serve", data, "--workers", "1")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def alive(pids: dict[str, int]) -> list[str]:
    return [name for name, pid in pids.items() if Path(f"/proc/{pid}").exists()]


def wait_for_all_to_be_gone(pids: dict[str, int]) -> None:
    deadline = time.monotonic() + 30
    while alive(pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive(pids) == []


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_is_ready_when_it_says_so_and_one_signal_ends_it_cleanly(served: Served, by: signal.Signals) -> None:
    url = served.ready()
    assert get(f"{url}/readyz") == (200, {"ready": True, "serves": True, "reasons": []})
    parts = served.children()
    assert set(parts) == {"web", "jobs", "postgres"}
    began = time.monotonic()
    assert served.stop(by) == 0
    assert time.monotonic() - began < 30
    assert alive(parts) == []
    assert served.process.stdout
    assert served.process.stdout.read() == ""
    assert [line for line in served.lines if not line.startswith("{")] == []


SENTENCES = {"web": "the web server", "jobs": "the process of the jobs", "postgres": "the private PostgreSQL"}


@pytest.mark.parametrize("part", sorted(SENTENCES))
def test_a_part_that_ends_ends_all_with_a_sentence(served: Served, part: str) -> None:
    served.ready()
    parts = served.children()
    os.kill(parts[part], signal.SIGKILL)
    assert served.ended() == 1
    sentence = f"Permanence has stopped, since {SENTENCES[part]} was ended by signal 9."
    assert [line for line in served.lines if line.startswith(sentence)]
    wait_for_all_to_be_gone(parts)


def test_killed_outright_it_takes_all_with_it_and_keeps_what_it_confirmed(served: Served, data: Path) -> None:
    served.ready()
    parts = served.children()
    with psycopg.connect(app_url(data)) as connection:
        connection.execute("INSERT INTO django_cache VALUES ('kept', 'kept', now()) ON CONFLICT DO NOTHING")
    served.process.kill()
    served.process.wait()
    wait_for_all_to_be_gone(parts)
    again = Served.start("serve", data, "--workers", "1")
    again.ready()
    with psycopg.connect(app_url(data)) as connection:
        assert connection.execute("SELECT value FROM django_cache WHERE cache_key = 'kept'").fetchone() == ("kept",)
    assert again.stop() == 0


def permanence(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "permanence", *words]
    return subprocess.run(command, env=os.environ | environ, capture_output=True, text=True, check=False, timeout=60)


def test_a_second_one_on_the_same_directory_is_refused(served: Served, data: Path) -> None:
    served.ready()
    refused = permanence("serve", "--data", str(data), "--port", "0")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert f"The data directory {data} is already being served by another permanence." in refused.stderr
    assert served.stop() == 0


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = permanence("serve", "--data", str(tmp_path), "--host", "127.0.0.1", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {port} of 127.0.0.1 is taken by another program.")


def test_a_database_that_does_not_answer_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    down = "postgresql://somebody:x@127.0.0.1:1/records"
    refused = permanence("serve", "--data", str(tmp_path), "--port", "0", DATABASE_URL=down, DATABASE_OWNER_URL=down)
    assert refused.returncode == 1
    assert "cannot connect to the PostgreSQL of DATABASE_OWNER_URL" in refused.stderr
    assert refused.stdout == ""
