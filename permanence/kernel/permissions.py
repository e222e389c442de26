"""Who may do what: the rules by which the table of acts is read (permanence/access/table.yaml, C09).

A line holds when each predicate in it does; an act is allowed when any of its lines holds. What a role does within a
workstep is the process's own (`worksteps`, `requests`, `next_actions`): the table says who is let near it at all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from permanence.kernel.actors import ADMINISTRATOR, Actor
from permanence.kernel.facts import ChildFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.wording import listed

Line = tuple[str, ...]
Treatment = Literal["granted", "known", "hidden"]
About = Literal["child", "list", "authority"]
NONE: Final[frozenset[str]] = frozenset()
OTHER_AUTHORITY: Final = "other_authority"
HIDDEN: Final = Reason(sentence="There is nothing here, or you may not see it.", status=404)
RESTRICTED: Final = "This record is restricted. You are not among the people who work with the child."

PREDICATES: Final[Mapping[str, Callable[[Actor, str], bool]]] = MappingProxyType(
    {
        "anybody": lambda _actor, _role: True,
        "worker": lambda actor, _: actor.worker_id is not None,
        "holds": lambda actor, role: actor.worker_id is not None and actor.holds(role),
        "administers": lambda actor, _: actor.holds(ADMINISTRATOR),
    }
)
"""What a line may ask of the actor besides what they are to the child; `holds:<role>` names a role."""
OF_A_TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {"wrote_it": "wrote it", "manages_the_writer": "manages whoever wrote it"}
)
"""What somebody can be to the text of a workstep, in the words of "somebody who ..." (records/step_readers.py)."""
PREDICATE_WORDS: Final = {
    "anybody": "anybody who is signed in",
    "worker": "a worker of the authority",
    "administers": "a system administrator",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """An act and who is let near it: `does` in words, `lines` of predicates of which any suffices."""

    act: str
    does: str
    about: About
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of a page or an act: which acts it checks, on what; or why it is public, with its methods."""

    name: str
    methods: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    object_type: str = ""
    public: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """The whole table.

    Args:
        relations: what somebody can be to a child, by name, each in the words of "somebody who ...".
        records: what each state of a record makes of the acts: `granted`, `known` (403) or `hidden` (404).
    """

    relations: Mapping[str, str]
    records: Mapping[str, Treatment]
    grants: Mapping[str, Grant]
    addresses: Mapping[str, Address]

    def states(self, *treated: Treatment) -> frozenset[str]:
        """Return the states of a record that are treated so."""
        return frozenset(state for state, treatment in self.records.items() if treatment in treated)

    def address(self, name: str) -> Address:
        """Return an address by its name. Raises KeyError, which says what to do, for one that is not in the table."""
        if name not in self.addresses:
            raise KeyError(f'The address "{name}" is opened to nobody: say in access/table.yaml which act it checks.')
        return self.addresses[name]

    def line_that_holds(self, act: str, actor: Actor, relations: frozenset[str]) -> Line | None:
        """Return the first line of the act that holds, or None. Raises KeyError for an act that is not in the table."""
        lines = self.grants[act].lines
        return next((line for line in lines if all(self._holds(part, actor, relations) for part in line)), None)

    def reasons_against(
        self, act: str, actor: Actor, child: ChildFacts | None, relations: frozenset[str] = NONE
    ) -> Iterator[Reason]:
        """Yield why the actor may not do the act: hidden (404) before restricted or forbidden (403).

        Args:
            child: whose record it is about; None for an act on no child's record.
            relations: what the actor is to the child today (records/relations.py).

        Raises:
            KeyError: there is no such act in the table.
        """
        allowed = self.line_that_holds(act, actor, relations)
        if child is None:
            if allowed is None:
                yield Reason(sentence=f"Only {self.who(act)} does this.", whose="others", status=403)
            return
        treatment = self._treatment(child, actor)
        if treatment == "hidden" or not self._may_know(actor, relations, administers=allowed == ("administers",)):
            yield HIDDEN
        elif treatment == "known":
            yield Reason(sentence=RESTRICTED, whose="others", status=403)
        elif allowed is None:
            sentence = f"You may see this record, but not do this: {self.who(act)} does."
            yield Reason(sentence=sentence, whose="others", status=403)

    def why_allowed(self, act: str, actor: Actor, child: ChildFacts | None, relations: frozenset[str] = NONE) -> str:
        """Return in words why the actor may do the act, for the audit; "" when they may not."""
        if any(self.reasons_against(act, actor, child, relations)):
            return ""
        line = self.line_that_holds(act, actor, relations) or ()
        return listed(self._why(part, relations) for part in line)

    def who(self, act: str) -> str:
        """Return who does the act, in words."""
        lines = self.grants[act].lines
        return listed((" and ".join(self._words(part) for part in line) for line in lines), last="or")

    def _holds(self, predicate: str, actor: Actor, relations: frozenset[str]) -> bool:
        if predicate in self.relations or predicate in OF_A_TEXT:
            return actor.worker_id is not None and any(name.partition(":")[0] == predicate for name in relations)
        kind, _, role = predicate.partition(":")
        return PREDICATES[kind](actor, role)

    def _treatment(self, child: ChildFacts, actor: Actor) -> Treatment:
        return self.records[child.access_class if child.authority_id == actor.authority_id else OTHER_AUTHORITY]

    def _may_know(self, actor: Actor, relations: frozenset[str], *, administers: bool) -> bool:
        related = any(name.partition(":")[0] in self.relations for name in relations)
        return administers or (actor.worker_id is not None and related)

    def _words(self, predicate: str) -> str:
        if said := self.relations.get(predicate) or OF_A_TEXT.get(predicate):
            return f"somebody who {said}"
        kind, _, role = predicate.partition(":")
        return PREDICATE_WORDS.get(kind, f"a {role.replace('_', ' ')}")

    def _why(self, predicate: str, relations: frozenset[str]) -> str:
        if predicate == "allocated":
            roles = sorted(name.partition(":")[2].replace("_", " ") for name in relations if name.startswith("alloc"))
            return f"allocated to the child as {listed(roles)}"
        said = self.relations.get(predicate) or OF_A_TEXT.get(predicate)
        return said or self._words(predicate).removeprefix("a ")
