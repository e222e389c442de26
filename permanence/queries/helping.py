"""Help: what each role does in each workstep, and the authority's own procedures (R178, R179)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import Procedure, Process, RequestType, StepType
from permanence.kernel.helping import Told, help_told
from permanence.kernel.reasons import Hidden
from permanence.kernel.wording import listed
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.code_words import role_words
from permanence.queries.processes import process_in_force, published_versions
from permanence.queries.role_names import own_role_names
from permanence.records.step_facts import step_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHelp:
    """A request of a workstep: who sends it to whom, and whether the finish waits for it."""

    title: str
    sent_by: str
    to: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHelp:
    """Help with one workstep.

    Args:
        stage: where it stands on the way. mine: what the reader does in it; others: what everybody else does.
        follows: titles of the next actions that it offers. due: what falls due in it.
    """

    title: str
    stage: str
    href: str
    form: str
    finisher: str
    mine: tuple[Told, ...]
    others: tuple[Told, ...]
    requests: tuple[RequestHelp, ...]
    follows: tuple[str, ...]
    due: tuple[str, ...]
    procedures: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessHelp:
    """A process with its worksteps in their order, and the procedures that hold for all of it."""

    title: str
    steps: tuple[StepHelp, ...]
    procedures: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """Help for the roles that the reader holds."""

    roles: str
    processes: tuple[ProcessHelp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOfStep:
    """Help with a workstep of a child, as the version says that the workstep keeps to. `why`: the reader may see it."""

    id: UUID
    child: ChildBar
    help: StepHelp
    why: str


def help_page(*, actor: Actor) -> HelpPage:
    """Return what the reader does in every workstep of every process in force."""
    found = (process_in_force(key, authority_id=actor.authority_id) for key in _keys(actor))
    own = own_role_names(actor.authority_id)
    roles = sorted({role_words(held.role, own) for held in actor.held})
    return HelpPage(
        roles=listed(roles) if roles else "",
        processes=tuple(_of_process(process, actor) for process in found if process),
    )


def help_with(process_key: str, step_type: str, *, actor: Actor) -> StepHelp:
    """Return help with a workstep of the process in force. Raises Hidden where there is none."""
    process = process_in_force(process_key, authority_id=actor.authority_id)
    step = next((each for each in process.steps if each.key == step_type), None) if process else None
    if process is None or step is None:
        raise Hidden
    return _of_step(process, step, roles=actor.roles)


def help_of_step(*, step_id: UUID, actor: Actor, at: datetime) -> HelpOfStep:
    """Return help with a child's workstep. Raises Hidden."""
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    return HelpOfStep(
        id=step_id,
        child=child_bar(facts.child, today=facts.today),
        help=_of_step(facts.process, facts.step, roles=actor.roles),
        why=seen.why,
    )


def _keys(actor: Actor) -> list[str]:
    found = published_versions(authority_id=actor.authority_id)
    return list(dict.fromkeys(version.process_key for version in found))


def _of_process(process: Process, actor: Actor) -> ProcessHelp:
    return ProcessHelp(
        title=process.title,
        steps=tuple(_of_step(process, step, roles=actor.roles) for step in process.steps),
        procedures=tuple(each for each in process.procedures if not each.steps),
    )


def _of_step(process: Process, step: StepType, *, roles: frozenset[str]) -> StepHelp:
    mine, others = help_told(process, step, roles=roles)
    rules = {rule.rule_id: rule.title for rule in process.timescales}
    return StepHelp(
        title=step.title,
        stage=f"Step {step.stage}: {step.stage_title}" if step.stage else step.stage_title,
        href=f"/help/{process.key}/{step.key}/",
        form=process.form(step.form).title,
        finisher=step.finisher_words,
        mine=mine,
        others=others,
        requests=tuple(_request(process, step, request) for request in step.requests),
        follows=tuple(action.title for action in step.next_actions),
        due=tuple(dict.fromkeys(rules[use.rule_id] for use in step.timescales if use.rule_id in rules)),
        procedures=tuple(each for each in process.procedures if step.key in each.steps),
    )


def _request(process: Process, step: StepType, request: RequestType) -> RequestHelp:
    roles = {role.key: role.title for role in process.roles}
    inboxes = {inbox.key: inbox.title for inbox in process.inboxes}
    to = inboxes.get(request.to.inbox or "") or " or ".join(roles.get(role, role) for role in request.to.roles)
    return RequestHelp(
        title=request.title,
        sent_by=" or ".join(roles.get(role, role) for role in request.sent_by),
        to=to,
        when=". ".join(_when(step, request)),
    )


def _when(step: StepType, request: RequestType) -> Iterator[str]:
    if request.after:
        yield f"After {listed([step.request(key).title for key in request.after])}"
    if request.must_be_completed:
        yield "Completed before the workstep is finished"
    elif request.must_be_sent:
        yield "Sent before the workstep is finished; it may be read afterwards"
    else:
        yield "When it is needed"
