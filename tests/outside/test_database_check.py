"""A DATABASE_URL whose server is down, too old, or not ours gives a sentence saying so, and nothing is touched."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import psycopg
import pytest

from permanence.outside import database_check
from permanence.outside.database import application_role, connection_settings, url
from permanence.outside.database_check import refuse_unless_ours
from permanence.outside.unable import Unable
from tests.support.database import Databases


@pytest.fixture
def empty(test_server: Databases) -> Iterator[str]:
    name = f"empty_{uuid4().hex}"
    test_server.make(name)
    yield name
    test_server.drop(name)


def refuse(**environ: str) -> None:
    refuse_unless_ours(environ=environ, data_dir=None, as_owner="DATABASE_OWNER_URL" in environ)


def test_an_empty_database_is_taken(test_server: Databases, empty: str) -> None:
    refuse(DATABASE_URL=test_server.app_url(empty))
    refuse(DATABASE_URL=test_server.app_url(empty), DATABASE_OWNER_URL=test_server.owner_url(empty))


def test_our_own_is_taken(test_server: Databases, django_db_setup: str) -> None:
    refuse(DATABASE_URL=test_server.app_url(django_db_setup))


def test_a_server_that_is_down() -> None:
    with pytest.raises(Unable, match=r"cannot connect to the PostgreSQL of DATABASE_URL: .*Start that server"):
        refuse(DATABASE_URL="postgresql://somebody:secret@127.0.0.1:1/records")


def test_a_wrong_password_is_not_repeated(test_server: Databases, empty: str) -> None:
    address = test_server.app_url(empty).rsplit("password=", 1)[0] + "password=guess"
    with pytest.raises(Unable, match="password authentication failed") as refused:
        refuse(DATABASE_URL=address)
    assert "guess" not in str(refused.value)


def test_a_server_that_is_too_old() -> None:
    old = cast("Any", SimpleNamespace(info=SimpleNamespace(server_version=150_018)))
    with pytest.raises(Unable, match="needs PostgreSQL 18, and the PostgreSQL of DATABASE_URL is version 15"):
        database_check._refuse_an_old_one(old, "the PostgreSQL of DATABASE_URL")


def test_a_database_with_another_products_tables(test_server: Databases, empty: str) -> None:
    with psycopg.connect(test_server.owner_url(empty)) as connection:
        connection.execute("CREATE TABLE parking_fines (number int)")
    with pytest.raises(Unable, match=f"The database {empty} .* holds another product's tables"):
        refuse(DATABASE_URL=test_server.app_url(empty))


def test_another_products_django(test_server: Databases, empty: str) -> None:
    with psycopg.connect(test_server.owner_url(empty)) as connection:
        connection.execute("CREATE TABLE django_migrations (app text, name text)")
        connection.execute("GRANT SELECT ON django_migrations TO permanence_app")
    with pytest.raises(Unable, match="holds another product's tables"):
        refuse(DATABASE_URL=test_server.app_url(empty))


def test_an_application_role_that_owns_the_tables(test_server: Databases, django_db_setup: str) -> None:
    with pytest.raises(Unable, match="owns tables or is a superuser, so it could alter the audit"):
        refuse(DATABASE_URL=test_server.owner_url(django_db_setup))


def test_a_server_that_may_lose_what_it_confirmed(test_server: Databases, empty: str) -> None:
    with pytest.raises(Unable, match="could be lost: synchronous_commit is off"):
        refuse(DATABASE_URL=test_server.app_url(empty) + " options='-c synchronous_commit=off'")


def test_the_owner_must_be_named_to_migrate() -> None:
    environ = {"DATABASE_URL": "postgresql://application:x@db/records"}
    with pytest.raises(Unable, match="DATABASE_OWNER_URL is not"):
        url(environ=environ, data_dir=None, as_owner=True)


def test_an_address_that_cannot_be_read() -> None:
    with pytest.raises(Unable, match="DATABASE_URL cannot be read"):
        connection_settings(environ={"DATABASE_URL": "my database"}, data_dir=None)


ADDRESSES = [
    ("postgresql://application:x%2F@db.example.org:6432/records?sslmode=require", ("db.example.org", "6432", "x/")),
    ("host=/run/postgresql dbname=records user=application password=y", ("/run/postgresql", "", "y")),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_an_address_is_read_as_libpq_reads_it(address: str, expected: tuple[str, str, str]) -> None:
    read = connection_settings(environ={"DATABASE_URL": address}, data_dir=None)
    assert (read["HOST"], read["PORT"], read["PASSWORD"]) == expected
    assert (read["NAME"], read["USER"]) == ("records", "application")
    assert read["OPTIONS"].get("sslmode") == ("require" if "sslmode" in address else None)
    assert application_role(environ={"DATABASE_URL": address}) == "application"


def test_without_any_database_the_settings_still_load() -> None:
    assert connection_settings(environ={}, data_dir=None)["HOST"] == "/no-database-is-named"
    assert application_role(environ={}) == "permanence_app"


def test_a_private_server_that_does_not_run(tmp_path: Path) -> None:
    with pytest.raises(Unable, match=f"The database of {tmp_path} is not running"):
        connection_settings(environ={}, data_dir=tmp_path)
