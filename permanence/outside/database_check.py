"""Why a database cannot be used: it is down, too old, somebody else's, or not safe to confirm a save from."""

from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString

import psycopg

from permanence.outside.database import url
from permanence.outside.unable import Unable

OLDEST = 18
Connection = psycopg.Connection[tuple[object, ...]]

IS_EMPTY: LiteralString = "SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"
HAS_MIGRATIONS: LiteralString = "SELECT to_regclass('public.django_migrations') IS NOT NULL"
IS_OURS: LiteralString = "SELECT EXISTS (SELECT FROM django_migrations WHERE app = 'records' AND name LIKE '0001%')"
OWNS_OR_RULES: LiteralString = """
    SELECT rolsuper OR EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public')
    FROM pg_roles WHERE rolname = current_user
"""
SWITCHED_OFF: LiteralString = """
    SELECT string_agg(name, ' and ' ORDER BY name) FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
"""


def refuse_unless_ours(*, environ: Mapping[str, str], data_dir: Path | None, as_owner: bool) -> None:
    """Connect once, as the owner or as the application, and refuse a database that is not for us.

    Raises:
        Unable: a sentence for each: it does not answer, is older than 18, holds another product's tables, may lose
            what it confirmed (P02), or the application's role owns tables or is a superuser (P37).
    """
    name = _name(environ, as_owner=as_owner)
    address = url(environ=environ, data_dir=data_dir, as_owner=as_owner)
    with _connected(address, name) as connection:
        _refuse_an_old_one(connection, name)
        _refuse_another_products(connection, name)
        _refuse_an_unsafe_one(connection, name)
        if not as_owner:
            _refuse_too_mighty_a_role(connection, name)


def _name(environ: Mapping[str, str], *, as_owner: bool) -> str:
    if "DATABASE_URL" not in environ:
        return "the private PostgreSQL"
    return "the PostgreSQL of " + ("DATABASE_OWNER_URL" if as_owner else "DATABASE_URL")


def _connected(address: str, name: str) -> Connection:
    try:
        return psycopg.connect(address, connect_timeout=10)
    except psycopg.Error as error:
        said = (str(error).strip().splitlines() or ["it does not answer"])[-1].strip()
        raise Unable(
            f"Permanence cannot connect to {name}: {said}. Start that server, or correct its address."
        ) from None


def _yes(connection: Connection, question: LiteralString) -> bool:
    row = connection.execute(question).fetchone()
    return bool(row and row[0])


def _refuse_an_old_one(connection: Connection, name: str) -> None:
    version = connection.info.server_version // 10_000
    if version < OLDEST:
        raise Unable(f"Permanence needs PostgreSQL {OLDEST}, and {name} is version {version}. Name a newer server.")


def _refuse_another_products(connection: Connection, name: str) -> None:
    if _yes(connection, IS_EMPTY) or (_yes(connection, HAS_MIGRATIONS) and _yes(connection, IS_OURS)):
        return
    database = connection.info.dbname
    sentence = (
        f"The database {database} of {name} holds another product's tables. Name an empty one, or Permanence's own."
    )
    raise Unable(sentence)


def _refuse_an_unsafe_one(connection: Connection, name: str) -> None:
    row = connection.execute(SWITCHED_OFF).fetchone()
    if row and row[0]:
        raise Unable(f"A save that was confirmed could be lost: {row[0]} is off in {name}. Switch it on there.")


def _refuse_too_mighty_a_role(connection: Connection, name: str) -> None:
    if _yes(connection, OWNS_OR_RULES):
        sentence = (
            f"The role {connection.info.user} of {name} owns tables or is a superuser, so it could alter the audit. "
            f"Name another role in DATABASE_URL, and the owner in DATABASE_OWNER_URL."
        )
        raise Unable(sentence)
