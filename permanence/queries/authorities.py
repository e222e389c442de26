"""The authorities of this installation."""

from dataclasses import dataclass
from uuid import UUID

from permanence.records.authorities import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityNamed:
    """An authority as commands and page heads name it."""

    id: UUID
    key: str
    name: str
    is_demo: bool


def authorities() -> list[AuthorityNamed]:
    """Return every authority in order of key."""
    rows = Authority.objects.order_by("key").values_list("id", "key", "name", "is_demo")
    return [AuthorityNamed(id=id_, key=key, name=name, is_demo=is_demo) for id_, key, name, is_demo in rows]
