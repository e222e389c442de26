"""From what was typed to fields: every kind of answer, nothing typed lost, nothing asked that is not asked."""

from dataclasses import replace

import pytest

from permanence.kernel.answers import read_answers, typed_of
from permanence.kernel.conditions import Condition, Need
from permanence.kernel.form_definitions import Column, Option, Question, Section
from permanence.queries.listed import Listed
from permanence.web.field_sections import focus_target, section_fields
from permanence.web.field_tables import row_ids
from permanence.web.fields import Field, Filling
from permanence.web.gallery_form import EMPTY, FAULTY, FILLED, JOAN, SECTION, TYPED

REQUIRED = Need(required=True)
# forms.md 0.1, column answer: the kind, and what shows it.
WIDGETS = [
    ("st", "text"),
    ("lt", "counted"),
    ("lt+", "counted"),
    ("num", "text"),
    ("date", "date"),
    ("time", "text"),
    ("yn", "radios"),
    ("worker", "find"),
    ("person", "find"),
    ("inbox", "select"),
    ("file", "file"),
    ("tbl", "rows"),
    ("fix", "rows"),
    ("calc", "copied"),
]


def fields(filling: Filling, section: Section = SECTION) -> dict[str, Field]:
    return {field.name: field for field in section_fields(section, filling)}


def asking(**given: object) -> Section:
    question = Question(**{"key": "it", "ask": "It?", "kind": "st", "need": REQUIRED, **given})  # type: ignore[arg-type]
    return Section(key="s", number=1, title="S", questions=(question,))


@pytest.mark.parametrize(("kind", "widget"), WIDGETS)
def test_each_kind_has_its_widget(kind: str, widget: str) -> None:
    assert fields(EMPTY, asking(kind=kind))["it"].widget == widget


@pytest.mark.parametrize(("count", "widget"), [(2, "radios"), (7, "radios"), (8, "select"), (20, "select")])
def test_up_to_seven_options_are_radios(count: int, widget: str) -> None:
    options = tuple(Option(key=f"o{number}", label=f"Option {number}") for number in range(count))
    assert fields(EMPTY, asking(kind="one", options=options))["it"].widget == widget


def test_nothing_is_chosen_beforehand() -> None:
    for field in fields(EMPTY).values():
        assert [choice.text for choice in field.choices if choice.checked] == []


@pytest.mark.parametrize("name", [name for name, value in TYPED.items() if value])
def test_all_that_was_typed_is_in_a_field_again(name: str) -> None:
    assert TYPED[name] in shown_values(section_fields(SECTION, FILLED), name)


def shown_values(made: tuple[Field, ...], name: str) -> list[object]:
    """Return what stands in the page under an HTML name: in a box, a choice, a cell, a companion."""
    found: list[object] = []
    for field in made:
        found += shown_values(tuple(cell for row in field.rows for cell in row.cells), name)
        if field.name == name:
            checked = [choice.value for choice in field.choices if choice.checked]
            found += [field.value, checked, *checked]
        found += [box.value for box in field.boxes if box.name == name]
        if field.why and name == field.why.name:
            found += [choice.value for choice in field.why.choices if choice.checked]
        if field.why and name == f"{field.why.name}_why":
            found.append(field.why.words)
    return found


def test_what_cannot_be_read_stays_in_its_field_with_its_sentence() -> None:
    made = fields(FAULTY)
    assert [box.value for box in made["next_on"].boxes] == ["31", "2", "2027"]
    assert made["next_on"].error.startswith("31 February 2027 does not exist.")
    assert (made["moves"].value, made["moves"].error[:7]) == ("three", '"three"')


def test_answers_turned_back_and_shown_are_read_as_the_same_answers() -> None:
    read = read_answers(SECTION, TYPED, copied=("person.full_name",))
    typed = typed_of(SECTION, read.answers)
    assert read_answers(SECTION, typed, copied=("person.full_name",)).answers == read.answers


