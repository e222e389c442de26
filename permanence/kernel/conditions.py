"""When a question is asked, or a next action must or may be added: field is, or is one of, values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """True when the answer to `field` is one of `values`.

    Args:
        field: key of a question of the same form, of a column of the same row, or a computed fact.
        values: option keys, or `yes` and `no`.

    Source: forms.md 0.1. There is no other expression language.
    """

    field: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Return whether the condition holds for these answers.

        An answer that is a list (`many`) holds when any of its values is one of `values`.

        >>> Condition(field="match_found", values=("yes",)).holds({"match_found": "yes"})
        True
        >>> Condition(field="match_found", values=("yes",)).holds({})
        False
        """
        answer = answers.get(self.field)
        given = answer if isinstance(answer, list | tuple) else [answer]
        return any(value in self.values for value in given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Whether an answer is asked for, and when.

    Args:
        required: the section is not complete without it (when `required_if`, if any, holds).
        or_why: it may be missing with a reason (`R~`).
        shown_if: it is asked only when this holds (`S`, `SO`).
        required_if: it is required only when this holds, else optional (`R?`).
        nothing_to_answer: computed or copied (`-`).

    Source: forms.md 0.1, column "need".
    """

    required: bool = False
    or_why: bool = False
    shown_if: Condition | None = None
    required_if: Condition | None = None
    nothing_to_answer: bool = False

    def is_shown(self, answers: Mapping[str, Any]) -> bool:
        """Return whether the question is asked, given the other answers."""
        return self.shown_if is None or self.shown_if.holds(answers)

    def is_required(self, answers: Mapping[str, Any]) -> bool:
        """Return whether an answer is required, given the other answers."""
        if not self.required or not self.is_shown(answers):
            return False
        return self.required_if is None or self.required_if.holds(answers)
