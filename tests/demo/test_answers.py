"""Invented answers complete every section, can be typed and read again, and break no rule (forms.md 0.1 to 0.6)."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from permanence.demo.answers import answers_for
from permanence.demo.phrases import bank
from permanence.kernel.answers import read_answers, typed_of
from permanence.kernel.completeness import missing
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.form_definitions import Form, Question
from permanence.kernel.rules import RULES
from tests.demo.facts import TODAY, a_child, a_step, known_to, the_process, with_answers

SEEDS = range(20)
# A baby, a child in primary school, one in secondary school, one who is 16, one a day old in a leap year.
BIRTHS = [date(2024, 7, 1), date(2018, 5, 4), date(2013, 1, 30), date(2010, 9, 9), date(2024, 2, 29)]
FORMS = {form.key: form for form in the_process().forms}

# The answers a walk decides itself: form, what is decided, the next actions that agree with it.
DECIDED: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {
    "c0054": [({}, ("n1_adm_decision",)), ({}, ("n2_no_longer_required",))],
    "c0051": [
        ({"decision": "agree_the_plan"}, ("n3_adm_agrees",)),
        ({"decision": "do_not_agree_the_plan"}, ("n4_adm_disagrees",)),
        ({"recommendation": "deferred"}, ()),
    ],
    "c1235": [
        ({"match_found": "no"}, ("n5_family_finding_meeting",)),
        ({"match_found": "yes"}, ("n6_information_sharing",)),
        ({"purpose": "3_month_review"}, ()),
    ],
    "c1231": [
        ({"view_of_meeting": "go_to_panel", "needs_new_plan": "no"}, ("n7_panel_and_matching",)),
        ({"view_of_meeting": "not_suitable"}, ("n5_family_finding_meeting",)),
    ],
    "c0065": [
        ({"decision": "approve_the_match"}, ("n10_match_agreed",)),
        ({"decision": "do_not_approve_the_match"}, ("n11_match_not_agreed", "n12_update_permanence_plan")),
    ],
    "child_in_care_review": [
        ({"permanence_agreed": "agreed"}, ("n0_permanency_planning",)),
        ({"permanence_agreed": "not_yet"}, ()),
    ],
    "child_in_care_planning": [({"significant": "yes"}, ("n5_family_finding_meeting",))],
    "update_permanence_plan": [({"needs_changed": "yes"}, ("n5_family_finding_meeting",))],
}
CASES = [(form, given, actions) for form in FORMS for given, actions in DECIDED.get(form, [({}, ())])]


def written(form: Form, child: ChildFacts, seed: int, given: dict[str, Any], actions: tuple[str, ...]) -> StepFacts:
    """Write the whole form as the demo does: each section knows those before it."""
    facts, rng = a_step(form, child, proposed=actions), Random(seed)  # noqa: S311  # as the demo
    for section in form.sections:
        answers = answers_for(form, section, child=child, rng=rng, on=TODAY, given={**known_to(facts), **given})
        facts = with_answers(facts, section, answers)
    return facts


@pytest.mark.parametrize(("key", "given", "actions"), CASES)
def test_every_section_is_complete_and_reads_back(key: str, given: dict[str, Any], actions: tuple[str, ...]) -> None:
    form = FORMS[key]
    for seed in SEEDS:
        facts = written(form, a_child(BIRTHS[seed % len(BIRTHS)]), seed, given, actions)
        for section in form.sections:
            answers = facts.answers[section.key]
            assert missing(section, answers, facts=facts) == (), f"{key}.{section.key}, seed {seed}"
            read = read_answers(section, typed_of(section, answers), known=known_to(facts))
            assert read.errors == {}, f"{key}.{section.key}, seed {seed}"
            assert read.answers == answers, f"{key}.{section.key}, seed {seed}"


# Rules about what stands elsewhere on the pathway (an earlier decision, a pair, a review) are shown by the whole demo.
ELSEWHERE = {"rule_adm_agreed", "rule_review_before_change", "rule_second_review", "rule_teenager", "rule_one_or_two"}


@pytest.mark.parametrize(("key", "given", "actions"), CASES)
def test_no_rule_of_a_form_is_broken(key: str, given: dict[str, Any], actions: tuple[str, ...]) -> None:
    form = FORMS[key]
    for seed in SEEDS:
        facts = written(form, a_child(BIRTHS[seed % len(BIRTHS)]), seed, given, actions)
        used = [use.rule for use in form.rules if use.rule not in ELSEWHERE]
        said = [sentence for rule in used for sentence in RULES[rule](facts)]
        assert said == [], f"{key}, seed {seed}"


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def test_one_seed_writes_one_form_and_another_writes_another() -> None:
    child = a_child(BIRTHS[1])
    one, again, other = (written(FORMS["c0054"], child, seed, {}, ()) for seed in (1, 1, 2))
    assert one.answers == again.answers
    assert one.answers != other.answers


def test_each_long_question_has_an_answer_of_its_own() -> None:
    """No sentence serves two questions of the report: a dummy would (forms.md, head: nothing is placeholder text)."""
    facts = written(FORMS["c0054"], a_child(BIRTHS[1]), 3, {}, ())
    long = [
        (question.key, facts.answers[section.key][question.key])
        for section, question in FORMS["c0054"].questions()
        if question.kind in {"lt", "lt+"} and question.key in facts.answers[section.key]
    ]
    assert len(long) > 60
    assert len({text for _, text in long}) == len(long)
    assert not [key for key, text in long if len(text) < 20]


def test_the_report_is_about_as_long_as_practice_writes_it() -> None:
    """C0054: 3,500 / 9,000 / 25,000 words of free text; 40 / 110 / 400 rows (forms.md 1)."""
    facts = written(FORMS["c0054"], a_child(BIRTHS[1]), 5, {}, ())
    words = sum(len(text.split()) for text in texts_of(list(facts.answers.values())) if " " in text)
    rows = sum(
        len(value) for answers in facts.answers.values() for value in answers.values() if isinstance(value, list | dict)
    )
    assert 3_500 <= words <= 12_000
    assert 90 <= rows <= 250


def test_mayas_report_is_the_worked_example() -> None:
    """forms.md 17."""
    maya = a_child(date(2018, 5, 4), number="3900001", name="Maya Thornbury")
    facts = written(FORMS["c0054"], maya, 1, {}, ())
    assert str(facts.answer("portrait")).startswith("Maya is eight and hums while she draws.")
    assert "who do not need her to be grateful" in facts.answer("needs")["emotional_and_behavioural"]["need"]
    assert facts.answer("together_or_apart") in {None, "apart"}


def test_the_bank_answers_only_what_is_asked() -> None:
    """A key of the bank that no form asks is a slip of the pen."""
    asked: dict[str, Question] = {}
    for form in FORMS.values():
        for _, question in form.questions():
            asked |= {question.key: question, f"{form.key}.{question.key}": question}
    assert sorted(set(bank()) - set(asked)) == []
