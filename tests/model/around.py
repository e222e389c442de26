"""What happens around the work: a child comes, days pass, people are away, leave, move and join (P39)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from tests.model.acts import Act
from tests.model.kinds import HELD, STATE, WHERE_TO
from tests.model.state import Child, Step, Worker, World


def refusals(world: World, act: Act) -> Iterator[str]:
    """Yield why it is refused: nobody is away twice, and nobody leaves while work would be nobody's."""
    if act.name == "leave":
        worker = world.workers[act.who]
        if (worker.away and worker.away[1] > world.today) or world.workers[act.to].gone:
            yield STATE
    if act.name == "leaver":
        yield from _leaving(world, act)


def _leaving(world: World, act: Act) -> Iterator[str]:
    if not act.to:
        if holds_anything(world, act.who):
            yield HELD
        return
    to = world.workers[act.to]
    if to.gone:
        yield STATE
    elif any(
        role not in to.roles
        for child in world.children.values()
        for role, name in child.workers.items()
        if name == act.who
    ):
        yield WHERE_TO


def holds_anything(world: World, name: str) -> bool:
    """Return whether a worker holds work, requests, children, proposals to come or an inbox."""
    steps = [step for child in world.children.values() for step in child.steps()]
    return (
        name in world.owners.values()
        or any(name in child.workers.values() for child in world.children.values())
        or any(step.is_open and step.worker == name for step in steps)
        or any(each.state == "sent" and each.holder == name for step in steps for each in step.requests)
        or any(each.state == "proposal" and each.to == name for step in steps for each in step.actions)
    )


def do(world: World, act: Act) -> None:
    """Do it."""
    _DO[act.name](world, act)


def _child(world: World, act: Act) -> None:
    given = dict(act.content)
    child = Child(id=act.child, team=given["team"], teenager=given["age"] == "teenager", workers={})
    child.workers = {role: given[role] for role in ("SW", "TM", "IRO")}
    child.iros = [(world.today, given["IRO"])]
    world.children[act.child] = child


def _pass_days(world: World, act: Act) -> None:
    world.at += timedelta(days=act.days)


def _leave(world: World, act: Act) -> None:
    worker = world.workers[act.who]
    worker.away, worker.covered_by = (world.today, world.today + timedelta(days=act.days)), act.to


def _leaver(world: World, act: Act) -> None:
    worker = world.workers[act.who]
    if act.to:
        _hand_over(world, act.who, act.to)
    worker.gone, worker.roles, worker.team, worker.inboxes = True, frozenset(), "", frozenset()


def _hand_over(world: World, name: str, to: str) -> None:
    for child in world.children.values():
        for step in child.steps():
            _hand_over_step(step, name, to)
        if child.workers["IRO"] == name:
            child.iros.append((world.today, to))
        child.workers = {role: to if held == name else held for role, held in child.workers.items()}
    world.owners = {inbox: to if owner == name else owner for inbox, owner in world.owners.items()}


def _hand_over_step(step: Step, name: str, to: str) -> None:
    if step.is_open and step.worker == name:
        step.worker = to
    for request in step.requests:
        if request.state == "sent":
            request.to = to if request.to == name else request.to
            request.picked_up_by = to if request.picked_up_by == name else request.picked_up_by
    for action in step.actions:
        if action.state == "proposal" and action.to == name:
            action.to = to


def _move(world: World, act: Act) -> None:
    worker = world.workers[act.who]
    if worker.team != act.key:
        worker.inboxes = frozenset()
    worker.team, worker.joined_on = act.key, world.today


def _join(world: World, act: Act) -> None:
    given = dict(act.content)
    worker = Worker(name=act.who, roles=frozenset(given["roles"].split()), team=given["team"], joined_on=world.today)
    worker.inboxes = frozenset(given["inboxes"].split())
    world.workers[act.who] = worker


def _nothing(world: World, act: Act) -> None:
    """Starting again changes nothing."""


_DO: Final[Mapping[str, Callable[[World, Act], None]]] = {
    "child": _child,
    "pass_days": _pass_days,
    "leave": _leave,
    "leaver": _leaver,
    "move": _move,
    "join": _join,
    "restart": _nothing,
}
