"""What people see after an act, as the pages' own queries answer it; and what stands on the record behind it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel import asking
from permanence.kernel.actors import Actor
from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date
from permanence.queries.actors import worker_acting
from permanence.queries.inboxes import inbox_page
from permanence.queries.listings import Asked
from permanence.queries.person_summary import PersonSummary, person_summary
from permanence.queries.worklists import folder
from permanence.records.audit import AuditRow
from permanence.records.authorities import Inbox
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.prefill import prefilled_of
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep
from tests.journeys.real_time import now
from tests.journeys.story import Person, Story


def actor(person: Person) -> Actor:
    """Return somebody as they may act on the day of the story."""
    today = london_date(person.story.at)
    return worker_acting(worker_id=person.worker_id, today=today, real_at=now(), request_id="journey")


def open_steps(story: Story, title: str = "") -> list[Workstep]:
    """Return the child's open worksteps, of that title where one is given, in the order they came."""
    steps = Workstep.objects.filter(child_id=story.child.id, closed_at=None).order_by("passed_at", "id")
    return [step for step in steps if title in ("", step.title)]


def finished_step(story: Story, title: str) -> Workstep:
    """Return the newest finished workstep of that title."""
    return Workstep.objects.filter(child_id=story.child.id, title=title, state="finished").latest("finished_at")


def answers_of(step: Workstep) -> dict[str, Any]:
    """Return a form's answers by section."""
    return dict(SectionAnswers.objects.filter(step=step).values_list("section", "answers"))


def request_on(step: Workstep, title: str) -> Request:
    """Return the newest request of that title on a workstep."""
    return Request.objects.filter(step=step, title=title).latest("sent_at")


def proposals_on(step_id: UUID) -> list[NextAction]:
    """Return the next actions that are added to a workstep and not removed."""
    return list(NextAction.objects.filter(step_id=step_id).exclude(state="removed").order_by("position", "id"))


def pathway(story: Story) -> Pathway:
    """Return the child's newest pathway."""
    return Pathway.objects.filter(child_id=story.child.id).latest("opened_at")


def person_page(story: Story) -> PersonSummary:
    """Return the child's Person summary, as the child's social worker sees it."""
    return person_summary(child_id=story.child.id, actor=actor(story.priya), at=story.at)


def dues(story: Story, title: str) -> list[str]:
    """Return the dates that fall due under that name on the Person summary, soonest first: `Mon 24 Aug 2026`."""
    return [short_date(due.due_on) for due in person_page(story).dues if due.title == title]


def due(story: Story, title: str) -> str:
    """Return the one date that falls due under that name."""
    (found,) = dues(story, title)
    return found


def arithmetic(story: Story, title: str) -> str:
    """Return how the first date of that name was worked out, as the Person summary shows it."""
    return next(due.arithmetic for due in person_page(story).dues if due.title == title)


def standing(story: Story, title: str) -> str:
    """Return how the newest due date of that name stands: `open`, `met on ...` or `stopped`."""
    newest = Due.objects.filter(child_id=story.child.id, title=title, superseded_by=None).latest("made_at")
    if newest.met_on:
        return f"met on {short_date(newest.met_on)}"
    return "stopped" if newest.stopped_at else "open"


def current_work(story: Story) -> list[str]:
    """Return the titles in the Current work box of the Person summary."""
    return [step.title for step in person_page(story).current_work]


def incoming_work(person: Person) -> list[str]:
    """Return the titles in somebody's Incoming work."""
    return _titles(person, "incoming")


def incoming_requests(person: Person) -> list[str]:
    """Return the titles in somebody's Incoming requests."""
    return _titles(person, "requests")


def _titles(person: Person, key: str) -> list[str]:
    page = folder(key=key, asked=Asked(), actor=actor(person), at=person.story.at)
    return [row.title for row in page.rows]


def inbox_called(story: Story, title: str) -> Inbox:
    """Return the team inbox that the guide calls so."""
    return Inbox.objects.get(authority_id=story.authority_id, title=story.say(title))


def in_inbox(story: Story, title: str) -> list[str]:
    """Return the titles that wait in a team inbox, as one of its people sees it."""
    inbox = inbox_called(story, title)
    member = next(person for person in story.people.values() if person.part.inbox == title)
    page = inbox_page(inbox_id=inbox.id, asked=Asked(), actor=actor(member), at=story.at)
    return [row.row.title for row in page.rows if not row.taken_by]


def everything_kept(story: Story) -> tuple[Any, ...]:
    """Return what a refusal must leave as it was: each workstep, request, next action, event and act on the record."""
    of_child = {"step__child_id": story.child.id}
    return (
        sorted(Workstep.objects.filter(child_id=story.child.id).values_list("id", "version", "form_version", "state")),
        sorted(Request.objects.filter(**of_child).values_list("id", "state", "version")),
        sorted(NextAction.objects.filter(**of_child).values_list("id", "state")),
        StepEvent.objects.filter(**of_child).count(),
        Revision.objects.filter(**of_child).count(),
        Due.objects.filter(child_id=story.child.id).count(),
        acts(story).count(),
    )


READS = ("open_", "search_", "see_", "show_", "download_", "mark_seen", "keep_draft", "set_clock")


def acts(story: Story, act: str = "") -> Any:
    """Return the audit rows of acts on the child, reads left out, in the order they were written."""
    rows = AuditRow.objects.filter(authority_id=story.authority_id, child_id=story.child.id).order_by("month", "seq")
    for prefix in READS:
        rows = rows.exclude(act__startswith=prefix)
    return rows.filter(act=act) if act else rows


def day(instant: datetime) -> str:
    """Return the London day of an instant, as tables say it."""
    return short_date(london_date(instant))


def told(person: Person) -> str:
    """Return everything somebody was told about the child, in one text."""
    notices = Notice.objects.filter(worker_id=person.worker_id, child_id=person.story.child.id).order_by("at")
    return "\n".join(notices.values_list("says", flat=True))


def alerts(person: Person) -> list[str]:
    """Return the alerts about the child that stand for somebody (Q28)."""
    standing_ones = Notice.objects.filter(worker_id=person.worker_id, child_id=person.story.child.id, is_alert=True)
    return list(standing_ones.filter(ended_at=None).values_list("says", flat=True))


def offered_to(person: Person, request: str) -> str:
    """Return whom a request is filled in for, on the Requests page of the workstep somebody has open."""
    assert person.step
    facts = step_facts(person.step, actor=actor(person), at=person.story.at)
    likely = next(each.to for each in asking.standing(facts, actor(person)) if each.request.title == request)
    return likely.name if likely else ""


def copied_into(person: Person, section: str) -> dict[str, Any]:
    """Return what stands read-only in a section of the workstep somebody has open, copied from another form (R113)."""
    assert person.step
    facts = step_facts(person.step, actor=actor(person), at=person.story.at)
    return dict(prefilled_of(facts).sections[section].answers)
