"""The next action of a form as its fields say it: which, to whom, why."""

from collections.abc import Mapping
from typing import Any

from permanence.queries.adding import Typed
from permanence.web.passing import passed_to_of, words_of

LONGEST_CHOICE = 60


def typed_action(given: Mapping[str, str]) -> Typed:
    """Return what the form holds, so that nothing is lost when it is shown again."""
    return Typed(
        action=given.get("action", "")[:LONGEST_CHOICE],
        to=given.get("to", "")[:LONGEST_CHOICE],
        reason=given.get("reason", "")[:LONGEST_CHOICE],
        reason_text=words_of(given.get("reason_text", "")),
        searched=given.get("find", "")[:200],
        note=words_of(given.get("note", "")),
    )


def action_of(given: Mapping[str, str], typed: Typed, *, to: str, prefix: str = "") -> dict[str, Any]:
    """Return the arguments of an act that adds it; the outcome chosen fills in where it goes and its one reason.

    Args:
        to: whom was chosen, "" where it goes as said beside the next action. prefix: of whom it is passed to.
    """
    reason = typed.reason or given.get(f"reason.{typed.action}", "")[:LONGEST_CHOICE]
    return {
        "action_key": typed.action,
        "reason": reason,
        "reason_text": typed.reason_text,
        **passed_to_of(to or given.get(f"to.{typed.action}", ""), prefix=prefix),
    }
