"""When, from where and with what a session was last used: written down at most once a minute while nothing changes."""

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponseBase

NOTED, EVERY = "_noted", 60
"""Where the session keeps what was written down last, and for how many seconds that does."""


class SessionActivityMiddleware:
    """Notes a session's use as its library does, which takes three statements, but not with every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.plain, self.noting = get_response, UserSessionsMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note it where it is new, a minute old, or comes from elsewhere or with another browser."""
        if not request.user.is_authenticated:
            return self.plain(request)
        now, whence = time.time(), [get_adapter().get_client_ip(request), request.headers.get("User-Agent", "")]
        noted_at, *noted = request.session.get(NOTED, [0.0])
        if noted == whence and now - noted_at < EVERY:
            return self.plain(request)
        request.session[NOTED] = [now, *whence]
        response: HttpResponseBase = self.noting(request)
        return response
