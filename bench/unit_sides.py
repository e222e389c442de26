"""The sides of the unit of work: each in a process and a database of its own, on one PostgreSQL."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.turns import Side
from permanence.cli.data import database
from permanence.outside.postgres import DATABASE, app_url, owner_url, superuser_url
from permanence.outside.postgres_cluster import make_database

OURS, HAND, VIEWFLOW, SPIFF = "ours", "by hand", "django-viewflow", "SpiffWorkflow"
BARE_VIEWFLOW = "django-viewflow as it comes"
BASES = {HAND: "bench_hand", VIEWFLOW: "bench_viewflow", BARE_VIEWFLOW: "bench_bare_viewflow", SPIFF: "bench_spiff"}


@contextmanager
def sides(data: Path, peers: Path) -> Iterator[dict[str, Side]]:
    """Have every side under way."""
    from_world(data)
    answers = data / "bench-answers.json"
    started: dict[str, Side] = {}
    try:
        for name, command in commands(data, peers, answers).items():
            started[name] = Side.start(name, command)
        yield started
    finally:
        for side in started.values():
            side.end()


def from_world(data: Path) -> None:
    """Make the world, a copy of it for the rows by hand, and a database for each engine."""
    with database(data):
        from bench.unit_world import TYPED, made

        made()
        (data / "bench-answers.json").write_text(json.dumps(TYPED), encoding="utf-8")
    with psycopg.connect(owner_url(data), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    with psycopg.connect(superuser_url(data), autocommit=True) as superuser:
        make_database(superuser=superuser, name=BASES[HAND], template=DATABASE)
        for name in (VIEWFLOW, BARE_VIEWFLOW, SPIFF):
            make_database(superuser=superuser, name=BASES[name])


def commands(data: Path, peers: Path, answers: Path) -> dict[str, Sequence[str]]:
    """Return how each side is started: the engines each in its own environment."""
    ours, asking = [sys.executable, "-m"], ["--answers", str(answers), "--database"]
    viewflow, spiff = (
        [str(peers / name / "bin" / "python"), "-m", f"bench.with_{name}"] for name in ("viewflow", "spiff")
    )
    owner = owner_url(data)
    return {
        OURS: [*ours, "bench.unit_ours", "--data", str(data)],
        HAND: [*ours, "bench.unit_by_hand", *asking, at(app_url(data), BASES[HAND])],
        VIEWFLOW: [*viewflow, *asking, at(owner, BASES[VIEWFLOW])],
        BARE_VIEWFLOW: [*viewflow, *asking, at(owner, BASES[BARE_VIEWFLOW]), "--as-it-comes"],
        SPIFF: [*spiff, *asking, at(owner, BASES[SPIFF])],
    }


def at(address: str, base: str) -> str:
    """Return the address with another database in it."""
    return address.replace(f"dbname={DATABASE} ", f"dbname={base} ")
