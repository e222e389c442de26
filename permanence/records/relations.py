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
from permanence.records.prepared import TODAY, GivenIds, Prepared, given_id
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
        for related in _relations(Whose.of(actor, today)) if actor.worker_id else ():
            any_relation |= Q(pk__in=related.rows.values(related.child))
        return self.filter(any_relation, authority_id=actor.authority_id).exclude(
            access_class__in=permissions().states("hidden")
        )


def relations_of(actor: Actor, child_ids: Iterable[UUID], today: date) -> dict[UUID, frozenset[str]]:
    """Return what the actor is to each of these children, by child id; a child to whom they are nothing is not in it.

    Names: `allocated:<role>`, `team`, `team_manager`, `has_workstep`, `in_inbox`, `has_request`, `took_part`,
    `oversight`. A sealed child, or one of another authority, is in it for nobody. One query.
    """
    if actor.worker_id is None:
        return {}
    whose = Whose.of(actor, today)
    found: dict[UUID, set[str]] = {}
    for child_id, name in RELATED[whose.everywhere].tuples(**whose.named(), today=today, children=list(child_ids)):
        found.setdefault(child_id, set()).add(name)
    return {child_id: frozenset(names) for child_id, names in found.items()}


class Whose(NamedTuple):
    """Whose relations are asked for: what the records say of an actor, or the places where that is given later.

    Args:
        workers: the actor, and whom they act for: whoever acts for a worker on leave has that worker's own, too.
        managed, overseen: teams. everywhere: all children of the authority are overseen.
    """

    authority: Any
    workers: Any
    teams: Any
    managed: Any
    overseen: Any
    inboxes: Any
    today: Any
    everywhere: bool

    @classmethod
    def of(cls, actor: Actor, today: date) -> "Whose":
        """Return those of an actor."""
        overseen = {held.team_id for held in actor.held if held.role == OVERSIGHT}
        return cls(
            authority=actor.authority_id,
            workers=[worker for worker in (actor.worker_id, actor.acting_for) if worker],
            teams=list(actor.teams),
            managed=[held.team_id for held in actor.held if held.role in MANAGERS and held.team_id],
            overseen=list(overseen - {None}),
            inboxes=list(actor.inboxes),
            today=today,
            everywhere=None in overseen,
        )

    def named(self) -> dict[str, Any]:
        """Return the values that a prepared query of relations asks for, but the day and the children."""
        return {
            name: getattr(self, name) for name in ("authority", "workers", "teams", "managed", "overseen", "inboxes")
        }

    @classmethod
    def given(cls, *, everywhere: bool) -> "Whose":
        """Return those that are named when the query is asked."""
        return cls(
            authority=given_id("authority"),
            workers=GivenIds("workers"),
            teams=GivenIds("teams"),
            managed=GivenIds("managed"),
            overseen=GivenIds("overseen"),
            inboxes=GivenIds("inboxes"),
            today=TODAY,
            everywhere=everywhere,
        )


def _asked(*, everywhere: bool) -> Any:
    whose = Whose.given(everywhere=everywhere)
    children = apps.get_model("records", "Child").objects.filter(
        pk__in=GivenIds("children"), authority_id=whose.authority
    )
    wanted = children.exclude(access_class="sealed").values("pk")
    first, *others = (_named(related, wanted) for related in _relations(whose))
    return first.union(*others)


RELATED = {False: Prepared(lambda: _asked(everywhere=False)), True: Prepared(lambda: _asked(everywhere=True))}
"""The relations of somebody to some children, by whether all children of the authority are overseen."""


def _named(related: Related, wanted: "models.QuerySet[Any]") -> Any:
    rows = related.rows.order_by().filter(**{f"{related.child}__in": wanted})
    return rows.annotate(the_child=F(related.child), relation=related.name).values_list("the_child", "relation")


def _relations(whose: Whose) -> Iterator[Related]:
    """Yield each relation that somebody can have."""
    yield _allocated(whose)
    yield from _through_teams(whose)
    yield from _through_work(whose)


def _called(name: str) -> Cast:
    return Cast(Value(name), CharField())


def _allocated(whose: Whose) -> Related:
    allocations = apps.get_model("records", "Allocation").objects.filter(holding(whose.today), worker__in=whose.workers)
    name = Concat(Value("allocated:"), "role", output_field=CharField())
    return Related(rows=allocations.filter(authority_id=whose.authority), child="child_id", name=name)


def _through_teams(whose: Whose) -> Iterator[Related]:
    children = apps.get_model("records", "Child").objects.filter(authority_id=whose.authority)
    everywhere = children if whose.everywhere else children.filter(team__in=whose.overseen)
    yield Related(rows=children.filter(team__in=whose.teams), child="id", name=_called("team"))
    yield Related(rows=children.filter(team__in=whose.managed), child="id", name=_called("team_manager"))
    yield Related(rows=everywhere, child="id", name=_called("oversight"))


def _through_work(whose: Whose) -> Iterator[Related]:
    open_steps = Workstep.objects.filter(authority_id=whose.authority, closed_at__isnull=True)
    open_requests = Request.objects.filter(authority_id=whose.authority, closed_at__isnull=True)
    waiting = open_requests.filter(to_inbox__in=whose.inboxes, picked_up_by__isnull=True)
    in_inbox, has_request = _called("in_inbox"), _called("has_request")
    mine = open_requests.alias(holder=HOLDER).filter(holder__in=whose.workers)
    took_part = StepEvent.objects.filter(authority_id=whose.authority, by__in=whose.workers)
    took_part = took_part.filter(step__pathway__closed_at__isnull=True)
    has_it = open_steps.filter(assigned_worker__in=whose.workers)
    yield Related(rows=has_it, child="child_id", name=_called("has_workstep"))
    yield Related(rows=open_steps.filter(assigned_inbox__in=whose.inboxes), child="child_id", name=in_inbox)
    yield Related(rows=waiting, child="child_id", name=in_inbox)
    yield Related(rows=mine, child="child_id", name=has_request)
    yield Related(rows=took_part, child="step__child_id", name=_called("took_part"))
