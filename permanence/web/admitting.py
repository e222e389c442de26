"""Who opens a privileged workstep, and admitting somebody to it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.admitting import admit_worker, end_admission
from permanence.queries.admitting import admitting_page
from permanence.web.acting import NotAsSent, Refusal, act, id_of, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import passed_to_of, words_of
from permanence.web.refused import refusal_parts


@reads
def show_admit(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show who opens the workstep; its coordinator admits others here."""
    return _page(request, step_id, searched=request.GET.get("find", "")[:200])


@acts
def admit(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Admit somebody to the privileged worksteps of the child."""
    to, reason = request.POST.get("to", ""), words_of(request.POST.get("reason", ""))
    searched = request.POST.get("find", "")[:200]

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, step_id, refusal, searched=searched, chosen=to, reason=reason)

    return act(request, admit_worker, again, step_id=step_id, worker_id=passed_to_of(to)["to_worker"], reason=reason)


@acts
def end(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """End that somebody is admitted."""
    worker_id = id_of(request.POST.get("worker", ""))
    if worker_id is None:
        raise NotAsSent

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, step_id, refusal, searched="")

    return act(request, end_admission, again, step_id=step_id, worker_id=worker_id)


def _page(
    request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, searched: str, chosen: str = "", **more: Any
) -> HttpResponse:
    actor, at = actor_of(request), practice_now(request)
    shown = admitting_page(step_id=step_id, searched=searched, chosen=chosen, actor=actor, at=at)
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    parts = refusal_parts(refusal, step_id=shown.id)
    status = refusal.status if refusal else 200
    return page(request, "worksteps/admit.html", shown, child=shown.bar, status=status, key=new_key(), **parts, **more)
