"""What happens around the work, at random: children come, days pass, people are away, leave, move and join."""

from random import Random
from typing import Final

from tests.model.acts import Act
from tests.model.cast import ALLOCATED
from tests.model.state import Worker, World

CHILDREN: Final = 8
MOST_DAYS: Final = 400
"""How long a child's part lasts at most: no birthday that changes what is asked, no year without bank holidays."""


def happening(rng: Random, world: World, number: int) -> Act:
    """Return something that happens."""
    if not world.children:
        return _child(rng, world, number)
    kinds = {"pass_days": 12, "child": 2, "leave": 2, "leaver": 2, "move": 1.2, "join": 1.6, "restart": 1.2}
    name = rng.choices(list(kinds), list(kinds.values()))[0]
    if name == "child" and len(world.children) < CHILDREN:
        return _child(rng, world, number)
    return globals()[f"_{name}"](rng, world, number) if name != "child" else _pass_days(rng, world, number)


def _child(rng: Random, world: World, number: int) -> Act:
    team = rng.choice(["east", "west", "east"])
    people = {role: _somebody(rng, world, role, team) for role in ALLOCATED}
    said = {**people, "team": team, "age": rng.choice(["younger", "teenager"])}
    return Act(number=number, name="child", child=f"c{number}", content=tuple(sorted(said.items())))


def _somebody(rng: Random, world: World, role: str, team: str) -> str:
    fit = [worker for worker in world.here() if role in worker.roles]
    own = [worker for worker in fit if worker.team == team]
    return rng.choice(own or fit).name


def _pass_days(rng: Random, world: World, number: int) -> Act:
    return Act(number=number, name="pass_days", days=rng.choice([1, 1, 2, 3, 5, 8, 13, 21]))


def _leave(rng: Random, world: World, number: int) -> Act:
    who = rng.choice(world.here())
    others = [worker.name for worker in world.here() if worker is not who and worker.roles & who.roles]
    to = rng.choice(others or [worker.name for worker in world.here() if worker is not who])
    return Act(number=number, name="leave", who=who.name, to=to, days=rng.choice([3, 7, 14]))


def _leaver(rng: Random, world: World, number: int) -> Act:
    """Somebody leaves of whom there are others; sometimes nobody is named who takes the work, or the wrong one."""
    here = [worker for worker in world.here() if _others(world, worker)]
    if not here:
        return _join(rng, world, number)
    relied_on = {name for child in world.children.values() for name in child.workers.values()}
    who = rng.choice([worker for worker in here if worker.name in relied_on and rng.random() < 0.8] or here)
    fit = rng.choice(_others(world, who)).name
    to = rng.choices([fit, "", rng.choice([worker.name for worker in world.here() if worker is not who])], [4, 3, 3])[0]
    return Act(number=number, name="leaver", who=who.name, to=to)


def _others(world: World, who: Worker) -> list[Worker]:
    found = [worker for worker in world.here() if worker is not who and who.roles <= worker.roles]
    return found if len(found) > 1 or who.roles == {"ADM"} else []


def _move(rng: Random, world: World, number: int) -> Act:
    here = [worker for worker in world.here() if worker.joined_on < world.today and _others(world, worker)]
    if not here:
        return _pass_days(rng, world, number)
    return Act(
        number=number, name="move", who=rng.choice(here).name, key=rng.choice(["east", "west", "finders", "qaag"])
    )


def _join(rng: Random, world: World, number: int) -> Act:
    """Somebody joins in a role that few hold."""
    roles = ["SW", "PS TM", "IRO", "QAAG", "ADM", "FF", "RT", "FFM"]
    counted = {role: sum(set(role.split()) <= worker.roles for worker in world.here()) for role in roles}
    role = min(roles, key=lambda each: (counted[each], rng.random()))
    place = {"SW": "east", "PS TM": "east", "IRO": "reviews", "QAAG": "qaag", "ADM": "deciding"}.get(role, "finders")
    inboxes = {"QAAG": "Q", "FF": "F", "RT": "F"}.get(role, "")
    said = {"roles": role, "team": place, "inboxes": inboxes}
    return Act(number=number, name="join", who=f"new{number}", content=tuple(sorted(said.items())))


def _restart(rng: Random, world: World, number: int) -> Act:
    return Act(number=number, name="restart")
