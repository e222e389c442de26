"""Kinds of refusal, by which model and product are compared: not the words."""

from typing import Final

HIDDEN: Final = "hidden"  # there is nothing here for you (404)
ROLE: Final = "role"  # somebody else does this (403)
STATE: Final = "state"  # not started yet, ended, answered already
STALE: Final = "stale"  # somebody was quicker
ORDER: Final = "order"  # a request comes first
INCOMPLETE: Final = "incomplete"  # a section lacks required answers
ACTIONS: Final = "next actions"  # they do not agree with each other, or with the answers
WHERE_TO: Final = "where to"  # it does not go there
REASON: Final = "reason"  # a reason is needed
CONFLICT: Final = "conflict"  # whoever sat in the meeting does not decide (B5.5)
HELD: Final = "held"  # whoever leaves still holds work (P39)

KINDS: Final = (HIDDEN, ROLE, STATE, STALE, ORDER, INCOMPLETE, ACTIONS, WHERE_TO, REASON, CONFLICT, HELD)
