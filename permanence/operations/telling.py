"""Who is told for a role: the child's own worker in it, the managers of the child's team, or all who hold it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from permanence.kernel.facts import ChildFacts
from permanence.records.base import holding
from permanence.records.people import RoleHeld

MANAGERS = ("practice_supervisor", "team_manager")


def people_of(roles: Iterable[str], *, child: ChildFacts, today: date) -> list[UUID]:
    """Return the workers who are told for these roles, each once, so that somebody is told for every role held at all.

    Of each role: whoever is allocated to the child in it; of a manager's role, the managers of the child's team, be
    they practice supervisor or team manager (PS/TM); else all who hold the role in the authority.
    """
    found: dict[UUID, None] = {}
    for role in roles:
        found |= dict.fromkeys(_people(role, child=child, today=today))
    return list(found)


def _people(role: str, *, child: ChildFacts, today: date) -> list[UUID]:
    names = MANAGERS if role in MANAGERS else (role,)
    allocated = [child.allocated[name].id for name in names if name in child.allocated]
    if allocated:
        return allocated
    held = RoleHeld.objects.filter(holding(today), authority_id=child.authority_id, role__in=names)
    held = held.filter(worker__disabled_at=None).order_by("worker_id")
    own = held.filter(team_id=child.team_id) if child.team_id and role in MANAGERS else held.none()
    return list((own if own.exists() else held).values_list("worker_id", flat=True))
