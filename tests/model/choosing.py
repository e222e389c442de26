"""What is tried next, at random: more than half of it what somebody sensible would do, the rest anything by anybody."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from tests.model import deputies
from tests.model.acts import OF_STEPS, Act
from tests.model.contents import content
from tests.model.happenings import happening
from tests.model.law import STEPS, actions_of, requests_of
from tests.model.model import refusals
from tests.model.sensible import sensible
from tests.model.state import Child, Step, World

SENSIBLE: Final = 0.6
AROUND: Final = 0.05
DEPUTIES: Final = 0.1
TRIES: Final = 6
# How often each is tried where anything is: what is refused for more reasons comes more often.
WEIGHTS: Final = {
    "begin": 2,
    "start": 3,
    "resume": 2,
    "pick_up": 3,
    "pick_up_request": 2,
    "put_back": 3,
    "reassign": 3,
    "cancel": 1,
    "save": 6,
    "send": 7,
    "complete": 6,
    "decline": 2,
    "withdraw": 2,
    "add": 7,
    "replace": 2,
    "remove": 2,
    "add_both": 2,
    "send_now": 2,
    "send_and_add": 2,
    "finish": 8,
    "complete_and_finish": 3,
}


class Chooser:
    """Chooses acts; of those that anybody might try, the one least tried so far.

    Args:
        sensible: how many of them somebody sensible would try. deputies: some are by deputies who asked themselves.
    """

    def __init__(self, rng: Random, *, sensible: float = SENSIBLE, deputies: bool = False) -> None:
        self.rng, self.sensible, self.deputies = rng, sensible, deputies
        self.tried = Counter[tuple[str, ...]]()

    def act(self, world: World, number: int) -> Act:
        """Return what is tried next."""
        roll = self.rng.random()
        if not world.children or roll < AROUND:
            return happening(self.rng, world, number)
        children = list(world.children.values())[-4:]
        self.rng.shuffle(children)
        deputy = deputies.tries(self.rng, world, children[0], number) if self._is_deputy() else None
        if deputy:
            return deputy
        if roll < AROUND + self.sensible:
            found = (sensible(self.rng, world, child, number) for child in children)
            act = next((act for act in found if act), None)
            if act:
                return act
        return self._anything(world, children[0], number)

    def _is_deputy(self) -> bool:
        return self.deputies and self.rng.random() < DEPUTIES

    def _anything(self, world: World, child: Child, number: int) -> Act:
        drawn = [self._drawn(world, child, number) for _ in range(TRIES)]
        rated = [(self.tried[self._rating(world, act)], place) for place, act in enumerate(drawn)]
        act = drawn[min(rated)[1]]
        self.tried[self._rating(world, act)] += 1
        return act

    def _rating(self, world: World, act: Act) -> tuple[str, ...]:
        found = world.find(act.step)
        return (act.name, found[2].law.key if found else "", act.key, *sorted(refusals(world, act)))

    def _drawn(self, world: World, child: Child, number: int) -> Act:
        rng = self.rng
        who = rng.choice(world.here())
        steps = list(child.steps())
        names, weights = zip(*WEIGHTS.items(), strict=True)
        name = rng.choices(names, weights)[0] if steps else "begin"
        away = [worker.name for worker in world.here() if worker.is_away(world.today) and worker.covered_by == who.name]
        given: dict[str, Any] = {
            "number": number,
            "name": name,
            "who": who.name,
            "acting_for": rng.choice([*away, ""]) if away else "",
        }
        if name == "begin":
            return Act(**given, child=child.id, key=rng.choice([*STEPS, "0", "0"]))
        opened = [step for step in steps if step.is_open]
        step = rng.choice(opened if opened and rng.random() < 0.88 else steps)
        more = next(iter(self._given(world, child, step, name)), None)
        if more is None:
            return self._drawn(world, child, number)
        return Act(**given, step=step.id, stale=rng.random() < 0.07, **more)

    def _given(self, world: World, child: Child, step: Step, name: str) -> Iterator[dict[str, Any]]:
        """Yield what else the act is given, if there is anything to do it to."""
        rng = self.rng
        anywhere = [*(worker.name for worker in world.workers.values()), "Q", "F"]
        said = rng.choice(["Agreed with the manager.", "Agreed with the manager.", "", " "])
        if name in {"start", "resume", "put_back", "finish", "add_both"}:
            yield {}
        elif name in {"pick_up", "pick_up_request"}:
            yield from self._picked_up(step, name)
        elif name == "save":
            sections = [*step.law.own, *([2] if step.law.is_decided else []), step.law.next_section]
            section = rng.choice(sections)
            yield {"section": section, "content": content(rng, world, child, step, section)}
        elif name in {"reassign", "cancel"}:
            yield {"reason": said, **({"to": rng.choice(anywhere)} if name == "reassign" else {})}
        elif name in {"complete", "decline", "withdraw", "complete_and_finish"}:
            asked = [each.id for each in step.requests]
            reason = {"reason": said} if name == "decline" else {}
            yield from ({"request": rng.choice(asked), **reason} for _ in asked[:1])
        else:
            yield from self._next_action(world, step, name, said)

    def _picked_up(self, step: Step, name: str) -> Iterator[dict[str, Any]]:
        if name == "pick_up":
            yield {"to": step.inbox or step.came_from or self.rng.choice("QF")}
        asked = [each for each in step.requests if each.inbox]
        if name == "pick_up_request" and asked:
            yield {"request": asked[-1].id, "to": asked[-1].inbox}

    def _next_action(self, world: World, step: Step, name: str, said: str) -> Iterator[dict[str, Any]]:
        rng, laws, asks = self.rng, actions_of(step.law.key), requests_of(step.law.key)
        added = [each.id for each in step.actions if each.state in {"proposal", "sent"}]
        law = rng.choice(laws)
        to = {"to": self._to(world, law.to, law.inbox)} if law.to or law.inbox else {}
        given = {"key": law.key, "reason": said if law.reason else "", **to}
        if name == "add":
            purpose = rng.choice(["", "", "meeting", "review"]) if law.key == "N5" and law.step == "4" else ""
            yield {**given, "purpose": purpose}
        elif name in {"remove", "send_now"} and added:
            yield {"action": rng.choice(added)}
        elif name == "replace" and added:
            yield {**given, "action": rng.choice(added)}
        elif name in {"send", "send_and_add"} and asks:
            ask = rng.choice(asks)
            sent = {"key": ask.key, "to": self._to(world, ask.to, ask.inbox)}
            more = {"action": law.key, "action_to": to.get("to", ""), "reason": given["reason"]}
            yield {**sent, **(more if name == "send_and_add" else {})}

    def _to(self, world: World, roles: frozenset[str], inbox: str) -> str:
        """Return where something goes: mostly where it may."""
        rng = self.rng
        fit = [inbox] if inbox else [worker.name for worker in world.here() if worker.roles & roles]
        wrong = [*(worker.name for worker in world.workers.values()), "Q", "F"]
        return rng.choice(fit) if fit and rng.random() < 0.85 else rng.choice(wrong)


__all__ = ["OF_STEPS", "Chooser"]
