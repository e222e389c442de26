"""Moving started work to a later version of its process: one workstep, or all of a kind."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.moving import move_step
from permanence.operations.moving_many import move_steps
from permanence.queries.moving import move_all_page, move_page, moved_page
from permanence.web.acting import NotAsSent, Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import words_of
from permanence.web.refused import refusal_parts

FIGURES, LONGEST_KEY = 9, 60


@reads
def show_move(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Say what moving a workstep does: which answers stay, which stay behind, what is asked again."""
    return _move(request, step_id)


@acts
def move(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Move a workstep to the version that its page named."""
    reason = words_of(request.POST.get("reason", ""))

    def again(refusal: Refusal) -> HttpResponse:
        return _move(request, step_id, refusal, reason=reason)

    return act(request, move_step, again, step_id=step_id, version=version_of(request), to=_to(request), reason=reason)


def _kind(given: str) -> str:
    """Return the key of a kind of work, as far as it may be one."""
    return given.replace("\x00", "")[:LONGEST_KEY]


def _to(request: HttpRequest) -> int:
    to = request.POST.get("to", "")
    if not (to.isascii() and to.isdigit() and len(to) <= FIGURES):
        raise NotAsSent
    return int(to)


def _move(request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, reason: str = "") -> HttpResponse:
    shown = move_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_form", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    status, parts = refusal.status if refusal else 200, refusal_parts(refusal, step_id=step_id)
    return page(
        request, "worksteps/move.html", shown, child=shown.bar, status=status, key=new_key(), reason=reason, **parts
    )


@reads
def show_moved(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show the answers that stayed behind when a workstep was moved on, as the version of then asked for them."""
    shown = moved_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_form", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    return page(request, "worksteps/moved.html", shown, child=shown.bar)


@reads
def show_move_all(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Ask which kind of work is moved on from a version, and why; nobody's record is shown."""
    return _move_all(request, process, number, step=_kind(request.GET.get("step", "")))


@acts
def move_all(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Move the started work of one kind from a version to the newest."""
    reason, step = words_of(request.POST.get("reason", "")), _kind(request.POST.get("step", ""))

    def again(refusal: Refusal) -> HttpResponse:
        return _move_all(request, process, number, refusal, step=step, reason=reason)

    given: dict[str, Any] = {"process_key": process, "step_type": step, "number": number, "to": _to(request)}
    return act(request, move_steps, again, reason=reason, **given)


def _move_all(
    request: HttpRequest, process: str, number: int, refusal: Refusal | None = None, *, step: str, reason: str = ""
) -> HttpResponse:
    shown = move_all_page(process_key=process, number=number, chosen=step, actor=actor_of(request))
    status = refusal.status if refusal else 200
    return page(
        request, "processes/move.html", shown, status=status, key=new_key(), reason=reason, **refusal_parts(refusal)
    )
