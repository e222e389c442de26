"""About a workstep: where it came from, who has it, by when, and under which process."""

from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.dates import short_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.london import london_date
from permanence.queries.facts_shown import Fact
from permanence.queries.form_then import MOVED
from permanence.queries.statuses import Status, step_status
from permanence.queries.worklist_rows import name_of, purpose_words, step_holder
from permanence.records.requests import NextAction
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A workstep that finishing created, and where that is now."""

    id: UUID
    title: str
    status: Status
    who: str


def about(facts: StepFacts) -> tuple[Fact, ...]:
    """Return the facts about a workstep. Five queries."""
    people = ("passed_by__person", "assigned_worker__person", "assigned_inbox", "replaces")
    step = Workstep.objects.select_related(*people).get(id=facts.id)
    passed_on = short_date(london_date(step.passed_at))
    found = [
        Fact(name="Passed by", text=f"{name_of(step.passed_by) or 'The process'}, {passed_on}"),
        *_from(step),
        *_in_place_of(step),
        Fact(name="Allocated to", text=step_holder(step) or "Nobody"),
        *_due(step),
        Fact(name="Process", text=f"{facts.process.title} {facts.process.version}", href=_moved(facts)),
    ]
    if step.purpose:
        found.insert(0, Fact(name="Used for", text=purpose_words(step.purpose)))
    if step.passed_reason:
        found.insert(1, Fact(name="Reason", text=step.passed_reason))
    return tuple(found)


def created_by(step_id: UUID) -> tuple[Created, ...]:
    """Return what a finished workstep created, and where that is now. One query."""
    actions = NextAction.objects.filter(step_id=step_id, created_step__isnull=False).order_by("position", "id")
    people = (
        "created_step__assigned_worker__person",
        "created_step__assigned_inbox",
        "created_step__finished_by__person",
    )
    steps = [action.created_step for action in actions.select_related(*people) if action.created_step]
    return tuple(
        Created(
            id=step.id,
            title=step.title,
            status=step_status(step.state),
            who=name_of(step.finished_by) or step_holder(step),
        )
        for step in steps
    )


def voided_words(facts: StepFacts) -> str:
    """Return that an authorisation no longer stands because the form was changed after it (words 13), or ""."""
    for request in facts.step.requests:
        sent = [each for each in facts.requests if each.key == request.key]
        voided = [each for each in sent if each.state == "voided"]
        if voided and sent[-1].state != "completed":
            again = f" {sent[-1].to_name} has been asked again." if sent[-1].state == "sent" else ""
            return f"{voided[-1].reason}{again}"
    return ""


def _from(step: Workstep) -> list[Fact]:
    action = NextAction.objects.filter(created_step=step).select_related("step").first()
    if action is None:
        return []
    finished = f", {short_date(london_date(action.step.finished_at))}" if action.step.finished_at else ""
    return [Fact(name="From", text=f"{action.step.title}{finished}", href=f"/steps/{action.step_id}/")]


def _in_place_of(step: Workstep) -> list[Fact]:
    """Return what it takes the place of and what took its own, and whence its text came; each with where to read it."""
    others = Workstep.objects.filter(replaces=step).order_by("id")
    found = [Fact(name="Its place was taken by", text=each.title, href=f"/steps/{each.id}/") for each in others]
    if step.replaces:
        text = f"{step.replaces.title}, cancelled"
        found.append(Fact(name="In place of", text=text, href=f"/steps/{step.replaces_id}/"))
    if "brought" in step.head:
        href = f"/steps/{step.id}/brought-over/"
        found.append(Fact(name="Text", text="Brought over from a workstep begun on another child", href=href))
    return found


def _moved(facts: StepFacts) -> str:
    """Return where it is read that the workstep was moved to a later version of its process, "" where it was not."""
    return f"/steps/{facts.id}/moved/" if StepEvent.objects.filter(step_id=facts.id, act=MOVED).exists() else ""


def _due(step: Workstep) -> list[Fact]:
    if step.due_on is None:
        return []
    standing = Due.objects.filter(step=step, due_on=step.due_on, superseded_by__isnull=True).first()
    how = f" {standing.arithmetic}" if standing else ""
    return [Fact(name="Due", text=f"{short_date(step.due_on)}.{how}")]
