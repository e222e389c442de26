"""What the child's record says, by the names under which forms copy it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from permanence.kernel.dates import age_on
from permanence.kernel.definitions import Process
from permanence.kernel.facts import ChildFacts
from permanence.kernel.form_definitions import Option
from permanence.records.base import holding
from permanence.records.children import CarePeriod, Child, LegalStatus, Placement, Review
from permanence.records.people import PersonName, RoleHeld
from permanence.records.timescales import Due

RECORD = "From the child's record"
TEAM_MANAGER = "team_manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a source says, before it is fitted to the question: with where it comes from, and since when it is so."""

    value: Any
    where_from: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRecord:
    """The rows of one child's record that forms copy from, as of today."""

    today: date
    facts: ChildFacts
    child: Child
    names: list[PersonName]
    statuses: list[LegalStatus]
    care: CarePeriod | None
    home: Placement | None
    team_manager: UUID | None
    team_manager_name: str
    review: Review | None
    dues: list[Due]
    labels: Mapping[str, str]
    role_titles: Mapping[str, str]

    def ids(self) -> list[UUID]:
        """Return the ids that its values name."""
        allocated = [worker.id for worker in self.facts.allocated.values()]
        return [*allocated, self.team_manager] if self.team_manager else allocated

    def found(self) -> dict[str, Found]:
        """Return every source of which the record says something."""
        told = {source: recorded(self) for source, recorded in RECORDED.items()}
        return {source: found for source, found in told.items() if found is not None} | dict(self._due_dates())

    def _due_dates(self) -> list[tuple[str, Found]]:
        return [
            (
                f"timescale.{due.rule_id}",
                Found(value=due.due_on.isoformat(), where_from=due.arithmetic, on=due.start_on),
            )
            for due in self.dues
        ]


def child_record(child: ChildFacts, *, process: Process, today: date) -> ChildRecord:
    """Return what the record says of a child today. Eight queries."""
    managers = RoleHeld.objects.filter(holding(today), team=child.team_id, role=TEAM_MANAGER, team__isnull=False)
    manager = managers.order_by("from_on").values_list("worker_id", "worker__person__name").first()
    row = Child.objects.select_related("person", "team").get(id=child.id)
    now = holding(today)
    return ChildRecord(
        today=today,
        facts=child,
        child=row,
        names=list(PersonName.objects.filter(person=row.person).exclude(kind="current").order_by("from_on", "id")),
        statuses=list(LegalStatus.objects.filter(child=row, from_on__lte=today).order_by("from_on")),
        care=CarePeriod.objects.filter(now, child=row).first(),
        home=Placement.objects.filter(now, child=row).exclude(code__startswith="T").first(),
        team_manager=manager[0] if manager else None,
        team_manager_name=manager[1] if manager else "",
        review=_agreeing_review(row, today),
        dues=list(Due.objects.filter(child=row, superseded_by__isnull=True).order_by("made_at")),
        labels=_labels(process),
        role_titles={role.key: role.title for role in process.roles},
    )


def _agreeing_review(child: Child, today: date) -> Review | None:
    agreed = Review.objects.filter(child=child, permanence_agreed=True, held_on__lte=today, withdrawn_at=None)
    return agreed.select_related("iro__person").order_by("-held_on").first()


def _labels(process: Process) -> dict[str, str]:
    """Return the words for the codes of homes and providers (B7), from whichever question offers them."""
    offered: dict[str, tuple[Option, ...]] = {}
    for form in process.forms:
        for _, question in form.questions():
            for name, options in (
                (question.list_name, question.options),
                *((column.list_name, column.options) for column in question.columns),
            ):
                offered[name or ""] = options
    return {f"{name} {option.code}": option.label for name in ("PLACE", "PROVIDER") for option in offered.get(name, ())}


def _person(name: str) -> Callable[[ChildRecord], Found | None]:
    return lambda record: _said(getattr(record.child.person, name))


def _said(value: Any, *, on: date | None = None) -> Found | None:
    if value in {None, ""}:
        return None
    return Found(value=value.isoformat() if isinstance(value, date) else value, where_from=RECORD, on=on)


