"""The id of the request being answered: in the response's header, its log lines, and each audit row it causes (C11)."""

from contextvars import ContextVar
from uuid import UUID

from uuid_utils.compat import uuid7

current_request_id: ContextVar[UUID | None] = ContextVar("current_request_id", default=None)
"""None outside a request: in a job or on the command line, which begin one of their own where they act."""


def new_request_id() -> UUID:
    """Return a fresh UUIDv7: its order is the order of the requests."""
    return uuid7()
