"""A row of the audit: what it holds, and that each follows the one before (architecture.md section 4)."""

import hashlib
import json
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from permanence.queries.audit import verify
from permanence.records import audit
from permanence.records.audit import BEFORE_THE_FIRST, AuditHead, AuditRow
from tests.records.appended import appended
from tests.records.world import NOW, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.django_db
def test_a_row_keeps_who_what_when_and_why(world: World) -> None:
    child, listed = uuid4(), [uuid4(), uuid4()]
    appended(world, child_id=child, ids=listed, at=NOW, real_at=NOW + timedelta(days=31))
    row = AuditRow.objects.get()
    assert (row.act, row.child_id, row.ids) == ("finish_step", child, [str(each) for each in listed])
    assert (row.at, row.real_at, row.month) == (NOW, NOW + timedelta(days=31), date(2027, 2, 1))
    assert (row.seq, row.previous_hash) == (1, BEFORE_THE_FIRST)


@pytest.mark.django_db
def test_the_hash_is_of_the_json_array_of_every_other_column(world: World) -> None:
    appended(world)
    row = AuditRow.objects.get()
    instants = [each.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S") for each in (row.at, row.real_at)]
    who = [str(each) if each else None for each in (row.user_id, row.worker_id, row.acting_for_id, row.child_id)]
    values = [str(row.authority_id), "2027-01-01", 1, *instants, row.act, *who, row.object_type, str(row.object_id)]
    values += [row.why, row.ids, row.said, row.request_id, row.previous_hash]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {audit.CANONICAL} FROM records_auditrow")
        text = cursor.fetchone()[0]
    assert json.loads(text) == values
    assert row.hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.django_db
def test_each_row_follows_the_one_before_across_months(world: World) -> None:
    other = World(key="southfield")
    for when in ("2027-01-30", "2027-01-31", "2027-02-01", "2027-02-01"):
        appended(world, real_at=datetime.fromisoformat(f"{when}T12:00:00+00:00"))
        appended(other, real_at=datetime.fromisoformat(f"{when}T12:00:00+00:00"))
    rows = list(AuditRow.objects.filter(authority=world.authority).order_by("month", "seq"))
    assert [(row.month.month, row.seq) for row in rows] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert [row.previous_hash for row in rows] == [BEFORE_THE_FIRST, *(row.hash for row in rows[:-1])]
    heads = AuditHead.objects.filter(authority=world.authority).order_by("month")
    assert [(head.seq, head.hash) for head in heads] == [(2, rows[1].hash), (2, rows[3].hash)]


@pytest.mark.django_db
def test_months_are_counted_in_utc(world: World) -> None:
    summer = timezone(timedelta(hours=1))
    appended(world, real_at=datetime(2027, 7, 1, 0, 30, tzinfo=summer))
    assert AuditRow.objects.get().month == date(2027, 6, 1)


@pytest.mark.django_db
def test_a_row_that_comes_late_joins_the_end_of_the_chain(world: World) -> None:
    """A request that began in January may commit after February's first row."""
    appended(world, real_at=datetime(2027, 2, 1, 0, 0, 1, tzinfo=UTC))
    appended(world, real_at=datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC))
    assert [row.month.month for row in AuditRow.objects.order_by("month", "seq")] == [2, 2]
    assert verify(world.authority.id).first_bad is None


@pytest.mark.parametrize("before", [0, 1])
def test_rows_written_at_once_from_both_sides_of_midnight_are_one_chain(own_database: str, before: int) -> None:
    """Ten midnights: whoever waited for the end of December found it moved, once in some thirty."""
    for midnight in range(10):
        _eight_write_around_midnight(World(key=f"midnight-{midnight}"), before=before)


def _eight_write_around_midnight(world: World, *, before: int) -> None:
    new_year = datetime(2028, 1, 1, tzinfo=UTC)
    barrier = threading.Barrier(8)
    for _ in range(before):
        appended(world, real_at=new_year - timedelta(seconds=9))

    def write(number: int) -> None:
        barrier.wait()
        for turn in range(10):
            appended(world, real_at=new_year + timedelta(seconds=(number + turn) % 3 - 1))
        connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = verify(world.authority.id)
    assert (found.rows, found.first_bad) == (80 + before, None)
    assert AuditHead.objects.filter(authority=world.authority).count() >= 1 + before


def test_a_row_is_there_only_if_its_act_is(own_database: str) -> None:
    world = World()

    @transaction.atomic
    def fails_after_its_row() -> None:
        appended(world)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_after_its_row()
    assert not AuditRow.objects.exists()
    assert verify(world.authority.id).rows == 0
