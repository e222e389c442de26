"""Who acts: a worker, the roles held within teams of one authority, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

ADMINISTRATOR: Final = "system_administrator"
COMMAND_LINE: Final = "The command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role held within a team (None: within the whole authority)."""

    role: str
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks or acts, as known at this request.

    Args:
        user_id: None for the operator at the command line.
        worker_id: None for an account without a worker (never acts on a child).
        inboxes: ids of the team inboxes whose items this worker may pick up today.
        managed_teams: teams in which the worker holds a manager's role.
        acting_for: the worker this one acts for, when deputising; stamped on each act.
        real_at: the real instant; audit keeps it beside the practice time.
        request_id: X-Request-ID of the request that carries the act (C11).

    Source: architecture.md section 4; C05, C11.
    """

    user_id: UUID | None
    worker_id: UUID | None
    authority_id: UUID
    name: str
    held: tuple[Held, ...] = ()
    teams: frozenset[UUID] = frozenset()
    inboxes: Mapping[UUID, str] = field(default_factory=dict)
    acting_for: UUID | None = None
    real_at: datetime
    request_id: str

    @property
    def roles(self) -> frozenset[str]:
        """Return the keys of every role held, in whichever team."""
        return frozenset(held.role for held in self.held)

    def holds(self, *roles: str) -> bool:
        """Return whether any of these roles is held."""
        return not self.roles.isdisjoint(roles)

    def holds_in(self, team_id: UUID | None, *roles: str) -> bool:
        """Return whether any of these roles is held in this team, or in the whole authority."""
        return any(held.role in roles and held.team_id in (team_id, None) for held in self.held)


def operator(*, authority_id: UUID, real_at: datetime, request_id: str = "command") -> Actor:
    """Return the operator at the command line, who founds an authority and sees to its workers, and reads nothing."""
    return Actor(
        user_id=None,
        worker_id=None,
        authority_id=authority_id,
        name=COMMAND_LINE,
        held=(Held(role=ADMINISTRATOR),),
        real_at=real_at,
        request_id=request_id,
    )
