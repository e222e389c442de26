"""Who tries what, where: what every rule of the model looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.model.acts import Act
from tests.model.law import MANAGERS, RequestLaw
from tests.model.state import Child, Pathway, Request, Step, Worker, World

STANDS: Final = ("sent", "completed")


@dataclass(frozen=True, kw_only=True)
class Me:
    """Whoever acts: themselves, and whoever they act for while that one is away."""

    worker: Worker
    acting_for: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Return as whom they act."""
        return frozenset({self.worker.name, self.acting_for} - {""})

    def holds(self, roles: Iterable[str]) -> bool:
        """Return whether they hold one of these roles: their own alone, whoever they act for."""
        return not self.worker.roles.isdisjoint(roles)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An act on a workstep."""

    world: World
    child: Child
    pathway: Pathway
    step: Step
    me: Me
    act: Act

    def has_step(self) -> bool:
        """Return whether the workstep is with them."""
        return self.step.worker in self.me.names

    def acts_as(self, roles: Iterable[str]) -> bool:
        """Return whether they act here in one of these roles (A8).

        Whoever works such steps acts on those they have; another role acts on any step it is let near.
        """
        held = self.me.worker.roles.intersection(roles)
        return bool(held - self.step.law.worked_by) or (bool(held) and self.has_step())

    def is_for_me(self, request: Request) -> bool:
        """Return whether a request is for them: in person, or in an inbox of theirs (R88)."""
        return request.to in self.me.names or request.inbox in self.me.worker.inboxes

    def was_asked(self, law: RequestLaw | None = None) -> bool:
        """Return whether a request that stands here is or was for them."""
        sent = [each for each in self.step.requests if each.state in STANDS and law in (None, each.law)]
        return any(self.is_for_me(each) for each in sent)


def me_of(world: World, act: Act) -> Me:
    """Return whoever acts; only whoever covers somebody on leave today acts for them."""
    away = world.workers.get(act.acting_for)
    covers = away is not None and away.is_away(world.today) and away.covered_by == act.who
    return Me(worker=world.workers[act.who], acting_for=act.acting_for if covers else "")


def relations(world: World, child: Child, me: Me) -> set[str]:
    """Return what somebody is to a child today (A8; design, section 3)."""
    mine, pathway = me.worker, child.pathway
    steps = list(child.steps())
    waiting = [each for step in steps for each in step.requests if each.state == "sent"]
    found = {
        "allocated": not me.names.isdisjoint(child.workers.values()),
        "team": mine.team == child.team,
        "team_manager": mine.team == child.team and me.holds(MANAGERS),
        "has_workstep": any(step.is_open and step.worker in me.names for step in steps),
        "in_inbox": any(step.is_open and step.inbox in mine.inboxes for step in steps)
        or any(each.inbox in mine.inboxes and not each.picked_up_by for each in waiting),
        "has_request": any(each.holder in me.names for each in waiting),
        "took_part": pathway is not None and not pathway.part.isdisjoint(me.names),
    }
    return {name for name, holds in found.items() if holds}
