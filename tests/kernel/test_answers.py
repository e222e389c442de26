"""Typed answers (docs/design.md section 2; forms.md 0.1): what is read, what refused in which words, and back."""

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.kernel.answers import MISSING_OPTIONS, read_answers, typed_of
from permanence.kernel.conditions import Condition, Need
from permanence.kernel.form_definitions import Column, Option, Question, Section
from permanence.kernel.tables import MOST_ROWS
from tests.kernel.facts_builder import step
from tests.kernel.filling import completed, process
from tests.kernel.people import PRIYA

OPTIONS = (Option(key="calm", label="calm"), Option(key="lively", label="lively"), Option(key="shy", label="shy"))
WHY = Need(required=True, or_why=True)
REQUIRED = Need(required=True)
SHOWN = Need(required=True, shown_if=Condition(field="seen", values=("yes",)))
SHOWN_AFTER = Need(required=True, shown_if=Condition(field="seen_on", values=("2027-01-14",)))
COLUMNS = (
    Column(key="what", ask="What", kind="st", need=REQUIRED),
    Column(key="on", ask="When", kind="date", need=Need()),
    Column(key="who", ask="Who", kind="person", need=Need()),
    Column(key="how", ask="How", kind="many", need=Need(), options=OPTIONS),
    Column(key="age_then", ask="Age then", kind="calc", need=Need(nothing_to_answer=True)),
    Column(key="note", ask="Note", kind="lt", need=Need(shown_if=Condition(field="what", values=("other",)))),
)
SECTION = Section(
    key="about",
    number=1,
    title="About",
    questions=(
        Question(key="name", ask="Name", kind="st", need=REQUIRED),
        Question(key="story", ask="What happened", kind="lt", need=WHY),
        Question(key="age", ask="Age", kind="num", need=Need(), low=0, high=18),
        Question(key="held_on", ask="Date of the next meeting", kind="date", need=REQUIRED),
        Question(key="at", ask="Time", kind="time", need=Need()),
        Question(key="seen", ask="Seen?", kind="yn", need=REQUIRED),
        Question(key="seen_on", ask="Seen on", kind="date", need=SHOWN),
        Question(key="seen_where", ask="Where?", kind="st", need=SHOWN_AFTER),
        Question(key="mood", ask="Mood", kind="one", need=Need(), options=OPTIONS),
        Question(key="moods", ask="Moods", kind="many", need=Need(), options=OPTIONS),
        Question(key="who", ask="Who", kind="worker", need=Need()),
        Question(key="paper", ask="Paper", kind="file", need=Need()),
        Question(key="events", ask="Events", kind="tbl", need=Need(), columns=COLUMNS),
        Question(key="views.all", ask="Views", kind="fix", need=Need(), columns=COLUMNS, rows=OPTIONS),
        Question(key="total", ask="Total", kind="calc", calc="total", need=Need(nothing_to_answer=True)),
        Question(key="born_on", ask="Born", kind="date", need=REQUIRED, copied="person.date_of_birth"),
    ),
)
ID = "0190f5d2-0000-7000-8000-000000000009"

ACCEPTED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"name": "Zoë O'Brien-Ní Mhaoláin"}, {"name": "Zoë O'Brien-Ní Mhaoláin"}),
    ({"name": "  "}, {}),
    ({"story": "One.\r\nTwo.\rThree.\n"}, {"story": "One.\nTwo.\nThree.\n"}),
    ({"age": " 8 "}, {"age": 8}),
    ({"held_on-day": "14", "held_on-month": "Jan", "held_on-year": "2027"}, {"held_on": "2027-01-14"}),
    ({"held_on-day": "", "held_on-month": "", "held_on-year": ""}, {}),
    ({"at": "9.05"}, {"at": "09:05"}),
    ({"seen": "no"}, {"seen": "no"}),
    ({"mood": "shy"}, {"mood": "shy"}),
    ({"moods": ["shy", "calm", "shy"]}, {"moods": ["calm", "shy"]}),
    ({"moods": "calm"}, {"moods": ["calm"]}),
    ({"who": ID.upper()}, {"who": ID}),
    (
        {"events.r2.what": "Moved", "events.r1.what": "Born"},
        {"events": [{"id": "r2", "what": "Moved"}, {"id": "r1", "what": "Born"}]},
    ),
    ({"events.r1.what": "", "events.r1.on-day": " "}, {}),
    ({"events.r1.what": "Moved", "events.r1.note": "Hidden."}, {"events": [{"id": "r1", "what": "Moved"}]}),
    (
        {"events.r1.what": "other", "events.r1.note": "Shown."},
        {"events": [{"id": "r1", "what": "other", "note": "Shown."}]},
    ),
    ({"views.all.calm.what": "Agrees", "views.all.nobody.what": "?"}, {"views.all": {"calm": {"what": "Agrees"}}}),
    (
        {"story_missing": "declined", "story_missing_why": "Asked twice."},
        {"story_missing": "declined", "story_missing_why": "Asked twice."},
    ),
    ({"story": "Told.", "story_missing": "declined"}, {"story": "Told."}),
    ({"unknown": "x", "_version": "3", "total": "9", "csrf": "y"}, {}),
    ({"seen": "no", "seen_on-day": "14", "seen_on-month": "1", "seen_on-year": "2027"}, {"seen": "no"}),
]


