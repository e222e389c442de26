"""Find a child, as a page: a sentence for what finds nothing, on record with its words, all by links and one form."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.operations.other_names import add_name
from tests.finding.conftest import child
from tests.finding.misspelt import HOSTILE
from tests.web.office import Office, open_office, reasons, rows, text, words

MOST = 30


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def found(office: Office, typed: str, name: str = "Joan Ellery") -> Any:
    return office.at(name).get("/children/", {"q": typed})


def test_what_finds_nothing_is_said_in_a_sentence(office: Office) -> None:
    for typed, sentence in HOSTILE:
        answer = found(office, typed)
        assert (answer.status_code, rows(answer)) == (422, []), typed[:20]
        assert sentence in words(answer)
        assert 'href="#q"' in text(answer)
        assert "<title>Error: " in text(answer)
    reads = office.reads("search_children")
    assert [len(read.ids) for read in reads] == [0] * len(HOSTILE)
    assert all(list(read.said) == ["not_understood"] for read in reads)


def test_a_search_is_on_record_with_its_words_and_whom_it_showed(office: Office) -> None:
    """P19: who, when, what was looked for, which children were shown."""
    found(office, " thornberry  MAYA ")
    found(office, "Thornberry", name="Una Tait")
    office.get("Joan Ellery", "/children/")
    by_joan, by_una, all_of_them = office.reads("search_children")
    assert (by_joan.said, by_joan.ids) == ({"searched": "thornberry MAYA"}, [str(office.world.child_id)])
    assert (by_una.said, by_una.ids) == ({"searched": "Thornberry"}, [])
    assert (all_of_them.said, all_of_them.ids) == ({}, [str(office.world.child_id)])
    assert by_joan.worker_id == office.world.people["Joan Ellery"]


def test_nothing_is_shown_where_the_search_cannot_be_put_on_record(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise OSError("the audit cannot be written")

    monkeypatch.setattr("permanence.operations.reading.audit.append", fails)
    browser = office.at("Joan Ellery")
    browser.raise_request_exception = False
    answer = browser.get("/children/?q=thornberry")
    assert answer.status_code == 500
    assert "Maya" not in text(answer)


def test_of_too_many_the_likeliest_are_shown_and_it_is_said(office: Office) -> None:
    for _ in range(25):
        child(office.world, "Mia Thornby")
    answer = found(office, "Maya Thornbury")
    assert len(rows(answer)) == 25
    assert rows(answer)[0].startswith("Maya Thornbury")
    assert "More than 25 children match, and 25 are shown. The likeliest first. Write more of the name" in words(answer)
    assert len(office.reads("search_children")[0].ids) == 25


def test_a_row_shows_what_tells_two_of_one_name_apart(office: Office) -> None:
    told: dict[str, Any] = {"actor": office.world.actor("Priya Nair"), "at": office.world.at}
    add_name(child_id=office.world.child_id, name="Maya Carrow", kind="former", **told)
    (row,) = rows(found(office, "carow"))
    assert row.startswith("Maya Thornbury Former name: Maya Carrow Number: 3900001 Age: 8")
    assert "Born 4 May 2018" in row


def test_a_page_asks_as_often_for_one_child_as_for_many(office: Office) -> None:
    found(office, "Thornbury")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            found(office, "Thornbury")
        counts.append(sum("SAVEPOINT" not in each["sql"] for each in asked))
        for _ in range(4):
            child(office.world, "Mia Thornby")
    assert counts[0] == counts[1] <= MOST


def test_another_name_is_written_down_on_the_childs_page(office: Office) -> None:
    here = f"/children/{office.world.child_id}/names/"
    assert "Add another name" in words(office.get("Priya Nair", here))
    assert "Add another name" not in words(office.get("Lena Voss", here))
    given = {"other_name": "Maya Carrow", "kind": "former", "until-day": "3", "until-month": "2", "until-year": "2020"}
    done = office.post("Priya Nair", f"{here}add", **given)
    assert (done.status_code, done["Location"]) == (303, here)
    assert rows(office.get("Priya Nair", here)) == [
        "Maya Thornbury What it is: Name of the record From: Not written down Until: Not written down",
        "Maya Carrow What it is: Former name From: Not written down Until: 3 February 2020",
    ]
    again = office.post("Priya Nair", f"{here}add", **given, _key=str(uuid4()))
    assert again.status_code == 409 or reasons(again)
    wrong = office.post("Priya Nair", f"{here}add", **{**given, "other_name": "Maya Quill", "until-month": "13"})
    assert wrong.status_code == 422
    assert '"13" is not a month.' in words(wrong)
    assert "Maya Quill" in text(wrong)
    assert office.reads("add_name")[0].said == {"kind": "former"}
