"""C22: one JSON line each, and nothing that anybody typed."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest

from permanence.outside.logs import configure, logging_settings
from permanence.outside.request_id import current_request_id, new_request_id

CHILD = "Casey Example"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    written = io.StringIO()
    settings = logging_settings()
    settings["handlers"]["stderr"]["stream"] = written
    before = logging.getLogger().handlers[:]
    configure(settings)
    yield written
    logging.getLogger().handlers[:] = before


def read(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_exception_is_told_by_type_and_place_never_by_its_words(lines: io.StringIO) -> None:
    try:
        raise ValueError(f"Key (name)=({CHILD}) already exists")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/children/")
    (line,) = read(lines)
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["places"][0]
    assert CHILD not in lines.getvalue()


SAID_BY_OTHERS = [
    ("procrastinate.worker", "Job jobs.tell[7](name='Casey Example') ended with status: Failed"),
    ("django.security", "Forbidden: /children/?name=Casey+Example Casey"),
    ("gunicorn.access", "GET /children/?name=Casey HTTP/1.1"),
]


@pytest.mark.parametrize(("logger", "message"), SAID_BY_OTHERS)
def test_arguments_and_queries_are_taken_out(lines: io.StringIO, logger: str, message: str) -> None:
    logging.getLogger(logger).warning(message)
    assert len(read(lines)) == (0 if logger == "gunicorn.access" else 1)
    assert "name=" not in lines.getvalue()


def test_a_line_carries_the_id_of_its_request(lines: io.StringIO) -> None:
    request_id = new_request_id()
    token = current_request_id.set(request_id)
    logging.getLogger("permanence").warning("something happened")
    current_request_id.reset(token)
    logging.getLogger("permanence").warning("outside a request")
    assert [line.get("request_id") for line in read(lines)] == [str(request_id), None]
    assert request_id.version == 7
