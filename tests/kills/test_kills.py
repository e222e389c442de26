"""P01 to P04: kill it under nine writers, start it again in the same directory, and look at what is there."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest

from permanence.outside.postgres import DATABASE, app_url, running_or_started, superuser_url
from tests.kills.conftest import ALL, SMALL
from tests.kills.forced import Log
from tests.kills.half_done import broken_references, corrupt_tables, half_done, is_finished, is_saved
from tests.kills.held_job import HeldJob
from tests.kills.site import KILLS, Site, name_another_process, nothing_is_left_behind
from tests.support.proof import Proof
from tests.support.serving import Served

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on"}
KILLED = {
    "serve_alone": "The process that serves",
    "all_at_once": "All its processes at once",
    "postgresql_alone": "PostgreSQL alone",
}
OK = 200
LEAVES_ITS_FILE = {"all_at_once", "postgresql_alone"}
"""After these the postmaster.pid of the killed PostgreSQL is still there."""


@pytest.mark.parametrize("kind", KILLED)
def test_killed_under_writers_it_loses_nothing_and_leaves_nothing_half_done(
    site: Site, proof: Proof, kind: str
) -> None:
    n, random, others = 0, proof.random, 0
    acknowledged, in_doubt = site.acknowledged(), site.in_doubt()
    while n < proof.size(SMALL[kind], ALL[kind]) and proof.goes_on():
        others += n % 2 == 1 and name_another_process(site.data)
        served = Served.start("serve", site.data, "--workers", str(proof.size(1, 2)), new_session=True)
        url = served.ready()
        if site.held is None:
            site.held = HeldJob.begin(site.data)
        is_killed_while_they_write(site, served, url, kind, acts=proof.size(9, 50), random=random)
        n += 1
    assert (others > 0) == (kind in LEAVES_ITS_FILE)
    with running_or_started(site.data):
        assert list(reasons_for_doubt(site)) == []
    acknowledged, in_doubt = site.acknowledged() - acknowledged, site.in_doubt() - in_doubt
    result = f"{acknowledged:,} acknowledged, 0 lost; {in_doubt:,} in doubt, 0 half done; {others} pid files of others"
    proof.found("P01", what=f"{KILLED[kind]} killed under 9 writers, and started again", n=n, result=result)


def is_killed_while_they_write(site: Site, served: Served, url: str, kind: str, *, acts: int, random: Random) -> None:
    """Let the savers save so often; then kill it while they go on and a report is finished."""
    writing = site.begin(site.savers, url)
    site.written(writing, until=site.acknowledged() + acts)
    site.finisher.may += 1
    site.finisher.browser.url = url
    assert site.finisher.browser.opens("/work/incoming/") == OK  # its finishes may all be cut off
    writing += site.begin([site.finisher], url)
    time.sleep(random.uniform(0, 0.5))
    KILLS[kind](served, site.data)
    nothing_is_left_behind(served, site.data)
    for thread in writing:
        thread.join(60)
        assert not thread.is_alive()
    assert [told for writer in site.writers for told in writer.refused] == [], "\n".join(served.lines)


def test_afterwards_all_go_on_and_what_was_in_doubt_is_done_once(site: Site, proof: Proof) -> None:
    """Their sessions go on; the job that was begun when it was killed is done by another process."""
    served = Served.start("serve", site.data, "--workers", "1")
    go_on(site, served.ready())
    held = site.held or HeldJob.begin(site.data)
    held.is_done_once()
    assert list(reasons_for_doubt(site)) == []
    assert served.stop() == 0
    again = sum(len(set(writer.again)) for writer in site.writers)
    what = "Acts cut off by a kill and sent again, key and all"
    proof.found("P04", what=what, n=again, result="each done once, one answer")
    finished = len(site.finisher.acknowledged)
    proof.found("P03", what="Finishes, each about when it was killed", n=finished, result="each whole")


def go_on(site: Site, url: str) -> None:
    """Have each send again what is in doubt, and do one act more: with the sessions that they have had all along."""
    site.finisher.may += 1
    for writer in site.writers:
        writer.browser.url = url
        in_doubt = writer.waiting
        writer.write()
        assert in_doubt is None or writer.acknowledged[-1] == in_doubt.what
        writer.write()


def test_each_acknowledged_save_is_on_the_disk_when_its_answer_comes(site: Site, proof: Proof) -> None:
    """What is acknowledged outlives the loss of power, too."""
    n, saver = proof.size(20, 100), site.savers[0]
    served = Served.start("serve", site.data, "--workers", "1")
    saver.browser.url = served.ready()
    log, forced = Log.of(site.data), 0
    for _ in range(n):
        began = log.forced_to()
        saver.write()
        answered = log.forced_to()
        forced += log.has_commit_of(saver.acknowledged[-1], began=began, answered=answered)
    assert forced == n
    assert log.notices_what_is_not_forced()
    log.database.close()
    assert served.stop() == 0
    proof.found("P02", what="Saves whose commit was forced to the disk between request and answer", n=n, result=f"{n}")


def reasons_for_doubt(site: Site) -> Iterator[str]:
    """Yield whatever of the promises was broken."""
    yield from (told for writer in site.writers for told in writer.refused)
    with psycopg.connect(app_url(site.data)) as database:
        saved = [words for saver in site.savers for words in saver.acknowledged]
        yield from (f"lost: {words}" for words in saved if not is_saved(database, words))
        finished = site.finisher.acknowledged
        yield from (f"lost: the finish of {report}" for report in finished if not is_finished(database, report))
        yield from half_done(database)
        for name, value in DURABLE.items():
            if (is_now := database.execute(f"SHOW {name}".encode()).fetchone()) != (value,):
                yield f"{name} is {is_now}"
    with psycopg.connect(superuser_url(site.data, database=DATABASE), autocommit=True) as superuser:
        yield from broken_references(superuser)
        yield from corrupt_tables(superuser)
    yield from audit_verified(site.data)


def audit_verified(data: Path) -> Iterator[str]:
    """Yield what `permanence audit verify` has against the audit."""
    command = [sys.executable, "-m", "permanence", "audit", "verify", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield done.stdout + done.stderr
