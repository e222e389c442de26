"""Ends a session 12 hours after it began, however busy it was (P21); idleness is Django's own to end."""

import time
from collections.abc import Callable

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
