"""permanence worker: add, move, leave, disable; the first administrator of an empty authority comes this way (P39)."""

import argparse
import getpass
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from permanence.cli.data import add_data, database
from permanence.cli.operator import operator_of, the_authority
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Refused

ADMINISTRATOR = "system_administrator"
PASSWORD = "PERMANENCE_PASSWORD"  # noqa: S105  # the name of the variable, not what it holds


def add_parser(subparsers: Subparsers) -> None:
    """Add `worker add|move|leave|disable`."""
    parser = subparsers.add_parser("worker", help="add, move, send on leave or disable a worker")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    adding = verbs.add_parser("add", help="add a worker; the first one of all founds the authority")
    moving = verbs.add_parser("move", help="give a worker other roles and teams from today")
    leaving = verbs.add_parser("leave", help="write down that a worker is away")
    disabling = verbs.add_parser("disable", help="disable a worker who leaves for good")
    for each, run in ((adding, _add), (moving, _move), (leaving, _leave), (disabling, _disable)):
        add_data(each)
        each.add_argument("--authority", metavar="KEY", help="which authority, where there are several")
        each.set_defaults(run=run)
    _describe_adding(adding)
    for each in (moving, leaving, disabling):
        each.add_argument("username", metavar="NAME", help="as the worker signs in")
    _roles(moving)
    leaving.add_argument("--from", dest="from_on", required=True, type=_day, metavar="DAY", help="first day away")
    leaving.add_argument("--back", dest="to_on", required=True, type=_day, metavar="DAY", help="first day back")
    leaving.add_argument("--cover", metavar="NAME", help="who acts for them, as they sign in")
    disabling.add_argument("--work-to", metavar="NAME", help="who takes all they hold, as they sign in")


def _describe_adding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--authority-name", metavar="WORDS", help="full name of the authority, where this founds it")
    parser.add_argument("--name", required=True, help="full name")
    parser.add_argument("--job", required=True, metavar="TITLE", help="job title")
    parser.add_argument("--username", required=True, metavar="NAME", help="as the worker signs in")
    parser.add_argument("--email", required=True)
    _roles(parser)


def _roles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role", action="append", default=[], metavar="ROLE[@TEAM]", help="role key, and its team's key"
    )
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="team key; a new one is added")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{typed}" is not a date. Give it as 2027-01-13.') from None


def _add(args: argparse.Namespace) -> int:
    with database(args.data):
        actor = operator_of(_authority_or_new(args))
        _do(_add_all, args, actor=actor)
    return 0


def _add_all(args: argparse.Namespace, *, actor: Actor, at: datetime) -> str:
    """Add the worker with teams, roles and login: all of it, or nothing."""
    from django.db import transaction

    from permanence.operations.accounts import add_login
    from permanence.operations.authorities import found_authority
    from permanence.operations.workers import add_worker

    here: dict[str, Any] = {"actor": actor, "at": at}
    with transaction.atomic():
        if _is_new(actor.authority_id):
            found_authority(name=args.authority_name, slug=args.authority, **here)
            args.role = args.role or [ADMINISTRATOR]
        added = add_worker(
            name=args.name, job_title=args.job, roles=_roles_of(args, **here), teams=_teams_of(args, **here), **here
        )
        login = {"username": args.username, "email": args.email, "password": _password()}
        done = add_login(worker_id=added.worker_id or uuid7(), **login, **here)
    return done.says


def _move(args: argparse.Namespace) -> int:
    def move(*, actor: Actor, at: datetime) -> str:
        from permanence.operations.workers import move_worker

        here: dict[str, Any] = {"actor": actor, "at": at}
        worker_id = _worker(args.username, actor)
        roles, teams = _roles_of(args, **here), _teams_of(args, **here)
        return move_worker(worker_id=worker_id, roles=roles, teams=teams, **here).says

    return _run(args, move)


def _leave(args: argparse.Namespace) -> int:
    def leave(*, actor: Actor, at: datetime) -> str:
        from permanence.operations.workers import put_on_leave

        cover = _worker(args.cover, actor) if args.cover else None
        days = {"from_on": args.from_on, "to_on": args.to_on}
        worker_id = _worker(args.username, actor)
        return put_on_leave(worker_id=worker_id, covered_by=cover, actor=actor, at=at, **days).says

    return _run(args, leave)


def _disable(args: argparse.Namespace) -> int:
    def disable(*, actor: Actor, at: datetime) -> str:
        from permanence.operations.workers import disable_worker

        work_to = _worker(args.work_to, actor) if args.work_to else None
        return disable_worker(worker_id=_worker(args.username, actor), work_to=work_to, actor=actor, at=at).says

    return _run(args, disable)


def _run(args: argparse.Namespace, act: Callable[..., str]) -> int:
    with database(args.data):
        _do(lambda _, **here: act(**here), args, actor=operator_of(the_authority(args.authority)))
    return 0


def _do(act: Callable[..., str], args: argparse.Namespace, *, actor: Actor) -> None:
    """Do an act at practice time and print what it says. Raises Unable with the reasons of a refusal."""
    from permanence.operations.clock import practice_time

    at = practice_time(authority_id=actor.authority_id, real_at=datetime.now(UTC))
    try:
        print(act(args, actor=actor, at=at))
    except Refused as refusal:
        raise Unable(str(refusal)) from refusal


def _authority_or_new(args: argparse.Namespace) -> UUID:
    from permanence.queries.authorities import authorities

    if authorities() or not args.authority_name:
        return the_authority(args.authority)
    if not args.authority:
        raise Unable("Give the new authority a short name with --authority, such as westmere.")
    return uuid7()


def _is_new(authority_id: UUID) -> bool:
    from permanence.queries.authorities import authorities

    return authority_id not in {each.id for each in authorities()}


def _roles_of(args: argparse.Namespace, *, actor: Actor, at: datetime) -> list[tuple[str, UUID | None]]:
    named = [typed.partition("@") for typed in args.role]
    return [(role, _team(team, actor=actor, at=at) if team else None) for role, _, team in named]


def _teams_of(args: argparse.Namespace, *, actor: Actor, at: datetime) -> list[UUID]:
    return [_team(slug, actor=actor, at=at) for slug in args.team]


def _team(slug: str, *, actor: Actor, at: datetime) -> UUID:
    """Return the team of that key; add it where there is none, named as its key says."""
    from permanence.operations.authorities import add_team, team_of

    known = team_of(slug, authority_id=actor.authority_id)
    if known:
        return known
    made = add_team(name=slug.replace("-", " ").capitalize(), slug=slug, actor=actor, at=at)
    return made.team_id or uuid7()


def _worker(username: str, actor: Actor) -> UUID:
    from permanence.operations.accounts import worker_who_signs_in_as

    found = worker_who_signs_in_as(username, authority_id=actor.authority_id)
    if found is None:
        raise Unable(f'Nobody signs in as "{username}".')
    return found


def _password() -> str:
    return os.environ.get(PASSWORD) or getpass.getpass("Password for the new login: ")
