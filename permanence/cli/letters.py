"""permanence letters check: what is wrong with the templates of forms and letters, before anybody needs one (R82)."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.outside.authority_folders import authority_chain
from permanence.outside.definitions import load_process, process_folders
from permanence.outside.letters import letter_faults, letter_files
from permanence.outside.overlays import load_under
from permanence.outside.yaml_nodes import BrokenDefinition


def add_parser(subparsers: Subparsers) -> None:
    """Add `letters check [--authority DIR]`."""
    parser = subparsers.add_parser("letters", help="templates of forms and letters")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    check = verbs.add_parser("check", help="every fault of a template, with file, line and the fields there are")
    check.add_argument("--authority", type=Path, metavar="DIR", help="with the letters of this authority's folder")
    check.set_defaults(run=_check)


def _check(args: argparse.Namespace) -> int:
    """Print every fault, one a line; the exit code is 1 where there is any."""
    try:
        found = [*_faults(args.authority)]
    except BrokenDefinition as broken:
        raise Unable(str(broken)) from broken
    for fault in found:
        print(fault)
    if not found:
        print("Nothing is wrong with the letters.")
    return 1 if found else 0


def _faults(authority: Path | None) -> Iterator[str]:
    folders = [each.folder for each in authority_chain(authority)] if authority else []
    for folder in process_folders():
        process = load_under(folder, authority) if authority else load_process(folder)
        if letter_files(process.key, folders):
            yield from letter_faults(process, folders)
