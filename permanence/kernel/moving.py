"""Started work moved to a later version of its process: why not, what it does, and what is asked anew (ADR 41)."""

from collections.abc import Iterator
from dataclasses import dataclass

from permanence.kernel.actors import ADMINISTRATOR, Actor
from permanence.kernel.carrying_on import CarriedOn, carried_on, shape
from permanence.kernel.covering import covered_hash, covered_sections, follows, is_outdated
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import NextActionType, Process, RequestType
from permanence.kernel.facts import ProposalFacts, RequestFacts, StepFacts
from permanence.kernel.mending import manager_words, mends_as_manager
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import reasons_against_the_reason, reasons_it_has_ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The version that a workstep is under, and the one that it is moved to."""

    process: Process
    now: int
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What moving a workstep does.

    Args:
        carried: its answers. voided: authorisations whose questions are not the same any more, but for those that
            followed from another of them. dropped: requests that were answered and are no longer asked for.
        removed: next actions proposed that the later version does not have.
    """

    carried: CarriedOn
    voided: tuple[RequestFacts, ...] = ()
    dropped: tuple[RequestFacts, ...] = ()
    removed: tuple[ProposalFacts, ...] = ()


def reasons_it_is_not_theirs_to_move(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield that neither a manager nor a system administrator asks."""
    if not (mends_as_manager(facts, actor) or actor.holds(ADMINISTRATOR)):
        sentence = f"Only {manager_words(facts)}, or a system administrator, moves this workstep to a later version."
        yield Reason(sentence=sentence, whose="others", status=403)


def reasons_against_moving(facts: StepFacts, actor: Actor, target: Target, reason: str) -> Iterator[Reason]:
    """Yield why the workstep is not moved to that version now."""
    yield from reasons_it_is_not_theirs_to_move(facts, actor)
    if facts.state == "incoming":
        yield Reason(sentence="This workstep is not started: it follows the newest version when it is.")
        return
    if facts.state != "started":
        yield from reasons_it_has_ended(facts)
        yield Reason(sentence=f"It stays under version {target.now}, so that it reads as it was decided.")
        return
    yield from _against_the_version(facts, target)
    yield from reasons_against_the_reason(reason)


def _against_the_version(facts: StepFacts, target: Target) -> Iterator[Reason]:
    if target.to == target.now:
        yield Reason(sentence=f"This workstep is under version {target.now} already.")
    elif target.to < target.now:
        sentence = f"This workstep is under version {target.now}, and version {target.to} is an earlier one. "
        yield Reason(sentence=f"{sentence}Work is moved to later versions alone.")
    if facts.step.key not in {step.key for step in target.process.steps}:
        sentence = f"Version {target.to} has no workstep “{facts.step.title}”. Finish it under version {target.now}."
        yield Reason(sentence=sentence)
        return
    for sent in facts.requests:
        if sent.state == "sent" and not _is_same_request(
            facts.step.request(sent.key), _request_of(target, facts, sent)
        ):
            sentence = (
                f"“{sent.title}” waits for {sent.to_name}, and version {target.to} asks it otherwise or not at all."
            )
            yield Reason(sentence=f"{sentence} Have it answered, or withdraw it, first.", whose="others")
    for proposal in facts.proposals:
        if proposal.is_sent and not _has_action(target, facts, proposal):
            sentence = (
                f"“{proposal.title}” was sent from this workstep already, and version {target.to} does not have it."
            )
            yield Reason(sentence=f"{sentence} Finish the workstep under version {target.now}.")


def moving(facts: StepFacts, target: Target) -> Moving:
    """Return what moving does, where nothing stands against it."""
    step = target.process.step(facts.step.key)
    form = target.process.form(step.form)
    carried = carried_on(facts.answers, facts.form, form)
    dropped = tuple(
        sent for sent in facts.requests if sent.state == "completed" and _request_of(target, facts, sent) is None
    )
    broken = {
        sent.key: sent
        for sent in facts.requests
        if sent.state == "completed" and sent not in dropped and _asks_otherwise(facts, sent, target, carried)
    }
    voided = tuple(sent for sent in broken.values() if not follows(step, sent.key, broken.keys()))
    removed = tuple(each for each in facts.proposals if not each.is_sent and not _has_action(target, facts, each))
    return Moving(carried=carried, voided=voided, dropped=dropped, removed=removed)


def _asks_otherwise(facts: StepFacts, sent: RequestFacts, target: Target, carried: CarriedOn) -> bool:
    """Return whether what an authorisation froze is no longer what its sections ask, or no longer their answers."""
    if not sent.covered_hash or is_outdated(facts, sent):
        return False
    step = target.process.step(facts.step.key)
    form = target.process.form(step.form)
    before = covered_sections(facts.step, facts.form, facts.step.request(sent.key))
    after = covered_sections(step, form, step.request(sent.key))
    if shape(facts.form, before) != shape(form, after):
        return True
    return covered_hash(form, carried.answers, after) != sent.covered_hash


def _request_of(target: Target, facts: StepFacts, sent: RequestFacts) -> RequestType | None:
    """Return the request of that key in the later version, None where it has none or one of another kind."""
    was = facts.step.request(sent.key)
    found = next((each for each in target.process.step(facts.step.key).requests if each.key == sent.key), None)
    return found if found and found.kind == was.kind else None


def _is_same_request(was: RequestType, now: RequestType | None) -> bool:
    return now is not None and (was.kind, was.to, was.covers, was.after) == (now.kind, now.to, now.covers, now.after)


def _has_action(target: Target, facts: StepFacts, proposal: ProposalFacts) -> bool:
    """Return whether the later version has the next action, and it leads where it led."""
    was = facts.step.next_action(proposal.key)
    found = next((each for each in target.process.step(facts.step.key).next_actions if each.key == proposal.key), None)
    return found is not None and _leads(found) == _leads(was)


def _leads(action: NextActionType) -> tuple[str | None, str | None]:
    return action.creates, action.ends_pathway


def what_moving_does(facts: StepFacts, target: Target, found: Moving) -> tuple[str, ...]:
    """Return in sentences what moving does, answers that stay behind left out: they are listed with their words."""
    return tuple(_sentences(facts, target, found))


def _sentences(facts: StepFacts, target: Target, found: Moving) -> Iterator[str]:
    yield f"The form asks what version {target.to} asks. {count_of(found.carried.kept, 'answer')} stay in it."
    if found.carried.left:
        left = count_of(len(found.carried.left), "answer")
        yield f"{left} stay behind, readable as answers of version {target.now}."
    for sent in found.voided:
        who = sent.completed_by.name if sent.completed_by else sent.to_name
        yield (
            f"“{sent.title}”, which {who} completed, no longer stands, and must be given again: version {target.to} "
            "asks otherwise what it covers."
        )
    yield from (f"“{sent.title}” counts no more: version {target.to} does not ask for it." for sent in found.dropped)
    yield from (
        f"The next action “{each.title}” is taken off: version {target.to} has no such one." for each in found.removed
    )
    step = target.process.step(facts.step.key)
    holder = facts.assigned_worker
    if holder and holder.roles.isdisjoint(step.worked_by):
        yield f"{holder.name}, who has it, does not work on it in version {target.to}: reassign it afterwards."
    yield "Dates that run stay as they are; what is done next is counted as the later version says."
