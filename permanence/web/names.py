"""A child's names: shown, and another one written down."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.kernel.date_entry import BOXES, DateNotUnderstood, date_from_boxes
from permanence.kernel.reasons import Reason
from permanence.operations import other_names
from permanence.queries.names import names_page
from permanence.web.acting import Refusal, act, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.fields import Box
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import words_of
from permanence.web.refused import refusal_parts

WIDTHS = {"day": 2, "month": 2, "year": 4}
LONGEST_BOX, LONGEST_KIND, LONGEST_TYPED = 20, 20, 1000
ASKS = {"from": "Enter the day from which the child had the name.", "until": "Enter the day on which the name ended."}


@reads
def show_names(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show every name of the child."""
    return _page(request, child_id)


@acts
def add_name(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Write down another name of the child."""
    try:
        days = {"from_on": _day(request, "from"), "to_on": _day(request, "until")}
    except DateNotUnderstood as wrong:
        return _page(request, child_id, Refusal(status=422, reasons=(Reason(sentence=wrong.sentence),)))

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, child_id, refusal)

    given: dict[str, Any] = {"name": _typed(request), "kind": request.POST.get("kind", "")[:LONGEST_KIND], **days}
    return act(request, other_names.add_name, again, child_id=child_id, **given)


def _typed(request: HttpRequest) -> str:
    return words_of(request.POST.get("other_name", ""), most=LONGEST_TYPED)


def _day(request: HttpRequest, name: str) -> date | None:
    return date_from_boxes(*(request.POST.get(f"{name}-{box}", "")[:LONGEST_BOX] for box in BOXES), ask=ASKS[name])


def _page(request: HttpRequest, child_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    chosen = request.POST.get("kind", "")
    shown = names_page(child_id=child_id, chosen=chosen, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_names", child_id=child_id, object_type="child", object_id=child_id, why=shown.why)
    more = {"key": new_key(), "typed": _typed(request), **refusal_parts(refusal)}
    boxes = {name: [_box(request, name, box) for box in BOXES] for name in ASKS}
    status = refusal.status if refusal else 200
    return page(request, "children/names.html", shown, child=shown.bar, status=status, boxes=boxes, **more)


def _box(request: HttpRequest, name: str, box: str) -> Box:
    whole = f"{name}-{box}"
    typed = request.POST.get(whole, "")[:LONGEST_BOX]
    return Box(id=whole, name=whole, label=box.capitalize(), width=WIDTHS[box], value=typed)
