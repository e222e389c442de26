"""P30: nothing typed breaks or runs. Each text in every kind of answer, on every page that shows it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from permanence.kernel.answers import read_answers, typed_of
from permanence.kernel.form_definitions import Question, Section
from permanence.kernel.joining import joined
from permanence.records.forms import Revision, SectionAnswers
from permanence.web.typed import UNKEEPABLE
from tests.forms.conftest import Desks
from tests.forms.escaped import assert_nothing_strange
from tests.forms.every_kind import QUESTIONS
from tests.forms.hostile import WHOLE, hostile_texts
from tests.forms.pages import fields, words
from tests.support.proof import Proof

SMALL, LARGE = len(WHOLE), 1000
AT_ONCE, PARTS = 17, 6
TEXTS = {"st", "lt", "lt+"}
BOXES = {"date": ("-day", "-month", "-year")}
EVERY_KIND = Section(key="details", number=1, title="Every kind", questions=QUESTIONS)


def as_sent(text: str) -> str:
    """Return a text as a browser sends it: a lone surrogate cannot be sent, a line end is two characters."""
    return re.sub("\r\n|\r|\n", "\r\n", re.sub("[\ud800-\udfff]", "\ufffd", text))


def as_kept(text: str) -> str:
    """Return it as a page shows it again: line ends are one character, and NUL is a mark that can be seen."""
    return UNKEEPABLE.sub("\ufffd", as_sent(text)).replace("\r\n", "\n")


def names_of(question: Question) -> Iterator[str]:
    """Yield the names of a question's fields, those of one row of a table."""
    if question.columns:
        row = question.rows[0].key if question.rows else "r1"
        for column in question.columns:
            yield from (f"{question.key}.{row}.{column.key}{box}" for box in BOXES.get(column.kind, ("",)))
    else:
        yield from (f"{question.key}{box}" for box in BOXES.get(question.kind, ("",)))


def everywhere(text: str) -> dict[str, str]:
    """Return the text typed into every field of the section but the file inputs."""
    return {name: as_sent(text) for question in QUESTIONS for name in names_of(question)}


def test_each_kind_of_answer_keeps_it_exactly_or_says_why_not(proof: Proof) -> None:
    texts = hostile_texts(proof.size(SMALL, LARGE), proof.random)
    kept = refused = 0
    for text in texts:
        typed = everywhere(text)
        read = read_answers(EVERY_KIND, typed)
        again = typed_of(EVERY_KIND, read.answers)
        for name, value in typed.items():
            asked = name.removesuffix("-day").removesuffix("-month").removesuffix("-year")
            is_hidden = asked == "moved_where"
            if name in again and not is_hidden:
                assert str(again[name]).strip() == value.replace("\r\n", "\n").strip() or asked not in TEXTS
                kept += 1
            elif value.strip() and not is_hidden:
                assert read.errors.get(asked, "").endswith("."), f"{name}: {value!r} went without a word"
                refused += 1
    assert kept > len(texts)
    assert refused > len(texts)
    proof.found("P30", what="texts in every kind of answer, read", n=kept + refused, result="0 changed silently")


def test_no_text_is_stored_otherwise_than_it_was_typed(proof: Proof) -> None:
    texts = hostile_texts(proof.size(SMALL, LARGE), proof.random)
    for text in texts:
        for question in (each for each in QUESTIONS if each.kind in TEXTS):
            asked = replace(question, need=replace(question.need, shown_if=None))
            alone = Section(key="s", number=1, title="S", questions=(asked,))
            read = read_answers(alone, {question.key: as_sent(text)})
            if question.key in read.answers:
                assert read.answers[question.key] == as_sent(text).replace("\r\n", "\n")
            else:
                assert read.errors or not text.strip()


@pytest.mark.parametrize("part", range(PARTS))
def test_on_every_page_it_is_text(desks: Desks, proof: Proof, part: int) -> None:
    texts = hostile_texts(proof.size(SMALL, LARGE), proof.random)[part::PARTS]
    for first in range(0, len(texts), AT_ONCE):
        shown_as_text(desks, texts[first : first + AT_ONCE])
    proof.found("P30", what="texts saved, and on every page that shows them", n=len(texts), result="0 ran or broke")


def shown_as_text(desks: Desks, batch: list[str]) -> None:
    """Seventeen texts at once: one in each row of the table, and the first and the last in every other question."""
    rows = {f"contact.r{number}.notes": as_sent(text) for number, text in enumerate(batch)}
    for version, text in enumerate((batch[0], batch[-1])):
        typed = {**everywhere(text), **rows, "moved": "yes"}
        del typed["genogram"]
        answer = desks.save(**typed)
        assert answer.status_code in {303, 422}
        assert_nothing_strange(answer, page="the save")
        again = fields(answer) if answer.status_code == 422 else fields(desks.at("Priya Nair").get(desks.section))
        for name in ("school", "why_now", "story", *rows):
            assert again[name] == [as_kept(typed[name])], f"{name} at version {version}"
    looked_at(desks)


def looked_at(desks: Desks) -> None:
    saved = SectionAnswers.objects.get(step_id=desks.report, section="details")
    versions = f"{desks.href}versions/"
    numbers = [str(number) for number in Revision.objects.filter(step_id=desks.report).values_list("number", flat=True)]
    pages = [desks.section, desks.href, f"{desks.href}events/", versions, f"{versions}{numbers[-1]}/"]
    pages += [f"{versions}{numbers[0]}/compare/{numbers[-1]}/"]
    for page in pages:
        for name in ("Priya Nair", "Joan Ellery"):
            assert_nothing_strange(desks.at(name).get(page), page=page)
    stale = desks.save(_version=saved.version - 1, why_now="<b>Mine</b>")
    assert stale.status_code == 409
    assert_nothing_strange(stale, page="two versions")


