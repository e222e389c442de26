"""Cancelling a workstep and putting another in its place, in one act (ADR 30; architecture.md 3.14)."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import StepType
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.passing import reasons_against_passing
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import reasons_against_the_reason, reasons_it_has_ended
from permanence.kernel.wording import role_titles


def may_take_its_place(facts: StepFacts) -> tuple[StepType, ...]:
    """Return the kinds of workstep that may take its place: its own first, then those that come no later on the way.

    None further on is among them, so that nothing is passed by (P40).
    """
    others = [step for step in facts.process.steps if step.key != facts.step.key and 0 < step.stage < facts.step.stage]
    return (facts.step, *sorted(others, key=lambda step: -step.stage))


def reasons_against_replacing(
    facts: StepFacts, actor: Actor, step_type: str, to: PassedTo | None, reason: str
) -> Iterator[Reason]:
    """Yield why the actor cannot cancel the workstep and put one of that kind in its place."""
    yield from reasons_it_is_not_theirs_to_replace(facts, actor)
    chosen = next((step for step in may_take_its_place(facts) if step.key == step_type), None)
    if chosen is None:
        said = "That workstep cannot take its place." if step_type else "Choose the workstep that takes its place."
        yield Reason(sentence=said)
    else:
        yield from reasons_against_passing(facts, chosen.passed_to, to, what=chosen.title)
    yield from reasons_against_the_reason(reason)


def reasons_it_is_not_theirs_to_replace(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the workstep is not the actor's to replace, whatever takes its place (R177)."""
    yield from reasons_it_has_ended(facts)
    if not facts.pathway.is_open:
        yield Reason(sentence="The pathway has ended, so nothing more is added.")
    if not actor.holds(*facts.step.cancelled_by):
        who = role_titles(facts.process, facts.step.cancelled_by)
        yield Reason(sentence=f"Only {who} cancels this workstep.", whose="others", status=403)
