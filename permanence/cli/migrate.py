"""permanence migrate: bring the database to this release."""

import argparse

from permanence.cli.data import add_data, database
from permanence.cli.registry import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Add `migrate [--data DIR]`."""
    parser = subparsers.add_parser("migrate", help="bring the database to this release")
    add_data(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate as the role that owns the tables."""
    with database(args.data, as_owner=True):
        from permanence.outside.migrating import migrate

        migrate()
    return 0
