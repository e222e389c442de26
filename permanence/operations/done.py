"""What an act says when it is done, and what makes two acts the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an act led to: kept with its key, so that doing it again leads to the same.

    A subclass may add fields that JSON keeps as they are.

    Args:
        says: one or two whole sentences for the page that follows.
        next_where: path of the page that follows, where it is not the step's, request's or child's own.
    """

    says: str
    step_id: UUID | None = None
    child_id: UUID | None = None
    request_id: UUID | None = None
    next_where: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: str(value) if isinstance(value, UUID) else value for name, value in found.items()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return what `to_plain` said."""
        found: dict[str, Any] = dict(plain)
        found |= {name: UUID(value) for name, value in plain.items() if name.endswith("_id") and value}
        return cls(**found)


NOT_THE_BODY = frozenset({"actor", "at", "key", "derived"})
"""Who, when and under which key; and what was worked out from the body and from what stood then."""


def body_digest(act: str, arguments: Mapping[str, object]) -> str:
    """Return the SHA-256 of an act and its arguments but those of `NOT_THE_BODY`, whatever their order.

    >>> body_digest("finish", {"version": 3, "key": "a"}) == body_digest("finish", {"key": "b", "version": 3})
    True
    >>> body_digest("finish", {"version": 3}) == body_digest("finish", {"version": 4})
    False
    """
    body = {name: value for name, value in arguments.items() if name not in NOT_THE_BODY}
    text = json.dumps([act, body], sort_keys=True, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return repr(value)
