"""`permanence logins`: who can sign in to a demo, and with what (C04)."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from permanence.cli.data import database
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.outside.demo_mark import DemoState, demo_state

if TYPE_CHECKING:
    from permanence.demo.logins import Login


def add_parser(subparsers: Subparsers) -> None:
    """Add `logins [--data DIR] [--json]`."""
    parser = subparsers.add_parser("logins", help="show who can sign in to the demo, and how")
    parser.add_argument("--data", type=Path, default=Path("var/demo"), metavar="DIR", help="directory (var/demo)")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each demo login.

    Raises:
        Unable: the directory holds no demo that is made: accounts of anything else are nobody's to list.
    """
    if demo_state(args.data) is not DemoState.MADE:
        raise Unable(f"{args.data} holds no demo that is made. Make one with permanence demo --data {args.data}.")
    with database(args.data):
        from permanence.demo.logins import logins

        found = logins()
    print(json.dumps([asdict(login) for login in found], ensure_ascii=False, indent=2) if args.json else as_text(found))
    return 0


def as_text(logins: "list[Login]") -> str:
    """Return the logins as a table of words, the one password they share above it."""
    wide = max(len(login.username) for login in logins)
    rows = [
        f"{login.username:<{wide}}  {login.name}, {login.role} ({login.team}). {login.situation}." for login in logins
    ]
    return "\n".join((f"Password of every login: {logins[0].password}", "", *rows))