def test_a_conditional_question_is_hidden_until_its_answer_and_says_what_reveals_it() -> None:
    before, after = fields(EMPTY)["moved_where"], fields(FILLED)["moved_where"]
    assert (before.hidden, after.hidden) == (True, False)
    assert (before.shown_field, before.shown_values) == ("moved", "yes")


def test_a_question_that_hangs_on_another_sections_answer_is_left_out() -> None:
    older = Need(required=True, shown_if=Condition(field="age_16_over", values=("yes",)))
    section = asking(need=older)
    assert fields(EMPTY, section) == {}
    assert list(fields(replace(EMPTY, known={"age_16_over": "yes"}), section)) == ["it"]


@pytest.mark.parametrize(
    ("need", "ask"),
    [
        (REQUIRED, "It?"),
        (Need(), "It? (optional)"),
        (Need(required=True, or_why=True), "It?"),
        (Need(required=True, required_if=Condition(field="x", values=("yes",))), "It?"),
    ],
)
def test_what_may_be_left_out_says_so(need: Need, ask: str) -> None:
    assert fields(EMPTY, asking(need=need))["it"].ask == ask


def test_why_it_is_missing_is_open_only_when_used() -> None:
    unused, used = fields(EMPTY)["story"].why, fields(FILLED)["story"].why
    assert unused
    assert used
    assert (unused.is_open, used.is_open) == (False, True)


def test_rows_keep_their_ids_and_order() -> None:
    assert row_ids("contact", TYPED) == ["a", "b"]
    assert [row.id for row in fields(FILLED)["contact"].rows] == ["a", "b"]


def test_an_empty_table_begins_with_one_row_of_a_new_id() -> None:
    table = fields(replace(EMPTY, new_row="fresh"))["contact"]
    assert [cell.name for cell in table.rows[0].cells] == [
        "contact.fresh.who",
        "contact.fresh.how",
        "contact.fresh.on",
        "contact.fresh.notes",
    ]


def test_fixed_rows_can_neither_be_added_nor_removed() -> None:
    table = fields(EMPTY)["views"]
    assert ([row.legend for row in table.rows], table.can_add) == (["Child", "Mother", "Father"], False)


def test_the_rows_of_a_table_are_the_choices_of_a_question_about_them() -> None:
    columns = (Column(key="name", ask="Name", kind="st", need=REQUIRED),)
    section = Section(
        key="s",
        number=1,
        title="S",
        questions=(
            Question(key="seen", ask="Seen", kind="tbl", need=REQUIRED, columns=columns),
            Question(key="chosen", ask="Which?", kind="one", need=REQUIRED, list_name="rows:seen"),
        ),
    )
    made = fields(Filling(typed={"seen.a.name": "Tennant", "seen.b.name": "Alderton", "chosen": "b"}), section)
    assert [(choice.text, choice.checked) for choice in made["chosen"].choices] == [
        ("Tennant", False),
        ("Alderton", True),
    ]


def test_somebody_chosen_stays_chosen_beside_what_a_search_finds() -> None:
    sam = Listed(id="x", name="Sam Orr", detail="Social worker")
    made = fields(replace(FILLED, found={"visited_by": (sam,)}, searched={"visited_by": "sam"}))["visited_by"]
    assert [(choice.text, choice.checked) for choice in made.choices] == [
        (str(JOAN), True),
        ("Sam Orr, Social worker", False),
        ("Nobody", False),
    ]


def test_a_search_without_a_match_says_what_to_do() -> None:
    finding = fields(FAULTY)["visited_by"].finding
    assert finding
    assert finding.says == 'No worker matches "Jaon". Try part of the name.'


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("next_on", "next_on-day"),
        ("moves", "moves"),
        ("visited_by", "visited_by-find"),
        ("contact.a.on", "contact.a.on-day"),
    ],
)
def test_an_error_leads_to_the_first_box_of_its_field(name: str, target: str) -> None:
    assert focus_target(name, section_fields(SECTION, FILLED)) == target


def test_what_is_copied_is_read_only_with_where_it_comes_from() -> None:
    made = fields(FILLED)["full_name"]
    assert made.copied
    assert (made.widget, made.copied.provenance) == ("copied", "From the child's record on 16 November 2026.")
