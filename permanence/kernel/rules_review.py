"""Rules of the Child in Care Review, of care planning, and of the update of the plan (forms.md 6.2 to 6.4)."""

from collections.abc import Iterator

from permanence.kernel.computed import computed_answers
from permanence.kernel.facts import StepFacts
from permanence.kernel.rule_help import is_on_the_way, number_words, open_elsewhere, proposed, rows_of
from permanence.kernel.wording import upper_first

AGREED = ("agreed", "changed")


def rule_trigger(facts: StepFacts) -> Iterator[str]:
    """A plan agreed at the review starts the process, unless a step on the way is open already (R91)."""
    if facts.answer("permanence_agreed") not in AGREED or any(action.creates for _, action in proposed(facts)):
        return
    if not any(is_on_the_way(facts, step.step_type) for step in open_elsewhere(facts)):
        title = next((action.title for action in facts.step.next_actions if action.creates), "the next step")
        yield f"A permanence plan is agreed. Add {title} for the social worker, or choose the step already open."


def rule_second_review(facts: StepFacts) -> Iterator[str]:
    """A plan for permanence is agreed by the second review (B1.6)."""
    agreed = facts.answer("permanence_agreed")
    if computed_answers(facts).get("review_kind") == "second" and agreed and agreed not in AGREED:
        yield "This is the second review and no plan for permanence is agreed."


def rule_change_reviewed(facts: StepFacts) -> Iterator[str]:
    """A review considered a significant change, or it is said why that was not practicable (B1.1)."""
    if facts.answer("significant") == "yes" and not str(facts.answer("review_considered") or "").strip():
        yield (
            "This is a significant change and no review has considered it; name the review or say why that was not "
            "practicable."
        )


def rule_item_accounted(facts: StepFacts) -> Iterator[str]:
    """Every plan rule and timeline action is kept, changed or ended (R163)."""
    for table, thing in (("rules_kept", "plan rule"), ("timeline_kept", "timeline action")):
        left = sum(not row.get("outcome") for row in rows_of(facts, table))
        if left:
            plural = f"{thing} is" if left == 1 else f"{thing}s are"
            yield f"{upper_first(number_words(left))} {plural} neither kept, changed nor ended."


def rule_worker_agrees(facts: StepFacts) -> Iterator[str]:
    """The child's social worker has agreed the update (Q15)."""
    worker = facts.child.allocated.get("social_worker")
    if worker is None or str(facts.answer("agreed_by")) != str(worker.id):
        yield "The child's social worker has not agreed the update."
