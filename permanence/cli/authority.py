"""permanence authority: set up an authority from its folder: its names, its teams and inboxes, and how it works."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from permanence.cli.data import add_data, database
from permanence.cli.operator import authority_folder, operator_of
from permanence.cli.process_files import process_of
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.definitions import Process
from permanence.kernel.reasons import Refused
from permanence.outside.authority_folders import AuthorityFolder, authority_chain
from permanence.outside.definitions import process_folders
from permanence.outside.yaml_nodes import BrokenDefinition

WHY = "As the authority's folder states it."


def add_parser(subparsers: Subparsers) -> None:
    """Add `authority DIR`."""
    parser = subparsers.add_parser("authority", help="set up an authority from its folder, or give it its names anew")
    parser.add_argument("folder", metavar="DIR", help="the folder of the authority: authority.yaml and its overlays")
    parser.add_argument("--why", default=WHY, help="what changes and who agreed it")
    add_data(parser)
    parser.set_defaults(run=_set_up)


def _set_up(args: argparse.Namespace) -> int:
    """Found the authority where it is not there, name its teams and inboxes, publish how it works: all, or nothing."""
    folder = authority_folder(args.folder)
    if folder is None:
        raise Unable(f"{args.folder} is no folder of an authority.")
    chain = chain_of(folder)
    processes = [process_of(str(each), authority=folder) for each in process_folders()]
    with database(args.data):
        from django.db import transaction

        try:
            with transaction.atomic():
                says = _all(chain, processes, why=args.why)
        except Refused as refusal:
            raise Unable(str(refusal)) from refusal
        for sentence in says:
            print(sentence)
    return 0


def chain_of(folder: Path) -> list[AuthorityFolder]:
    """Return the authority's folder and those it lies over. Raises Unable with file, line and reason."""
    try:
        return authority_chain(folder)
    except BrokenDefinition as broken:
        raise Unable(str(broken)) from broken


def _all(chain: list[AuthorityFolder], processes: list[Process], *, why: str) -> list[str]:
    from permanence.operations.authorities import found_authority, take_names
    from permanence.operations.definitions import publish_process

    authority = chain[-1]
    known = _id_of(authority.key)
    here: dict[str, Any] = {"actor": operator_of(known or uuid7()), "at": datetime.now(UTC)}
    says = [] if known else [found_authority(name=authority.name, slug=authority.key, **here).says]
    says.append(take_names(**names_of(chain, processes), **here).says)
    differing = [process for process in processes if _differs(process, here["actor"].authority_id)]
    return says + [publish_process(process=process, why=why, **here).says for process in differing]


def names_of(chain: list[AuthorityFolder], processes: list[Process]) -> dict[str, Any]:
    """Return what teams and inboxes are called: inboxes as the processes name them, the upper folder's names last."""
    inboxes = {inbox.key: inbox.title for process in processes for inbox in process.inboxes}
    teams: dict[str, str] = {}
    of_team: dict[str, str] = {}
    for folder in chain:
        teams |= folder.teams
        inboxes |= {key: inbox.title for key, inbox in folder.inboxes.items() if inbox.title}
        of_team |= {key: inbox.team for key, inbox in folder.inboxes.items() if inbox.team}
    return {"teams": teams, "inboxes": inboxes, "inbox_teams": of_team}


def _id_of(key: str) -> UUID | None:
    from permanence.queries.authorities import authorities

    return next((each.id for each in authorities() if each.key == key), None)


def _differs(process: Process, authority_id: UUID) -> bool:
    from permanence.queries.processes import process_in_force

    return process_in_force(process.key, authority_id=authority_id) != process
