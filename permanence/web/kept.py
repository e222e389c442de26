"""A form that somebody sent while they were signed out, before them again: on its page, with all that they wrote."""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import resolve

from permanence.kernel.reasons import Reason
from permanence.operations.parking import Sent
from permanence.web.acting import PUT_BACK, Refusal
from permanence.web.flash import Flash, say
from permanence.web.opening import reads
from permanence.web.parking import PUT_BACK as SHOWN
from permanence.web.parking import SECTIONS, form_that_waits
from permanence.web.written import written_on

NOTHING = "Nothing that you wrote waits here."
BACK = Refusal(
    status=200,
    title="You were signed out before this was done",
    reasons=(Reason(sentence="What you wrote is back on this page. Read it, and send it again."),),
)
SIGNED_IN_ANEW = Refusal(
    status=403,
    title="This was not done yet",
    reasons=(
        Reason(sentence="You signed in again after this page was opened. What you wrote is here: send it again."),
    ),
)


@reads
def show_kept(request: HttpRequest) -> HttpResponseBase:
    """Show the page of the form that was sent last while its reader was signed out, with what they wrote on it."""
    sent = form_that_waits(request)
    if sent is None:
        say(request, Flash(says=NOTHING, variant="information"))
        return HttpResponseRedirect("/work/incoming/")
    request.session[SHOWN] = {"path": sent.path, "page": sent.key}
    return put_back(_as_sent(request, sent), BACK)


def put_back(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    """Answer a form with its own page and all that was written, and do nothing (acting.py sees to that)."""
    match = request.resolver_match
    if match is None or match.url_name in SECTIONS:
        raise Http404
    setattr(request, PUT_BACK, refusal)
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return answer


def sent_anew(request: HttpRequest) -> HttpResponseBase | None:
    """Answer a form of an earlier sign-in of the same reader: to be sent again; None where nothing was written."""
    return put_back(request, SIGNED_IN_ANEW) if written_on(request.POST) else None


def _as_sent(request: HttpRequest, sent: Sent) -> HttpRequest:
    """Return the request that was sent then, of whoever reads now."""
    again: Any = copy(request)
    fields = QueryDict(mutable=True)
    for name, values in sent.typed.items():
        fields.setlist(name, values if isinstance(values, list) else [values])
    again.method, again.POST, again.path, again.resolver_match = "POST", fields, sent.path, resolve(sent.path)
    found: HttpRequest = again
    return found
