"""permanence docs: write the pages that are generated from the data."""

import argparse
import os
from pathlib import Path

from permanence.cli.registry import Subparsers
from permanence.outside.definitions import load_process, process_folders
from permanence.outside.process_documents import write_documents


def add_parser(subparsers: Subparsers) -> None:
    """Add `docs [--into DIR]`."""
    parser = subparsers.add_parser("docs", help="write the generated pages of the documentation")
    parser.add_argument("--into", type=Path, default=Path("docs"), metavar="DIR", help="the docs folder (docs)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write docs/processes from the process data, and docs/access.md from the table of who may do what."""
    for folder in process_folders():
        write_documents(load_process(folder), args.into / "processes")
    (args.into / "access.md").write_text(_access(), encoding="utf-8")
    return 0


def _access() -> str:
    """Return the page; the addresses in it are Django's, which asks no database for them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permanence.settings")
    import django

    django.setup()
    from permanence.web.access_page import access_page

    return access_page()
