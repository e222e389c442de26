"""How a view is opened: signed in, by the one method it has, kept in no cache, and on record."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from permanence.operations.reading import read
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def reads(view: View[P]) -> View[P]:
    """Make a page of a view: GET and HEAD alone, for whoever is signed in."""
    return require_safe(never_cache(_signed_in(view)))


def acts(view: View[P]) -> View[P]:
    """Make an act of a view: POST alone, for whoever is signed in."""
    return require_POST(never_cache(_signed_in(view)))


def on_record(
    request: HttpRequest,
    act: str,
    *,
    child_id: UUID | None = None,
    object_type: str,
    object_id: UUID | None = None,
    ids: Iterable[UUID] = (),
    why: str,
) -> None:
    """Write the audit row of what is about to be shown (P19); where it cannot be written nothing is shown."""
    read(
        actor=actor_of(request),
        at=practice_now(request),
        act=act,
        child_id=child_id,
        object_type=object_type,
        object_id=object_id,
        ids=ids,
        why=why,
    )


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in and back: to the page asked for, or to the page whose act was sent.

    A browser that still sends the cookie of a session that has ended was signed out by time, and is told so.
    """
    asked = request.get_full_path()
    back = asked if request.method in {"GET", "HEAD"} else request.path.rstrip("/").rpartition("/")[0] + "/"
    was_signed_in = {"out": "1"} if settings.SESSION_COOKIE_NAME in request.COOKIES else {}
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back, **was_signed_in})}")


def _signed_in(view: View[P]) -> View[P]:
    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]  # wraps() forgets that the first argument has no name
