"""Processes drawn and tried: a version as a drawing, what walks at random find, a child's path on the drawing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.queries.path_maps import path_map_page
from permanence.queries.process_drawings import drawing_page
from permanence.queries.process_trials import trial_page
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads
from permanence.web.pages import page


@reads
def show_drawing(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Show a version as a drawing, and the same as a table."""
    shown = drawing_page(process_key=process, number=number, actor=actor_of(request))
    return page(request, "processes/drawing.html", shown)


@reads
def show_trial(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Show what is found when a version is walked at random."""
    shown = trial_page(process_key=process, number=number, actor=actor_of(request))
    return page(request, "processes/trial.html", shown)


@reads
def show_path(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show a child's path on the drawing of the whole process."""
    shown = path_map_page(child_id=child_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_pathway", child_id=child_id, object_type="child", object_id=child_id, why=shown.why)
    return page(request, "children/map.html", shown, child=shown.bar)
