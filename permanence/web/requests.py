"""Requests on a workstep: sent, completed, declined, withdrawn."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from permanence.operations.composites import send_request_and_add
from permanence.operations.done import Done
from permanence.operations.finishing import complete_and_finish
from permanence.operations.requests import complete_request, decline_request, send_request, withdraw_request
from permanence.operations.seeing import mark_seen
from permanence.queries.adding import Typed
from permanence.queries.changes import Change, changes_since_shown
from permanence.queries.request_places import step_of_request
from permanence.queries.requests import requests_page
from permanence.web.acting import Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.adding import LONGEST_CHOICE, action_of, typed_action
from permanence.web.authorised import covered_of
from permanence.web.clock import practice_now
from permanence.web.leading import leads_to
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import passed_to_of, words_of
from permanence.web.reasons_panel import reasons_panel
from permanence.web.refused import refusal_parts
from permanence.web.summaries import answer_summary, is_from_summary

ANSWERS: dict[str, Callable[..., Done]] = {
    "completed": complete_request,
    "finish": complete_and_finish,
    "declined": decline_request,
}


@reads
def show_requests(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show the requests of a workstep; whoever one was sent to has seen it now."""
    asked = {name: request.GET.get(name, "")[:200] for name in ("send", "find")}
    shown = _page(request, step_id, send=asked["send"], searched=asked["find"])
    mark_seen(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    return shown


@reads
def show_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Lead to the requests of its workstep."""
    step_id = step_of_request(request_id=request_id, actor=actor_of(request), at=practice_now(request))
    return HttpResponseRedirect(f"/steps/{step_id}/requests/")


@acts
def send(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Send a request; with `action`, add the next action that goes with it as well.

    `and_add` says that one goes with it: where none was chosen, neither is done.
    """
    typed, post = typed_action(request.POST), request.POST
    key = post.get("request_key", "")[:LONGEST_CHOICE]
    given: dict[str, Any] = {"step_id": step_id, "version": version_of(request), "request_key": key, "note": typed.note}
    given |= passed_to_of(typed.to)
    operation: Callable[..., Any] = send_request
    if typed.action or post.get("and_add"):
        operation = send_request_and_add
        given |= action_of(post, typed, to=post.get("action_to", ""), prefix="action_")

    def again(refusal: Refusal) -> HttpResponse:
        if is_from_summary(request):
            return answer_summary(request, step_id, refusal, typed=typed)
        return _page(
            request, step_id, refusal, send=key, searched=typed.searched, chosen=typed.to, typed=typed, note=typed.note
        )

    return act(request, leads_to(operation), again, **given)


@acts
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Do what was chosen on the card: Completed, Declined, or Completed and Finish. Nothing chosen is said so (422)."""
    chosen = request.POST.get("answer", "")
    covered_of(request)
    if chosen in ANSWERS:
        return _answered(request, request_id, chosen)
    return _card_page(request)(request, _step(request, request_id), unanswered=request_id, has_errors=True, status=422)


@acts
def complete(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Mark a request Completed."""
    return _answered(request, request_id, "completed")


@acts
def complete_then_finish(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Mark a request Completed and finish its workstep."""
    return _answered(request, request_id, "finish")


@acts
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Decline a request with a reason."""
    return _answered(request, request_id, "declined")


@acts
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Withdraw a request that is not answered yet."""

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, _step(request, request_id), refusal)

    given = {"request_id": request_id, "version": version_of(request)}
    return act(request, leads_to(withdraw_request, "requests/"), again, **given)


def _answered(request: HttpRequest, request_id: UUID, chosen: str) -> HttpResponse:
    given: dict[str, Any] = {"request_id": request_id, "version": version_of(request)}
    reason = words_of(request.POST.get("reason", ""))
    given |= {"reason": reason} if chosen == "declined" else {"covered": covered_of(request)}

    def again(refusal: Refusal) -> HttpResponse:
        step_id = _step(request, request_id)
        more: dict[str, Any] = {"answered": chosen, "answered_on": request_id, "reason": reason}
        more["changed"] = _changed(request, step_id, request_id, given.get("covered", ""))
        return _card_page(request)(request, step_id, refusal, **more)

    return act(request, leads_to(ANSWERS[chosen]), again, **given)


def _changed(request: HttpRequest, step_id: UUID, request_id: UUID, covered: str) -> tuple[Change, ...]:
    """Return what changed since the page that was answered was shown."""
    if not covered:
        return ()
    at = practice_now(request)
    return changes_since_shown(request_id=request_id, step_id=step_id, covered=covered, actor=actor_of(request), at=at)


def _card_page(request: HttpRequest) -> Callable[..., HttpResponse]:
    """Return the page that the request's card was on."""
    return answer_summary if is_from_summary(request) else _page


def _step(request: HttpRequest, request_id: UUID) -> UUID:
    return step_of_request(request_id=request_id, actor=actor_of(request), at=practice_now(request))


def _page(
    request: HttpRequest,
    step_id: UUID,
    refusal: Refusal | None = None,
    *,
    send: str = "",
    searched: str = "",
    chosen: str = "",
    typed: Typed | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    asked: dict[str, Any] = {"send": send, "searched": searched, "chosen": chosen, "typed": typed}
    shown = requests_page(step_id=step_id, actor=actor_of(request), at=practice_now(request), **asked)
    on_record(request, "see_requests", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why)
    more |= refusal_parts(refusal, step_id=step_id)
    more |= {"panel": reasons_panel(shown.reasons, step_id=step_id), "key": new_key()}
    status = refusal.status if refusal else status
    return page(request, "requests/requests.html", shown, child=shown.bar, status=status, **more)
