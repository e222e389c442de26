"""Children as lists show them: how old, the legal status, who works with them, where on the way they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_in_words, plain_date
from permanence.kernel.names import ALSO
from permanence.queries.code_words import legal_words
from permanence.queries.listings import Heading, Pager
from permanence.records.base import holding
from permanence.records.catalogue import process
from permanence.records.children import Allocation, Child, LegalStatus
from permanence.records.pathways import Pathway
from permanence.records.people import PersonName

HEAD = tuple(Heading(text=text) for text in ("Child", "Number", "Age", "Legal status", "Social worker", "On the way"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """A child in the list. `also` are other names, each with its kind; only a search shows them and `born`."""

    id: UUID
    name: str
    known_as: str
    number: str
    age: str
    legal_status: str
    worker: str
    position: str
    born: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenPage:
    """Children the reader may see.

    Args:
        query: what was typed to find them. wrong: why that finds nothing, to be shown beside it.
        searched: what the audit says was looked for.
    """

    query: str
    rows: tuple[ChildRow, ...]
    pager: Pager
    empty: str
    wrong: str = ""
    searched: str = ""
    head: tuple[Heading, ...] = HEAD

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return whom the page shows, for its audit row."""
        return tuple(row.id for row in self.rows)


def rows_of(child_ids: Sequence[UUID], *, actor: Actor, today: date, sought: bool = False) -> tuple[ChildRow, ...]:
    """Return the rows of these children, in this order. Five queries, six for a search, however many children.

    Args:
        child_ids: of children whom the reader may see.
        sought: they were searched for: show when they were born and their other names.
    """
    found = Child.objects.filter(id__in=child_ids).select_related("person")
    children = {child.id: child for child in found.prefetch_related(*_beside(today, sought=sought))}
    stages = _stages(list(children.values()), actor)
    return tuple(_row(children[id_], today, stages, sought=sought) for id_ in child_ids)


def _beside(today: date, *, sought: bool) -> "list[Prefetch[Any]]":
    social_worker = Allocation.objects.filter(holding(today), role="social_worker").select_related("worker__person")
    status = LegalStatus.objects.filter(holding(today)).order_by("-from_on")
    also = PersonName.objects.filter(kind__in=ALSO).order_by("from_on", "id").defer("folded", "sounds")
    beside: list[Prefetch[Any]] = [
        Prefetch("allocations", social_worker, to_attr="social_workers"),
        Prefetch("legal_statuses", status, to_attr="standing"),
        Prefetch("pathways", Pathway.objects.filter(closed_at__isnull=True), to_attr="open_pathways"),
    ]
    return [*beside, Prefetch("person__names", also, to_attr="also")] if sought else beside


def _stages(children: "list[Any]", actor: Actor) -> dict[tuple[str, str], str]:
    """Return the title of each stage a pathway can stand at, by process and step."""
    keys = {pathway.process_key for child in children for pathway in child.open_pathways}
    defined = {key: process(actor.authority_id, key)[1] for key in sorted(keys)}
    return {(key, step.key): step.stage_title for key, each in defined.items() for step in each.steps}


def _row(child: Any, today: date, stages: dict[tuple[str, str], str], *, sought: bool) -> ChildRow:
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
        born=plain_date(person.date_of_birth) if sought else "",
        also=tuple(f"{ALSO[each.kind]}: {each.name}" for each in person.also) if sought else (),
    )
