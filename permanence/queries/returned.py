"""What changed in a form since the reader saw it answered: sent back, authorised, or, for a first reading, sent."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.last_seen import LastSeen, last_seen
from permanence.kernel.wording import since
from permanence.queries.changes import Change, changes_since


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What changed since then: `since` in words, such as "Mon 23 Nov, when you sent back version 14".

    `is_own`: since the reader answered it themselves.
    """

    since: str
    changes: tuple[Change, ...]
    is_own: bool = False

    @property
    def count(self) -> str:
        """Return how many answers changed, in words."""
        return count_of(len(self.changes), "answer")


def returned_to(facts: StepFacts, actor: Actor, *, section: Section) -> Returned | None:
    """Return what changed in a section since the reader last saw the form answered, or None where nothing did."""
    seen = last_seen(facts, actor)
    changes = changes_since(facts, seen.version, (section,)) if seen else ()
    return Returned(since=_when(facts, seen), changes=changes) if seen and changes else None


def returned_with(facts: StepFacts, actor: Actor, asked: RequestFacts) -> Returned | None:
    """Return what changed in the form since the reader last answered it; else since the request was sent."""
    seen = last_seen(facts, actor)
    whole = tuple(each for each in facts.form.sections if not each.is_next_actions)
    if seen and seen.who == "you":
        return Returned(since=_when(facts, seen), changes=changes_since(facts, seen.version, whole), is_own=True)
    changes = changes_since(facts, asked.form_version, whole) if asked.form_version else ()
    return Returned(since="it was sent", changes=changes) if changes else None


def _when(facts: StepFacts, seen: LastSeen) -> str:
    return f"{since(seen.at, today=facts.today)}, when {seen.who} {seen.did} version {seen.version}"
