"""P01, P02, P03: kill it under nine writers, start it again in the same directory: nothing that was acknowledged is
lost, nothing is half done, and no server is left behind.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from permanence.outside.postgres import app_url
from tests.kills.prepare import WRITERS
from tests.kills.writers import Browser, Finisher, Saver, Writer
from tests.support.proof import WHOLE, Proof
from tests.support.serving import Served

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(WHOLE not in os.environ, reason="takes minutes of a whole machine: run by make prove"),
]
ALL_GONE_WITHIN = 30


@dataclass
class Site:
    """A data directory, and those who write in it."""

    data: Path
    savers: list[Saver]
    finisher: Finisher

    @property
    def writers(self) -> list[Writer]:
        """Return all of them."""
        return [*self.savers, self.finisher]

    def acknowledged(self) -> int:
        """Return how many acts were."""
        return sum(len(writer.acknowledged) for writer in self.writers)


@pytest.fixture
def site(tmp_path: Path, proof: Proof) -> Site:
    command = [sys.executable, "-m", "tests.kills.prepare", str(tmp_path), str(proof.size(12, 250))]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    made = json.loads(done.stdout.splitlines()[-1])
    savers = [Saver(browser=Browser(session=made["priya"]), report=report) for report in made["writing"]]
    assert len(savers) == WRITERS
    finisher = Finisher(browser=Browser(session=made["lena"]), reports=made["finishing"])
    return Site(data=tmp_path, savers=savers, finisher=finisher)


def serve_alone(served: Served) -> None:
    os.kill(served.process.pid, signal.SIGKILL)


def its_whole_group(served: Served) -> None:
    os.killpg(served.process.pid, signal.SIGKILL)


def postgresql_alone(served: Served) -> None:
    os.kill(served.children()["postgres"], signal.SIGKILL)


KILLS: tuple[Callable[[Served], None], ...] = (serve_alone, its_whole_group, postgresql_alone)


def test_killed_under_writers_it_loses_nothing_it_acknowledged(site: Site, proof: Proof) -> None:
    n, random = proof.size(10, 200), proof.random
    for number in range(n):
        with_pid_of_another_process(site.data, number)
        served = Served.start("serve", site.data, "--workers", "2", new_session=True)
        writing = begin(site.writers, served.ready())
        time.sleep(random.uniform(0.3, 1.5 if n == 10 else 4))
        KILLS[number % len(KILLS)](served)
        for thread in writing:
            thread.join(60)
        nothing_is_left_behind(served, site.data)
    served = Served.start("serve", site.data, "--workers", "1")
    served.ready()
    with psycopg.connect(app_url(site.data)) as database:
        lost = [words for saver in site.savers for words in saver.acknowledged if not is_kept(database, words)]
        assert lost == []
        assert list(half_done(database)) == []
    assert [told for writer in site.writers for told in writer.refused] == []
    assert served.stop() == 0
    in_doubt = sum(len(writer.in_doubt) for writer in site.writers)
    result = f"{site.acknowledged()} acknowledged, 0 lost; {in_doubt} in doubt, 0 half done"
    proof.found("P01", what=f"Killed under {len(site.writers)} writers and started again", n=n, result=result)


def with_pid_of_another_process(data: Path, number: int) -> None:
    """Every third time, let the file that a killed PostgreSQL left name a process that lives."""
    left = next(data.rglob("postmaster.pid"), None)
    if left and number % 3 == 1:
        lines = left.read_text().splitlines()
        left.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")


def begin(writers: list[Writer], url: str) -> list[threading.Thread]:
    threads = []
    for writer in writers:
        writer.browser.url = url
        threads.append(threading.Thread(target=writer.run))
        threads[-1].start()
    return threads


def nothing_is_left_behind(served: Served, data: Path) -> None:
    served.process.wait(40)
    deadline = time.monotonic() + ALL_GONE_WITHIN
    while (left := list(processes_of(data))) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def processes_of(data: Path) -> Iterator[str]:
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = each.read_text().replace("\0", " ")
        except OSError:
            continue
        if str(data) in said:
            yield said


def is_kept(database: psycopg.Connection[tuple[object, ...]], words: str) -> bool:
    query = "SELECT EXISTS (SELECT FROM records_revision WHERE answers ->> 'words' = %s)"
    row = database.execute(query, [words]).fetchone()
    return bool(row and row[0])


HALF_DONE = {
    "a section whose version is not the number of its revisions": """
        SELECT s.step_id FROM records_sectionanswers s WHERE s.version <>
            (SELECT count(*) FROM records_revision r WHERE r.step_id = s.step_id AND r.section = s.section)""",
    "a save without its audit row": """
        SELECT step_id FROM records_revision r GROUP BY step_id HAVING count(*) <>
            (SELECT count(*) FROM records_auditrow a WHERE a.act = 'save_section' AND a.object_id = r.step_id)""",
    "a finished report without its search, or a search without a finished report": """
        SELECT w.id FROM records_workstep w WHERE w.step_type = 'report' AND (w.state = 'finished') <>
            (SELECT count(*) = 1 FROM records_workstep s WHERE s.step_type = 'search' AND s.child_id = w.child_id)""",
    "a finish without its audit row or its event": """
        SELECT w.id FROM records_workstep w WHERE w.step_type = 'report' AND
            ((w.state = 'finished')::int, (w.state = 'finished')::int) <> (
            (SELECT count(*) FROM records_auditrow a WHERE a.act = 'finish_step' AND a.object_id = w.id),
            (SELECT count(*) FROM records_stepevent e WHERE e.act = 'finish_step' AND e.step_id = w.id))""",
}


def half_done(database: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    for what, query in HALF_DONE.items():
        found = database.execute(query.encode()).fetchall()
        if found:
            yield f"{what}: {found}"


FLUSHED = "SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()"
GRACE = 0.02
"""Seconds in which something else may be written; what is not flushed at once stays so ten times as long."""


def test_each_acknowledged_save_is_on_the_disk_when_its_answer_comes(site: Site, proof: Proof) -> None:
    n = proof.size(20, 100)
    served = Served.start("serve", site.data, "--workers", "1")
    saver = site.savers[0]
    saver.browser.url = served.ready()
    with psycopg.connect(app_url(site.data), autocommit=True) as database:
        flushed = 0
        for _ in range(n):
            saver.write()
            flushed += is_flushed(database)
        database.execute("SET synchronous_commit = off")
        database.execute("INSERT INTO django_cache VALUES ('later', 'later', now()) ON CONFLICT DO NOTHING")
        assert not is_flushed(database), "this would not notice a save that was not flushed"
    assert served.stop() == 0
    assert (len(saver.acknowledged), flushed) == (n, n)
    proof.found(
        "P02", what="Saves one after the other, each looked for on the disk at once", n=n, result=f"{n} flushed"
    )


def is_flushed(database: psycopg.Connection[tuple[object, ...]]) -> bool:
    deadline = time.monotonic() + GRACE
    while True:
        row = database.execute(FLUSHED).fetchone()
        if (row and row[0]) or time.monotonic() > deadline:
            return bool(row and row[0])
