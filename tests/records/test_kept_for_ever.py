"""What may only be added to: audit, step events, revisions, published processes (P37)."""

from itertools import product

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.records.appended import appended
from tests.records.world import NOW, World, published

KEPT_FOR_EVER = ("records_auditrow", "records_stepevent", "records_revision", "records_processversion")
CHANGES = ("UPDATE {} SET authority_id = authority_id", "DELETE FROM {}", "TRUNCATE {} CASCADE")


@pytest.mark.parametrize("table", KEPT_FOR_EVER)
@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.django_db
def test_the_application_may_only_add_to_what_is_kept_for_ever(table: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


@pytest.mark.django_db
def test_the_application_may_not_reach_a_month_of_the_audit_past_the_whole_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_audit_make_month('2027-01-14')")
        cursor.execute("SELECT has_table_privilege('records_auditrow_202701', 'SELECT, INSERT, UPDATE, DELETE')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'records_auditrow_202701'")
        assert cursor.fetchone() != (settings.APP_DATABASE_ROLE,)


def test_nor_does_the_owner_change_it_in_passing(own_database: str, owner_address: str) -> None:
    world = World()
    worker = world.worker("Priya Nair")
    step = world.step(world.child(), assigned_worker=worker)
    world.event(step, by=worker)
    published(world)
    step.revisions.create(
        authority=world.authority, number=1, section="plan", section_version=1, answers={}, saved_at=NOW
    )
    appended(world)
    with psycopg.connect(owner_address, autocommit=True) as owner:
        for table, change in product(KEPT_FOR_EVER, CHANGES):
            with pytest.raises(psycopg.Error, match="never changed or removed"):
                owner.execute(change.format(table))
            assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
