"""Who finishes a workstep, and every reason against it now ("Why can't I finish?")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from permanence.kernel.actors import Actor
from permanence.kernel.adding import HERE
from permanence.kernel.covering import belongs_to_the_worker
from permanence.kernel.facts import StepFacts, WorkerFacts
from permanence.kernel.gates import reasons_at_the_gates
from permanence.kernel.next_action_set import reasons_against_the_set
from permanence.kernel.reasons import Reason
from permanence.kernel.rule_help import proposed
from permanence.kernel.rules import broken
from permanence.kernel.sections import are_needed, is_written_by, reasons_sections_lack
from permanence.kernel.taking_part import acts_as, holder_words, is_me, reasons_it_is_not_started, was_asked
from permanence.kernel.wording import role_titles

STEP_WORKER = "step_worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishers:
    """Who may finish.

    Args:
        roles: anybody who holds one of these.
        workers: these in person; the step's own worker, where it may be that one.
        words: how a refusal names them: "the Agency Decision Maker".
    """

    roles: tuple[str, ...]
    workers: tuple[WorkerFacts, ...]
    words: str


class FinisherRule(Protocol):
    """A rule by which a next action changes who finishes."""

    def __call__(self, facts: StepFacts, waives: tuple[str, ...]) -> Finishers:
        """Return who finishes instead."""


def _qaag_if_asked_else_manager(facts: StepFacts, waives: tuple[str, ...]) -> Finishers:
    """Return QAAG where the report was sent to their inbox, else the manager who authorised the end (Q18)."""
    to_inbox = [request for request in facts.step.requests if request.key in waives and request.to.inbox]
    if any(facts.latest(request.key) for request in to_inbox):
        return _own_finishers(facts)
    ends = [request for request in facts.step.requests if request.only_with]
    sent = [facts.latest(request.key) for request in ends]
    manager = next((one.completed_by for one in sent if one and one.state == "completed"), None)
    roles = tuple(role for request in ends for role in request.to.roles)
    if manager:
        return Finishers(roles=(), workers=(manager,), words=f"{manager.name}, who authorised it,")
    return Finishers(roles=roles, workers=(), words=f"{role_titles(facts.process, roles)} who did not choose it")


FINISHER_RULES: Final[Mapping[str, FinisherRule]] = {"qaag_if_asked_else_manager": _qaag_if_asked_else_manager}


def who_finishes(facts: StepFacts) -> Finishers:
    """Return who finishes the workstep as it stands (A9, column "Finisher"; Q9, Q14, Q18, Q25)."""
    for _, action in proposed(facts):
        if action.finisher_rule:
            return FINISHER_RULES[action.finisher_rule](facts, action.waives)
    return _own_finishers(facts)


def _own_finishers(facts: StepFacts) -> Finishers:
    own = facts.assigned_worker if STEP_WORKER in facts.step.finished_by else None
    return Finishers(
        roles=tuple(role for role in facts.step.finished_by if role != STEP_WORKER),
        workers=(own,) if own else (),
        words=facts.step.finisher_words,
    )


def may_finish(facts: StepFacts, actor: Actor) -> bool:
    """Return whether the actor is among those who finish; a role that works the step finishes only what it has."""
    finishers = who_finishes(facts)
    if any(is_me(actor, worker) for worker in finishers.workers):
        return True
    if not acts_as(facts, actor, finishers.roles):
        return False
    # A decision is finished by the decision-maker it was referred to, not by another one (B5.5).
    decides = [request.key for request in facts.step.requests if request.completed_with_sections]
    referred = any(facts.latest(key) for key in decides)
    return not referred or was_asked(facts, actor, decides)


def reasons_against_finishing(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot finish the workstep, in the order in which it is mended; no sentence comes twice."""
    said: set[str] = set()
    for reason in _reasons(facts, actor):
        if reason.sentence not in said:
            said.add(reason.sentence)
            yield reason


def _reasons(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    ended = list(reasons_it_is_not_started(facts))
    if ended:
        yield from ended
        return
    own, later = _sections(facts)
    yield from reasons_sections_lack(facts, actor, own)
    yield from reasons_at_the_gates(facts, actor)
    yield from reasons_sections_lack(facts, actor, later)
    yield from reasons_against_the_set(facts, actor)
    yield from _broken_rules(facts, actor)
    yield from _reasons_it_is_anothers(facts, actor)


def _sections(facts: StepFacts) -> tuple[list[str], list[str]]:
    """Return the sections of whoever works the step, then those that come after the requests."""
    own = [section.key for section in facts.form.sections if belongs_to_the_worker(facts.step, section)]
    return own, [section.key for section in facts.form.sections if section.key not in own]


def _broken_rules(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    report_waived = not all(are_needed(facts, section) for section in facts.form.sections)
    uses = (*(() if report_waived else facts.form.rules), *facts.step.rules)
    for reason in broken(facts, uses):
        yield replace(reason, whose="you" if _mends(facts, actor, reason.where) else "others")


def _mends(facts: StepFacts, actor: Actor, where: str) -> bool:
    at_hand = [
        one for one in facts.form.sections if where == f"section:{one.key}" or (where == HERE and one.is_next_actions)
    ]
    return any(is_written_by(facts, section, actor) for section in at_hand)


def _reasons_it_is_anothers(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield that somebody else finishes (pages, words 12)."""
    if may_finish(facts, actor):
        return
    finishers = who_finishes(facts)
    asked = [request.to_worker for request in facts.requests if request.state in {"sent", "completed"}]
    them = next((worker for worker in asked if worker and not worker.roles.isdisjoint(finishers.roles)), None)
    where = f"It is with {them.name}." if them else holder_words(facts)
    yield Reason(sentence=f"Only {finishers.words} finishes this workstep. {where}", whose="others", status=403)
