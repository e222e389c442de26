"""A chapter: a number of acts in an authority of its own, each tried on model and product, which must agree."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final

from permanence.kernel.london import LONDON
from tests.model import invariants, model, worklists
from tests.model.acts import Act
from tests.model.cast import cast, owners
from tests.model.choosing import SENSIBLE, Chooser
from tests.model.kinds import STALE
from tests.model.office import Office
from tests.model.seen import Disagreement, Seen, differences, expected
from tests.model.state import Child, Step, World

FOUNDED: Final = datetime(2026, 1, 5, 9, tzinfo=LONDON)
A_MINUTE: Final = timedelta(minutes=1)
WORKLISTS_EVERY: Final = 10
INVARIANTS_EVERY: Final = 100


def new_world() -> World:
    """Return the authority before its first child comes."""
    return World(at=FOUNDED, workers=cast(FOUNDED.date()), owners=owners())


@dataclass(kw_only=True)
class Tally:
    """What was tried: how often each act was done, and each refused, by step, key and kind."""

    done: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    acts: int = 0

    def note(self, act: Act, step: Step | None, kinds: frozenset[str]) -> None:
        """Count one act."""
        self.acts += 1
        if kinds:
            self.refused.update((act.name, kind) for kind in kinds)
        else:
            self.done[
                act.name, step.law.key if step else "", act.action if act.name == "send_and_add" else act.key
            ] += 1


class Chapter:
    """Runs acts and compares."""

    def __init__(self, office: Office, world: World, tally: Tally) -> None:
        self.office, self.world, self.tally = office, world, tally
        self.seen = Seen(office.ids)
        self.acts: list[Act] = []
        self.about: dict[int, str] = {}
        for child in world.children.values():
            self.seen.child(child)

    def run(
        self, rng: Random, count: int, *, sensible: float = SENSIBLE, deputies: bool = False, first: int = 1
    ) -> None:
        """Try that many acts at random, as the chooser is told. `first` is the number of the first."""
        chooser = Chooser(rng, sensible=sensible, deputies=deputies)
        for number in range(first, first + count):
            self.tries(chooser.act(self.world, number))
        self._at_the_end()

    def replay(self, acts: list[Act]) -> None:
        """Try these acts; one that names what is not there is passed over."""
        for act in acts:
            self.tries(act)
        self._at_the_end()

    def tries(self, act: Act) -> None:
        """Try one act on both.

        Raises:
            Disagreement: one alone refuses it, or for other kinds of reason; or they stand apart after it.
        """
        self.acts.append(act)
        self._next_minute()
        self._now_and_then(act.number)
        try:
            kinds = model.refusals(self.world, act)
            found = self.world.find(act.step)
        except (model.NoSuchThing, KeyError):
            return
        step = found[2] if found else None
        child = self.world.children.get(act.child) or (found[0] if found else None)
        self.about[act.number] = act.child or (child.id if child else "")
        theirs = self.office.tries(act, step)
        self._verdicts(act, step, kinds, theirs)
        self.tally.note(act, step, kinds)
        if not kinds:
            model.do(self.world, act)
        self._compare(act, self.world.children.get(act.child) or child, refused=bool(kinds))

    def _at_the_end(self) -> None:
        """Look at everything."""
        invariants.hold()
        self._agree("the last act", list(self.world.children.values()))
        worklists.all_agree(self.office, self.world)

    def _now_and_then(self, number: int) -> None:
        """Look at what is too much to look at after each act."""
        if number % INVARIANTS_EVERY == 0:
            invariants.hold()
            self._agree(f"the acts until {number}", list(self.world.children.values()))
        if number % WORKLISTS_EVERY == 0:
            worklists.agree(self.office, self.world, number // WORKLISTS_EVERY)

    def _compare(self, act: Act, child: Child | None, *, refused: bool) -> None:
        if child and refused:
            if self.seen.has_changed(child):
                raise Disagreement(f"{act} was refused, and something changed.")
        elif child:
            self._agree(act, [child])
        elif act.name in {"leaver", "restart"}:
            self._agree(act, list(self.world.children.values()))

    def _next_minute(self) -> None:
        """Let a minute pass; the working day ends at five."""
        self.world.at += A_MINUTE
        if self.world.at.hour >= 17:
            self.world.at = (self.world.at + timedelta(days=1)).replace(hour=9, minute=0)

    def _verdicts(self, act: Act, step: Step | None, mine: frozenset[str], theirs: frozenset[str]) -> None:
        same = mine == theirs
        if STALE in mine and len(mine) > 1:  # refused for several reasons: which one is said first is the product's
            same = bool(theirs) and theirs <= mine
        if not same:
            where = f" on {step.law.title} ({step.state})" if step else ""
            said = f' It says: "{self.office.says}"' if theirs else ""
            raise Disagreement(f"{act}{where}: the model {_words(mine)}, the product {_words(theirs)}.{said}")

    def _agree(self, act: Act | str, children: list[Child]) -> None:
        for child in children:
            found = differences(expected(child), self.seen.child(child))
            if found:
                raise Disagreement(f"After {act}:\n  " + "\n  ".join(found))


def _words(kinds: frozenset[str]) -> str:
    return f"refuses it ({', '.join(sorted(kinds))})" if kinds else "does it"
