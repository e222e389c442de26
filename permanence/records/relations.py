"""Why somebody may see a child: the one rule behind every list and every single look (architecture.md section 4).

Each relation is a query of child id and relation name. `relations_of` asks all of them about some children; `seen_by`
takes the children that any of them names. So the list and the object check cannot differ.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.records.base import holding
from permanence.records.requests import Request
from permanence.records.worklists import HOLDER
from permanence.records.worksteps import StepEvent, Workstep

if TYPE_CHECKING:
    from permanence.records.children import Child  # noqa: F401  # named in a type that is text

MANAGERS = ("practice_supervisor", "team_manager")
OVERSIGHT = "service_manager"


class Related(NamedTuple):
    """One relation: rows of which `child` names the child, and what the relation is called."""

    rows: "models.QuerySet[Any]"
    child: str
    name: Any


class ChildQuerySet(models.QuerySet["Child"]):
    """Children, as far as somebody may know of them."""

    def seen_by(self, actor: Actor, today: date) -> "ChildQuerySet":
        """Return the children whose record the actor may open: related to them today, and open.

        Restricted records are opened to nobody yet, sealed ones are known to nobody.
        """
        return self.known_to(actor, today).filter(access_class__in=permissions().states("granted"))

    def known_to(self, actor: Actor, today: date) -> "ChildQuerySet":
        """Return the children that the actor may know of: those seen, and the restricted ones, of whom only that."""
        any_relation = Q(pk__in=[])
        for related in _relations(actor, today):
            any_relation |= Q(pk__in=related.rows.values(related.child))
        return self.filter(any_relation, authority_id=actor.authority_id).exclude(
            access_class__in=permissions().states("hidden")
        )


def relations_of(actor: Actor, child_ids: Iterable[UUID], today: date) -> dict[UUID, frozenset[str]]:
    """Return what the actor is to each of these children, by child id; a child to whom they are nothing is not in it.

    Names: `allocated:<role>`, `team`, `team_manager`, `has_workstep`, `in_inbox`, `has_request`, `took_part`,
    `oversight`. A sealed child, or one of another authority, is in it for nobody. One query.
    """
    children = apps.get_model("records", "Child").objects.filter(
        pk__in=list(child_ids), authority_id=actor.authority_id
    )
    wanted = children.exclude(access_class__in=permissions().states("hidden")).values("pk")
    found: dict[UUID, set[str]] = {}
    named = [_named(related, wanted) for related in _relations(actor, today)]
    for child_id, name in named[0].union(*named[1:]) if named else ():
        found.setdefault(child_id, set()).add(name)
    return {child_id: frozenset(names) for child_id, names in found.items()}


def _named(related: Related, wanted: "models.QuerySet[Any]") -> Any:
    rows = related.rows.order_by().filter(**{f"{related.child}__in": wanted})
    return rows.annotate(the_child=F(related.child), relation=related.name).values_list("the_child", "relation")


def _relations(actor: Actor, today: date) -> Iterator[Related]:
    """Yield each relation that this actor can have. Whoever acts for a worker on leave has that worker's own, too."""
    if actor.worker_id is None:
        return
    workers = [worker for worker in (actor.worker_id, actor.acting_for) if worker]
    yield _allocated(actor, workers, today)
    yield from _through_teams(actor)
    yield from _through_work(actor, workers)


def _called(name: str) -> Cast:
    return Cast(Value(name), CharField())


def _allocated(actor: Actor, workers: list[UUID], today: date) -> Related:
    allocations = apps.get_model("records", "Allocation").objects.filter(holding(today), worker__in=workers)
    name = Concat(Value("allocated:"), "role", output_field=CharField())
    return Related(rows=allocations.filter(authority_id=actor.authority_id), child="child_id", name=name)


def _through_teams(actor: Actor) -> Iterator[Related]:
    children = apps.get_model("records", "Child").objects.filter(authority_id=actor.authority_id)
    managed = {held.team_id for held in actor.held if held.role in MANAGERS}
    overseen = {held.team_id for held in actor.held if held.role == OVERSIGHT}
    everywhere = children if None in overseen else children.filter(team__in=overseen)
    yield Related(rows=children.filter(team__in=actor.teams), child="id", name=_called("team"))
    yield Related(rows=children.filter(team__in=managed - {None}), child="id", name=_called("team_manager"))
    yield Related(rows=everywhere, child="id", name=_called("oversight"))


def _through_work(actor: Actor, workers: list[UUID]) -> Iterator[Related]:
    open_steps = Workstep.objects.filter(authority_id=actor.authority_id, closed_at__isnull=True)
    open_requests = Request.objects.filter(authority_id=actor.authority_id, closed_at__isnull=True)
    waiting = open_requests.filter(to_inbox__in=list(actor.inboxes), picked_up_by__isnull=True)
    in_inbox, has_request = _called("in_inbox"), _called("has_request")
    mine = open_requests.alias(holder=HOLDER).filter(holder__in=workers)
    took_part = StepEvent.objects.filter(authority_id=actor.authority_id, by__in=workers)
    took_part = took_part.filter(step__pathway__closed_at__isnull=True)
    yield Related(rows=open_steps.filter(assigned_worker__in=workers), child="child_id", name=_called("has_workstep"))
    yield Related(rows=open_steps.filter(assigned_inbox__in=list(actor.inboxes)), child="child_id", name=in_inbox)
    yield Related(rows=waiting, child="child_id", name=in_inbox)
    yield Related(rows=mine, child="child_id", name=has_request)
    yield Related(rows=took_part, child="step__child_id", name=_called("took_part"))
