"""Ending a child's pathway: asked, authorised, declined, or done at once, beside all that ends with it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.kernel.date_entry import BOXES, DateNotUnderstood, date_from_boxes
from permanence.kernel.reasons import Reason
from permanence.operations.done import Done
from permanence.operations.ending import authorise_end, decline_end, end_pathway
from permanence.queries.access import may_see_child
from permanence.queries.ending import end_page
from permanence.web.acting import Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.fields import Box
from permanence.web.leading import NO_LONGER_THEIRS
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import words_of
from permanence.web.refused import refusal_parts

ASK = "Enter the day from which it is so."
WIDTHS = {"day": 2, "month": 2, "year": 4}
LONGEST_KEY, LONGEST_BOX = 30, 20


@reads
def show_end(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show what ends with the pathway, and ask why it ends."""
    return _page(request, child_id)


@acts
def end(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """End the pathway, or ask a manager to."""
    given = {name: words_of(request.POST.get(name, "")) for name in ("reason", "evidence")}
    ground = request.POST.get("ground", "")[:LONGEST_KEY]
    try:
        on = _day(request)
    except DateNotUnderstood as wrong:
        refusal = Refusal(status=422, reasons=(Reason(sentence=wrong.sentence),))
        return _page(request, child_id, refusal, ground=ground, **given)

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, child_id, refusal, ground=ground, **given)

    arguments = {"child_id": child_id, "version": version_of(request), "ground": ground, "on": on, **given}
    return act(request, _leads(end_pathway), again, **arguments)


@acts
def authorise(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Authorise the end that somebody asked for."""

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, child_id, refusal)

    return act(request, _leads(authorise_end), again, child_id=child_id, version=version_of(request))


@acts
def decline(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Decline the end that somebody asked for, or withdraw it."""
    reason = words_of(request.POST.get("why_not", ""))

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, child_id, refusal, why_not=reason)

    given = {"child_id": child_id, "version": version_of(request), "reason": reason}
    return act(request, _leads(decline_end), again, **given)


def _day(request: HttpRequest) -> date | None:
    boxes = [request.POST.get(f"on-{box}", "")[:LONGEST_BOX] for box in BOXES]
    return date_from_boxes(*boxes, ask=ASK)


def _leads(operation: Callable[..., Done]) -> Callable[..., Done]:
    """Return the act that leads to the child's Pathway page, or on to Current work once the child is not theirs."""

    def acted(**given: Any) -> Done:
        done = operation(**given)
        seen = may_see_child(given["child_id"], actor=given["actor"], at=given["at"])
        where = f"/children/{given['child_id']}/pathway/" if seen else NO_LONGER_THEIRS
        return Done(says=done.says, child_id=done.child_id, next_where=where)

    return acted


def _page(
    request: HttpRequest, child_id: UUID, refusal: Refusal | None = None, *, ground: str = "", **typed: str
) -> HttpResponse:
    shown = end_page(child_id=child_id, chosen=ground, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_pathway", child_id=child_id, object_type="child", object_id=child_id, why=shown.why)
    boxes = [
        Box(
            id=f"on-{box}",
            name=f"on-{box}",
            label=box.capitalize(),
            width=WIDTHS[box],
            value=request.POST.get(f"on-{box}", "")[:LONGEST_BOX],
        )
        for box in BOXES
    ]
    status = refusal.status if refusal else 200
    more = {"key": new_key(), "boxes": boxes, "typed": typed, **refusal_parts(refusal)}
    return page(request, "pathways/end.html", shown, child=shown.bar, status=status, **more)
