"""What is still to be answered, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section

COMPUTED_FACTS: tuple[str, ...] = (
    "under_4", "age_4_to_16", "age_8_over", "age_10_over", "age_15_over", "age_16_over", "in_education", "has_sen",
    "any_disability", "proceedings_open", "final_hearing_listed", "has_siblings", "repeat_referral",
    "child_protection_not_progressing", "psm_update_due", "carers_are_current",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An answer that is missing: the HTML field it would stand in, and what to do."""

    key: str
    sentence: str


def known(facts: StepFacts) -> dict[str, Any]:
    """Return what conditions look at: computed facts, every answer by key, and the next actions proposed."""
    raise NotImplementedError


def missing(section: Section, answers: Mapping[str, Any], *, facts: StepFacts) -> tuple[Missing, ...]:
    """Return the answers missing from a section, in order."""
    raise NotImplementedError


def section_status(section: Section, *, facts: StepFacts, actor: Actor | None = None) -> str:
    """Return the words of a section's status (pages, section 4)."""
    raise NotImplementedError