def _rows(rows: list[dict[str, Any]], *, on: date | None = None) -> Found | None:
    return Found(value=rows, where_from=RECORD, on=on) if rows else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _age(record: ChildRecord) -> Found | None:
    return _said(age_on(record.facts.date_of_birth, on=record.today), on=record.today)


def _previous_names(record: ChildRecord) -> Found | None:
    return _rows(
        [
            {
                "id": str(each.id),
                "name": each.name,
                "from": _iso(each.from_on),
                "to": _iso(each.to_on),
                "why": each.kind,
            }
            for each in record.names
        ]
    )


def _status(record: ChildRecord) -> LegalStatus | None:
    return next((each for each in record.statuses if each.to_on is None or each.to_on > record.today), None)


def _legal_status(record: ChildRecord) -> Found | None:
    status = _status(record)
    return _said(status.code, on=status.from_on) if status else None


def _legal_since(record: ChildRecord) -> Found | None:
    status = _status(record)
    return _said(status.from_on, on=status.from_on) if status else None


def _legal_history(record: ChildRecord) -> Found | None:
    return _rows(
        [
            {"id": str(each.id), "status": each.code, "from": _iso(each.from_on), "to": _iso(each.to_on)}
            for each in record.statuses
        ]
    )


def _of_care(name: str) -> Callable[[ChildRecord], Found | None]:
    return lambda record: _said(getattr(record.care, name), on=record.care.from_on) if record.care else None


def _of_home(name: str) -> Callable[[ChildRecord], Found | None]:
    return lambda record: _said(getattr(record.home, name), on=record.home.from_on) if record.home else None


def _living_now(record: ChildRecord) -> Found | None:
    if record.home is None:
        return None
    place = record.labels.get(f"PLACE {record.home.code}", record.home.code)
    provider = record.labels.get(f"PROVIDER {record.home.provider}", record.home.provider)
    return _said(f"{place}; {provider}", on=record.home.from_on)


def _worker(role: str) -> Callable[[ChildRecord], Found | None]:
    def allocated(record: ChildRecord) -> Found | None:
        worker = record.facts.allocated.get(role)
        return _said(str(worker.id)) if worker else None

    return allocated


def _team_manager(record: ChildRecord) -> Found | None:
    return _said(str(record.team_manager)) if record.team_manager else None


def _team(record: ChildRecord) -> Found | None:
    return _said(record.child.team.name) if record.child.team else None


def _team_around(record: ChildRecord) -> Found | None:
    workers = {role: worker.name for role, worker in record.facts.allocated.items()}
    if record.team_manager:
        workers.setdefault(TEAM_MANAGER, record.team_manager_name)
    return _rows(
        [{"id": role, "role": record.role_titles.get(role, role), "name": name} for role, name in workers.items()]
    )


def _agreed_plan(record: ChildRecord) -> Found | None:
    review = record.review
    if review is None:
        return None
    iro = review.iro.person.name if review.iro else None
    decision = "A plan for permanence was agreed."
    row = {"id": str(review.id), "date": _iso(review.held_on), "iro": iro, "decision": decision}
    return _rows([row], on=review.held_on)


RECORDED: Mapping[str, Callable[[ChildRecord], Found | None]] = {
    "person.full_name": _person("name"),
    "person.person_number": _person("number"),
    "person.date_of_birth": _person("date_of_birth"),
    "person.sex": _person("sex"),
    "person.gender_described": _person("gender_described"),
    "person.known_as": _person("known_as"),
    "person.age": _age,
    "person.previous_names": _previous_names,
    "legal.status_now": _legal_status,
    "legal.since": _legal_since,
    "legal.history": _legal_history,
    "care.looked_after_since": _of_care("from_on"),
    "care.category_of_need": _of_care("category_of_need"),
    "placement.living_now": _living_now,
    "placement.address": _of_home("address"),
    "placement.carers": _of_home("carers"),
    "placement.since": _of_home("from_on"),
    "workers.social_worker": _worker("social_worker"),
    "workers.iro": _worker("independent_reviewing_officer"),
    "workers.team_manager": _team_manager,
    "workers.team": _team,
    "workers.team_around": _team_around,
    "review.agreed_plan": _agreed_plan,
}
"""What the record of this release keeps. Homes with how each move went, court and health have their records later."""
