"""P37: whatever single change is made behind the application's back is found, and nothing else is."""

import json
import threading
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connections

from permanence.cli import audit as command
from permanence.cli.main import main
from permanence.queries.audit import verify
from permanence.records.audit import COLUMNS
from permanence.records.authorities import Authority
from tests.records.appended import appended
from tests.records.tampering import COPY, HEAD, HEAD_GONE, JANUARY, MINE, REHASHED, ROW_2, ROWS, removed, tampering
from tests.records.world import World


def first_bad(two_months: World, *, after: list[str]) -> tuple[int, int] | None:
    """Return month and number of the row that is named after this was done."""
    with tampering() as owner:
        for statement in after:
            owner.execute(statement)
            assert owner.rowcount > 0, statement
        bad = verify(two_months.authority.id).first_bad
    return (bad.month.month, bad.seq) if bad else None


KEY = {"authority_id", "month", "seq"}
LAST = f"{MINE} AND month = '2027-02-01' AND seq = 4"
RENUMBERED = f"UPDATE records_auditrow SET seq = {{}} WHERE {MINE} AND month = '2027-01-01' AND seq {{}}"
COPIED = f"INSERT INTO records_auditrow (seq, {COPY}) SELECT 5, {COPY} FROM records_auditrow WHERE {{}}"
LINKED = "UPDATE records_auditrow SET previous_hash = hash WHERE seq = 5"

# What is done, and which row is named: month and number.
TAMPERINGS: list[tuple[str, list[str], tuple[int, int]]] = [
    ("first row removed", [removed(1, 1)], (1, 1)),
    ("middle row removed", [removed(1, 3)], (1, 3)),
    ("last row of a month removed", [removed(1, 4)], (1, 4)),
    ("last row of all removed", [removed(2, 4)], (2, 4)),
    ("a whole month removed", [removed(1, 1, 2, 3, 4)], (1, 1)),
    ("a whole month removed with its head", [removed(1, 1, 2, 3, 4), HEAD_GONE.format("01")], (2, 1)),
    ("first row removed and the rest renumbered",
     [removed(1, 1), RENUMBERED.format("seq + 100", "> 1"), RENUMBERED.format("seq - 101", "> 100")], (1, 1)),
    ("middle row removed and the rest renumbered", [removed(1, 3), RENUMBERED.format("seq - 1", "= 4")], (1, 3)),
    ("a row put in at the end", [COPIED.format(LAST)], (2, 5)),
    ("a row put in at the end, linked and hashed", [COPIED.format(LAST), LINKED, f"{REHASHED} seq = 5"], (2, 5)),
    ("a row put in between",
     [RENUMBERED.format("seq + 100", "> 2"), COPIED.format(ROW_2), RENUMBERED.format("3", "= 5"),
      RENUMBERED.format("seq - 99", "> 100")], (1, 3)),
    ("two rows swapped",
     [RENUMBERED.format("seq + 100", "IN (2, 3)"), RENUMBERED.format("105 - seq", "> 100")], (1, 2)),
    ("dated back", [f"UPDATE records_auditrow SET at = at - interval '1 day' WHERE {ROW_2}"], (1, 2)),
    ("altered and hashed again",
     [f"UPDATE records_auditrow SET why = 'team' WHERE {ROW_2}", f"{REHASHED} {ROW_2}"], (1, 3)),
    ("last row altered and hashed again",
     [f"UPDATE records_auditrow SET why = 'team' WHERE {LAST}", f"{REHASHED} {LAST}"], (2, 4)),
    ("head altered", [HEAD], (2, 4)),
    ("head removed", [HEAD_GONE.format("02")], (2, 4)),
]  # fmt: skip


def test_tampering_is_found_and_the_first_bad_row_named(two_months: World, as_owner: None) -> None:
    found = {what: first_bad(two_months, after=done) for what, done, _ in TAMPERINGS}
    assert found == {what: named for what, _, named in TAMPERINGS}
    assert verify(two_months.authority.id).first_bad is None


OTHER_VALUE = {
    "uuid": "gen_random_uuid()",
    "text": "{name} || ' '",
    "jsonb": "jsonb_build_array({name})",
    "timestamptz": "{name} - interval '1 microsecond'",
}


def test_any_column_altered_is_found(two_months: World, as_owner: None) -> None:
    kinds = {name: kind for name, kind in (COLUMNS | {"hash": "text"}).items() if name not in KEY}
    altered = {
        name: f"UPDATE records_auditrow SET {name} = {OTHER_VALUE[kind].format(name=name)} WHERE {ROW_2}"
        for name, kind in kinds.items()
    }
    assert {name: first_bad(two_months, after=[done]) for name, done in altered.items()} == dict.fromkeys(kinds, (1, 2))


def test_the_other_authoritys_chain_is_untouched_by_it(two_months: World, as_owner: None) -> None:
    with tampering() as owner:
        owner.execute(removed(1, 3))
        assert verify(Authority.objects.get(key="southfield").id).first_bad is None
        assert verify(two_months.authority.id).first_bad is not None


def test_a_clean_chain_raises_no_alarm_whole_or_month_by_month(two_months: World) -> None:
    january, february = JANUARY.date().replace(day=1), datetime(2027, 2, 1, tzinfo=UTC).date()
    assert verify(two_months.authority.id).rows == ROWS
    for months in (None, [january], [february], [january, february]):
        assert verify(two_months.authority.id, months).first_bad is None
    assert verify(two_months.authority.id, [february]).rows == ROWS / 2


def test_a_month_alone_is_checked_against_the_head_before_it(two_months: World, as_owner: None) -> None:
    february = datetime(2027, 2, 1, tzinfo=UTC).date()
    with tampering() as owner:
        owner.execute(f"UPDATE records_audithead SET hash = repeat('0', 64) WHERE {MINE} AND month = '2027-01-01'")
        bad = verify(two_months.authority.id, [february]).first_bad
    assert bad is not None
    assert (bad.month, bad.seq) == (february, 1)


def test_rows_written_meanwhile_raise_no_alarm(two_months: World, own_database: str) -> None:
    """A verification under way sees the chain as it was when it began."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            appended(two_months, real_at=JANUARY + timedelta(days=2))
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    found = [verify(two_months.authority.id) for _ in range(50)]
    stop.set()
    writer.join()
    assert [each.first_bad for each in found] == [None] * 50
    assert found[-1].rows > found[0].rows


def test_the_command_says_so_and_exits_1(
    two_months: World, owner_address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "database", lambda _data: nullcontext())
    assert main(["audit", "verify"]) == 0
    assert "northmoor: 8 rows read. The audit is as it was written." in capsys.readouterr().out
    with psycopg.connect(owner_address) as owner:
        owner.execute("ALTER TABLE records_auditrow_202701 DISABLE TRIGGER USER")
        owner.execute(removed(1, 3))
    assert main(["audit", "verify", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["southfield"] == {"rows": 8, "ok": True, "first_bad": None}
    assert found["northmoor"]["first_bad"]["month"] == "2027-01"
    assert found["northmoor"]["first_bad"]["seq"] == 3
    assert main(["audit", "verify", "--authority", "nowhere"]) == 1
    assert 'There is no authority "nowhere" here.' in capsys.readouterr().err
