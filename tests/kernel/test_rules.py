"""Every named rule (forms.md 0.6, the **Rules** paragraphs of forms 1 to 6): silent on a good form, and its words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from permanence.kernel.facts import StandingStep, StepFacts
from permanence.kernel.rules import LOOKED_BACK_AT, RULES
from tests.kernel.facts_builder import AGREED, adding, child, finishing, standing, step
from tests.kernel.filling import SOMEBODY, answering, process
from tests.kernel.people import DEE, FINDERS, GRETA, JOAN, LENA, PRIYA, QAAG, RUTH, SAM, TOM
from tests.kernel.report_rule_cases import (
    BELLA,
    DECISION,
    HEARD,
    MEETING,
    PANEL,
    PLACEMENT,
    REPORT,
    REQUEST,
    REVIEW,
    row,
)
from tests.kernel.rule_cases import SAYS, SILENT

WITH = {"social_worker": PRIYA, "qaag_worker": LENA, "family_finder": DEE, "independent_reviewing_officer": TOM}
TODAY = date(2027, 1, 13)


def facts_of(key: str, answers: Mapping[str, Any], others: tuple[StandingStep, ...] = (AGREED,)) -> StepFacts:
    its_worker = WITH[process().step(key).worked_by[0]]
    anchors = {"family_finding_started": date(2027, 1, 13)}
    facts = step(key, its_worker, today=TODAY, anchors=anchors, others=others)
    return answering(facts, **{name.replace(".", "__"): answer for name, answer in answers.items()})


@pytest.mark.parametrize(("rule", "key", "answers", "sentences"), SAYS, ids=lambda value: str(value)[:40])
def test_what_a_rule_says(rule: str, key: str, answers: dict[str, Any], sentences: list[str]) -> None:
    assert list(RULES[rule](facts_of(key, answers))) == sentences


@pytest.mark.parametrize("rule", sorted({one[0] for one in SAYS}))
def test_a_rule_is_silent_where_all_is_well(rule: str) -> None:
    key, answers = SILENT.get(rule, (next(one[1] for one in SAYS if one[0] == rule), {}))
    assert list(RULES[rule](facts_of(key, answers))) == []


def test_a_plan_needs_the_agreement_of_a_decision_maker() -> None:
    disagreed = standing(
        DECISION, number=2, finished_on=date(2027, 1, 4), answers={"decision": "do_not_agree_the_plan"}
    )
    said = ["No Agency Decision Maker has agreed this plan."]
    for others, says in (((AGREED,), []), ((), said), ((AGREED, disagreed), said)):
        assert list(RULES["rule_adm_agreed"](facts_of(REQUEST, {}, others))) == says


def test_needs_that_differ_from_the_report_are_counted() -> None:
    facts = facts_of(REQUEST, {})
    now = facts.answer("needs")
    before = {
        key: {**cells, "need": "Something else."} if number < 6 else cells
        for number, (key, cells) in enumerate(now.items())
    }
    report = standing(REPORT, finished_on=date(2026, 12, 9), answers={"needs": before})
    assert list(RULES["rule_needs_changed"](facts_of(REQUEST, {}, (AGREED, report)))) == [
        "Six needs differ from the report the Agency Decision Maker read; say why."
    ]
    same = standing(REPORT, finished_on=date(2026, 12, 9), answers={"needs": now})
    assert list(RULES["rule_needs_changed"](facts_of(REQUEST, {}, (same,)))) == []


def test_the_same_family_is_not_considered_twice() -> None:
    household = {"id": "r1", "household": SOMEBODY, "heard_through": "agency"}
    before = standing(
        MEETING, answers={"families_considered": [household | {"result": "not_suitable", "on": "2027-02-10"}]}
    )
    facts = facts_of(MEETING, {"families_considered": [household]}, (before,))
    assert list(RULES["rule_same_family_twice"](facts)) == ["The same household was ruled out on 10 February 2027."]
    other = facts_of(MEETING, {"families_considered": [household | {"household": BELLA}]}, (before,))
    assert list(RULES["rule_same_family_twice"](other)) == []


def test_the_profile_names_no_school() -> None:
    report = standing(REPORT, answers={"setting_now": "Larkfield Primary"})
    facts = facts_of(REQUEST, {"profile": "Goes to larkfield primary."}, (report,))
    assert list(RULES["rule_profile_anonymous"](facts)) == [
        'The profile names the child\'s school: take "Larkfield Primary" out.'
    ]


@pytest.mark.parametrize(
    ("held", "agreed", "says"),
    [
        ((), "not_yet", False),
        ((date(2026, 8, 17),), "not_yet", True),
        ((date(2026, 8, 17),), "agreed", False),
        ((date(2026, 8, 17), date(2026, 11, 10)), "not_yet", False),
    ],
)
def test_the_second_review_expects_a_plan(held: tuple[date, ...], agreed: str, says: bool) -> None:
    """B1.6."""
    facts = replace(facts_of(REVIEW, {"permanence_agreed": agreed}), child=child(reviews_held=held))
    said = list(RULES["rule_second_review"](facts))
    assert said == (["This is the second review and no plan for permanence is agreed."] if says else [])


def test_a_plan_agreed_while_a_step_is_open_starts_nothing_again() -> None:
    """C1, step 10: the third review, while the panel step is open."""
    facts = facts_of(REVIEW, {"permanence_agreed": "agreed"}, (standing(PANEL, "started"),))
    assert list(RULES["rule_trigger"](facts)) == []


def test_a_review_since_the_match_considers_the_move() -> None:
    match = standing(MEETING, finished_on=date(2027, 1, 5), answers={"match_found": "yes"})
    for held_on, says in ((date(2027, 1, 4), True), (date(2027, 1, 5), False)):
        facts = facts_of(PLACEMENT, {"same_carers": "no"}, (match,))
        facts = replace(facts, child=child(reviews_held=(held_on,)))
        assert bool(list(RULES["rule_review_before_change"](facts))) is says


@pytest.mark.parametrize(
    ("decider", "says"),
    [
        (PRIYA, "Priya Nair is Maya's Social Worker."),
        (JOAN, "Joan Ellery is Maya's Team Manager."),
        (SAM, "Sam Orr wrote in the report that this decision rests on."),
        (LENA, "Lena Voss authorised the report that this decision rests on."),
        (GRETA, "Greta Lind sat on the QA meeting of 13 January 2027."),
        (DEE, "Dee Marlow sat on the QA meeting of 13 January 2027."),
        (TOM, "Tom Askew declared an interest at the QA meeting of 13 January 2027 and withdrew."),
        (RUTH, ""),
    ],
)
def test_who_may_not_decide(decider: Any, says: str) -> None:
    """B5.5: who sat, wrote, authorised or manages the case. Whoever agreed the plan may decide the match."""
    report = standing(REPORT, written_by=frozenset({SAM.id}), authorised_by=frozenset({LENA.id}))
    earlier = standing(DECISION, written_by=frozenset({RUTH.id}), authorised_by=frozenset({RUTH.id}))
    answers = {
        "meeting_date": "2027-01-13",
        "chair": str(GRETA.id),
        "members": [
            {"id": "a", "attendee": str(DEE.person_id), "outcome": "by_phone_or_video"},
            {"id": "b", "attendee": str(RUTH.person_id), "outcome": "apologies"},
        ],
        "interests": row(worker=str(TOM.id), outcome="withdrew"),
    }
    facts = replace(facts_of(DECISION, answers, (report, earlier)), addressee=decider)
    other = " Another appointed decision-maker must decide."
    assert list(RULES["rule_conflict"](facts)) == ([says + other] if says else [])


def test_papers_edited_after_they_were_authorised() -> None:
    report = standing(REPORT, edited_after_authorised=True)
    says = "was edited or reopened after it was authorised, and not authorised again."
    for state in ("finished", "started"):
        papers = (replace(report, state=state),)
        assert list(RULES["rule_papers_unchanged"](facts_of(DECISION, {}, papers))) == [
            f"The form of SC Permanency Planning Process {says}"
        ]
    later = standing(PLACEMENT, edited_after_authorised=True)
    for others in ((replace(report, state="cancelled"),), (later,)):
        assert list(RULES["rule_papers_unchanged"](facts_of(DECISION, {}, others))) == []


def test_a_rule_that_asks_is_passed_over_with_a_reason() -> None:
    facts = facts_of(REPORT, {"conversations": HEARD})
    asked = "The last recorded conversation with Maya was 97 days before the report."
    assert asked in finishing(facts, LENA)
    assert asked not in finishing(replace(facts, passed_over={"rule_child_heard": "Maya was abroad."}), LENA)


def test_no_rule_of_the_report_holds_back_the_end_of_planning() -> None:
    """Q18: what is waived is not asked for."""
    facts = facts_of(REPORT, {"declaration": "no", "plan.best_option": "adoption"})
    ended = adding(facts, "n2_no_longer_required", PRIYA, reason_text="Going home.")
    assert not any("section 1" in reason for reason in finishing(ended, LENA))


TESTED_ELSEWHERE = {
    "rule_decision_matches_actions",  # test_next_actions_a10: answers and next actions agree
    "rule_family_finding_goes_on",  # test_scenarios_c2_c3_c5
    "rule_not_by_who_chose",
    "rule_ratified",
    "rule_teenager",
    "rule_review_ends",  # test_scenario_c1
    "rule_one_review_of_a_pair",  # test_next_actions_a10
}
HERE = {
    "rule_adm_agreed",
    "rule_conflict",
    "rule_needs_changed",
    "rule_papers_unchanged",
    "rule_same_family_twice",
    "rule_second_review",
}


def test_every_rule_is_tested_and_every_rule_the_process_uses_exists() -> None:
    assert set(RULES) == {one[0] for one in SAYS} | TESTED_ELSEWHERE | HERE
    steps = process().steps
    uses = [*(use for form in process().forms for use in form.rules), *(use for one in steps for use in one.rules)]
    uses += [use for one in steps for request in one.requests for use in request.rules]
    uses += [use for one in steps for action in one.next_actions for use in action.rules]
    assert {use.rule for use in uses} <= set(RULES)


def test_every_answer_looked_back_at_is_asked_somewhere() -> None:
    asked = {question.key for form in process().forms for _, question in form.questions()}
    assert LOOKED_BACK_AT - asked <= {"final_hearing_listed"}
    assert FINDERS.inbox_key
    assert QAAG.inbox_key
