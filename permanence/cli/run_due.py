"""permanence run-due: do now what has fallen due by a practice time (C20, P39)."""

import argparse
import json
from datetime import UTC, datetime

from permanence.cli.data import add_data, database
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.london import LONDON


def add_parser(subparsers: Subparsers) -> None:
    """Add `run-due [--now T] [--data DIR] [--json]`."""
    parser = subparsers.add_parser("run-due", help="tell whoever must know that a day is near, past or waited through")
    add_data(parser)
    parser.add_argument("--now", metavar="T", help="practice time, such as 2027-01-13T09:00 (London); now without it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the round in every authority and print how many notices were given, by kind.

    Raises:
        Unable: the time cannot be read, or there is no database.
    """
    asked = instant(args.now) if args.now else None
    with database(args.data):
        from permanence.operations.clock import practice_time
        from permanence.operations.due_round import run_due
        from permanence.queries.authorities import authorities

        real_at = datetime.now(UTC)
        told = {
            each.key: run_due(
                authority_id=each.id, at=asked or practice_time(authority_id=each.id, real_at=real_at)
            ).told
            for each in authorities()
        }
    print(json.dumps(told, indent=2) if args.json else _as_text(told))
    return 0


def instant(typed: str) -> datetime:
    """Return the instant typed: London time, unless it says another zone.

    Raises:
        Unable: it is no date and time.
    """
    try:
        read = datetime.fromisoformat(typed)
    except ValueError:
        raise Unable(f'"{typed}" is not a date and time. Give it as 2027-01-13T09:00.') from None
    return read if read.tzinfo else read.replace(tzinfo=LONDON)


def _as_text(told: dict[str, dict[str, int]]) -> str:
    lines = [f"{key}: {count} {kind.replace('_', ' ')}" for key, kinds in told.items() for kind, count in kinds.items()]
    return "\n".join(lines) or "There is nothing to tell."
