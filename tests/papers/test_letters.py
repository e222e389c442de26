"""Forms and letters from templates (R82): filled in, an authority's own, refused whole where a field is missing."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from permanence.operations.finishing import finish_step
from permanence.records.audit import AuditRow
from permanence.records.authorities import Authority
from tests.papers.reading import read_pdf, read_word, squeezed, word_text
from tests.web.office import Office, text

WORDS = "Maya likes to paint and wants to stay near her school."
SEEN = """
letter: seen
title: When {child.known_as} was seen
reader: Parents and carers
step: report
blocks:
  - words: "{today}. {authority}."
  - heading: What was written
  - words: "{answer.words}"
  - words: "{child.known_as} was seen on {answer.seen_on}."
    if_answered: seen_on
  - answer: words
  - points: ["Ask {social_worker}.", "Ask {iro}."]
"""


@pytest.fixture
def report(office: Office) -> UUID:
    return office.world.report_to_manager()


@pytest.fixture
def folder(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the authority, with its own letters for the small process."""
    key = Authority.objects.values_list("key", flat=True).get(id=office.world.authority_id)
    (tmp_path / "authority.yaml").write_text(f"authority: {key}\nname: Westmere\nsource: tests\n", "utf-8")
    (tmp_path / "small" / "papers").mkdir(parents=True)
    monkeypatch.setattr(settings, "AUTHORITY_FOLDERS", [tmp_path])
    return tmp_path / "small" / "papers"


def letter(office: Office, report: UUID, key: str, kind: str = "") -> Any:
    return office.get("Priya Nair", f"/steps/{report}/letters/{key}/{kind}")


def test_an_authoritys_letter_is_listed_read_and_had_as_pdf_and_word(
    office: Office, report: UUID, folder: Path
) -> None:
    (folder / "seen.yaml").write_text(SEEN, "utf-8")
    listed = text(office.get("Priya Nair", f"/steps/{report}/letters/"))
    assert "When Maya was seen" in listed
    assert "Parents and carers" in listed
    told = ("16 November 2026. Westmere.", WORDS, "Ask Priya Nair.", "Ask Tom Askew.")
    page = text(letter(office, report, "seen"))
    found = read_pdf(letter(office, report, "seen", "pdf").content)
    word = word_text(read_word(letter(office, report, "seen", "docx").content))
    for said in told:
        assert said in page
        assert squeezed(said) in found.words
        assert said in word
    assert "was seen on" not in page
    assert "DRAFT" in found.words
    (row,) = office.reads("make_word")
    assert (row.child_id, row.said["paper"]) == (office.world.child_id, "seen")


def test_a_part_that_hangs_on_an_answer_comes_with_it(office: Office, report: UUID, folder: Path) -> None:
    (folder / "seen.yaml").write_text(SEEN, "utf-8")
    office.world.saves("Priya Nair", report, "details", words=WORDS, seen_on=date(2026, 11, 10))
    assert "Maya was seen on 10 November 2026." in text(letter(office, report, "seen"))


def test_what_an_answer_says_is_never_taken_for_a_field(office: Office, report: UUID, folder: Path) -> None:
    (folder / "seen.yaml").write_text(SEEN, "utf-8")
    office.world.saves("Priya Nair", report, "details", words="{child.number} {nonsense} & <b>")
    assert "{child.number} {nonsense} & <b>" in text(letter(office, report, "seen"))
    assert squeezed("{child.number}{nonsense}&<b>") in read_pdf(letter(office, report, "seen", "pdf").content).words


def test_a_template_with_a_missing_field_says_which_and_which_there_are_and_nothing_is_made(
    office: Office, report: UUID, folder: Path
) -> None:
    (folder / "seen.yaml").write_text(SEEN.replace("{answer.words}", "{answer.wrods}"), "utf-8")
    sentence = "papers/seen.yaml, line 9: there is no field “answer.wrods” for this letter. The fields are: child.name,"
    assert sentence in text(office.get("Priya Nair", f"/steps/{report}/letters/"))
    before = AuditRow.objects.count()
    for kind in ("", "pdf", "docx"):
        answer = letter(office, report, "seen", kind)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "answer.words, answer.seen_on" in text(answer)
        assert WORDS not in text(answer)
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (SEEN.replace("reader:", "raeder:"), "papers/seen.yaml, line 4: There is no field"),
        (SEEN.replace("letter: seen", "letter: saw"), "A letter has the name of its file"),
        (SEEN.replace("- heading: What", "- headline: What"), "papers/seen.yaml, line 8: There is no field"),
        ("letter: [", "papers/seen.yaml, line 1: This is not YAML 1.2"),
    ],
)
def test_a_broken_template_says_where(office: Office, report: UUID, folder: Path, wrong: str, sentence: str) -> None:
    (folder / "seen.yaml").write_text(wrong, "utf-8")
    assert sentence in text(office.get("Priya Nair", f"/steps/{report}/letters/"))
    assert letter(office, report, "seen", "pdf").status_code == 422


def test_a_letter_after_the_finish_waits_for_it(office: Office, folder: Path) -> None:
    (folder / "seen.yaml").write_text(SEEN.replace("step: report", "step: report\nfinished: true"), "utf-8")
    report = office.world.checked_report()
    assert "This letter is made once Report is finished." in text(letter(office, report, "seen", "pdf"))
    office.world.on("Lena Voss", finish_step, report)
    assert "DRAFT" not in read_pdf(letter(office, report, "seen", "pdf").content).words


def test_a_letter_that_tells_an_answer_not_given_says_so(office: Office, report: UUID, folder: Path) -> None:
    (folder / "seen.yaml").write_text(SEEN.replace("    if_answered: seen_on\n", ""), "utf-8")
    answer = letter(office, report, "seen")
    assert answer.status_code == 422
    assert "This letter cannot be made yet: “Seen on” has no answer yet." in text(answer)


def test_another_authority_does_not_have_its_letters(office: Office, report: UUID, folder: Path) -> None:
    (folder / "seen.yaml").write_text(SEEN, "utf-8")
    (folder.parents[1] / "authority.yaml").write_text("authority: eastmere\nname: Eastmere\nsource: tests\n", "utf-8")
    assert letter(office, report, "seen").status_code == 404
