"""Whether an act is allowed, and why, for its audit row; and saying no in one sentence."""

from collections.abc import Iterable
from uuid import UUID

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.facts import ChildFacts
from permanence.kernel.reasons import Hidden, Reason, Refused, refuse_if

NONE: frozenset[str] = frozenset()
HIDES = 404


def why(act: str, *, actor: Actor, child: ChildFacts | None = None, relations: frozenset[str] = NONE) -> str:
    """Return why the actor may do the act.

    Raises:
        Refused: they may not. Hidden (404): they may not even know of the child.
    """
    refuse_hiding(permissions().reasons_against(act, actor, child, relations))
    return permissions().why_allowed(act, actor, child, relations)


def refuse_hiding(reasons: Iterable[Reason]) -> None:
    """Raise Refused with every reason, if there is any; Hidden where one of them hides (404)."""
    found = tuple(reasons)
    if any(reason.status == HIDES for reason in found):
        raise Hidden
    refuse_if(found)


def refuse(sentence: str, *, where: str = "") -> Refused:
    """Return the refusal that says one sentence."""
    return Refused([Reason(sentence=sentence, where=where)])


def worker_of(actor: Actor) -> UUID:
    """Return the worker who acts. Raises Hidden for an account without one, which never acts on a child."""
    if actor.worker_id is None:
        raise Hidden
    return actor.worker_id
