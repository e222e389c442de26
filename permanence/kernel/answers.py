"""Typed answers: from what a page sends to what is kept, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from permanence.kernel.form_definitions import Section

Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a section.

    Args:
        answers: question key to answer, as stored (docs/design.md section 2).
        errors: name of an HTML field (a date: its question's) to the sentence that says how to mend it.
    """

    answers: Mapping[str, Any]
    errors: Mapping[str, str] = field(default_factory=dict)


def read_answers(section: Section, typed: Typed, *, known: Mapping[str, Any] | None = None) -> Read:
    """Return the typed answers of a section; `known` holds the other sections' answers and the computed facts."""
    raise NotImplementedError


def typed_of(section: Section, answers: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the HTML fields that would be read as these answers."""
    raise NotImplementedError
