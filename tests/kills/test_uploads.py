"""P05: whatever byte of a file it is killed at, the file is listed and whole, or it is not listed."""

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from permanence.outside.postgres import app_url
from tests.kills.writers import TOKEN
from tests.support.proof import Proof
from tests.support.serving import Served, get

MOST = 20 * 1024 * 1024
SLOWEST = 1.5
"""Seconds after its last byte until which an upload is killed: some are answered before."""
BOUNDARY = "a-line-that-no-file-holds"
CREATED = 201
BACK_WITHIN = 60


@dataclass
class Desk:
    """Where Tom attaches files to a review.

    Attributes:
        acknowledged: SHA-256 of each file that was said to be attached.
        refused: whatever else was answered: there is to be none.
    """

    data: Path
    session: str
    step: str
    url: str = ""
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def sends(self, content: bytes, *, first: int, then: threading.Event) -> None:
        """Send that many bytes, say so, then the rest; write down what is answered, if anything is."""
        sent = self.request(content)
        with self._connected() as connection:
            try:
                connection.sendall(sent[:first])
                then.set()
                connection.sendall(sent[first:])
                answer = http.client.HTTPResponse(connection)
                answer.begin()
                said = answer.read().decode()
            except (OSError, http.client.HTTPException):
                return
            if answer.status == CREATED:
                self.acknowledged.append(hashlib.sha256(content).hexdigest())
            else:
                self.refused.append(f"{answer.status} {said[:200]}")

    def _connected(self) -> socket.socket:
        where = urlsplit(self.url)
        return socket.create_connection((where.hostname, where.port), timeout=30)

    def request(self, content: bytes) -> bytes:
        fields = {
            "_key": str(uuid4()),
            "_version": "0",
            "_section": "review",
            "_field": f"present.{uuid4().hex[:8]}.contribution_file",
        }
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()
        ]
        opening = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="minutes.txt"\r\n\r\n'
        body = ("".join(parts) + opening).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        head = [
            f"POST /steps/{self.step}/attach HTTP/1.1",
            f"Host: {urlsplit(self.url).netloc}",
            f"Cookie: __Host-session={self.session}; __Host-csrf={TOKEN}",
            f"X-CSRFToken: {TOKEN}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        return "\r\n".join([*head, "", ""]).encode() + body


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    command = [sys.executable, "-m", "tests.kills.desk", str(tmp_path)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return Desk(data=tmp_path, **json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    started = Served.start("serve", desk.data, "--workers", "1")
    desk.url = started.ready()
    yield started
    assert started.stop() == 0


def test_a_file_is_whole_or_absent_whenever_it_is_killed(desk: Desk, served: Served, proof: Proof) -> None:
    n, random = proof.size(8, 200), proof.random
    desk.sends(b"The first one, for which nobody is killed.", first=0, then=threading.Event())
    assert len(desk.acknowledged) == 1, desk.refused
    for _ in range(n):
        content = a_file(random)
        is_killed_while_it_comes(served, desk, content, random)
    assert desk.refused == []
    with psycopg.connect(app_url(desk.data)) as database:
        listed = [str(sha256) for (sha256,) in database.execute("SELECT sha256 FROM records_storedfile").fetchall()]
    assert set(desk.acknowledged) <= set(listed)
    assert [sha256 for sha256 in listed if kept(desk.data, sha256) != sha256] == []
    result = f"{len(desk.acknowledged) - 1} acknowledged, {len(listed) - 1} listed, each as it was sent; 0 in part"
    proof.found("P05", what="Uploads of 1 B to 20 MB, killed at some byte or just after the last", n=n, result=result)


def a_file(random: Random) -> bytes:
    """Return text of some size, small ones as often as large ones."""
    size = int(2 ** random.uniform(0, 24.3))
    return random.randbytes(size // 2 + 1).hex().encode()[: min(size, MOST)]


def is_killed_while_it_comes(served: Served, desk: Desk, content: bytes, random: Random) -> None:
    """Kill who takes the file: half the time amid its bytes, half the time at work on the whole."""
    is_whole = random.random() < 0.5
    whole = len(desk.request(content))
    arrived = threading.Event()
    offset = whole if is_whole else random.randrange(whole)
    sender = threading.Thread(target=desk.sends, args=(content,), kwargs={"first": offset, "then": arrived})
    sender.start()
    assert arrived.wait(30)
    time.sleep(random.uniform(0, SLOWEST if is_whole else 0.02))
    for worker in children_of(served.children()["web"]):
        os.kill(worker, signal.SIGKILL)
    sender.join(60)
    is_back(desk.url)


def children_of(pid: int) -> Iterator[int]:
    for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield int(each)


def is_back(url: str) -> None:
    deadline = time.monotonic() + BACK_WITHIN
    while True:
        try:
            if get(f"{url}/healthz")[0] == http.client.OK:
                return
        except OSError:
            assert time.monotonic() < deadline, "nobody answers any more"
            time.sleep(0.1)


def kept(data: Path, sha256: str) -> str:
    """Return the SHA-256 of what is kept under that name; "" where nothing is."""
    place = data / "files" / sha256[:2] / sha256
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.exists() else ""