@pytest.mark.parametrize(("typed", "answers"), ACCEPTED)
def test_what_is_read(typed: dict[str, Any], answers: dict[str, Any]) -> None:
    read = read_answers(SECTION, typed)
    assert (dict(read.answers), dict(read.errors)) == (answers, {})


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (
        {"held_on-day": "31", "held_on-month": "2", "held_on-year": "2027"},
        "held_on",
        "31 February 2027 does not exist. Enter the date of the next meeting.",
    ),
    ({"story": "x" * 4212}, "story", "This answer is 212 characters over the 4,000 that fit. Nothing was cut."),
    ({"name": "x" * 201}, "name", "This answer is 1 character over the 200 that fit. Nothing was cut."),
    ({"name": "a\x00b"}, "name", "Character 2 of this answer cannot be shown on a page. Take it out."),
    ({"story": "ab\x1b"}, "story", "Character 3 of this answer cannot be shown on a page. Take it out."),
    ({"name": "two\nlines"}, "name", "This answer is one line. Take the line breaks out."),
    ({"age": "eight"}, "age", '"eight" is not a whole number. Enter it in figures, such as 3.'),
    ({"age": "9" * 5000}, "age", f'"{"9" * 20}..." is not a whole number. Enter it in figures, such as 3.'),
    ({"age": "19"}, "age", "19 does not fit here. Enter a number from 0 to 18."),
    ({"at": "25:00"}, "at", '"25:00" is not a time of day. Enter it by the 24 hour clock, such as 15:32.'),
    ({"seen": "perhaps"}, "seen", "Choose one of the answers that are offered."),
    ({"mood": "angry"}, "mood", "Choose one of the answers that are offered."),
    ({"moods": ["calm", "angry"]}, "moods", "Choose one of the answers that are offered."),
    ({"who": "Priya"}, "who", "Choose a worker from those found."),
    ({"paper": "../etc"}, "paper", "Attach the file again."),
    ({"name": ["one", "two"]}, "name", "This answer came more than once. Give it once."),
    (
        {"events.r1.what": "x" * 201},
        "events.r1.what",
        "This answer is 1 character over the 200 that fit. Nothing was cut.",
    ),
    (
        {"events.r1.on-day": "31", "events.r1.on-month": "4", "events.r1.on-year": "2027"},
        "events.r1.on",
        '31 April 2027 does not exist. Enter an answer to "When".',
    ),
    ({"story_missing": "lazy"}, "story_missing", "Choose one of the reasons that are offered."),
    (
        {f"events.r{number}.what": "x" for number in range(MOST_ROWS + 1)},
        "events",
        "401 rows are more than the 400 that fit. Nothing was cut.",
    ),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), REFUSED, ids=lambda value: str(value)[:30])
def test_what_is_refused_and_in_which_words(typed: dict[str, Any], field: str, sentence: str) -> None:
    read = read_answers(SECTION, typed)
    assert (dict(read.answers), dict(read.errors)) == ({}, {field: sentence})


