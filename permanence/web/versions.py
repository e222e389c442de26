"""What happened on a workstep, and every saved version of its form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.queries.step_events import events_page
from permanence.queries.versions import VersionsPage, difference_page, version_page, versions_page
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads
from permanence.web.pages import page


@reads
def show_events(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show everything that happened on a workstep."""
    shown = events_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why)
    return page(request, "worksteps/events.html", shown, child=shown.bar)


@reads
def show_versions(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """List the saved versions of a workstep's form."""
    shown = versions_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    return _page(request, "worksteps/versions.html", shown)


@reads
def show_version(request: HttpRequest, step_id: UUID, number: int) -> HttpResponse:
    """Show one saved version, read-only."""
    shown = version_page(step_id=step_id, number=number, actor=actor_of(request), at=practice_now(request))
    return _page(request, "worksteps/version.html", shown)


@reads
def show_difference(request: HttpRequest, step_id: UUID, number: int, other: int) -> HttpResponse:
    """Show what changed from one version to another."""
    actor, at = actor_of(request), practice_now(request)
    shown = difference_page(step_id=step_id, number=number, other=other, actor=actor, at=at)
    return _page(request, "worksteps/difference.html", shown)


def _page(request: HttpRequest, template: str, shown: VersionsPage) -> HttpResponse:
    on_record(request, "see_form", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    return page(request, template, shown, child=shown.bar)
