"""The demonstration's clock and outbox; anywhere else these addresses do not exist (C20, C23)."""

from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from permanence.kernel.london import LONDON
from permanence.kernel.reasons import Hidden
from permanence.operations.clock import set_clock
from permanence.queries.outbox import outbox_page
from permanence.web.acting import Refusal, act, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import View, acts, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts

NOT_A_TIME = "Enter the day and time as 2026-11-16T09:00."


def demo_only(view: View[[]]) -> View[[]]:
    """Hide an address wherever this is no demonstration, signed in or not."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponseBase:
        if not settings.DEMO:
            raise Hidden
        return view(request)

    return shown


@demo_only
@reads
def show_outbox(request: HttpRequest) -> HttpResponse:
    """Show the mail that would have been sent, and the clock."""
    return _page(request)


@demo_only
@acts
def change_clock(request: HttpRequest) -> HttpResponse:
    """Set what time it is in the practice of the demonstration."""
    given = request.POST.get("at", "")[:40]
    try:
        practice_at = datetime.fromisoformat(given)
    except ValueError:
        return _page(request, status=422, typed=given, error=NOT_A_TIME)
    if practice_at.tzinfo is None:
        practice_at = practice_at.replace(tzinfo=LONDON)

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, status=refusal.status, typed=given, **refusal_parts(refusal))

    return act(request, set_clock, again, practice_at=practice_at)


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = outbox_page(actor=actor_of(request), at=practice_now(request))
    return page(request, "demo/outbox.html", shown, status=status, key=new_key(), **more)
