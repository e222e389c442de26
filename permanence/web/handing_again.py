"""Reopening a finished workstep for somebody, and cancelling one to put another in its place."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.reopening import reopen_step
from permanence.operations.replacing import replace_step
from permanence.queries.handing_again import HandingAgainPage, reopen_page, replace_page
from permanence.web.acting import NotAsSent, Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.leading import leads_to
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import passed_to_of, words_of
from permanence.web.refused import refusal_parts

LONGEST_SEARCH, LONGEST_KEY = 200, 60


@reads
def show_reopen(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Ask for whom the workstep is reopened, and why, beside what followed from it."""
    return _reopen(request, step_id, searched=request.GET.get("find", "")[:LONGEST_SEARCH])


@acts
def reopen(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Reopen a finished workstep."""
    to, reason = request.POST.get("to", ""), words_of(request.POST.get("reason", ""))
    searched = request.POST.get("find", "")[:LONGEST_SEARCH]
    chosen = passed_to_of(to)
    if chosen["to_inbox"]:
        raise NotAsSent

    def again(refusal: Refusal) -> HttpResponse:
        return _reopen(request, step_id, refusal, searched=searched, chosen=to, reason=reason)

    given = {"step_id": step_id, "version": version_of(request), "reason": reason, "to_worker": chosen["to_worker"]}
    return act(request, leads_to(reopen_step), again, **given)


@reads
def show_replace(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Ask which workstep takes its place, who has it, and why."""
    searched, kind = request.GET.get("find", "")[:LONGEST_SEARCH], request.GET.get("step_type", "")[:LONGEST_KEY]
    return _replace(request, step_id, searched=searched, kind=kind)


@acts
def replace(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Cancel a workstep and put another in its place."""
    to, reason = request.POST.get("to", ""), words_of(request.POST.get("reason", ""))
    kind, searched = request.POST.get("step_type", "")[:LONGEST_KEY], request.POST.get("find", "")[:LONGEST_SEARCH]

    def again(refusal: Refusal) -> HttpResponse:
        return _replace(request, step_id, refusal, searched=searched, kind=kind, chosen=to, reason=reason)

    given = {"step_id": step_id, "version": version_of(request), "reason": reason, "step_type": kind}
    return act(request, leads_to(replace_step), again, **given, **passed_to_of(to))


def _reopen(
    request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, searched: str, chosen: str = "", **more: Any
) -> HttpResponse:
    actor, at = actor_of(request), practice_now(request)
    shown = reopen_page(step_id=step_id, searched=searched, chosen=chosen, actor=actor, at=at)
    return _page(request, "worksteps/reopen.html", shown, refusal, **more)


def _replace(
    request: HttpRequest,
    step_id: UUID,
    refusal: Refusal | None = None,
    *,
    searched: str,
    kind: str,
    chosen: str = "",
    **more: Any,
) -> HttpResponse:
    actor, at = actor_of(request), practice_now(request)
    shown = replace_page(step_id=step_id, searched=searched, chosen=chosen, kind=kind, actor=actor, at=at)
    return _page(request, "worksteps/replace.html", shown, refusal, **more)


def _page(
    request: HttpRequest, template: str, shown: HandingAgainPage, refusal: Refusal | None, **more: Any
) -> HttpResponse:
    mend = shown.mend
    on_record(request, "see_step", child_id=mend.bar.id, object_type="workstep", object_id=mend.id, why=mend.why)
    status, parts = refusal.status if refusal else 200, refusal_parts(refusal, step_id=mend.id)
    return page(request, template, shown, child=mend.bar, status=status, key=new_key(), **parts, **more)
