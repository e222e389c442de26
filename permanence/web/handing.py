"""Passing a workstep to somebody else, and cancelling it, each with a reason."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.worksteps import cancel_step, reassign_step
from permanence.queries.reassigning import HandingPage, cancel_page, reassign_page
from permanence.web.acting import Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import passed_to_of, words_of
from permanence.web.refused import refusal_parts


@reads
def show_reassign(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Ask whom the workstep goes to, and why."""
    return _reassign(request, step_id, searched=request.GET.get("find", "")[:200])


@acts
def reassign(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Pass a workstep to somebody else."""
    to, reason = request.POST.get("to", ""), words_of(request.POST.get("reason", ""))
    searched = request.POST.get("find", "")[:200]

    def again(refusal: Refusal) -> HttpResponse:
        return _reassign(request, step_id, refusal, searched=searched, chosen=to, reason=reason)

    given = {"step_id": step_id, "version": version_of(request), "reason": reason, **passed_to_of(to)}
    return act(request, reassign_step, again, **given)


@reads
def show_cancel(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Ask why the workstep is cancelled."""
    return _cancel(request, step_id)


@acts
def cancel(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Cancel a workstep."""
    reason = words_of(request.POST.get("reason", ""))

    def again(refusal: Refusal) -> HttpResponse:
        return _cancel(request, step_id, refusal, reason=reason)

    return act(request, cancel_step, again, step_id=step_id, version=version_of(request), reason=reason)


def _reassign(
    request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, searched: str, chosen: str = "", **more: Any
) -> HttpResponse:
    actor, at = actor_of(request), practice_now(request)
    shown = reassign_page(step_id=step_id, searched=searched, chosen=chosen, actor=actor, at=at)
    return _page(request, "worksteps/reassign.html", shown, refusal, **more)


def _cancel(request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, **more: Any) -> HttpResponse:
    shown = cancel_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    return _page(request, "worksteps/cancel.html", shown, refusal, **more)


def _page(
    request: HttpRequest, template: str, shown: HandingPage, refusal: Refusal | None, **more: Any
) -> HttpResponse:
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    parts = refusal_parts(refusal, step_id=shown.id)
    status = refusal.status if refusal else 200
    return page(request, template, shown, child=shown.bar, status=status, key=new_key(), **parts, **more)
