"""Read-only answers: in words, and where an address would be told, only for whoever asked (forms.md 0.1, class A)."""

from dataclasses import replace

from permanence.kernel.conditions import Condition, Need
from permanence.kernel.form_definitions import Column, Question, Section
from permanence.queries.answers_shown import AnswersShown
from permanence.queries.section_pages import Carried, QuestionShown

REQUIRED = Need(required=True)
COLUMNS = (
    Column(key="who", ask="Contact with", kind="person", need=REQUIRED),
    Column(key="where", ask="Location", kind="st", need=REQUIRED, classes="A"),
)
SECTION = Section(
    key="contact",
    number=14,
    title="Contact",
    questions=(
        Question(key="school", ask="Name of the school", kind="st", need=REQUIRED, classes="PA"),
        Question(key="contact", ask="Contact now", kind="tbl", need=REQUIRED, columns=COLUMNS, classes="T"),
        Question(key="story", ask="The story", kind="lt", need=Need(required=True, or_why=True)),
        Question(key="only_if", ask="Only if", kind="st", need=Need(shown_if=Condition(field="story", values=("x",)))),
    ),
)
SHOWN = AnswersShown(
    answers={
        "school": "Hazel Road",
        "contact": [{"id": "a", "who": "p1", "where": "The library"}, {"id": "b", "who": "p2"}],
        "story_missing": "declined",
        "story_missing_why": "She would rather not.",
    },
    known={},
    names={"p1": "Iris Carrow", "p2": "Lee Carrow"},
    carried={},
    files={},
)


def shown(given: AnswersShown = SHOWN) -> dict[str, QuestionShown]:
    return {question.key: question for question in given.of(SECTION)}


def test_an_address_is_not_in_the_page_until_it_is_asked_for() -> None:
    found = shown()
    assert (found["school"].text, found["school"].may_show) == ("", True)
    assert found["contact"].rows == (("Iris Carrow", "Not shown"), ("Lee Carrow", ""))
    assert "Hazel Road" not in repr(found)
    assert "library" not in repr(found)


def test_only_the_answer_that_was_asked_for_is_shown() -> None:
    found = shown(replace(SHOWN, shown="contact"))
    assert found["contact"].rows[0] == ("Iris Carrow", "The library")
    assert (found["contact"].may_show, found["school"].text) == (False, "")


def test_an_empty_answer_offers_nothing_to_show() -> None:
    found = shown(replace(SHOWN, answers={}))
    assert [each.may_show for each in found.values()] == [False, False, False]


def test_why_an_answer_is_missing_is_said_and_what_is_not_asked_is_left_out() -> None:
    found = shown()
    assert found["story"].text == "Missing: declined. She would rather not."
    assert "only_if" not in found


def test_what_is_copied_says_where_from() -> None:
    carried = {"school": Carried(text="Hazel Road", provenance="From the child's record.")}
    assert shown(replace(SHOWN, carried=carried))["school"].provenance == "From the child's record."
