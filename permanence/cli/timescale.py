"""`permanence timescale RULE START`: one due date and its arithmetic (C21)."""

import argparse
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.dates import long_date
from permanence.kernel.holidays import HolidaysNotKnown
from permanence.kernel.timescale_rules import TimescaleRule
from permanence.kernel.timescales import DueDate, due_date
from permanence.outside.bank_holidays import england
from permanence.outside.timescale_register import load_timescales


def add_parser(subparsers: Subparsers) -> None:
    """Add `timescale RULE START [--occurrence N] [--json]`."""
    parser = subparsers.add_parser("timescale", help="work out one due date and show its arithmetic")
    parser.add_argument("rule", metavar="RULE", help="rule id of the register, such as adm_decision")
    parser.add_argument("start", metavar="START", help="date of the start event, such as 2026-12-18")
    parser.add_argument("--occurrence", type=int, default=1, metavar="N", help="the Nth date of a rule that repeats")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the due date that a rule of the register gives for a start.

    Raises:
        Unable: no such rule, no such date, or the bank holidays on the way are not known.
    """
    rule = _rule(args.rule)
    try:
        due = due_date(rule, start_on=_start(args.start), holidays=england(), occurrence=args.occurrence)
    except (HolidaysNotKnown, ValueError) as reason:
        raise Unable(str(reason)) from reason
    print(json.dumps(_as_json(rule, due), ensure_ascii=False, indent=2) if args.json else _as_text(rule, due))
    return 0


def _rule(rule_id: str) -> TimescaleRule:
    rules = load_timescales()
    if rule_id not in rules:
        raise Unable(f'There is no timescale "{rule_id}". The register holds {", ".join(rules)}.')
    return rules[rule_id]


def _start(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Unable(f'"{typed}" is not a date. Give the start as year, month and day: 2026-12-18.') from None


def _as_text(rule: TimescaleRule, due: DueDate) -> str:
    return "\n".join(
        (
            f"{rule.title}: {long_date(due.due_on)}",
            due.arithmetic,
            f"Rule {rule.rule_id}. Source: {rule.source}.",
        )
    )


def _as_json(rule: TimescaleRule, due: DueDate) -> dict[str, Any]:
    days = {name: getattr(due, name).isoformat() for name in ("start_on", "due_on", "raw_on", "last_working_day")}
    return asdict(rule) | days | {"inputs": dict(due.inputs), "arithmetic": due.arithmetic}
