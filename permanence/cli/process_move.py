"""permanence process move: started work goes on under a later version of its process (ADR 41)."""

import argparse
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from permanence.cli.data import add_data, database
from permanence.cli.operator import operator_of, the_authority
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.reasons import Refused, Stale


def add_move(verbs: Subparsers) -> None:
    """Add `process move`."""
    parser = verbs.add_parser("move", help="move work that was started to a later version of its process")
    parser.add_argument("process", metavar="KEY@NUMBER", help="the process, and the version that the work is under")
    parser.add_argument("--to", type=int, required=True, metavar="NUMBER", help="the later version")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--step", metavar="STEP", help="all work of this kind, by its key, 50 at a time")
    which.add_argument("--id", type=UUID, metavar="ID", help="this workstep alone")
    parser.add_argument("--why", default="", help="the reason; it stays visible with each workstep")
    add_data(parser)
    parser.add_argument("--authority", metavar="KEY", help="which authority, where there are several")
    parser.set_defaults(run=_move)


def _move(args: argparse.Namespace) -> int:
    key, at, number = args.process.rpartition("@")
    if not at or not number.isdecimal():
        raise Unable(f"{args.process} names no version: write the key, @ and the number, such as {args.process}@1.")
    with database(args.data):
        authority_id = the_authority(args.authority)
        told: dict[str, Any] = {"actor": operator_of(authority_id), "at": datetime.now(UTC)}
        try:
            print(_moved(args, key, int(number), told))
        except (Refused, Stale) as refusal:
            raise Unable(str(refusal)) from refusal
    return 0


def _moved(args: argparse.Namespace, key: str, number: int, told: dict[str, Any]) -> str:
    from permanence.operations.moving import move_step
    from permanence.operations.moving_many import move_steps

    if args.id:
        return move_step(step_id=args.id, version=None, to=args.to, reason=args.why, **told).says
    given = {"process_key": key, "step_type": args.step, "number": number, "to": args.to, "reason": args.why}
    return move_steps(**given, **told).says
