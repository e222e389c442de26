"""Makes the private PostgreSQL's files, roles and database, once."""

import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from permanence.outside.postgres_files import APP_ROLE, DATABASE, OWNER_ROLE, SUPERUSER, Files
from permanence.outside.postgres_launch import Launch, program
from permanence.outside.private_files import write_private
from permanence.outside.processes import account_words
from permanence.outside.unable import Unable

WHO_MAY_CONNECT = "local all all scram-sha-256\n"
"""By socket and password alone, without exception; it listens on no network address."""


def make_cluster(*, files: Files, launch: Launch) -> None:
    """Run initdb. What an interrupted one left is removed first: nothing was ever confirmed from it.

    Raises:
        Unable: initdb failed; its own last line is given.
    """
    shutil.rmtree(files.cluster, ignore_errors=True)
    files.cluster.mkdir(mode=0o700)
    launch.give(files.cluster)
    password = files.data_dir / "postgres-initdb"
    try:
        write_private(password, files.passwords().superuser)
        done = _initdb(files=files, launch=launch, password=password)
    finally:
        password.unlink(missing_ok=True)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise Unable(f"The private PostgreSQL of {files.data_dir} could not be made: {last}")
    (files.cluster / "pg_hba.conf").write_text(WHO_MAY_CONNECT, "utf-8")


def _initdb(*, files: Files, launch: Launch, password: Path) -> subprocess.CompletedProcess[str]:
    command = [
        *launch.prefix,
        program("initdb"),
        f"--pgdata={files.cluster}",
        f"--username={SUPERUSER}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--no-instructions",
    ]
    return subprocess.run(command, **account_words(launch.account), capture_output=True, text=True, check=False)


def make_roles_and_database(files: Files) -> None:
    """Make the two roles and the database: the owner migrates, the application owns nothing. Note that all is made."""
    passwords = files.passwords()
    whole = files.address(role=SUPERUSER, password=passwords.superuser, database="postgres")
    with psycopg.connect(whole, autocommit=True) as superuser:
        for role, password in ((OWNER_ROLE, passwords.owner), (APP_ROLE, passwords.application)):
            make_role = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
            superuser.execute(make_role.format(sql.Identifier(role), sql.Literal(password)))
        make_database(superuser=superuser, name=DATABASE)
    files.made.touch()


def make_database(*, superuser: psycopg.Connection[tuple[object, ...]], name: str, template: str = "template1") -> None:
    """Make a database of the owner's that only the two roles may enter; with a template, a copy of that one."""
    database, owner, application = (sql.Identifier(each) for each in (name, OWNER_ROLE, APP_ROLE))
    for statement in (
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner, sql.Identifier(template)),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, application),
    ):
        superuser.execute(statement)
