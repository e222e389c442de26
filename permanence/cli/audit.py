"""permanence audit: verify that it is as it was written, and checkpoint where it ends now (P37)."""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from permanence.cli.audit_checkpoints import read_checkpoints
from permanence.cli.data import add_data, database
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.dates import MONTHS, count_of

if TYPE_CHECKING:
    from permanence.queries.audit import Verified
    from permanence.queries.audit_checkpoints import End

BAD = "No checkpoint is made of an audit that was changed. Run: permanence audit verify"


def add_parser(subparsers: Subparsers) -> None:
    """Add `audit verify [--authority KEY] [--month YYYY-MM] [--checkpoint FILE] [--json]` and `audit checkpoint`."""
    parser = subparsers.add_parser("audit", help="check that the audit is as it was written")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    checking = verbs.add_parser("verify", help="follow each authority's chain and name its first bad row")
    _add_which(checking)
    checking.add_argument("--month", metavar="YYYY-MM", action="append", help="this month alone; may be given again")
    checking.add_argument("--checkpoint", metavar="FILE", action="append", help="and against this; may be given again")
    checking.add_argument("--json", action="store_true", help="print one JSON object")
    checking.set_defaults(run=run)
    keeping = verbs.add_parser("checkpoint", help="print where each chain ends, as JSON to be kept elsewhere")
    _add_which(keeping)
    keeping.set_defaults(run=run_checkpoint)


def _add_which(parser: argparse.ArgumentParser) -> None:
    add_data(parser)
    parser.add_argument("--authority", metavar="KEY", help="this authority alone")


def run(args: argparse.Namespace) -> int:
    """Print what was found; return 1 where a row of any authority is bad.

    Raises:
        Unable: no such authority or month, a file that is no checkpoint of what is here, or no database.
    """
    months = [_month(typed) for typed in args.month] if args.month else None
    with database(args.data):
        kept = read_checkpoints(args.checkpoint or [])
        found = _found(args.authority, months, kept)
    print(json.dumps(_as_json(found), ensure_ascii=False, indent=2) if args.json else _as_text(found))
    return 1 if any(verified.first_bad for verified in found.values()) else 0


def run_checkpoint(args: argparse.Namespace) -> int:
    """Print where every month of each chain ends.

    Raises:
        Unable: no such authority, no database, or an audit that is not as it was written.
    """
    from permanence.queries.audit_checkpoints import ends

    with database(args.data):
        if any(verified.first_bad for verified in _found(args.authority, None, {}).values()):
            raise Unable(BAD)
        made = {key: [end.to_plain() for end in ends(authority_id)] for key, authority_id in _ids(args.authority)}
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    print(json.dumps({"checkpoint_made_at": made_at, "authorities": made}, ensure_ascii=False, indent=2))
    return 0


def _ids(key: str | None) -> list[tuple[str, Any]]:
    from permanence.queries.authorities import authorities

    chosen = [(authority.key, authority.id) for authority in authorities() if key in {None, authority.key}]
    if not chosen:
        raise Unable(f'There is no authority "{key}" here.' if key else "There is no authority here yet.")
    return chosen


def _found(key: str | None, months: list[date] | None, kept: "dict[str, Sequence[End]]") -> "dict[str, Verified]":
    from permanence.queries.audit import verify
    from permanence.queries.audit_checkpoints import marks_of

    chosen = _ids(key)
    if key is None and (gone := sorted(set(kept) - {here for here, _ in chosen})):
        raise Unable(f'The checkpoint names the authority "{gone[0]}", which is not here.')
    return {here: verify(id_, months, marks=marks_of(kept.get(here, ()))) for here, id_ in chosen}


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
