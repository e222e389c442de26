"""A form on paper: the same words as on its page, for the same readers, on record before anything leaves (P19, P24)."""

import hashlib
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError

from permanence.operations import reopening
from permanence.operations.finishing import finish_step
from permanence.records import audit
from permanence.records.audit import AuditRow
from tests.factories import step
from tests.papers.reading import read_pdf, read_word, squeezed, word_text
from tests.web.office import NOBODY, Office, text

WORDS = "Maya likes to paint and wants to stay near her school."


def pdf(office: Office, name: str, step_id: UUID, *, version: int | None = None) -> Any:
    part = f"versions/{version}/" if version else ""
    return office.get(name, f"/steps/{step_id}/{part}print/pdf")


@pytest.fixture
def report(office: Office) -> UUID:
    """Priya has written her report and asked Joan: one version is saved."""
    return office.world.report_to_manager()


def test_a_draft_is_a_tagged_pdf_that_says_whose_it_is_and_that_it_is_a_draft(office: Office, report: UUID) -> None:
    answer = pdf(office, "Priya Nair", report)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    found = read_pdf(answer.content)
    assert found.root["/Lang"] == "en-GB"
    assert found.root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a value of the reader
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert found.title == "Report, Maya Thornbury"
    assert found.author == "Priya Nair"
    assert [tag for tag in found.tags if tag in {"H1", "H2"}][:2] == ["H1", "H2"]
    assert {"H3", "Table", "TR", "TH", "TD"} <= set(found.tags)
    for said in ("DRAFT", "Maya Thornbury, born 4 May 2018, 3900001", "Version 1, DRAFT", "1. Details", WORDS, "1 of "):
        assert squeezed(said) in found.words


def test_its_words_are_those_of_the_page(office: Office, report: UUID) -> None:
    """Joan may not write the section, so its page shows her the answers as the paper does."""
    page = text(office.get("Joan Ellery", f"/steps/{report}/sections/details/"))
    found = read_pdf(pdf(office, "Joan Ellery", report).content)
    for question in ("Words", "Seen on", "Relative", "Paper", "People"):
        assert question in page
        assert question.replace(" ", "") in found.words
    assert WORDS in page
    assert squeezed(WORDS) in found.words


def test_each_paper_is_on_record_with_its_child_and_its_hashes(office: Office, report: UUID) -> None:
    answer = pdf(office, "Joan Ellery", report)
    (row,) = office.reads("make_pdf")
    assert (row.child_id, row.object_id) == (office.world.child_id, report)
    assert row.worker_id == office.world.people["Joan Ellery"]
    assert row.said["file_sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert row.said["version"] == "1"
    assert squeezed(row.said["text_sha256"]) in read_pdf(answer.content).words


def test_the_same_version_has_the_same_hash_whoever_has_it_made(office: Office, report: UUID) -> None:
    pdf(office, "Priya Nair", report)
    pdf(office, "Joan Ellery", report)
    office.world.saves("Priya Nair", report, "details", words="Something else.")
    pdf(office, "Joan Ellery", report)
    first, second, third = (row.said["text_sha256"] for row in office.reads("make_pdf"))
    assert first == second != third


def test_where_the_row_cannot_be_written_nothing_is_sent(
    office: Office, report: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("the audit is not there")

    monkeypatch.setattr(audit, "append", broken)
    browser = office.at("Priya Nair")
    browser.raise_request_exception = False
    for kind in ("", "pdf"):
        answer = browser.get(f"/steps/{report}/print/{kind}")
        assert answer.status_code == 500
        assert WORDS not in answer.content.decode("latin-1")


@pytest.mark.parametrize("path", ["print/", "print/pdf", "versions/1/print/", "versions/1/print/pdf", "letters/"])
def test_whoever_may_not_see_the_page_is_refused_the_paper_in_the_same_words(
    office: Office, report: UUID, path: str
) -> None:
    """Una is in another team and is nothing to Maya."""
    page = office.get("Una Tait", f"/steps/{report}/")
    before = AuditRow.objects.count()
    answer = office.get("Una Tait", f"/steps/{report}/{path}")
    assert (answer.status_code, page.status_code) == (404, 404)
    assert "There is nothing here, or you may not see it." in text(answer)
    assert AuditRow.objects.count() == before
    assert office.get("Priya Nair", f"/steps/{report}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["print/zip", "print/docx", "versions/99/print/pdf", "letters/nothing/pdf"])
def test_what_is_not_there_is_hidden(office: Office, report: UUID, path: str) -> None:
    """The small process has no report that leaves as a Word file."""
    assert office.get("Priya Nair", f"/steps/{report}/{path}").status_code == 404
    assert office.get("Priya Nair", f"/steps/{NOBODY}/print/pdf").status_code == 404


def test_a_finished_form_is_final_and_carries_the_hash_it_was_locked_with(office: Office) -> None:
    world = office.world
    report = world.checked_report()
    world.on("Lena Voss", finish_step, report)
    found = read_pdf(pdf(office, "Priya Nair", report).content)
    assert "DRAFT" not in found.words
    assert squeezed("FINAL") in found.words
    assert squeezed("Final. Finished by Lena Voss on 16 November 2026") in found.words
    assert squeezed(f"Locked at the finish (SHA-256) {step(report).finished_hash}") in found.words


def test_an_earlier_version_is_superseded_and_says_by_what(office: Office) -> None:
    world = office.world
    report = world.checked_report()
    world.on("Lena Voss", finish_step, report)
    world.on(
        "Joan Ellery", reopening.reopen_step, report, to_worker=world.people["Priya Nair"], reason="A date is wrong"
    )
    world.reaches("17 Nov 2026 10:00")
    world.saves("Priya Nair", report, "details", words="Maya likes to swim.")
    found = read_pdf(pdf(office, "Priya Nair", report, version=1).content)
    assert squeezed(WORDS) in found.words
    assert squeezed("Maya likes to swim.") not in found.words
    assert "SUPERSEDED" in found.words
    assert squeezed("It was finished by Lena Voss on 16 November 2026") in found.words
    newest = read_pdf(pdf(office, "Priya Nair", report).content)
    assert squeezed("Maya likes to swim.") in newest.words
    assert "DRAFT" in newest.words


def test_the_page_to_print_says_the_same_and_who_printed_it(office: Office, report: UUID) -> None:
    page = text(office.get("Joan Ellery", f"/steps/{report}/print/"))
    assert WORDS in page
    assert "DRAFT" in page
    assert "Printed by Joan Ellery, Westmere, from the page as it stood on 16 November 2026 09:" in page
    assert f'href="/steps/{report}/print/pdf"' in page


def test_a_chronology_as_word_has_headings_and_its_table(office: Office, report: UUID) -> None:
    answer = office.get("Priya Nair", f"/children/{office.world.child_id}/chronology/docx")
    document = read_word(answer.content)
    assert [line.text for line in document.paragraphs if line.style.name == "Heading 1"] == ["Chronology"]
    assert [line.text for line in document.paragraphs if line.style.name == "Heading 2"] == ["2026"]
    assert "Report: Manager authorises, sent." in word_text(document)
    assert document.core_properties.language == "en-GB"
    (row,) = office.reads("make_word")
    assert row.said["file_sha256"] == hashlib.sha256(answer.content).hexdigest()
