"""The children somebody may see, found by a part of a name or of a number."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_in_words
from permanence.kernel.london import london_date
from permanence.queries.code_words import legal_words
from permanence.queries.listings import COUNTED_TO, Asked, Heading, Pager, pager, window
from permanence.records.base import holding
from permanence.records.catalogue import process
from permanence.records.children import Allocation, Child, LegalStatus
from permanence.records.pathways import Pathway

MOST_WORDS = 12
HEAD = tuple(Heading(text=text) for text in ("Child", "Number", "Age", "Legal status", "Social worker", "On the way"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """A child in the list: who, how old, the legal status, who works with them, and where on the way they are."""

    id: UUID
    name: str
    known_as: str
    number: str
    age: str
    legal_status: str
    worker: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenPage:
    """The children the reader may see, by name, as far as the search leaves them."""

    query: str
    rows: tuple[ChildRow, ...]
    pager: Pager
    empty: str
    head: tuple[Heading, ...] = HEAD

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return whom the page shows, for its audit row."""
        return tuple(row.id for row in self.rows)


def children_page(*, asked: Asked, actor: Actor, at: datetime) -> ChildrenPage:
    """Return the children whom the actor may see; of others nothing is counted or hinted at (pages, 2)."""
    today, words = london_date(at), asked.filters.get("q", "")
    found = _called(Child.objects.seen_by(actor, today), words)
    count = found[: COUNTED_TO + 1].count()
    shown = found.select_related("person").prefetch_related(*_beside(today)).order_by("person__name", "id")
    children = list(shown[window(asked, count=count)])
    stages = _stages(children, actor)
    return ChildrenPage(
        query=words,
        rows=tuple(_row(child, today, stages) for child in children),
        pager=pager(asked, count=count, order="By name."),
        empty=_empty(words),
    )


def _called(children: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    """Narrow to those in whose names or number every word stands; each word is one subquery, the first 12 count."""
    seen = children
    for word in list(dict.fromkeys(words.split()))[:MOST_WORDS]:
        named = Q(person__name__icontains=word) | Q(person__known_as__icontains=word)
        also = Q(person__names__name__icontains=word) | Q(person__number__startswith=word)
        children = children.filter(id__in=seen.filter(named | also).order_by().values("id"))
    return children


def _empty(words: str) -> str:
    if words:
        return f"No child you may see matches “{words}”. Try part of a name or the number."
    return "No children yet. Those you work with appear here."


def _beside(today: date) -> "tuple[Prefetch[Any], ...]":
    social_worker = Allocation.objects.filter(holding(today), role="social_worker").select_related("worker__person")
    status = LegalStatus.objects.filter(holding(today)).order_by("-from_on")
    pathway = Pathway.objects.filter(closed_at__isnull=True)
    return (
        Prefetch("allocations", social_worker, to_attr="social_workers"),
        Prefetch("legal_statuses", status, to_attr="standing"),
        Prefetch("pathways", pathway, to_attr="open_pathways"),
    )


def _stages(children: "list[Any]", actor: Actor) -> dict[tuple[str, str], str]:
    """Return the title of each stage a pathway can stand at, by process and step."""
    keys = {pathway.process_key for child in children for pathway in child.open_pathways}
    defined = {key: process(actor.authority_id, key)[1] for key in sorted(keys)}
    return {(key, step.key): step.stage_title for key, each in defined.items() for step in each.steps}


def _row(child: Any, today: date, stages: dict[tuple[str, str], str]) -> ChildRow:
    person, way = child.person, child.open_pathways[0] if child.open_pathways else None
    return ChildRow(
        id=child.id,
        name=person.name,
        known_as=person.known_as if person.known_as != person.name else "",
        number=person.number or "",
        age=age_in_words(person.date_of_birth, on=today),
        legal_status=legal_words(child.standing[0].code) if child.standing else "",
        worker=child.social_workers[0].worker.person.name if child.social_workers else "",
        position=stages.get((way.process_key, way.position), "") if way else "",
    )
