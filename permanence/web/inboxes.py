"""A team inbox, and picking up from it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.worksteps import pick_up
from permanence.queries.inboxes import inbox_page
from permanence.queries.listings import Asked
from permanence.web.acting import NotAsSent, Refusal, act, id_of, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts

MOST = 100


@reads
def show_inbox(request: HttpRequest, inbox_id: UUID) -> HttpResponse:
    """Show what waits in a team inbox."""
    return _page(request, inbox_id)


@acts
def pick_up_items(request: HttpRequest, inbox_id: UUID) -> HttpResponse:
    """Pick up one item, or all that are chosen."""
    chosen = {field: tuple(_ids(request, field)) for field in ("steps", "requests")}
    if not any(chosen.values()):
        return _page(request, inbox_id, status=422, nothing_chosen=True)

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, inbox_id, refusal)

    return act(request, pick_up, again, inbox_id=inbox_id, **chosen)


def _ids(request: HttpRequest, field: str) -> list[UUID]:
    given = [each for each in (id_of(text) for text in request.POST.getlist(field)[: MOST + 1]) if each]
    if len(given) > MOST:
        raise NotAsSent
    return given


def _page(
    request: HttpRequest, inbox_id: UUID, refusal: Refusal | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    asked = Asked.of(request.GET)
    shown = inbox_page(inbox_id=inbox_id, asked=asked, actor=actor_of(request), at=practice_now(request))
    on_record(
        request, "see_inbox", object_type="inbox", object_id=inbox_id, ids=shown.child_ids, why="works from the inbox"
    )
    status = refusal.status if refusal else status
    return page(request, "inboxes/inbox.html", shown, status=status, key=new_key(), **refusal_parts(refusal), **more)
