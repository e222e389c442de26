"""Reasons against an act, as the panel shows them: yours to do, then for others, each a link to what mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonShown:
    """A reason with the address of what mends it, "" where nothing on a page does."""

    sentence: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsPanel:
    """Reasons split by whose move it is, numbered through; `written` are words that came with a refused act."""

    yours: tuple[ReasonShown, ...] = ()
    others: tuple[ReasonShown, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def others_start(self) -> int:
        """Return the number of the first reason that is for others."""
        return len(self.yours) + 1

    @property
    def count(self) -> int:
        """Return how many reasons there are."""
        return len(self.yours) + len(self.others)


def reasons_panel(
    reasons: Iterable[Reason], *, step_id: UUID | None = None, written: tuple[str, ...] = ()
) -> ReasonsPanel:
    """Return the panel of these reasons on the pages of a workstep."""
    found = list(reasons)
    shown = {"you": [], "others": []}  # type: dict[str, list[ReasonShown]]
    for reason in found:
        shown[reason.whose].append(
            ReasonShown(sentence=reason.sentence, href=where_href(reason.where, step_id=step_id))
        )
    return ReasonsPanel(yours=tuple(shown["you"]), others=tuple(shown["others"]), written=written)


def where_href(where: str, *, step_id: UUID | None) -> str:
    """Return the address of what mends a reason (kernel.reasons.Reason.where).

    >>> where_href("section:health#allergies", step_id=UUID(int=1))
    '/steps/00000000-0000-0000-0000-000000000001/sections/health/#allergies'
    """
    if step_id is None or not where:
        return ""
    place, _, name = where.partition(":")
    base = f"/steps/{step_id}/"
    if place == "section":
        section, _, question = name.partition("#")
        return f"{base}sections/{section}/" + (f"#{question}" if question else "")
    if place == "requests":
        return f"{base}requests/" + (f"#{name}" if name else "")
    return f"{base}next-actions/" if place == "next-actions" else ""
