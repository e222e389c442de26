"""What an authorisation covers, frozen by its hash."""

from collections.abc import Mapping
from typing import Any

from permanence.kernel.definitions import RequestType, StepType
from permanence.kernel.form_definitions import Form


def covered_sections(step: StepType, form: Form, request: RequestType) -> tuple[str, ...]:
    """Return the keys of the sections that completing the request freezes."""
    raise NotImplementedError


def covered_hash(form: Form, answers: Mapping[str, Mapping[str, Any]], sections: tuple[str, ...]) -> str:
    """Return the SHA-256 of the answers of these sections, or "" for none."""
    raise NotImplementedError
