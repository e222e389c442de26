"""Pages that say what went wrong, in words, with the status of C05; never a stack trace."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from psycopg import InterfaceError as BareInterfaceError
from psycopg import OperationalError as BareOperationalError

from permanence.kernel.london import london_time
from permanence.kernel.reasons import KeyReused, Reason, Refused, Stale
from permanence.kernel.wrong_child import Withheld
from permanence.outside.request_id import current_request_id
from permanence.web.acting import NotAsSent, NotThereAgain, refusal_of
from permanence.web.clock import real_now
from permanence.web.context import Frame
from permanence.web.reasons_panel import ReasonsPanel, reasons_panel

HIDDEN = "There is nothing here, or you may not see it."
NOT_AS_SENT = (
    "Part of this form did not arrive. Open the page again and do it once more: a draft of what you typed is kept."
)
NOT_THAT_WAY = "Opening this address does nothing, and nothing was changed. Go to your work and open the page again."
TOO_LONG = (
    "More was sent at once than a form holds, so nothing of it was saved. Send less of it, or attach it as a file."
)
UNREACHABLE = (
    "The records could not be reached. Try again in a minute: what is sent a second time from one page is done once."
)
KEPT = "Go back: what you typed is kept on the page you came from, and as a draft."
BAD, CONFLICT = 400, 409
GONE = (OperationalError, InterfaceError, BareOperationalError, BareInterfaceError)
"""What says that the database is gone: as Django says it, or as the queue of jobs passes it on."""
TITLES = {
    400: "This could not be read",
    403: "You may not do this",
    404: "Nothing here",
    405: "Nothing was done",
    409: "This was not done",
    413: "More than can be taken at once",
    422: "This was not done",
    429: "Too many tries",
    500: "Something went wrong on our side",
    503: "Busy for a moment",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What is said: a heading, whole sentences, the reasons of a refusal."""

    title: str
    says: tuple[str, ...] = ()
    reasons: ReasonsPanel | None = None


def error_page(
    request: HttpRequest,
    *,
    status: int,
    says: tuple[str, ...] = (),
    reasons: tuple[Reason, ...] = (),
    written: tuple[str, ...] = (),
) -> HttpResponse:
    """Return an error page inside the frame of whoever is signed in."""
    panel = reasons_panel(reasons, written=written) if reasons else None
    shown = ErrorPage(title=TITLES[status], says=says, reasons=panel)
    return render(request, "errors/error.html", {"page": shown}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # Django's signature
    """404: the same words for what does not exist and for what may not be seen (words 22)."""
    return error_page(request, status=404, says=(HIDDEN,))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without reasons of its own."""
    return error_page(request, status=403, says=("Your roles do not open this page.",))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came from another page or another sign-in."""
    says = "This form was sent after you signed out or in again. Go back, open the page again and send it once more."
    return error_page(request, status=403, says=(says,))


def not_that_way(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """405: an act's address that was opened like a page, or a page that was sent like a form (C05, C10)."""
    answer = error_page(request, status=405, says=(NOT_THAT_WAY,))
    answer["Allow"] = allowed
    return answer


def not_readable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: not a request that a browser sends; 413: longer, or of more fields, than any form of ours.

    Django takes a session that could not be written for one that was deleted: where the database is gone it was not.
    """
    if isinstance(exception, SessionInterrupted) and _is_unreachable(exception):
        return unreachable(request)
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _plain(request, 413, TOO_LONG, KEPT)
    return _plain(request, 400, "What came could not be read. Go back and send it once more.")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: guesses at a password, or a script that asks too fast."""
    return _plain(request, 429, "Too many tries. Wait five minutes and try again, or ring the help desk.")


def broke(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is gone, which may be what broke: asks nothing of it (words 30, P36)."""
    if _is_unreachable(sys.exc_info()[1]):
        return unreachable(request)
    reference = current_request_id.get()
    says = f"Something went wrong on our side at {london_time(real_now(request))}. Nothing was changed."
    return _plain(request, 500, says, KEPT, f"Reference {reference}.")


def unreachable(request: HttpRequest) -> HttpResponse:
    """503: the database went away, perhaps before it said what it had done. Sent again, the act is done once (P04)."""
    response = _plain(request, 503, UNREACHABLE, KEPT)
    response["Retry-After"] = "60"
    return response


def overloaded(request: HttpRequest) -> HttpResponse:
    """503: the database cannot be reached, or too much is asked of it."""
    response = _plain(request, 503, "More is asked of this service than it can answer now. Try again in a minute.")
    response["Retry-After"] = "60"
    return response


def _is_unreachable(exception: BaseException | None) -> bool:
    """Return whether the database's going away led to this: a job that is put in its queue says it by its cause."""
    while exception is not None and not isinstance(exception, GONE):
        led_here = isinstance(exception, SessionInterrupted | UpdateError)
        exception = exception.__context__ if led_here else exception.__cause__
    return exception is not None


def _plain(request: HttpRequest, status: int, *says: str) -> HttpResponse:
    page = ErrorPage(title=TITLES[status], says=says)
    return render(request, "errors/plain.html", {"page": page, "frame": Frame(is_demo=settings.DEMO)}, status=status)


class RefusalPages:
    """Answers what no view caught: a page that may not be seen, a form that did not arrive whole, a wrong method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; where its method is not one of the address, with the page that says so."""
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed):
            return not_that_way(request, allowed=answer["Allow"])
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a refusal, None for anything else (which is then a 500)."""
        if isinstance(exception, NotAsSent):
            return error_page(request, status=422, says=(NOT_AS_SENT,))
        if isinstance(exception, NotThereAgain):
            refusal = exception.refusal
            status = max(refusal.status, CONFLICT) if refusal.status < BAD else refusal.status
            return error_page(request, status=status, reasons=refusal.reasons, written=refusal.written)
        if isinstance(exception, Withheld):
            return HttpResponseRedirect(f"/steps/{exception.step_id}/withheld/")
        if not isinstance(exception, Refused | Stale | KeyReused):
            return None
        refusal = refusal_of(exception)
        if refusal.status == 404:
            return not_found(request)
        return error_page(request, status=refusal.status, reasons=refusal.reasons)
