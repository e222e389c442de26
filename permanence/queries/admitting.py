"""Who opens a privileged workstep: by role, and whom its coordinator has admitted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.admitting import NONE, group_of, reasons_it_is_not_theirs
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.reasons import Reason, Refused
from permanence.kernel.wording import role_titles
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.passing_choices import Candidate, value_of, words_of
from permanence.queries.statuses import when
from permanence.queries.workers import workers_matching
from permanence.queries.worklist_rows import name_of
from permanence.records.privileged import admitted_to
from permanence.records.step_facts import step_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Somebody who is admitted, by whom, when and why."""

    id: UUID
    name: str
    says: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittingPage:
    """Who opens the worksteps of a group.

    Args:
        by_role: whoever opens them by a role, in words. admits: whether the reader coordinates the group.
        choices: whom the reader's search found.
    """

    id: UUID
    title: str
    group: str
    by_role: str
    coordinator: str
    bar: ChildBar
    why: str
    admitted: tuple[Admitted, ...]
    admits: bool
    searched: str
    says: str
    choices: tuple[Candidate, ...]


def admitting_page(*, step_id: UUID, searched: str, chosen: str, actor: Actor, at: datetime) -> AdmittingPage:
    """Return who opens a privileged workstep.

    Raises:
        Refused: it is of no privileged kind, or not the actor's to open; and what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    group = group_of(facts)
    if group is None:
        raise Refused([Reason(sentence=NONE)])
    admitted = _admitted(facts)
    admits = not any(reasons_it_is_not_theirs(facts, actor))
    choices = _choices(facts, admitted, searched, chosen) if admits else ()
    found = f"{len(choices)} found." if choices else f"Nobody who could be admitted matches “{searched}”."
    return AdmittingPage(
        id=facts.id,
        title=facts.step.title,
        group=group.title,
        by_role=role_titles(facts.process, group.roles),
        coordinator=role_titles(facts.process, (group.coordinator,)),
        bar=child_bar(facts.child, today=facts.today),
        why=why,
        admitted=admitted,
        admits=admits,
        searched=searched,
        says=found if searched else "",
        choices=choices,
    )


def _admitted(facts: StepFacts) -> tuple[Admitted, ...]:
    rows = admitted_to(facts.child.id, facts.privileged).select_related("worker__person", "admitted_by__person")
    return tuple(
        Admitted(
            id=row.worker_id,
            name=name_of(row.worker),
            says=f"Admitted by {name_of(row.admitted_by)}, {when(row.at)}.",
            reason=row.reason,
        )
        for row in rows.order_by("at", "id")
    )


def _choices(facts: StepFacts, admitted: tuple[Admitted, ...], searched: str, chosen: str) -> tuple[Candidate, ...]:
    roles = [role.key for role in facts.process.roles]
    found = workers_matching(searched, roles=roles, authority_id=facts.child.authority_id, today=facts.today)
    already = {each.id for each in admitted}
    people = [(value_of(PassedTo(worker=each)), words_of(each)) for each in found if each.id not in already]
    return tuple(Candidate(value=value, text=text, checked=value == chosen) for value, text in people)
