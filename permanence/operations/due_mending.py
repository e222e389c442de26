"""Due dates put back as they stood before an act: by new rows, so that what was met stays to be read (B12)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from permanence.records.base import new_id
from permanence.records.ledger import Ledger, Values, as_it_stands
from permanence.records.timescales import Due

COPIED = (
    *("authority_id", "child_id", "step_id", "rule_id", "title", "start_event", "start_on", "due_on", "raw_on"),
    *("inputs", "arithmetic", "told"),
)

MOVED = ("superseded_by_id", "met_on", "stopped_at")


def put_dues_back(ledger: Ledger, *, reason: str, at: datetime) -> int:
    """Put the child's due dates back as they stood before the act; return how many were.

    One that the act started is stopped. One that it met, stopped or superseded stands again in a row of its own. What
    has changed since the act stays as it is.
    """
    made = set(ledger.made["due"])
    changed = ledger.changed["due"]
    superseded = {after["superseded_by_id"]: row for row, (_, after) in changed.items() if after["superseded_by_id"]}
    back = sum(_stop(row, reason=reason, at=at) for row in made - superseded.keys())
    for row, (before, after) in changed.items():
        standing = _newest(row, changed, made)
        was = after if standing == row else None
        back += _stand_again(row, standing, before=before, was=was, at=at)
    return back


def _newest(row: str, changed: Mapping[str, tuple[Values, Values]], made: set[str]) -> str:
    """Return the row that stood in its place when the act was done."""
    while row in changed and (later := changed[row][1]["superseded_by_id"]) and (later in made or later in changed):
        row = later
    return row


def _stop(row: str, *, reason: str, at: datetime) -> int:
    here = Due.objects.filter(id=row, superseded_by=None, met_on=None, stopped_at=None)
    return here.update(stopped_at=at, stop_reason=reason)


def _stand_again(row: str, standing: str, *, before: Values, was: Values | None, at: datetime) -> int:
    """Write the row anew as it stood before, in place of the one that stands; unless that has changed since."""
    now = as_it_stands("due", standing)
    moved_on = now != was if was is not None else any(now[name] for name in MOVED)
    if moved_on or before["superseded_by_id"]:
        return 0
    earlier: dict[str, Any] = Due.objects.values(*COPIED).get(id=row)
    kept = {name: before[name] for name in ("met_on", "stopped_at", "stop_reason")}
    new = new_id()
    Due.objects.filter(id=standing).update(superseded_by_id=new)
    Due.objects.create(id=new, made_at=at, **earlier, **kept)
    return 1
