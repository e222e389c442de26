"""Person summary: who the child is, where they are on their way home, what falls due."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_in_words, age_on, birthday, short_date_without_year
from permanence.kernel.london import london_date
from permanence.outside.bank_holidays import england
from permanence.queries.access import see_child
from permanence.queries.beginning import MayBegin, may_begin
from permanence.queries.code_words import GENDER_WORDS
from permanence.queries.dues import DueShown, dues_of
from permanence.queries.listings import Heading
from permanence.queries.notices import NoticeShown, child_alerts
from permanence.queries.pathways import Way, way_of
from permanence.queries.person_facts import PersonFact, has_address, person_facts
from permanence.queries.statuses import Status, step_status
from permanence.queries.worklist_rows import purpose_words, step_holder
from permanence.records.children import Child
from permanence.records.worksteps import Workstep

DUE_HEAD = tuple(Heading(text=text) for text in ("What", "By", "How the date is worked out", "Whose move"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """A workstep in the Current work box: what, how it stands, who has it, and its due date."""

    id: UUID
    title: str
    purpose: str
    status: Status
    who: str
    since: datetime
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSummary:
    """A child's page. `lead` is the line under the name; `version` that of the child, for what is begun here."""

    id: UUID
    name: str
    known_as: str
    born: date
    lead: str
    number: str
    facts: tuple[PersonFact, ...]
    has_address: bool
    alerts: tuple[NoticeShown, ...]
    current_work: tuple[OpenStep, ...]
    way: Way | None
    dues: tuple[DueShown, ...]
    begins: tuple[MayBegin, ...]
    version: int
    why: str
    due_head: tuple[Heading, ...] = DUE_HEAD


def person_summary(*, child_id: UUID, actor: Actor, at: datetime) -> PersonSummary:
    """Return a child's page. Raises what `see_child` raises."""
    seen, today = see_child(child_id, actor=actor, at=at), london_date(at)
    child = Child.objects.select_related("person").get(id=child_id)
    return PersonSummary(
        id=child.id,
        name=seen.facts.name,
        known_as=seen.facts.known_as,
        born=seen.facts.date_of_birth,
        lead=_lead(child, today=today),
        number=seen.facts.person_number,
        facts=person_facts(seen.facts, today=today),
        has_address=has_address(child_id, today=today),
        alerts=child_alerts(child_id=child_id, actor=actor),
        current_work=_current_work(child_id),
        way=way_of(seen.facts, today=today),
        dues=dues_of(seen.facts, today=today, holidays=england()),
        begins=may_begin(seen.facts, actor=actor),
        version=child.version,
        why=seen.why,
    )


def _lead(child: Child, *, today: date) -> str:
    person = child.person
    born = person.date_of_birth
    gender = person.gender_described or GENDER_WORDS.get(person.sex, "")
    plain = {"", person.name, person.name.split()[0]}
    known = "" if person.known_as in plain else f"Likes to be called {person.known_as}. "
    if born is None:
        return f"{known}{gender}".strip()
    return f"{known}Age {age_in_words(born, on=today)} ({_next_birthday(born, today)}). {gender}."


def _next_birthday(born: date, today: date) -> str:
    age = age_on(born, on=today) + 1
    return f"{age} on {short_date_without_year(birthday(born, age=age)).split(' ', 1)[1]}"


def _current_work(child_id: UUID) -> tuple[OpenStep, ...]:
    steps = Workstep.objects.filter(child_id=child_id, closed_at__isnull=True).order_by("-passed_at", "id")
    return tuple(
        OpenStep(
            id=step.id,
            title=step.title,
            purpose=purpose_words(step.purpose),
            status=step_status(step.state, sent_early=step.sent_early),
            who=step_holder(step),
            since=step.started_at or step.passed_at,
            due_on=step.due_on,
        )
        for step in steps.select_related("assigned_worker__person", "assigned_inbox")
    )
