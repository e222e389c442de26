"""Bringing an earlier version of a section back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.restoring import restore_version
from permanence.web.acting import Refusal, act, version_of
from permanence.web.authorised import authorised_of
from permanence.web.opening import acts
from permanence.web.versions import answer_version

LONGEST = 1000


@acts
def restore(request: HttpRequest, step_id: UUID, number: int) -> HttpResponse:
    """Save again what the version says; refused, answer the version's page with the reasons."""
    reason = request.POST.get("reason", "")[:LONGEST]

    def again(refusal: Refusal) -> HttpResponse:
        return answer_version(request, step_id, number, refusal=refusal, reason=reason)

    given: dict[str, Any] = {"step_id": step_id, "number": number, "version": version_of(request), "reason": reason}
    given["authorised"] = authorised_of(request)
    return act(request, restore_version, again, **given)
