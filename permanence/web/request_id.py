"""Gives each request its id, and writes its one log line."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from permanence.outside.request_id import current_request_id, new_request_id

log = structlog.stdlib.get_logger("permanence.request")
HEADER = "X-Request-ID"


class RequestIdMiddleware:
    """Puts `X-Request-ID` on each response (C11); a caller's own header is not trusted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request under a fresh id, and log method, path, status and milliseconds (C22: never the query)."""
        request_id = new_request_id()
        token = current_request_id.set(request_id)
        began = time.monotonic()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = str(request_id)
            took = round((time.monotonic() - began) * 1000, 1)
            log.info("request", method=request.method, path=request.path, status=response.status_code, ms=took)
        finally:
            current_request_id.reset(token)
        return response
