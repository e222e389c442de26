"""permanence routes: every address, its methods, the act it checks, and an example from the demo (C02)."""

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
    from permanence.web.routes import Route


def add_parser(subparsers: Subparsers) -> None:
    """Add `routes [--data DIR] [--json]`."""
    parser = subparsers.add_parser("routes", help="show every address, its methods and the act it checks")
    parser.add_argument("--data", type=Path, default=Path("var/demo"), metavar="DIR", help="a demo (var/demo)")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each address with an example path of the demo in the directory.

    Raises:
        Unable: the directory holds no demo that is made: there is nothing to take examples from.
    """
    if demo_state(args.data) is not DemoState.MADE:
        raise Unable(f"{args.data} holds no demo that is made. Make one with permanence demo --data {args.data}.")
    with database(args.data):
        from permanence.queries.examples import examples
        from permanence.web.routes import routes

        found = routes(examples())
    print(json.dumps([asdict(route) for route in found], indent=2) if args.json else as_text(found))
    return 0


def as_text(routes: "tuple[Route, ...]") -> str:
    """Return the addresses as a table of words."""
    wide = max(len(route.pattern) for route in routes)
    return "\n".join(
        f"{','.join(route.methods):<14}  {route.pattern:<{wide}}  {', '.join(route.acts) or 'public: ' + route.public}"
        for route in routes
    )
