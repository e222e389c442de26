"""Notices, and marking them as read."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from permanence.operations.marking import mark_read
from permanence.queries.listings import Asked
from permanence.queries.notices import notices_page
from permanence.web.acting import NotAsSent, Refusal, act, id_of, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts


@reads
def show_notices(request: HttpRequest) -> HttpResponse:
    """Show what the reader was told."""
    return _page(request)


@acts
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, or, where the form says so, all of them."""
    chosen = id_of(request.POST.get("notice", ""))
    if bool(chosen) == (request.POST.get("all") == "yes"):
        raise NotAsSent

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, status=refusal.status, **refusal_parts(refusal))

    return act(request, mark_read, again, notice_id=chosen)


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = notices_page(asked=Asked.of(request.GET), actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_notices", object_type="notices", ids=shown.child_ids, why="own notices")
    return page(request, "notices/notices.html", shown, status=status, key=new_key(), **more)
