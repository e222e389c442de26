"""The Workstep summary as an answer: shown, or shown again with why what was sent from it was not done."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.queries.adding import Typed
from permanence.queries.worksteps import step_page
from permanence.web.acting import Refusal, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record
from permanence.web.pages import page
from permanence.web.reasons_panel import reasons_panel
from permanence.web.refused import refusal_parts

HERE = "summary"


def is_from_summary(request: HttpRequest) -> bool:
    """Return whether the act was sent from the summary, so that a refusal shows that page again."""
    return request.POST.get("_page") == HERE


def answer_summary(
    request: HttpRequest,
    step_id: UUID,
    refusal: Refusal | None = None,
    *,
    typed: Typed | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Answer with a workstep's summary; after a refusal with its reasons on top and all that was typed."""
    actor, at = actor_of(request), practice_now(request)
    shown = step_page(step_id=step_id, typed=typed, actor=actor, at=at)
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why)
    return page(
        request,
        "worksteps/summary.html",
        shown,
        child=shown.bar,
        status=refusal.status if refusal else status,
        key=new_key(),
        here=HERE,
        panel=reasons_panel(shown.reasons, step_id=step_id),
        asking=[reason for reason in shown.reasons if reason.rule],
        **refusal_parts(refusal, step_id=step_id),
        **more,
    )