def test_hiding_one_question_hides_those_after_it() -> None:
    typed = {"seen": "no", "seen_on-day": "14", "seen_on-month": "1", "seen_on-year": "2027", "seen_where": "At home"}
    assert read_answers(SECTION, typed).answers == {"seen": "no"}
    assert "seen_where" in read_answers(SECTION, typed | {"seen": "yes"}).answers


def test_a_condition_may_look_at_another_section() -> None:
    typed = {"seen_on-day": "14", "seen_on-month": "1", "seen_on-year": "2027"}
    assert read_answers(SECTION, typed).answers == {}
    assert read_answers(SECTION, typed, known={"seen": "yes"}).answers == {"seen_on": "2027-01-14"}


def test_a_copied_question_is_typed_only_while_its_source_does_not_exist() -> None:
    typed = {"born_on-day": "4", "born_on-month": "5", "born_on-year": "2018"}
    assert read_answers(SECTION, typed).answers == {"born_on": "2018-05-04"}
    assert read_answers(SECTION, typed, copied={"person.date_of_birth"}).answers == {}


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200).filter(str.strip)
LONG = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), min_size=1, max_size=400
).filter(str.strip)
DATE = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(str)
IDS = st.uuids().map(str)
KEYS = [option.key for option in OPTIONS]
MANY = st.sets(st.sampled_from(KEYS), min_size=1).map(lambda chosen: [key for key in KEYS if key in chosen])
ROW = st.fixed_dictionaries(
    {"what": TEXT.filter(lambda text: text != "other")}, optional={"on": DATE, "who": IDS, "how": MANY}
)
ROW_IDS = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=40)
ROWS = st.dictionaries(ROW_IDS, ROW, min_size=1, max_size=4).map(
    lambda rows: [{"id": key, **row} for key, row in rows.items()]
)
PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXT,
        "age": st.integers(0, 18),
        "held_on": DATE,
        "at": st.times().map(lambda time: f"{time:%H:%M}"),
        "mood": st.sampled_from(KEYS),
        "moods": MANY,
        "who": IDS,
        "paper": IDS,
        "events": ROWS,
        "views.all": st.dictionaries(st.sampled_from(KEYS), ROW, min_size=1),
        "born_on": DATE,
    },
)
Kept = st.SearchStrategy[dict[str, Any]]
TOLD: Kept = st.one_of(
    st.fixed_dictionaries({"story": LONG}),
    st.fixed_dictionaries(
        {"story_missing": st.sampled_from([one.key for one in MISSING_OPTIONS]), "story_missing_why": TEXT}
    ),
    st.just({}),
)
SEEN: Kept = st.one_of(
    st.just({"seen": "no"}), st.fixed_dictionaries({"seen": st.just("yes")}, optional={"seen_on": DATE}), st.just({})
)


@settings(max_examples=200, deadline=None)
@given(PLAIN, TOLD, SEEN)
def test_what_is_kept_comes_back_as_it_was(plain: dict[str, Any], told: dict[str, Any], seen: dict[str, Any]) -> None:
    answers = {**plain, **told, **seen}
    read = read_answers(SECTION, typed_of(SECTION, answers))
    assert (dict(read.answers), dict(read.errors)) == (answers, {})


JUNK = st.dictionaries(
    st.sampled_from(
        [
            *(question.key for question in SECTION.questions),
            "held_on-day",
            "events.r1.what",
            "events.r1.on-year",
            "story_missing",
        ]
    ),
    st.one_of(st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3)),
)


@settings(max_examples=200, deadline=None)
@given(JUNK)
def test_whatever_is_typed_is_read_or_answered_with_a_sentence(typed: dict[str, Any]) -> None:
    read = read_answers(SECTION, typed)
    assert all(sentence.strip() and sentence[-1] in ".?" for sentence in read.errors.values())
    again = read_answers(SECTION, typed_of(SECTION, read.answers))
    assert dict(again.answers) == dict(read.answers)


@pytest.mark.parametrize("key", [one.key for one in process().steps])
def test_every_form_of_the_process_comes_back_as_it_was(key: str) -> None:
    facts = completed(step(key, PRIYA, empty=True))
    for section in facts.form.sections:
        answers = facts.answers.get(section.key, {})
        read = read_answers(section, typed_of(section, answers), known=facts.flat())
        assert (dict(read.answers), dict(read.errors)) == (answers, {})
