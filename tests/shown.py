"""What the card of a request carries in its hidden fields: the version, and the hash of what completing it freezes."""

from typing import Any
from uuid import UUID

from permanence.kernel.covering import covered_hashes
from permanence.records import catalogue
from permanence.records.forms import SectionAnswers
from permanence.records.requests import Request


def covered(request_id: UUID) -> str:
    """Return the hash of what the request covers, as its form stands now; "" where it freezes nothing."""
    row = Request.objects.select_related("step").get(id=request_id)
    assert row.step.process_version_id, "a request is sent on a workstep that was started"
    process = catalogue.process_version(row.step.process_version_id)
    step = process.step(row.step.step_type)
    answers = dict(SectionAnswers.objects.filter(step=row.step).values_list("section", "answers"))
    return covered_hashes(step, process.form(step.form), answers).get(row.key, "")


def card(request_id: UUID) -> dict[str, Any]:
    """Return the hidden fields of the card of a request, but for its key."""
    step = Request.objects.select_related("step").get(id=request_id).step
    return {"_version": step.version, "_covered": covered(request_id)}
