"""Which PostgreSQL: the one that DATABASE_URL names, else the private one under the data directory."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from permanence.outside.postgres import APP_ROLE, app_url, owner_url
from permanence.outside.unable import Unable

AS_OWNER = "PERMANENCE_AS_OWNER"
"""Set by `permanence migrate`: connect as the role that owns the tables."""

NOWHERE = "/no-database-is-named"
"""A host that no server has: tools that only read the settings (type checking, makemigrations) need none."""

PLANNED = 5
"""Not None: statements may be planned once for each connection. Which are, `records/prepared.py` says."""

POOL = {"min_size": 2, "max_size": 20, "timeout": 10}


def connection_settings(*, environ: Mapping[str, str], data_dir: Path | None) -> dict[str, Any]:
    """Return Django's settings of the default database.

    Raises:
        Unable: the private server does not run, or the address cannot be read.
    """
    as_owner = AS_OWNER in environ
    settings = from_url(url(environ=environ, data_dir=data_dir, as_owner=as_owner))
    if not as_owner:
        settings["OPTIONS"]["pool"] = POOL
    return settings


def url(*, environ: Mapping[str, str], data_dir: Path | None, as_owner: bool) -> str:
    """Return the address to connect to, as the application or as the owner of the tables.

    Raises:
        Unable: DATABASE_URL is set without DATABASE_OWNER_URL and the owner is needed; or the private server is down.
    """
    if "DATABASE_URL" in environ:
        return _owner_of(environ) if as_owner else environ["DATABASE_URL"]
    if data_dir is None:
        return f"host={NOWHERE} dbname=permanence"
    return owner_url(data_dir) if as_owner else app_url(data_dir)


def application_role(*, environ: Mapping[str, str]) -> str:
    """Return the role that the application connects as; migrations grant to it what it may do."""
    if "DATABASE_URL" not in environ:
        return APP_ROLE
    return str(_parts(environ["DATABASE_URL"]).get("user") or APP_ROLE)


def _owner_of(environ: Mapping[str, str]) -> str:
    if "DATABASE_OWNER_URL" not in environ:
        sentence = (
            "DATABASE_URL is set but DATABASE_OWNER_URL is not. Tables are made and changed by a role that owns them, "
            "apart from the role of DATABASE_URL: set DATABASE_OWNER_URL to the same database with the owner's role."
        )
        raise Unable(sentence)
    return environ["DATABASE_OWNER_URL"]


def _parts(address: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(address))
    except ProgrammingError:
        sentence = "DATABASE_URL cannot be read. Write it as postgresql://role:password@host:5432/database."
        raise Unable(sentence) from None


def from_url(address: str) -> dict[str, Any]:
    """Return Django's settings for an address as libpq reads it: a URL, or `host=... dbname=...`."""
    parts = _parts(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "") or "permanence",
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": {"prepare_threshold": PLANNED, **parts},
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
    }
