"""What is wrong with a definition, and with which part of it."""

from dataclasses import dataclass

Place = tuple[str, ...]
"""A part of a process: `("step", key)`, `("step", key, "request", key)`, `(..., "next_action", key)`,
`(..., "timescale", rule id)`, `("form", key)`, `("form", key, "section", key)`, `("form", key, "question", key)`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands, and a whole sentence that says what is wrong and how to mend it."""

    at: Place
    says: str


def step_at(step: str, kind: str = "", key: str = "") -> Place:
    """Return the place of a step, or of a request, next action or timescale of it.

    >>> step_at("planning", "request", "authorise")
    ('step', 'planning', 'request', 'authorise')
    """
    return ("step", step, kind, key) if kind else ("step", step)


def question_at(form: str, key: str) -> Place:
    """Return the place of a question."""
    return ("form", form, "question", key)
