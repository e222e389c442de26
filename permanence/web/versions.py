"""What happened on a workstep, and every saved version of its form."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from permanence.queries.step_events import events_page
from permanence.queries.versions import VersionsPage, difference_page, version_page, versions_page
from permanence.web.acting import Refusal, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts

LONGEST, FIGURES = 60, 9


@reads
def show_events(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show everything that happened on a workstep."""
    shown = events_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why)
    return page(request, "worksteps/events.html", shown, child=shown.bar)


@reads
def show_versions(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """List the saved versions of a workstep's form; two that were chosen are compared."""
    first, last, section = (request.GET.get(name, "")[:LONGEST] for name in ("from", "to", "section"))
    if all(number.isascii() and number.isdigit() and len(number) <= FIGURES for number in (first, last)):
        only = f"?{urlencode({'section': section})}" if section else ""
        return HttpResponseRedirect(f"/steps/{step_id}/versions/{int(first)}/compare/{int(last)}/{only}")
    shown = versions_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    return _page(request, "worksteps/versions.html", shown)


@reads
def show_version(request: HttpRequest, step_id: UUID, number: int) -> HttpResponse:
    """Show one saved version, read-only, and offer to bring it back."""
    return answer_version(request, step_id, number)


def answer_version(
    request: HttpRequest, step_id: UUID, number: int, *, refusal: Refusal | None = None, reason: str = ""
) -> HttpResponse:
    """Answer with a saved version; after a refusal with its reasons on top."""
    shown = version_page(step_id=step_id, number=number, actor=actor_of(request), at=practice_now(request))
    told: dict[str, Any] = {"key": new_key(), "reason": reason, **refusal_parts(refusal, step_id=step_id)}
    return _page(request, "worksteps/version.html", shown, status=refusal.status if refusal else 200, **told)


@reads
def show_difference(request: HttpRequest, step_id: UUID, number: int, other: int) -> HttpResponse:
    """Show what changed from one version to another."""
    actor, at = actor_of(request), practice_now(request)
    section = request.GET.get("section", "")[:LONGEST]
    shown = difference_page(step_id=step_id, number=number, other=other, section=section, actor=actor, at=at)
    return _page(request, "worksteps/difference.html", shown)


def _page(
    request: HttpRequest, template: str, shown: VersionsPage, *, status: int = 200, **more: object
) -> HttpResponse:
    on_record(request, "see_form", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    return page(request, template, shown, child=shown.bar, status=status, **more)