@pytest.mark.parametrize("text", ["<script>pwned()</script>", "%", "_", "\\", "a b c " * 30, "a " * 30_000, "\x00"])
def test_searches_take_anything(desks: Desks, text: str) -> None:
    answer = desks.at("Priya Nair").get("/children/", {"q": text})
    assert_nothing_strange(answer, page="the search for a child")
    found = desks.save(act=None, _find="guardian", **{"guardian-find": text})
    assert found.status_code == 303
    assert_nothing_strange(desks.at("Priya Nair").get(found["Location"].split("#")[0]), page="the search for a person")


def test_a_hundred_thousand_characters_are_kept_and_said_to_be_too_many(desks: Desks) -> None:
    much = "Maya likes to paint. " * 4762
    answer = desks.save(why_now=much)
    assert answer.status_code == 422
    assert "This answer is 96,002 characters over the 4,000 that fit. Nothing was cut." in words(answer)
    assert fields(answer)["why_now"] == [much]
    assert desks.save(why_now="Short.").status_code == 303
    stale = desks.save(_version=0, why_now=much)
    assert stale.status_code == 409, "two texts of that length are compared"


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "02", "2026", "31 February 2026 does not exist."),
        ("29", "2", "2027", "29 February 2027 does not exist."),
        ("1", "1", "9999", '"9999" is not a year from 1900 to 2199 in four figures.'),
        ("1", "13", "2027", '"13" is not a month.'),
        ("٣", "1", "2027", '"٣" is not a day of the month.'),
        ("1", "1", "", "The year is missing."),
        ("0", "1", "2027", "0 January 2027 does not exist."),
    ],
)
def test_a_date_that_is_none_is_answered_in_its_own_words(
    desks: Desks, day: str, month: str, year: str, says: str
) -> None:
    answer = desks.save(**{"next_on-day": day, "next_on-month": month, "next_on-year": year})
    assert answer.status_code == 422
    assert says in words(answer)
    sent = fields(answer)
    assert [sent[f"next_on-{box}"] for box in ("day", "month", "year")] == [[day], [month], [year]]


@pytest.mark.parametrize("year", ["1900", "2199"])
def test_the_first_and_the_last_year_are_taken(desks: Desks, year: str) -> None:
    given = {"next_on-day": "31", "next_on-month": "12", "next_on-year": year}
    assert desks.save(**given).status_code == 303
    for page in (desks.section, desks.href, f"/children/{desks.world.child_id}/"):
        assert desks.at("Joan Ellery").get(page).status_code == 200


STRANGE: list[tuple[str, dict[str, Any]]] = [
    ("a question of another section", {"checked": "QAAG agrees."}),
    ("a key of no section", {"is_admin": "yes"}),
    ("a companion that is not asked", {"school_missing": "declined"}),
    ("a row id that no page has", {"contact.<b>.notes": "x"}),
    ("a row of a fixed table that it has not", {"views.stranger.notes": "x"}),
    ("a column of another table", {"views.child.who": "x"}),
    ("a cell in a question that is no table", {"school.r1.notes": "x"}),
    ("a box that is none of a date", {"next_on": "2027-01-01"}),
]


@pytest.mark.parametrize(("sent", "given"), STRANGE, ids=[what for what, _ in STRANGE])
def test_what_the_section_does_not_ask_is_refused_and_the_rest_kept(
    desks: Desks, sent: str, given: dict[str, Any]
) -> None:
    answer = desks.save(why_now="My own words.", **given)
    assert answer.status_code == 422, sent
    assert "Part of what came is no answer that section 1 asks for, so nothing is saved." in words(answer)
    assert fields(answer)["why_now"] == ["My own words."]
    assert not SectionAnswers.objects.filter(step_id=desks.report).exists()


def test_every_field_of_the_tables_sent_along_is_written_nowhere(desks: Desks) -> None:
    """P23: names of columns, on a page that has none of them."""
    names = [field.name for model in (SectionAnswers, Revision) for field in model._meta.get_fields()]
    before = list(SectionAnswers.objects.values())
    for name in {*names, "state", "assigned_worker_id", "finished_at", "authority_id", "access_class", "covered_hash"}:
        assert desks.save(why_now="Words.", **{name: "x"}).status_code == 422, name
    assert list(SectionAnswers.objects.values()) == before


def test_an_answer_that_came_twice_is_asked_for_once(desks: Desks) -> None:
    answer = desks.save(school=["Hazel Road", "Elm Park"])
    assert answer.status_code == 422
    assert "This answer came more than once. Give it once." in words(answer)


def test_a_choice_that_is_not_offered(desks: Desks) -> None:
    answer = desks.save(plan="kill", present=["child", "nobody"], moved="perhaps", weekday="someday")
    assert answer.status_code == 422
    assert words(answer).count("Choose one of the answers that are offered.") >= 4
    assert desks.at("Priya Nair").get(desks.section).status_code == 200


def test_rows_of_both_writers_are_joined() -> None:
    assert joined({}, {"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
    assert joined({"a": 1}, {"a": 1}, {"a": 2}) is None, "only one changed anything"
