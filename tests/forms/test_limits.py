"""How much fits, and a file on its own (C13)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from permanence.operations.attaching import MOST_BYTES
from permanence.records.documents import StoredFile
from permanence.records.forms import SectionAnswers
from tests.forms.conftest import Desks
from tests.web.office import NOBODY

MINUTES = b"Minutes of the meeting, agreed as a fair record by all who came.\n"


def attach(desks: Desks, name: str = "Priya Nair", **given: Any) -> Any:
    file = SimpleUploadedFile("minutes.txt", MINUTES)
    return desks.save(name, None, to="attach", **{"_field": "genogram", "file": file, **given})


def test_the_limits_are_told_to_anybody(db: None) -> None:
    told = Client().get("/api/limits").json()
    assert (told["file"]["field"], told["file"]["most_bytes"]) == ("file", 20 * 1024 * 1024)
    assert told["answer"] == {"most_characters": {"st": 200, "lt": 4000, "lt+": 12000}, "most_rows": 400}
    assert {"pdf", "docx", "txt"} <= {each["ending"] for each in told["file"]["kinds"]}


def test_a_file_is_kept_whole_and_is_the_answer_once_that_is_saved(desks: Desks) -> None:
    answer = attach(desks)
    assert answer.status_code == 201
    told = answer.json()
    assert told["name"] == "minutes.txt"
    assert desks.save(genogram=told["id"]).status_code == 303
    assert SectionAnswers.objects.get(step_id=desks.report, section="details").answers["genogram"] == told["id"]
    sent: Any = desks.at("Priya Nair").get(told["href"])
    assert b"".join(sent.streaming_content) == MINUTES


def test_sent_twice_under_one_key_it_is_kept_once(desks: Desks) -> None:
    first, again = attach(desks, _key="once"), attach(desks, _key="once")
    assert first.json()["id"] == again.json()["id"]
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"file": None}, 422),
        ({"file": SimpleUploadedFile("x.exe", b"MZ\x90\x00\x03")}, 409),
        ({"file": SimpleUploadedFile("x.txt", b"")}, 409),
        ({"file": SimpleUploadedFile("x.txt", b"a" * (MOST_BYTES + 1))}, 413),
        ({"_field": "school"}, 404),
        ({"_section": "nonsense"}, 404),
    ],
)
def test_what_cannot_be_kept_is_said(desks: Desks, given: dict[str, Any], status: int) -> None:
    assert attach(desks, **given).status_code == status
    assert not StoredFile.objects.exists()


def test_only_who_writes_there_may(desks: Desks) -> None:
    assert attach(desks, "Joan Ellery").status_code == 403
    assert attach(desks, "Una Tait").status_code == 404
    priya = desks.at("Priya Nair")
    assert priya.post(f"/steps/{NOBODY}/attach", {"_version": "0", "_key": "k", "file": ""}).status_code in {404, 422}
