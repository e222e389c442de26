"""Worksteps: the summary, and the acts on one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.done import Done
from permanence.operations.finishing import finish_step
from permanence.operations.seeing import mark_seen
from permanence.operations.worksteps import pass_over_rule, put_back_step, resume_step, start_step
from permanence.queries.step_acts import where_to_go_on
from permanence.web.acting import Refusal, act, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.leading import leads_to
from permanence.web.opening import acts, reads
from permanence.web.passing import words_of
from permanence.web.summaries import answer_summary


@reads
def show_step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show where a workstep stands and what stops it; whoever it was passed to has seen it now."""
    shown = answer_summary(request, step_id)
    mark_seen(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    return shown


@acts
def start(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Start a workstep; it leads to the first section to write."""
    again = _again(request, step_id)
    return act(request, _leads_on(start_step), again, step_id=step_id, version=version_of(request))


@acts
def resume(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Go on with a workstep where it was left."""
    return act(request, _leads_on(resume_step), _again(request, step_id), step_id=step_id)


@acts
def put_back(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Put a workstep back into the inbox it was picked up from."""
    again = _again(request, step_id)
    return act(request, put_back_step, again, step_id=step_id, version=version_of(request))


@acts
def finish(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Finish a workstep."""
    again = _again(request, step_id)
    return act(request, leads_to(finish_step), again, step_id=step_id, version=version_of(request))


@acts
def pass_over(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Go on although a rule asks, with a reason that stays visible."""
    given = {"rule": request.POST.get("rule", "")[:100], "reason": words_of(request.POST.get("reason", ""))}
    again = _again(request, step_id, passed_over=given)
    return act(request, pass_over_rule, again, step_id=step_id, version=version_of(request), **given)


def _again(request: HttpRequest, step_id: UUID, **more: Any) -> Callable[[Refusal], HttpResponse]:
    return lambda refusal: answer_summary(request, step_id, refusal, **more)


def _leads_on(operation: Callable[..., Done]) -> Callable[..., Done]:
    """Return the act that leads to where the work goes on, instead of back to the summary."""

    def acted(**given: Any) -> Done:
        done = operation(**given)
        where = where_to_go_on(step_id=given["step_id"], actor=given["actor"], at=given["at"])
        return replace(done, next_where=where)

    return acted
