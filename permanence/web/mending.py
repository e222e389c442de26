"""Mending a workstep: undoing a finish, taking back what was sent, closing what was begun on the wrong child."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.done import Done
from permanence.operations.taking_back import take_back_next_action
from permanence.operations.undoing import undo_finish
from permanence.operations.wrong_child import close_wrong_child
from permanence.queries.mends import MendPage, take_back_page, undo_page, wrong_child_page
from permanence.web.acting import Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.leading import leads_to
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import words_of
from permanence.web.refused import refusal_parts


@reads
def show_undo(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Ask why the finish is undone, beside all that goes back."""
    return _page(request, "worksteps/undo_finish.html", undo_page, step_id=step_id)


@acts
def undo(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Undo a finish."""
    return _mend(request, "worksteps/undo_finish.html", undo_page, undo_finish, step_id=step_id)


@reads
def show_take_back(request: HttpRequest, step_id: UUID, action_id: UUID) -> HttpResponse:
    """Ask why a next action that was sent at once is taken back."""
    return _page(request, "worksteps/take_back.html", take_back_page, step_id=step_id, action_id=action_id)


@acts
def take_back(request: HttpRequest, step_id: UUID, action_id: UUID) -> HttpResponse:
    """Take back a next action that was sent at once."""

    def taken_back(**given: Any) -> Done:
        return take_back_next_action(proposal_id=given.pop("action_id"), **given)

    return _mend(request, "worksteps/take_back.html", take_back_page, taken_back, step_id=step_id, action_id=action_id)


@reads
def show_wrong_child(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Say what closing a workstep begun on the wrong child does."""
    return _page(request, "worksteps/wrong_child.html", wrong_child_page, step_id=step_id)


@acts
def close_wrong(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Close a workstep that was begun on the wrong child."""

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, "worksteps/wrong_child.html", wrong_child_page, refusal, step_id=step_id)

    return act(request, close_wrong_child, again, step_id=step_id, version=version_of(request))


def _mend(
    request: HttpRequest,
    template: str,
    query: Callable[..., MendPage],
    operation: Callable[..., Done],
    **ids: UUID,
) -> HttpResponse:
    """Do a mending that asks for a reason; refused, its page comes again with what was typed."""
    reason = words_of(request.POST.get("reason", ""))

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, template, query, refusal, reason=reason, **ids)

    return act(request, leads_to(operation), again, version=version_of(request), reason=reason, **ids)


def _page(
    request: HttpRequest,
    template: str,
    query: Callable[..., MendPage],
    refusal: Refusal | None = None,
    *,
    reason: str = "",
    **ids: UUID,
) -> HttpResponse:
    shown = query(actor=actor_of(request), at=practice_now(request), **ids)
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    return page(
        request,
        template,
        shown,
        child=shown.bar,
        status=refusal.status if refusal else 200,
        key=new_key(),
        reason=reason,
        ids=ids,
        **refusal_parts(refusal, step_id=shown.id),
    )
