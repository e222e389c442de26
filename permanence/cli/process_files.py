"""The process meant by what was typed: its key in this release, its folder, its file, or a published version.

`--authority` names an authority, or the folder of one: then the process is the one that this authority works by.
"""

import argparse
from pathlib import Path

from permanence.cli.data import database
from permanence.cli.operator import authority_folder, the_authority
from permanence.cli.sentences import Unable
from permanence.kernel.definitions import Process
from permanence.outside.definitions import PROCESSES, BrokenDefinition, load_process, process_folders
from permanence.outside.overlays import load_under

DEFINITION = "process.yaml"
OVERLAY_HELP = "a folder: the process as the authority of that folder works by it"
PROCESS_HELP = "its key in this release, its folder or its process.yaml"


def folder_of(name: str) -> Path:
    """Return the folder meant by a path to it, by its process.yaml or by the key of a process of this release.

    Raises:
        Unable: it is none of these; with what there is.
    """
    typed = Path(name)
    for folder in (typed, typed.parent if typed.name == DEFINITION else typed, PROCESSES / name):
        if (folder / DEFINITION).is_file():
            return folder
    of_release = ", ".join(folder.name for folder in process_folders())
    raise Unable(
        f"{name} is neither a process of this release ({of_release}) nor a folder with a {DEFINITION}. "
        "Type one of those, or the path of the folder."
    )


def process_of(name: str, *, authority: Path | None = None) -> Process:
    """Return the process of that key, folder or file. Raises Unable with file, line and reason.

    Args:
        authority: the folder of the authority that works by it; None for the process as its files say it.
    """
    folder = folder_of(name)
    try:
        return load_under(folder, authority) if authority else load_process(folder)
    except BrokenDefinition as broken:
        raise Unable(str(broken)) from broken


def published_or_of(name: str, args: argparse.Namespace) -> Process:
    """Return what `KEY@NUMBER` names of the catalogue, or what `process_of` finds. Raises Unable."""
    key, at, number = name.rpartition("@")
    if not at:
        return process_of(name, authority=authority_folder(args.authority))
    if not number.isdecimal():
        raise Unable(f"{name} names no version: write {key}@ and its number, such as {key}@1.")
    with database(args.data):
        from permanence.queries.processes import published_process

        found = published_process(key, int(number), authority_id=the_authority(args.authority))
    if found is None:
        raise Unable(f"There is no version {number} of {key}. permanence process list names those there are.")
    return found
