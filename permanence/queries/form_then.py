"""The form as it was asked when a version of it was saved: work that was moved on had another before (ADR 41)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Form, Section
from permanence.records.catalogue import process_version
from permanence.records.worksteps import StepEvent

MOVED = "move_step"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsThen:
    """The forms that a workstep was written under, each until a number of its saved versions; the last is today's."""

    until: tuple[tuple[int, Form], ...]
    now: Form

    def at(self, number: int) -> Form:
        """Return the form under which a saved version was written."""
        return next((form for last, form in self.until if number <= last), self.now)

    def section(self, number: int, key: str) -> Section:
        """Return a section as a saved version had it; one that the move emptied as the form before it had it."""
        forms = (self.at(number), *(form for _, form in reversed(self.until)), self.now)
        return next(section for form in forms for section in form.sections if section.key == key)

    def both(self, number: int, other: int) -> tuple[Section, ...]:
        """Return the sections of two saved versions: those of the later one, with what only the earlier asks."""
        before, after = self.at(min(number, other)), self.at(max(number, other))
        if before is after:
            return after.sections
        old = {section.key: section for section in before.sections}
        together = [_together(section, old.get(section.key)) for section in after.sections]
        now = {section.key for section in after.sections}
        return (*together, *(section for section in before.sections if section.key not in now))


def _together(section: Section, before: Section | None) -> Section:
    if before is None:
        return section
    asked = {question.key for question in section.questions}
    gone = tuple(question for question in before.questions if question.key not in asked)
    return replace(section, questions=(*section.questions, *gone))


def moves_of(step_id: UUID) -> list[StepEvent]:
    """Return the events by which a workstep was moved to later versions, the first one first. One query."""
    return list(StepEvent.objects.filter(step_id=step_id, act=MOVED).order_by("at", "id"))


def forms_then(facts: StepFacts) -> FormsThen:
    """Return the forms under which a workstep was written. One query."""
    until = tuple((move.detail["form_version"], form_before(facts, move.detail)) for move in moves_of(facts.id))
    return FormsThen(until=until, now=facts.form)


def form_before(facts: StepFacts, detail: Mapping[str, Any]) -> Form:
    """Return the form that a workstep had before a move."""
    process = process_version(UUID(detail["from_id"]))
    return process.form(process.step(facts.step.key).form)
