"""Next actions: added, removed, sent at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.done import Done
from permanence.operations.next_actions import add_both, add_next_action, remove_next_action, send_now
from permanence.queries.adding import Typed
from permanence.queries.forms import section_page
from permanence.queries.next_actions import NextActionsPage, next_actions_page
from permanence.web.acting import NotAsSent, Refusal, act, id_of, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.adding import action_of, typed_action
from permanence.web.clock import practice_now
from permanence.web.leading import leads_to
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.reasons_panel import reasons_panel
from permanence.web.refused import refusal_parts
from permanence.web.section_filling import fields_of
from permanence.web.summaries import answer_summary, is_from_summary

HERE = "next-actions/"
CLOSE = "close"


@reads
def show_next_actions(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show the next actions of a workstep."""
    return _page(request, step_id, typed=typed_action(request.GET))


@acts
def add(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Add a next action: "Add" stays here, "Add and close" leads to the summary."""
    typed = typed_action(request.POST)
    given = {"step_id": step_id, "version": version_of(request), **action_of(request.POST, typed, to=typed.to)}

    def again(refusal: Refusal) -> HttpResponse:
        answer = answer_summary if is_from_summary(request) else _page
        return answer(request, step_id, refusal, typed=typed)

    return act(request, leads_to(add_next_action, _then(request)), again, **given)


@acts
def add_two(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Add what is missing of the two that are due at three months."""
    return _act(request, step_id, add_both)


@acts
def remove(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Remove a proposal."""
    return _act(request, step_id, remove_next_action, proposal_id=_proposal(request))


@acts
def send(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Send a next action at once."""
    return _act(request, step_id, send_now, proposal_id=_proposal(request))


def _act(request: HttpRequest, step_id: UUID, operation: Callable[..., Done], **given: Any) -> HttpResponse:
    def again(refusal: Refusal) -> HttpResponse:
        answer = answer_summary if is_from_summary(request) else _page
        return answer(request, step_id, refusal, typed=Typed())

    leads = leads_to(operation, _then(request))
    return act(request, leads, again, step_id=step_id, version=version_of(request), **given)


def _then(request: HttpRequest) -> str:
    """Return where the act leads: back to this page, or to the summary, where the next act is offered."""
    return "" if request.POST.get("then") == CLOSE else HERE


def _proposal(request: HttpRequest) -> UUID:
    chosen = id_of(request.POST.get("proposal", ""))
    if chosen is None:
        raise NotAsSent
    return chosen


def _page(
    request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, typed: Typed, **more: Any
) -> HttpResponse:
    shown = next_actions_page(step_id=step_id, typed=typed, actor=actor_of(request), at=practice_now(request))
    on_record(
        request, "see_next_actions", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why
    )
    more |= refusal_parts(refusal, step_id=step_id) | _asked_with(request, step_id, shown)
    more |= {"panel": reasons_panel(shown.reasons, step_id=step_id), "key": new_key()}
    status = refusal.status if refusal else 200
    return page(request, "next_actions/next_actions.html", shown, child=shown.bar, status=status, **more)


def _asked_with(request: HttpRequest, step_id: UUID, shown: NextActionsPage) -> dict[str, Any]:
    """Return the fields of what the form asks with the next actions that are added (R98, R101)."""
    if not shown.asks_more or shown.state != "started":
        return {}
    section = section_page(step_id=step_id, section=shown.section, actor=actor_of(request), at=practice_now(request))
    if section.against:
        return {}
    return {"section": section, "fields": fields_of(section)}
