"""Who is told for a role: the child's own worker in it, the managers of the child's team, or all who hold it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from permanence.kernel.facts import ChildFacts
from permanence.records.base import holding
from permanence.records.gathered import looking_at
from permanence.records.people import RoleHeld, Worker
from permanence.records.prepared import TODAY, GivenNames, Prepared, given_id

MANAGERS = ("practice_supervisor", "team_manager")


def people_of(roles: Iterable[str], *, child: ChildFacts, today: date) -> list[UUID]:
    """Return the workers who are told for these roles, each once, so that somebody is told for every role held at all.

    Of each role: whoever is allocated to the child in it; of a manager's role, the managers of the child's team, be
    they practice supervisor or team manager (PS/TM); else all who hold the role in the authority. One query.
    """
    wanted = list(roles)
    return Staff.holding(wanted, authority_id=child.authority_id, today=today).people_of(wanted, child=child)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Who holds some roles today: role, team (None: everywhere), worker; whoever is disabled is not among them."""

    held: tuple[tuple[str, UUID | None, UUID], ...]

    @classmethod
    def holding(cls, roles: Iterable[str], *, authority_id: UUID, today: date) -> "Staff":
        """Return those who hold any of these roles, or another that stands for it. One query."""
        names = {name for role in roles for name in _names(role)}
        if not names:
            return cls(held=())
        with looking_at(RoleHeld, Worker):
            return cls(held=tuple(_HELD.tuples(roles=names, authority=authority_id, today=today)))

    def people_of(self, roles: Iterable[str], *, child: ChildFacts) -> list[UUID]:
        """Return the workers who are told about a child for these roles, each once."""
        return list(dict.fromkeys(worker for role in roles for worker in self._people(role, child=child)))

    def _people(self, role: str, *, child: ChildFacts) -> Iterator[UUID]:
        names = _names(role)
        allocated = [child.allocated[name].id for name in names if name in child.allocated]
        if allocated:
            yield from allocated
            return
        held = [(team, worker) for name, team, worker in self.held if name in names]
        own = [worker for team, worker in held if child.team_id and team == child.team_id and role in MANAGERS]
        yield from own or (worker for _, worker in held)


def _names(role: str) -> tuple[str, ...]:
    return MANAGERS if role in MANAGERS else (role,)


def _held() -> Any:
    held = RoleHeld.objects.filter(holding(TODAY), authority=given_id("authority"), role__in=GivenNames("roles"))
    return held.filter(worker__disabled_at=None).order_by("worker_id").values_list("role", "team_id", "worker_id")


_HELD = Prepared(_held)
