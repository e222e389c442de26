"""A child's page, the address, the pathway."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.worksteps import begin_step
from permanence.queries.pathways import pathway_page
from permanence.queries.person_facts import address
from permanence.queries.person_summary import person_summary
from permanence.web.acting import Refusal, act, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads, shows
from permanence.web.pages import page
from permanence.web.refused import refusal_parts


@reads
def show_child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show a child's page."""
    return _summary(request, child_id)


@shows
def show_address(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show where the child lives, on record before the first byte; it is gone on the next page."""
    shown = address(child_id=child_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "show_address", child_id=child_id, object_type="address", object_id=child_id, why=shown.why)
    return _summary(request, child_id, address=shown)


@reads
def show_pathway(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show a child's way to a permanent home."""
    shown = pathway_page(child_id=child_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_pathway", child_id=child_id, object_type="child", object_id=child_id, why=shown.why)
    return page(request, "children/pathway.html", shown, child=shown.bar)


@acts
def begin(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Begin a workstep from the child's page."""

    def again(refusal: Refusal) -> HttpResponse:
        return _summary(request, child_id, status=refusal.status, **refusal_parts(refusal))

    return act(request, begin_step, again, child_id=child_id, step_type=request.POST.get("step_type", "")[:60])


def _summary(request: HttpRequest, child_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = person_summary(child_id=child_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_child", child_id=child_id, object_type="child", object_id=child_id, why=shown.why)
    return page(request, "children/summary.html", shown, status=status, key=new_key(), **more)
