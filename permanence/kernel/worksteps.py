"""Why a workstep cannot be begun, started, written, passed on or cancelled now; the finish stands in `finishing`."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import PassTo, StepType
from permanence.kernel.endings import LeftCare, reasons_care_has_ended
from permanence.kernel.facts import ChildFacts, PassedTo, PathwayFacts, StepFacts
from permanence.kernel.finishing import Finishers, may_finish, reasons_against_finishing, who_finishes
from permanence.kernel.form_definitions import Section
from permanence.kernel.handoffs import Handoff, handoffs, whose_move
from permanence.kernel.left_open import reasons_nothing_would_be_left
from permanence.kernel.london import london_time
from permanence.kernel.passing import reasons_against_passing
from permanence.kernel.reasons import Reason
from permanence.kernel.sections import is_written_by, section_status
from permanence.kernel.taking_part import (
    acts_as,
    has_step,
    holder_words,
    is_me,
    reasons_against_the_reason,
    reasons_it_has_ended,
    reasons_it_is_not_started,
    was_asked,
)
from permanence.kernel.wording import role_titles

__all__ = [
    "Finishers",
    "Handoff",
    "handoffs",
    "may_finish",
    "reasons_against_beginning",
    "reasons_against_cancelling",
    "reasons_against_finishing",
    "reasons_against_picking_up",
    "reasons_against_putting_back",
    "reasons_against_reassigning",
    "reasons_against_resuming",
    "reasons_against_starting",
    "reasons_against_writing",
    "section_status",
    "who_finishes",
    "whose_move",
]


def reasons_against_beginning(
    step: StepType,
    *,
    child: ChildFacts,
    pathway: PathwayFacts | None,
    actor: Actor,
    left: LeftCare | None = None,
) -> Iterator[Reason]:
    """Yield why the actor cannot begin such a step from the child's page (Q27).

    Args:
        pathway: the child's open pathway, or None: then beginning opens one. left: how care ended, if it ever did.
    """
    if not step.begun_by:
        yield Reason(sentence=f"{step.title} follows from another workstep, so nobody begins it here.")
        return
    roles = actor.roles.intersection(step.begun_by)
    if not roles:
        words = listed_roles(step)
        yield Reason(sentence=f"Only {words} begins {step.title}.", whose="others", status=403)
    elif not any(is_me(actor, child.allocated.get(role)) for role in roles):
        sentence = f"Only the {listed_roles(step)[2:].strip()} of {child.name} begins {step.title}."
        yield Reason(sentence=sentence, whose="others", status=403)
    if pathway is None:
        yield from reasons_care_has_ended(child, left)
    open_one = next(
        (one for one in (pathway.steps if pathway else ()) if one.is_open and one.step_type == step.key), None
    )
    if open_one:
        has_it = f" with {open_one.with_name}" if open_one.with_name else ""
        yield Reason(sentence=f"{step.title} is open for {child.known_as} already{has_it}.")


def listed_roles(step: StepType) -> str:
    """Return who begins a step, in words, where no process is at hand to give the titles."""
    first = step.begun_by[0].replace("_", " ").title()
    return f"{'an' if first[0] in 'AEIOU' else 'a'} {first}"


def reasons_against_starting(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot start the workstep; from an inbox, starting also picks it up."""
    yield from reasons_it_has_ended(facts)
    if facts.state == "started":
        who = facts.started_by.name if facts.started_by else "Somebody"
        yield Reason(sentence=f"{who} has started this workstep.", whose="others")
    if facts.assigned_inbox is not None:
        yield from _reasons_against_taking(facts, actor, "starts")
    elif not has_step(facts, actor):
        yield Reason(sentence=f"This workstep is not with you. {holder_words(facts)}", whose="others", status=403)
    elif not actor.holds(*facts.step.worked_by) and actor.acting_for is None:
        who = role_titles(facts.process, facts.step.worked_by)
        yield Reason(sentence=f"Only {who} starts {facts.step.title}.", whose="others", status=403)


def _reasons_against_taking(facts: StepFacts, actor: Actor, does: str) -> Iterator[Reason]:
    if facts.assigned_inbox not in actor.inboxes:
        yield Reason(sentence=f"You do not work from this inbox. {holder_words(facts)}", whose="others", status=403)
    elif not actor.holds(*facts.step.worked_by):
        who = role_titles(facts.process, facts.step.worked_by)
        yield Reason(sentence=f"Only {who} {does} {facts.step.title}.", whose="others", status=403)


