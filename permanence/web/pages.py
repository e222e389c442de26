"""How a page is answered: its dataclass, what stands around it, and its status."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from permanence.queries.child_bar import ChildBar
from permanence.web.flash import take_flash


class SeeOther(HttpResponseRedirect):
    """303: where the work goes on after an act (C05)."""

    status_code = 303


def page(
    request: HttpRequest,
    template: str,
    page: object,
    *,
    child: ChildBar | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Return a page.

    Args:
        page: the dataclass its query returned.
        child: of the child bar, on every page about one child but the Person summary.
        more: what the page needs besides, such as the `refusal` of an act, or `fields`.
    """
    context = {"page": page, "child": child, "flash": take_flash(request), **more}
    return render(request, template, context, status=status)
