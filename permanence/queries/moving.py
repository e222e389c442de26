"""Moving started work to a later version: what it does, what stays behind, and all that waits under a version."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process
from permanence.kernel.differences import differences
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Form
from permanence.kernel.moving import (
    Moving,
    Target,
    moving,
    reasons_against_moving,
    reasons_it_is_not_theirs_to_move,
    what_moving_does,
)
from permanence.kernel.reasons import Hidden, refuse_if
from permanence.queries.access import see_facts
from permanence.queries.answers_shown import AnswersShown
from permanence.queries.changes import answers_of
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.form_then import form_before, moves_of
from permanence.queries.process_lists import under_way
from permanence.queries.process_versions import Part, found_version, parts_of
from permanence.queries.section_pages import QuestionShown
from permanence.queries.statuses import when
from permanence.records.catalogue import newest_version, process_version
from permanence.records.names import names_of
from permanence.records.standing_work import pinned_version
from permanence.records.step_facts import step_facts

SOME_REASON = "a reason"
Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftShown:
    """An answer that stays behind: where it stood, why, and what it says."""

    section: str
    why: str
    answer: QuestionShown


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """A workstep about to be moved from version `now` to version `to`.

    Args:
        will_do: what moving does. left: answers that stay behind. parts: what the later version changes for it.
        against: why it cannot be moved now; empty: it can.
    """

    id: UUID
    version: int
    title: str
    bar: ChildBar
    why: str
    now: int
    to: int
    will_do: tuple[str, ...] = ()
    left: tuple[LeftShown, ...] = ()
    parts: tuple[Part, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveShown:
    """A move that was made: from which version to which, when, by whom and why, and what stayed behind."""

    now: int
    to: int
    said: str
    reason: str
    left: tuple[LeftShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """The moves of a workstep, the newest first."""

    id: UUID
    title: str
    bar: ChildBar
    why: str
    moves: tuple[MoveShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWaiting:
    """A kind of work that is under way under a version."""

    key: str
    title: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAllPage:
    """The work of one kind that may be moved from a version to the newest; `kind` is None where there is none."""

    key: str
    title: str
    number: int
    to: int
    kind: KindWaiting | None
    says: str
    parts: tuple[Part, ...] = ()


def move_page(*, step_id: UUID, actor: Actor, at: datetime) -> MovePage:
    """Return the page that moves a workstep to the newest version.

    Raises:
        Refused: it is not the actor's to move; and what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    refuse_if(reasons_it_is_not_theirs_to_move(facts, actor))
    target = _newest(facts)
    against = tuple(reason.sentence for reason in reasons_against_moving(facts, actor, target, SOME_REASON))
    bar = child_bar(facts.child, today=facts.today)
    given: dict[str, Any] = {"id": step_id, "version": facts.version, "title": facts.step.title, "bar": bar, "why": why}
    given |= {"now": target.now, "to": target.to, "against": against}
    if against:
        return MovePage(**given)
    found = moving(facts, target)
    return MovePage(
        **given,
        will_do=what_moving_does(facts, target, found),
        left=tuple(_left(facts, facts.form, facts.answers, _whys(found))),
        parts=_parts_for(facts, target.process),
    )


def _newest(facts: StepFacts) -> Target:
    row = newest_version(authority_id=facts.child.authority_id, process_key=facts.process.key)
    if row is None:
        raise Hidden
    _, now = pinned_version(facts.id)
    return Target(process=process_version(row.id), now=now or row.number, to=row.number)


def _whys(found: Moving) -> dict[tuple[str, str], str]:
    return {(each.section, each.question): each.why for each in found.carried.left}


def _left(facts: StepFacts, form: Form, answers: Answers, whys: Mapping[tuple[str, str], str]) -> Iterator[LeftShown]:
    """Yield the answers that stay behind, as the form of then asked for them; addresses are not shown."""
    names = names_of(answers, authority_id=facts.child.authority_id)
    for section in form.sections:
        shown = AnswersShown(answers=answers.get(section.key, {}), known={}, names=names, carried={}, files={})
        for question in section.questions:
            why = whys.get((section.key, question.key))
            if why is not None:
                title = f"{section.number}. {section.title}"
                yield LeftShown(section=title, why=why, answer=shown.of_question(question))


def _parts_for(facts: StepFacts, process: Process) -> tuple[Part, ...]:
    step = process.step(facts.step.key)
    return _parts_of_step(facts.process, process, {step.title, f"Form {process.form(step.form).title}"})


def _parts_of_step(old: Process, new: Process, wanted: Set[str]) -> tuple[Part, ...]:
    return parts_of(change for change in differences(old, new) if change.within in wanted)


def moved_page(*, step_id: UUID, actor: Actor, at: datetime) -> MovedPage:
    """Return the moves of a workstep with what stayed behind. Raises Hidden where it was never moved."""
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    moves = moves_of(step_id)
    if not moves:
        raise Hidden
    shown = []
    for move in reversed(moves):
        detail = move.detail
        whys = {(each["section"], each["question"]): each["why"] for each in detail["left"]}
        answers = answers_of(step_id, detail["form_version"])
        left = tuple(_left(facts, form_before(facts, detail), answers, whys))
        said = f"{detail['by']}, {when(move.at)}"
        shown.append(MoveShown(now=detail["from"], to=detail["to"], said=said, reason=detail["reason"], left=left))
    bar = child_bar(facts.child, today=facts.today)
    return MovedPage(id=step_id, title=facts.step.title, bar=bar, why=why, moves=tuple(shown))


def move_all_page(*, process_key: str, number: int, chosen: str, actor: Actor) -> MoveAllPage:
    """Return how much work of a kind waits under a version, and what the newest changes for it; no record is shown.

    Raises:
        Hidden: there is no such version.
    """
    found = found_version(process_key, number, actor=actor)
    newest = found.lines[0]
    kind = _waiting(found.row.id, chosen, actor=actor)
    given: dict[str, Any] = {"key": process_key, "title": found.process.title, "number": number, "to": newest.number}
    if newest.number == number:
        return MoveAllPage(
            **given, kind=None, says=f"Version {number} is the newest: there is no later one to move to."
        )
    if kind is None:
        return MoveAllPage(**given, kind=None, says=f"No work of that kind is under way under version {number}.")
    step = next((each for each in found.process.steps if each.key == kind.key), None)
    after = found_version(process_key, newest.number, actor=actor).process
    wanted = {step.title, f"Form {found.process.form(step.form).title}"} if step else set()
    wanted |= {each.title for each in after.steps if each.key == kind.key}
    says = f"{count_of(kind.number, 'workstep')} “{kind.title}” under way under version {number}."
    return MoveAllPage(**given, kind=kind, says=says, parts=_parts_of_step(found.process, after, wanted))


def _waiting(version_id: UUID, step_type: str, *, actor: Actor) -> KindWaiting | None:
    rows = under_way(actor.authority_id).filter(process_version_id=version_id)
    counted = rows.filter(step_type=step_type).order_by("step_type").values("step_type").annotate(number=Count("id"))
    row = counted.values_list("step_type", "title", "number").first()
    return KindWaiting(key=row[0], title=row[1], number=row[2]) if row else None
