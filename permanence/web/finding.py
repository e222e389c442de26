"""The children: all whom the reader may see, or those that are found."""

from django.http import HttpRequest, HttpResponse

from permanence.queries.children import children_page
from permanence.queries.finding_children import found_page
from permanence.queries.listings import Asked
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads
from permanence.web.pages import page

NOT_UNDERSTOOD = 422


@reads
def show_children(request: HttpRequest) -> HttpResponse:
    """Show the children the reader may see, or those found among them; what was looked for is on record (P19)."""
    typed, actor, at = request.GET.get("q", ""), actor_of(request), practice_now(request)
    if typed.strip():
        shown = found_page(typed=typed, actor=actor, at=at)
    else:
        shown = children_page(asked=Asked.of(request.GET), actor=actor, at=at)
    said = {"searched": shown.searched} if shown.searched else {"not_understood": shown.wrong} if shown.wrong else {}
    why = "children they may see"
    on_record(request, "search_children", object_type="children", ids=shown.child_ids, why=why, said=said)
    if not shown.wrong:
        return page(request, "children/children.html", shown)
    errors = [{"text": shown.wrong, "href": "#q"}]
    return page(request, "children/children.html", shown, status=NOT_UNDERSTOOD, has_errors=True, errors=errors)
