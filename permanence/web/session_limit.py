"""How long a session lasts: 30 minutes without opening anything, and 12 hours however busy it was (P21)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

BEGAN = "_began_at"


class SessionLimitMiddleware:
    """Signs out whoever signed in longer ago than SESSION_ABSOLUTE_AGE seconds, in real time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note when the session began; sign out where that is too long ago."""
        if request.user.is_authenticated:
            began = request.session.setdefault(BEGAN, time.time())
            if time.time() - began > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
        return self.get_response(request)


def signed_out_at(request: HttpRequest) -> datetime:
    """Return the real instant at which the session ends unless something is opened or kept before."""
    idle, whole = time.time() + settings.SESSION_COOKIE_AGE, _ends(request)
    return datetime.fromtimestamp(min(idle, whole), UTC)


def seconds_in_any_case(request: HttpRequest) -> int:
    """Return after how many seconds the session ends whatever is opened until then."""
    return max(0, int(_ends(request) - time.time()))


def _ends(request: HttpRequest) -> float:
    began: float = request.session.get(BEGAN, time.time())
    whole: int = settings.SESSION_ABSOLUTE_AGE
    return began + whole
