"""Storing a section's answers: its version checked, a revision kept for ever, the form's version raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Stale
from permanence.operations.writing import clock_words, event, swap
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.gathered import change, insert


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A section as the save found it: version 0 and no answers before its first save."""

    section: str
    version: int = 0
    answers: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: StepFacts, *, section: str) -> "Saving":
        """Return the section as it stands."""
        version, answers = facts.section_versions.get(section, 0), facts.answers.get(section, {})
        return cls(section=section, version=version, answers=answers)


def write_section(facts: StepFacts, saving: Saving, *, answers: dict[str, Any], actor: Actor, at: datetime) -> int:
    """Store the answers and return the section's version; answers that are as they were change nothing.

    Raises:
        Stale: the section or the workstep was changed meanwhile.
    """
    if saving.version and answers == saving.answers:
        return saving.version
    _store(facts, saving, answers=answers, actor=actor, at=at)
    swap(facts, at=at, form_version=facts.form_version + 1)
    insert(
        Revision(
            authority_id=actor.authority_id,
            step_id=facts.id,
            number=facts.form_version + 1,
            section=saving.section,
            section_version=saving.version + 1,
            answers=answers,
            saved_at=at,
            saved_by_id=actor.worker_id,
            acting_for_id=actor.acting_for,
        )
    )
    said = f"{actor.name} saved section {facts.form.section(saving.section).number}."
    event(facts.id, act="save_section", said=said, actor=actor, at=at, detail={"section": saving.section})
    return saving.version + 1


def _store(facts: StepFacts, saving: Saving, *, answers: dict[str, Any], actor: Actor, at: datetime) -> None:
    written: dict[str, Any] = {"answers": answers, "saved_at": at, "saved_by_id": actor.worker_id}
    if saving.version == 0:
        whose = {"authority_id": actor.authority_id, "step_id": facts.id, "section": saving.section}
        insert(SectionAnswers(version=1, **whose, **written))
        return
    here = SectionAnswers.objects.filter(step_id=facts.id, section=saving.section, version=saving.version)
    beaten = lambda: say_stale(facts, section=saving.section, at=at)  # noqa: E731  # said only if it is so
    change(here, version=saving.version + 1, or_else=beaten, **written)


def say_stale(facts: StepFacts, *, section: str, at: datetime, doing: str = "writing") -> Stale:
    """Return who saved the section meanwhile (pages, words 16). `doing`: what the other was doing with it."""
    row = SectionAnswers.objects.filter(step_id=facts.id, section=section).select_related("saved_by__person").first()
    if row is None:
        return Stale("This section was not saved yet. Open it again; what you typed is kept as a draft.")
    who, when = row.saved_by.person.name if row.saved_by else "Somebody", clock_words(row.saved_at, now=at)
    return Stale(f"{who} saved this section while you were {doing}.", by=who, at=when)
