"""No page about a child without its row of the audit; if the row cannot be written, the page is not shown (P19, R175).

Each follows every link that a page shows them, from their first page on.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError

from permanence.records import audit
from permanence.records.audit import AuditRow
from tests.web.office import Office, open_office, text

LINK = re.compile(r'href="(/[^"#]*)"')
OF_NO_CHILD = re.compile(r"/(sign-(in|out)|account|gallery|demo|static)/")
AS_A_FILE = re.compile(r"/(pdf|docx)$")
"""Papers that are sent as files show no further link; tests/papers holds each to its row."""
CHILD = "Maya"


WHO = ("Priya Nair", "Joan Ellery", "Lena Voss")
"""The social worker, her manager, and QAAG, whose only way to the child is a request in an inbox."""


@pytest.fixture
def office(db: None) -> Office:
    made = open_office()
    made.world.report_to_qaag()
    made.world.begins_review()
    return made


def pages(office: Office, name: str) -> Iterator[tuple[str, Any]]:
    """Follow every link that a worker is shown, each address once."""
    waiting, met = ["/", "/children/", "/notices/"], set()
    while waiting:
        path = waiting.pop()
        if path in met or OF_NO_CHILD.match(path) or AS_A_FILE.search(path):
            continue
        met.add(path)
        answer = office.get(name, path)
        if answer.status_code == 302:
            waiting.append(answer["Location"])
        elif answer["Content-Type"].startswith("text/html"):
            waiting += LINK.findall(text(answer))
            yield path, answer


def shows_the_child(answer: Any) -> bool:
    return CHILD in text(answer)


@pytest.mark.parametrize("name", WHO)
def test_every_page_that_shows_a_child_is_on_record_with_the_child(office: Office, name: str) -> None:
    child = str(office.world.child_id)
    unrecorded = []
    for path, answer in pages(office, name):
        rows = AuditRow.objects.filter(request_id=answer["X-Request-ID"], worker_id=office.world.people[name])
        named = [row for row in rows if str(row.child_id) == child or child in row.ids]
        if shows_the_child(answer) and not (named and all(row.why for row in named)):
            unrecorded.append(path)
    assert unrecorded == []


def test_the_crawl_meets_the_pages_of_a_child(office: Office) -> None:
    met = [path for path, answer in pages(office, "Joan Ellery") if shows_the_child(answer)]
    assert len(met) > 12
    for part in ("/children/", "/pathway/", "/requests/", "/next-actions/", "/sections/", "/versions/", "/work/"):
        assert any(part in path for path in met), part


def test_where_the_row_cannot_be_written_nothing_of_the_child_is_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = [path for path, answer in pages(office, "Joan Ellery") if shows_the_child(answer)]
    office.at("Joan Ellery").raise_request_exception = False

    def full(**_row: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(audit, "append", full)
    for path in met:
        answer = office.get("Joan Ellery", path)
        assert answer.status_code == 500, path
        assert not shows_the_child(answer), path
