"""permanence audit verify: whether the audit is as it was written (P37)."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from permanence.cli.data import add_data, database
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.dates import MONTHS, count_of

if TYPE_CHECKING:
    from permanence.queries.audit import Verified


def add_parser(subparsers: Subparsers) -> None:
    """Add `audit verify [--authority KEY] [--month YYYY-MM] [--json]`."""
    parser = subparsers.add_parser("audit", help="check that the audit is as it was written")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    checking = verbs.add_parser("verify", help="follow each authority's chain and name its first bad row")
    add_data(checking)
    checking.add_argument("--authority", metavar="KEY", help="this authority alone")
    checking.add_argument("--month", metavar="YYYY-MM", action="append", help="this month alone; may be given again")
    checking.add_argument("--json", action="store_true", help="print one JSON object")
    checking.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was found; return 1 where a row of any authority is bad.

    Raises:
        Unable: no such authority or month, or no database.
    """
    months = [_month(typed) for typed in args.month] if args.month else None
    with database(args.data):
        found = _found(args.authority, months)
    print(json.dumps(_as_json(found), ensure_ascii=False, indent=2) if args.json else _as_text(found))
    return 1 if any(verified.first_bad for verified in found.values()) else 0


def _found(key: str | None, months: list[date] | None) -> "dict[str, Verified]":
    from permanence.queries.audit import verify
    from permanence.queries.authorities import authorities

    chosen = [authority for authority in authorities() if key in {None, authority.key}]
    if not chosen:
        raise Unable(f'There is no authority "{key}" here.' if key else "There is no authority here yet.")
    return {authority.key: verify(authority.id, months) for authority in chosen}


def _month(typed: str) -> date:
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise Unable(f'"{typed}" is not a month. Give it as year and month: 2027-01.') from None


def _as_text(found: "dict[str, Verified]") -> str:
    return "\n".join(_sentence(key, verified) for key, verified in found.items())


def _sentence(key: str, verified: "Verified") -> str:
    bad = verified.first_bad
    if bad is None:
        return f"{key}: {count_of(verified.rows, 'row')} read. The audit is as it was written."
    return f"{key}: the audit of {MONTHS[bad.month.month - 1]} {bad.month.year} was changed. {bad.why}"


def _as_json(found: "dict[str, Verified]") -> dict[str, Any]:
    return {
        key: {"rows": verified.rows, "ok": verified.first_bad is None, "first_bad": _bad(verified)}
        for key, verified in found.items()
    }


def _bad(verified: "Verified") -> dict[str, Any] | None:
    bad = verified.first_bad
    return {"month": f"{bad.month:%Y-%m}", "seq": bad.seq, "why": bad.why} if bad else None
