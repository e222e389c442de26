"""What is missing, in sentences, and the status of a section (forms.md 0.1; pages, sections 4 and 6)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from permanence.kernel.completeness import is_no_answer, known, missing
from permanence.kernel.conditions import Condition, Need
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Column, Option, Question, Section
from permanence.kernel.sections import section_status
from tests.kernel.facts_builder import adding, child, standing, step
from tests.kernel.filling import GOOD, answering, process
from tests.kernel.people import DEE, JOAN, LENA, PRIYA, RUTH, actor

R, WHY = Need(required=True), Need(required=True, or_why=True)
OPTIONS = (Option(key="mother", label="mother"), Option(key="father", label="father"))


def facts() -> StepFacts:
    return step("permanency_planning", PRIYA, empty=True)


def asked(**also: Any) -> Section:
    fields: dict[str, Any] = {"key": "it", "ask": "What was discussed", "kind": "lt", "need": R} | also
    question = Question(**fields)
    return Section(key="childs_details", number=1, title="One", writers=("social_worker",), questions=(question,))


def sentences(section: Section, answers: dict[str, Any], about: StepFacts | None = None) -> list[str]:
    return [one.sentence for one in missing(section, answers, facts=about or facts())]


# Default errors: "Enter ...", "Choose ...", "Answer ... or say why it is missing"; else the question's own.
WORDS = [
    ({"kind": "lt"}, 'Enter an answer to "What was discussed".'),
    ({"kind": "lt", "need": WHY}, 'Answer "What was discussed", or say why it is missing.'),
    ({"kind": "one", "options": OPTIONS}, 'Choose an answer to "What was discussed".'),
    ({"kind": "yn", "ask": "Seen?"}, 'Choose an answer to "Seen?"'),
    ({"kind": "date", "ask": "Date of the next meeting"}, "Enter the date of the next meeting."),
    ({"kind": "file", "ask": "Photograph"}, 'Attach a file for "Photograph".'),
    ({"kind": "tbl", "ask": "Events"}, 'Add a row to "Events".'),
    ({"kind": "yn", "error": "Tick only when this is true."}, "Tick only when this is true."),
    ({"kind": "lt", "error": "Say why {child} did not come."}, "Say why Maya did not come."),
    # A question's own words about a wrong answer are no words about a missing one.
    ({"kind": "date", "ask": "Date of Meeting", "error": "It cannot be in the future."}, "Enter the date of Meeting."),
]


@pytest.mark.parametrize(("question", "sentence"), WORDS)
def test_a_missing_answer_says_what_to_do(question: dict[str, Any], sentence: str) -> None:
    assert sentences(asked(**question), {}) == [sentence]
    assert sentences(asked(**question), {"it": "   "}) == [sentence] or question["kind"] == "tbl"


@pytest.mark.parametrize(
    "text",
    ["n/a", "N/A.", " tbc ", "None known", "none  known.", ".", "...", "What was discussed?", "WHAT WAS DISCUSSED"],
)
def test_what_is_no_answer(text: str) -> None:
    """R174; forms.md 0.1."""
    assert is_no_answer(text, ask="What was discussed")
    assert sentences(asked(need=WHY), {"it": text}) == ["Write the answer, or choose why it is missing."]
    assert sentences(asked(), {"it": text}) == [f'Write the answer: "{text.strip()}" leaves "What was discussed" open.']
    assert sentences(asked(need=Need()), {"it": text}) == [], "an optional answer may be anything"
    assert sentences(asked(kind="st"), {"it": text}) == [], "a short answer may be n/a"


def test_what_is_an_answer() -> None:
    for text in ("No.", "Nothing new", "None", "Not known to us until May.", "na na na"):
        assert sentences(asked(), {"it": text}) == []


def test_why_an_answer_is_missing_takes_a_reason_and_a_few_words() -> None:
    section = asked(need=WHY)
    assert sentences(section, {"it_missing": "declined"}) == [
        '"What was discussed": say in a few words why the answer is missing.'
    ]
    assert [one.key for one in missing(section, {"it_missing": "declined"}, facts=facts())] == ["it_missing_why"]
    assert sentences(section, {"it_missing": "declined", "it_missing_why": "Asked twice."}) == []


def test_conditions_show_and_require() -> None:
    shown = Need(required=True, shown_if=Condition(field="seen", values=("yes",)))
    required_if = Need(required=True, required_if=Condition(field="age_8_over", values=("yes",)))
    assert sentences(asked(need=shown), {"seen": "no"}) == []
    assert sentences(asked(need=shown), {"seen": "yes"}) != []
    assert sentences(asked(need=required_if), {}) != [], "Maya is 8"
    assert sentences(asked(need=required_if), {}, replace(facts(), child=child(born=date(2020, 1, 1)))) == []


def test_a_table_asks_cell_by_cell() -> None:
    columns = (
        Column(key="what", ask="What", kind="st", need=R),
        Column(
            key="why", ask="Why", kind="st", need=Need(required=True, shown_if=Condition(field="what", values=("x",)))
        ),
    )
    table = asked(kind="tbl", columns=columns)
    assert [one.key for one in missing(table, {"it": [{"id": "r1", "what": "x"}]}, facts=facts())] == ["it.r1.why"]
    fixed = asked(kind="fix", columns=columns, rows=OPTIONS)
    assert sentences(fixed, {}) == ['Fill in "What was discussed".']
    assert sentences(fixed, {"it": {"mother": {"what": "y"}}}) == ['father: enter an answer to "What".']


def test_what_is_never_missing() -> None:
    copied = asked(copied="person.full_name")
    assert sentences(copied, {}) != [], "until its source exists it is asked"
    assert sentences(copied, {}, replace(facts(), copied={"person.full_name": "Maya Thornbury"})) == []
    assert sentences(asked(kind="calc", calc="x"), {}) == []
    assert sentences(asked(need=Need(nothing_to_answer=True)), {}) == []
    assert sentences(asked(kept_after_finish=True, need=WHY), {}) == []
    assert sentences(asked(kind="one"), {}) == [], "a list without options cannot be chosen from"


def test_what_is_asked_with_a_next_action_is_asked_only_with_it() -> None:
    section = asked(asked_with="n2_no_longer_required")
    assert sentences(section, {}) == []
    assert sentences(section, {}, adding(facts(), "n2_no_longer_required", PRIYA)) != []


@pytest.mark.parametrize(
    ("fact", "today", "holds"),
    [
        ("under_4", date(2022, 5, 3), "yes"),
        ("under_4", date(2022, 5, 4), "no"),
        ("age_4_to_16", date(2022, 5, 4), "yes"),
        ("age_8_over", date(2026, 5, 3), "no"),
        ("age_8_over", date(2026, 5, 4), "yes"),
        ("age_10_over", date(2028, 5, 4), "yes"),
        ("age_15_over", date(2033, 5, 3), "no"),
        ("age_16_over", date(2034, 5, 4), "yes"),
    ],
)
def test_ages_turn_on_the_birthday(fact: str, today: date, holds: str) -> None:
    assert known(replace(facts(), today=today))[fact] == holds


def test_computed_facts_look_at_this_form_then_at_those_before_it() -> None:
    before = standing("permanency_planning", answers={"has_siblings": "yes", "sen": "none", "disability": ["AUT"]})
    panel = replace(step("panel_and_matching_decision", LENA, empty=True))
    panel = replace(panel, pathway=replace(panel.pathway, steps=(before,)))
    told = known(panel)
    assert (told["has_siblings"], told["has_sen"], told["any_disability"]) == ("yes", "no", "yes")
    assert "proceedings_open" not in told, "what cannot be told is neither yes nor no"
    assert known(step("permanency_planning", PRIYA, answers={"has_siblings": "no"}))["has_siblings"] == "no"


def test_a_decision_against_the_recommendation_differs() -> None:
    for recommendation, decision, differs in (
        ("plan_agreed", "agree_the_plan", "no"),
        ("plan_agreed", "do_not_agree_the_plan", "yes"),
        ("plan_not_agreed", "agree_the_plan", "yes"),
    ):
        about = step("adm_permanence_decision", LENA, empty=True)
        assert known(answering(about, recommendation=recommendation, decision=decision))["differs"] == differs


def test_section_status_in_the_words_of_the_pages() -> None:
    """Pages, section 4."""
    planning = step("permanency_planning", PRIYA)
    section = planning.form.section("health")
    assert section_status(section, facts=planning, actor=actor(PRIYA)) == "Completed"
    without = answering(planning, development=None, health_outlook=None)
    assert section_status(section, facts=without, actor=actor(PRIYA)) == "2 answers missing"
    assert section_status(section, facts=answering(planning, development=None)) == "1 answer missing"
    assert section_status(section, facts=facts(), actor=actor(PRIYA)) == "Not started"
    next_actions = planning.form.section("next_actions")
    assert section_status(next_actions, facts=planning, actor=actor(PRIYA)) == "For your manager"
    assert section_status(next_actions, facts=planning, actor=actor(JOAN)) == "Not started"


def test_sections_of_others_say_whose_they_are() -> None:
    decision = step("adm_permanence_decision", LENA, empty=True)
    one, two = decision.form.section("panel_information"), decision.form.section("agency_decision_maker")
    assert section_status(two, facts=decision, actor=actor(LENA)) == "For the ADM"
    assert section_status(one, facts=decision, actor=actor(RUTH)) == "For QAAG"


def test_every_form_can_be_completed() -> None:
    """No condition asks for what cannot be given."""
    for one in process().steps:
        about = step(one.key, DEE)
        for section in about.form.sections:
            assert missing(section, about.answers.get(section.key, {}), facts=about) == ()
    assert GOOD


# forms.md 3 and 6.1: "which brothers and sisters; how many": two answers of one row, both required.
HOW_MANY_SIBLINGS = [
    ("family_finding_request", "form.c0054.siblings", "siblings_together", "sibling_count"),
    ("permanence_placement", "form.c0054.siblings", "brothers_sisters_here", "brothers_sisters_here_number"),
]


@pytest.mark.parametrize(("key", "table", "which", "how_many"), HOW_MANY_SIBLINGS)
@pytest.mark.parametrize(
    ("chosen", "number", "lacks"),
    [(None, None, True), (None, 0, False), ([], 0, False), (None, 1, True), (["s1"], 1, False)],
)
def test_none_of_the_brothers_and_sisters_is_said_by_how_many(
    key: str, table: str, which: str, how_many: str, chosen: list[str] | None, number: int | None, lacks: bool
) -> None:
    siblings = [{"id": "s1", "person": "Robin"}, {"id": "s2", "person": "Reece"}]
    facts_here = step(key, PRIYA, empty=True, copied={table: siblings})
    section = next(each for each, asked in facts_here.form.questions() if asked.key == which)
    said = {one.key: one.sentence for one in missing(section, {which: chosen, how_many: number}, facts=facts_here)}
    assert (which in said) == lacks
    assert not lacks or said[which].endswith('If none, enter 0 for "How many of them?"')