def reasons_against_resuming(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot resume the workstep: who has it does, and whoever was asked here (R95, R107)."""
    yield from reasons_it_is_not_started(facts)
    if not (has_step(facts, actor) or was_asked(facts, actor) or may_finish(facts, actor)):
        yield Reason(sentence=f"This workstep is not with you. {holder_words(facts)}", whose="others", status=403)


def reasons_against_writing(facts: StepFacts, actor: Actor, section: str) -> Iterator[Reason]:
    """Yield why the actor cannot write the section of that key.

    What is kept on the record after the finish, such as who was told, is still written then (forms.md 2.2).
    """
    found = next((one for one in facts.form.sections if one.key == section), None)
    if found is None:
        yield Reason(sentence="There is nothing here, or you may not see it.", status=404)
        return
    later = any(question.kept_after_finish for question in found.questions)
    if not (facts.state == "finished" and later):
        for reason in reasons_it_is_not_started(facts):
            kept = " Your text is kept as a draft." if facts.state in {"finished", "cancelled"} else ""
            yield Reason(sentence=f"{reason.sentence}{kept}", whose=reason.whose)
    yield from _reasons_it_is_not_theirs(facts, actor, found)


def _reasons_it_is_not_theirs(facts: StepFacts, actor: Actor, section: Section) -> Iterator[Reason]:
    if not section.writers:
        copied = f"Section {section.number} is copied, and nobody writes it here."
        yield Reason(sentence=copied, whose="others", status=403)
    elif not actor.holds(*section.writers):
        who = role_titles(facts.process, section.writers)
        yield Reason(sentence=f"Only {who} writes this section.", whose="others", status=403)
    elif not is_written_by(facts, section, actor):
        asked = acts_as(facts, actor, section.writers)
        said = "This has not been referred to you." if asked else "This workstep is not with you."
        yield Reason(sentence=f"{said} {holder_words(facts)}", whose="others", status=403)


def reasons_against_picking_up(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot pick the workstep up from its inbox (R88; pages, words 14)."""
    yield from reasons_it_has_ended(facts)
    if facts.assigned_inbox is None:
        who = facts.picked_up_by or facts.assigned_worker
        at = f" at {london_time(facts.picked_up_at)}" if facts.picked_up_at else ""
        moment = ", a moment before you" if facts.picked_up_at and facts.picked_up_at.date() == facts.at.date() else ""
        yield Reason(sentence=f"{who.name if who else 'Somebody'} picked this up{at}{moment}.", whose="others")
    else:
        yield from _reasons_against_taking(facts, actor, "picks up")


def reasons_against_putting_back(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot put the workstep back into the inbox it was picked up from."""
    yield from reasons_it_has_ended(facts)
    if facts.state == "started":
        yield Reason(sentence="This workstep is started, so it is not put back. Reassign it instead.")
    if not has_step(facts, actor):
        yield Reason(sentence=f"This workstep is not with you. {holder_words(facts)}", whose="others", status=403)
    elif facts.came_from_inbox is None:
        yield Reason(sentence="This workstep came from no inbox. Reassign it instead.")


def reasons_against_reassigning(facts: StepFacts, actor: Actor, to: PassedTo | None, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot pass the workstep to somebody else, with a reason (R177)."""
    yield from reasons_it_has_ended(facts)
    if not (has_step(facts, actor) or actor.holds(*facts.step.cancelled_by)):
        who = role_titles(facts.process, facts.step.cancelled_by)
        sentence = f"Only whoever has this workstep, or {who}, reassigns it. {holder_words(facts)}"
        yield Reason(sentence=sentence, whose="others", status=403)
    if to and to.worker and facts.assigned_worker and to.worker.id == facts.assigned_worker.id:
        yield Reason(sentence=f"This workstep is with {to.worker.name} already.")
    to_inbox = to is not None and to.worker is None
    goes_to = facts.step.passed_to if to_inbox else PassTo(roles=facts.step.worked_by)
    yield from reasons_against_passing(facts, goes_to, to, what=facts.step.title)
    yield from reasons_against_the_reason(reason)


def reasons_against_cancelling(facts: StepFacts, actor: Actor, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot cancel the workstep: it takes a manager, a reason, and others that carry on (R177)."""
    yield from reasons_it_has_ended(facts)
    yield from reasons_nothing_would_be_left(facts)
    if not actor.holds(*facts.step.cancelled_by):
        who = role_titles(facts.process, facts.step.cancelled_by)
        yield Reason(sentence=f"Only {who} cancels this workstep.", whose="others", status=403)
    yield from reasons_against_the_reason(reason)
