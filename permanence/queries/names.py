"""A child's names: what the record goes by, what the child likes to be called, and those from other times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.dates import plain_date
from permanence.kernel.london import london_date
from permanence.kernel.names import ALSO
from permanence.queries.access import SeenChild, see_child
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.listings import Heading
from permanence.records.people import PersonName

HEAD = tuple(Heading(text=text) for text in ("Name", "What it is", "From", "Until"))
OF_THE_RECORD = {"current": "Name of the record", "known_as": "Likes to be called"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameShown:
    """A name with what it is and when it held, in words; "" for a day that is not known."""

    name: str
    kind: str
    begun: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindShown:
    """What another name may be, as a choice."""

    value: str
    text: str
    checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPage:
    """A child's names; `kinds` are what the reader may add, none where they may not."""

    id: UUID
    bar: ChildBar
    why: str
    rows: tuple[NameShown, ...]
    kinds: tuple[KindShown, ...]
    head: tuple[Heading, ...] = HEAD


def names_page(*, child_id: UUID, chosen: str, actor: Actor, at: datetime) -> NamesPage:
    """Return a child's names.

    Args:
        chosen: the kind that was chosen for a new one, "" for none.

    Raises:
        Refused: what `see_child` raises.
    """
    seen = see_child(child_id, actor=actor, at=at)
    names = PersonName.objects.filter(person__child=child_id).order_by("from_on", "id").values_list(*COLUMNS)
    return NamesPage(
        id=child_id,
        bar=child_bar(seen.facts, today=london_date(at)),
        why=seen.why,
        rows=tuple(_shown(*each) for each in sorted(names, key=lambda each: each[1] != "current")),
        kinds=tuple(_kinds(seen, actor, chosen)),
    )


COLUMNS = ("name", "kind", "from_on", "to_on")


def _shown(name: str, kind: str, from_on: date | None, to_on: date | None) -> NameShown:
    words = {**OF_THE_RECORD, **ALSO}.get(kind, kind)
    return NameShown(name=name, kind=words, begun=_day(from_on), ended=_day(to_on))


def _day(day: date | None) -> str:
    return plain_date(day) if day else ""


def _kinds(seen: SeenChild, actor: Actor, chosen: str) -> Iterator[KindShown]:
    if any(permissions().reasons_against("add_name", actor, seen.facts, seen.relations)):
        return
    for kind, words in ALSO.items():
        yield KindShown(value=kind, text=words, checked=kind == chosen)
