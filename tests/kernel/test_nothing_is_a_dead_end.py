"""Nothing is a dead end: whatever a workstep may finish with, an open step leads on or the pathway has ended.

Every set of next actions that each kind of workstep allows is tried, under every answer that bears on them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from permanence.kernel.definitions import NextActionType, StepType
from permanence.kernel.facts import StandingStep, StepFacts
from permanence.kernel.form_definitions import Question
from permanence.kernel.next_actions import onward, reasons_against_adding, reasons_against_the_set
from permanence.kernel.rules import broken
from tests.kernel.facts_builder import adding, child, said, standing, step
from tests.kernel.filling import answering, process
from tests.kernel.people import DEE, FINDERS, LENA, PRIYA, QAAG, TOM, actor, to

MEETING, SHARING, REVIEW = "family_finding_meeting", "information_sharing_meeting", "child_in_care_review"
N5 = "n5_family_finding_meeting"
DEAD_END = (
    "Nothing would carry on the way to a permanent home for Maya. Add a next action that does, or one that ends it."
)
AFTER_A_REVIEW = (
    "Nothing would carry on the way to a permanent home for Maya: no other workstep is open, and a review adds no next "
    "action. Mark this one as the meeting, and add what follows."
)

# A9, column "Allowed next actions", with Q12, Q13, Q15, Q17, Q21, Q22 and our own steps beside the way: each set with
# which a workstep may finish while nothing else is open. "n5 n5" are the two at three months. A review may also finish
# with none: then it ends its pathway. So may a three-month review, where another step is open.
ALLOWED = """
child_in_care_review        | - ; n0
permanency_planning         | n1 ; n2
adm_permanence_decision     | n3 ; n4
family_finding_request      | n5
family_finding_meeting      | n5 ; n5 n5 ; n6
information_sharing_meeting | n7 ; n7 n8 ; n9 ; n5 ; n5 n8
panel_and_matching_decision | n10 ; n11 n5 ; n11 n12
permanence_placement        | n13 ; n14
child_in_care_planning      | n5 ; n0 ; n2
update_permanence_plan      | n5 ; n0 ; n2
"""
TABLE = {
    step_type.strip(): {tuple(sorted(each.split())) if each != "-" else () for each in map(str.strip, sets.split(";"))}
    for step_type, sets in (line.split("|") for line in ALLOWED.strip().splitlines())
}

# A9: the steps on the way. Q15: the update of the plan has to say what follows it. All others stand beside the way.
LEADS_ON = {
    "permanency_planning",
    "adm_permanence_decision",
    "family_finding_request",
    "family_finding_meeting",
    "information_sharing_meeting",
    "panel_and_matching_decision",
    "permanence_placement",
    "update_permanence_plan",
}
WITH = {"social_worker": PRIYA, "qaag_worker": LENA, "family_finder": DEE, "independent_reviewing_officer": TOM}
REASONS = {"n10_match_agreed": "cs_long_term_fostering_agreed", "n12_update_permanence_plan": "carer_withdrew"}

A_REVIEW = standing(MEETING, "incoming", number=8, purpose="3_month_review", review_due_on=date(2027, 4, 13))
A_MEETING = standing(MEETING, "started", number=7, purpose="family_finding_meeting")
SENT_ON = replace(A_MEETING, sent_on=True)
CARE_PLANNING = standing("child_in_care_planning", "started")
# What else may stand open, and whether it leads on.
ELSEWHERE: list[tuple[tuple[StandingStep, ...], bool]] = [
    ((), False),
    ((A_MEETING,), True),
    ((A_REVIEW,), False),
    ((SENT_ON,), False),
    ((CARE_PLANNING,), False),
    ((replace(A_MEETING, state="cancelled"),), False),
    ((replace(A_MEETING, state="finished"),), False),
]


def begun(step_type: StepType, elsewhere: tuple[StandingStep, ...] = ()) -> StepFacts:
    """Return the step with all that the route for older teenagers needs as well (Q23)."""
    sixteen = child(born=date(2010, 9, 9), iro_on={date(2027, 1, 13): TOM.id})
    anchors = {"family_finding_started": date(2027, 1, 13)}
    facts = step(step_type.key, WITH[step_type.worked_by[0]], anchors=anchors, of=sixteen)
    facts = answering(facts, **_evidence(facts))
    return replace(facts, pathway=replace(facts.pathway, steps=elsewhere))


def _evidence(facts: StepFacts) -> dict[str, str]:
    asked = {question.key for _, question in facts.form.questions()}
    given = {"ratified_by": str(TOM.id), "ratified_on": "2027-01-13", "ratified_minute": "CIC 14/27"}
    return given if given.keys() <= asked else {}


def sets_of(step_type: StepType) -> Iterator[tuple[str, ...]]:
    """Yield every set of next actions of a kind of workstep, each as often as it may stand, and one more."""
    keys = [action.key for action in step_type.next_actions]
    most = max((action.at_most for action in step_type.next_actions), default=0)
    for number in range(max(most, len(keys)) + 2):
        yield from combinations_with_replacement(keys, number)


def answers_on(facts: StepFacts) -> Iterator[dict[str, Any]]:
    """Yield every combination of the answers that bear on which next actions are allowed."""
    step_type, questions = facts.step, {question.key: question for _, question in facts.form.questions()}
    fields = {
        rule.field: _values(questions[rule.field])
        for action in step_type.next_actions
        for rule in (action.only_if, action.mandatory_if, step_type.no_next_action_if)
        if rule
    }
    if step_type.recurrence:  # a review falls due by the next meeting, or not yet
        fields[step_type.recurrence.next_date_field] = ["2027-02-10", "2027-04-14"]
    yield from (dict(zip(fields, values, strict=True)) for values in product(*fields.values()))


def _values(question: Question) -> list[str]:
    return ["yes", "no"] if question.kind == "yn" else [option.key for option in question.options]


def with_set(facts: StepFacts, keys: tuple[str, ...]) -> StepFacts:
    """Return the facts with these next actions added; of two that recur, one is the review (Q13)."""
    for place, key in enumerate(keys):
        action = facts.step.next_action(key)
        facts = adding(
            facts, key, PRIYA, _whom(action), reason=REASONS.get(key, ""), reason_text="Why", **_purpose(keys, place)
        )
    return facts


def _whom(action: NextActionType) -> Any:
    if action.pass_to is None:
        return None
    return {"cs_qaag": QAAG, "cs_family_finders": FINDERS}.get(action.pass_to.inbox or "", PRIYA)


def _purpose(keys: tuple[str, ...], place: int) -> dict[str, Any]:
    if keys.count(N5) < 2 or keys[place] != N5:
        return {}
    is_review = keys.index(N5) == place
    return {"purpose": "3_month_review" if is_review else "family_finding_meeting", "due_on": date(2027, 4, 13)}


def against(facts: StepFacts) -> list[str]:
    """Return what stands against finishing with these next actions, all else being right."""
    return said([*reasons_against_the_set(facts, actor(PRIYA)), *broken(facts, facts.step.rules)])


def leaves(facts: StepFacts) -> tuple[bool, bool]:
    """Return whether the finish ends the pathway, and whether an open step then leads on: from A9 and Q15 alone."""
    does = onward(facts)
    ended = any(one.kind == "close_pathway" for one in does)
    gone = {one.step_id for one in does if one.kind == "cancel_step"}
    made = any(
        one.step_type in LEADS_ON and one.purpose != "3_month_review" for one in does if one.kind == "create_step"
    )
    stays = any(
        one.is_open and one.step_type in LEADS_ON and one.purpose != "3_month_review" and not one.sent_on
        for one in facts.pathway.steps
        if one.id not in gone
    )
    return ended, made or stays


def finishes(step_type: StepType, elsewhere: tuple[StandingStep, ...]) -> Iterator[StepFacts]:
    """Yield each finish of the step that nothing stands against."""
    bare = begun(step_type, elsewhere)
    for answers in answers_on(bare):
        facts = answering(bare, **answers)
        yield from (with_it for keys in sets_of(step_type) if not against(with_it := with_set(facts, keys)))


def short(facts: StepFacts) -> tuple[str, ...]:
    return tuple(sorted(proposal.key.split("_")[0] for proposal in facts.proposals))


@pytest.mark.parametrize("key", [step_type.key for step_type in process().steps])
def test_the_sets_a_workstep_may_finish_with(key: str) -> None:
    assert {short(facts) for facts in finishes(process().step(key), ())} == TABLE[key]


@pytest.mark.parametrize(("elsewhere", "leads"), ELSEWHERE)
@pytest.mark.parametrize("key", [step_type.key for step_type in process().steps])
def test_every_finish_leaves_somebody_the_next_step_or_an_end(
    key: str, elsewhere: tuple[StandingStep, ...], leads: bool
) -> None:
    step_type = process().step(key)
    for facts in finishes(step_type, elsewhere):
        ended, led_on = leaves(facts)
        is_review = facts.answer("purpose") == "3_month_review"
        beside = key not in LEADS_ON or is_review
        still_open = any(one.is_open for one in elsewhere)
        assert ended or led_on or (beside and still_open and not facts.proposals), (short(facts), facts.answers)
        assert not (leads and not ended) or led_on


def test_information_sharing_with_care_planning_alone_says_what_carries_family_finding_on() -> None:
    """N8: only the conclusion that is not given leaves it alone; then nothing carries family finding on."""
    facts = answering(begun(process().step(SHARING)), view_of_meeting=None, needs_new_plan="yes")
    facts = with_set(facts, ("n8_child_in_care_planning",))
    for elsewhere, leads in ELSEWHERE:
        here = replace(facts, pathway=replace(facts.pathway, steps=elsewhere))
        assert (DEAD_END in against(here)) is not leads


@pytest.mark.parametrize(
    ("elsewhere", "is_last"), [(each, not any(one.is_open for one in each)) for each, _ in ELSEWHERE]
)
def test_a_review_is_not_the_last_open_step(elsewhere: tuple[StandingStep, ...], is_last: bool) -> None:
    """Q13: it adds no next action, so where the other of its pair was cancelled it becomes the meeting."""
    facts = answering(begun(process().step(MEETING), elsewhere), purpose="3_month_review")
    assert (AFTER_A_REVIEW in against(facts)) is is_last
    if is_last:
        meeting = answering(facts, purpose="family_finding_meeting", match_found="no", next_meeting_on="2027-02-10")
        assert against(with_set(meeting, (N5,))) == []


def test_the_review_without_its_meeting_is_asked_for_as_one_of_two() -> None:
    """Q12: what is said is that two are due; no more is said of what would carry on."""
    facts = answering(begun(process().step(MEETING)), match_found="no", next_meeting_on="2027-04-14")
    facts = adding(facts, N5, DEE, FINDERS, purpose="3_month_review", due_on=date(2027, 4, 13))
    (two_are_due,) = against(facts)
    assert two_are_due.startswith("A 3-month review falls due on 13 April 2027, before the next meeting")


def test_a_meeting_whose_next_step_has_ended_is_not_finished_into_nothing() -> None:
    """R127: information sharing was sent at once, and is over; what it led to is what carries on, not the meeting."""
    ended = standing(SHARING, "finished")
    facts = answering(begun(process().step(MEETING), (ended,)), match_found="yes")
    facts = adding(facts, "n6_information_sharing", DEE, PRIYA, is_sent=True, created_step_id=ended.id)
    assert against(facts) == [DEAD_END]
    for carrier in (A_MEETING, standing("panel_and_matching_decision", "incoming")):
        assert against(replace(facts, pathway=replace(facts.pathway, steps=(ended, carrier)))) == []


# Q17, Q21: an open family finding step is linked to instead of a second one; not one that takes nothing up.
@pytest.mark.parametrize(
    ("elsewhere", "does"),
    [
        ((A_MEETING,), "link_step"),
        ((A_REVIEW,), "create_step"),
        ((SENT_ON,), "create_step"),
        ((A_REVIEW, A_MEETING), "link_step"),
        ((replace(A_MEETING, state="finished"),), "create_step"),
    ],
)
def test_only_a_step_that_leads_on_is_linked_to(elsewhere: tuple[StandingStep, ...], does: str) -> None:
    facts = answering(begun(process().step(SHARING), elsewhere), view_of_meeting="not_suitable", needs_new_plan="no")
    facts = with_set(facts, (N5,))
    assert [one.kind for one in onward(facts) if one.kind in {"link_step", "create_step"}] == [does]
    assert against(facts) == []


def test_linking_needs_nobody_to_pass_it_to() -> None:
    linked = begun(process().step(SHARING), (A_MEETING,))
    new = begun(process().step(SHARING), (SENT_ON,))
    assert said(reasons_against_adding(linked, actor(PRIYA), N5, None)) == []
    assert any("goes to" in each for each in said(reasons_against_adding(new, actor(PRIYA), N5, None)))
    assert said(reasons_against_adding(new, actor(PRIYA), N5, to(FINDERS))) == []
