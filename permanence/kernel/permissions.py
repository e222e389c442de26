"""Who may do what: one map from act to any-of lines of named predicates."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.facts import ChildFacts
from permanence.kernel.reasons import Reason


def reasons_against(act: str, actor: Actor, child: ChildFacts | None, relations: frozenset[str]) -> Iterator[Reason]:
    """Yield why the actor may not do the act: hidden (404) before forbidden (403)."""
    raise NotImplementedError


def why_allowed(act: str, actor: Actor, child: ChildFacts | None, relations: frozenset[str]) -> str:
    """Return in words why the actor may do the act, for the audit; "" when not allowed."""
    raise NotImplementedError
