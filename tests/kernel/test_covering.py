"""What an authorisation covers, and which later act voids it: each section x each later act (R96 to R98, R106 to R108).

Covered is everything but Next actions and the sections of later roles; the tables are written from the guide's words:
the manager authorises the report before QAAG sees it (R96), request 2 is sent and the next action added after it (R97,
R98), the decision-maker reviews section 1 and completes section 2 (R107).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from permanence.kernel.covering import answered, broken_authorisations, covered_sections, standing_authorisations
from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from tests.kernel.facts_builder import adding, done, sent, step
from tests.kernel.filling import process
from tests.kernel.people import DEE, FINDERS, JOAN, LENA, PRIYA, QAAG, RUTH, SAM

WHOLE_REPORT = range(1, 18)
COVERED: dict[tuple[str, str], list[int]] = {
    ("permanency_planning", "manager_authorise"): [*WHOLE_REPORT],
    ("permanency_planning", "qaag_quality"): [*WHOLE_REPORT],
    ("permanency_planning", "no_longer_required_authorise"): [],
    ("adm_permanence_decision", "refer_to_adm"): [1],
    ("family_finding_meeting", "manager_authorise"): [1, 2, 3, 4, 5],
    ("information_sharing_meeting", "manager_authorise"): [1],
    ("panel_and_matching_decision", "refer_to_adm"): [1],
    ("child_in_care_planning", "manager_authorise"): [1],
    ("update_permanence_plan", "manager_authorise"): [1],
}
ASKED: dict[
    str, tuple[WorkerFacts, WorkerFacts | PassedTo, WorkerFacts]
] = {  # who has it, whom it goes to, who answers
    "permanency_planning": (PRIYA, JOAN, JOAN),
    "adm_permanence_decision": (LENA, RUTH, RUTH),
    "family_finding_meeting": (DEE, SAM, SAM),
    "information_sharing_meeting": (PRIYA, JOAN, JOAN),
    "panel_and_matching_decision": (LENA, RUTH, RUTH),
    "child_in_care_planning": (PRIYA, JOAN, JOAN),
    "update_permanence_plan": (DEE, SAM, SAM),
}
NEXT: dict[str, tuple[str, WorkerFacts | PassedTo]] = {
    "permanency_planning": ("n1_adm_decision", QAAG),
    "adm_permanence_decision": ("n3_adm_agrees", PRIYA),
    "family_finding_meeting": ("n5_family_finding_meeting", FINDERS),
    "information_sharing_meeting": ("n7_panel_and_matching", QAAG),
    "panel_and_matching_decision": ("n10_match_agreed", PRIYA),
    "child_in_care_planning": ("n5_family_finding_meeting", FINDERS),
    "update_permanence_plan": ("n5_family_finding_meeting", FINDERS),
}


def authorised(step_key: str, request: str) -> StepFacts:
    """Return a step of the real process, whole, with that request completed."""
    has_it, to, by = ASKED[step_key]
    return done(step(step_key, has_it, today=date(2026, 12, 9)), request, has_it, to, completed_by=by)


def edits(facts: StepFacts, section: str) -> StepFacts:
    return answered(facts, section=section, answers={**facts.answers.get(section, {}), "one_answer": "Something else."})


def saves_without_a_change(facts: StepFacts, section: str) -> StepFacts:
    return answered(facts, section=section, answers=dict(facts.answers.get(section, {})))


def adds_a_next_action(facts: StepFacts, section: str) -> StepFacts:
    key, to = NEXT[facts.step.key]
    return adding(facts, key, ASKED[facts.step.key][2], to)


def changes_the_next_action(facts: StepFacts, section: str) -> StepFacts:
    return replace(adds_a_next_action(facts, section), proposals=())


def sends_another_request(facts: StepFacts, section: str) -> StepFacts:
    other = next((each for each in facts.step.requests if facts.latest(each.key) is None), facts.step.requests[0])
    return sent(facts, other.key, ASKED[facts.step.key][2], LENA)


def the_record_changes(facts: StepFacts, section: str) -> StepFacts:
    """A copied value is not part of what was answered: the child's name and legal status are the record's (R176)."""
    changed = dict.fromkeys(facts.copied, "Changed on the record") | {"person.full_name": "Maya Thorn"}
    return replace(facts, copied=changed, child=replace(facts.child, name="Maya Thorn", legal_status="E1"))


NEVER: list[Callable[[StepFacts, str], StepFacts]] = [
    saves_without_a_change,
    adds_a_next_action,
    changes_the_next_action,
    sends_another_request,
    the_record_changes,
]
ROWS = [(key, request, numbers) for (key, request), numbers in COVERED.items()]


@pytest.mark.parametrize(("step_key", "request_key", "numbers"), ROWS)
def test_what_is_covered(step_key: str, request_key: str, numbers: list[int]) -> None:
    its_step = process().step(step_key)
    form = process().form(its_step.form)
    covered = covered_sections(its_step, form, its_step.request(request_key))
    assert [form.section(key).number for key in covered] == numbers


def test_every_authorisation_of_the_process_stands_in_the_table() -> None:
    named = {(one.key, each.key) for one in process().steps for each in one.requests if each.kind == "authorisation"}
    assert named == set(COVERED)


@pytest.mark.parametrize(("step_key", "request_key", "numbers"), ROWS)
def test_an_edit_of_a_covered_section_voids_it_and_of_no_other(
    step_key: str, request_key: str, numbers: list[int]
) -> None:
    facts = authorised(step_key, request_key)
    voided = [section.number for section in facts.form.sections if broken_authorisations(edits(facts, section.key))]
    assert voided == numbers
    warned = [section.number for section in facts.form.sections if standing_authorisations(facts, section.key)]
    assert warned == numbers


@pytest.mark.parametrize("act", NEVER, ids=lambda act: act.__name__)
@pytest.mark.parametrize(("step_key", "request_key", "numbers"), ROWS)
def test_nothing_else_voids_it(
    step_key: str, request_key: str, numbers: list[int], act: Callable[[StepFacts, str], StepFacts]
) -> None:
    facts = authorised(step_key, request_key)
    for section in facts.form.sections:
        assert broken_authorisations(act(facts, section.key)) == ()


def test_what_is_told_after_the_finish_voids_nothing() -> None:
    facts = authorised("adm_permanence_decision", "refer_to_adm")
    later: dict[str, Any] = {**facts.answers["agency_decision_maker"], "told_orally": {"child": {"on": "2027-01-05"}}}
    assert broken_authorisations(answered(facts, section="agency_decision_maker", answers=later)) == ()


def test_what_followed_from_a_voided_one_is_not_voided_beside_it() -> None:
    """R96: QAAG is not asked again before the manager has authorised again."""
    facts = authorised("permanency_planning", "manager_authorise")
    facts = done(facts, "qaag_quality", JOAN, QAAG, completed_by=LENA)
    after = edits(facts, "health")
    assert [each.key for each in broken_authorisations(after)] == ["manager_authorise"]
