"""Logs: one JSON line each on stderr, and no child data (C22).

No query string, form value, exception message or job argument is ever logged: each may hold what somebody typed.
A path is logged, since ours hold ids only (C07); an exception by its type and where it was raised.
"""

import logging
import logging.config
import re
import traceback
from collections.abc import Mapping
from typing import Any

import structlog

from permanence.outside.request_id import current_request_id

ARGUMENTS = re.compile(r"\(.*\)", re.DOTALL)
QUERY = re.compile(r"\?\S*")
STRANGERS_FIELDS = ("positional_args", "exception", "stack")


def add_request_id(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add the id of the request being answered, where there is one."""
    request_id = current_request_id.get()
    if request_id is not None:
        event["request_id"] = str(request_id)
    return event


def without_what_was_typed(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Take query strings and call arguments out of other libraries' messages."""
    message = str(event.get("event", ""))
    if str(event.get("logger", "")).startswith("procrastinate"):
        message = ARGUMENTS.sub("", message)
    event["event"] = QUERY.sub("", message)
    return {name: value for name, value in event.items() if name not in STRANGERS_FIELDS}


def exception_by_place(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its type and the places it passed through, without its message."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__qualname__
        event["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


LEVELS = {
    "django": "INFO",
    "django.request": "ERROR",
    "procrastinate": "WARNING",
    "gunicorn.error": "INFO",
    "gunicorn.access": "CRITICAL",  # its lines hold queries and referrers; permanence.request has ours
}

SHARED: list[Any] = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    add_request_id,
]


def logging_settings() -> dict[str, Any]:
    """Return the logging configuration for Django, gunicorn and the worker alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    exception_by_place,
                    without_what_was_typed,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {name: {"handlers": [], "level": level, "propagate": True} for name, level in LEVELS.items()},
    }


def configure(settings: Mapping[str, Any]) -> None:
    """Set up the standard library's logging and structlog on top of it."""
    logging.config.dictConfig(dict(settings))
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
