"""What the child's record says, by the names under which forms copy it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, OuterRef, QuerySet, Value, When
from django.db.models.functions import JSONObject

from permanence.kernel.dates import age_on
from permanence.kernel.definitions import Process
from permanence.kernel.facts import ChildFacts
from permanence.kernel.form_definitions import Column, Question
from permanence.kernel.names import ALSO
from permanence.records.base import holding
from permanence.records.children import CarePeriod, Child, LegalStatus, Placement, Review
from permanence.records.people import PersonName, RoleHeld
from permanence.records.prepared import TODAY, GivenIds, Prepared
from permanence.records.timescales import Due

RECORD = "From the child's record"
TEAM_MANAGER = "team_manager"
OF_CHILD = (
    *("person__name", "person__number", "person__date_of_birth", "person__sex", "person__gender_described"),
    *("person__known_as", "team__name"),
)
FROM_TO = {"from": "from_on", "to": "to_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a source says, before it is fitted to the question: with where it comes from, and since when it is so."""

    value: Any
    where_from: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRecord:
    """One child's record as forms copy from it, as of today.

    Args:
        row: the child's own columns; `names`, `statuses` and `due_dates`: a list each; `care`, `home`, `manager` and
            `review`: a list of the one that holds. Days in lists stand as ISO text.
    """

    today: date
    facts: ChildFacts
    row: Mapping[str, Any]
    process: Process

    def ids(self) -> list[UUID]:
        """Return the ids that its values name."""
        allocated = [worker.id for worker in self.facts.allocated.values()]
        return [*allocated, *(UUID(manager["id"]) for manager in self.row["manager"])]

    def found(self, wanted: Collection[str]) -> dict[str, Found]:
        """Return each of these sources of which the record says something, and every due date."""
        told = {source: recorded(self) for source, recorded in RECORDED.items() if source in wanted}
        return {source: found for source, found in told.items() if found is not None} | dict(self._due_dates())

    def one(self, name: str) -> Mapping[str, Any] | None:
        """Return the row of that name which holds today, or None."""
        return next(iter(self.row[name]), None)

    def _due_dates(self) -> list[tuple[str, Found]]:
        return [
            (f"timescale.{due['rule']}", Found(value=due["due_on"], where_from=due["sum"], on=_day(due["start_on"])))
            for due in self.row["due_dates"]
        ]


def child_record(
    child: ChildFacts, *, process: Process, today: date, row: Mapping[str, Any] | None = None
) -> ChildRecord:
    """Return what the record says of a child today.

    Args:
        row: of `CHILD_RECORD`, where that was asked together with the child; None: one query asks for it.
    """
    if row is None:
        (row,) = CHILD_RECORD.rows(children=[child.id], today=today)
    return ChildRecord(
        today=today,
        facts=child,
        row=row,
        process=process,
    )


def _label(process: Process, list_name: str, code: str) -> str:
    """Return the words for a code of homes or providers (B7), from the first question that offers it."""
    for form in process.forms:
        for _, question in form.questions():
            both: tuple[Question | Column, ...] = (question, *question.columns)
            for asked in both:
                if asked.list_name == list_name:
                    return next((option.label for option in asked.options if option.code == code), code)
    return code


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _of_child(name: str) -> Callable[[ChildRecord], Found | None]:
    return lambda record: _said(record.row[name])


def _said(value: Any, *, on: date | None = None) -> Found | None:
    if value in {None, ""}:
        return None
    return Found(value=value.isoformat() if isinstance(value, date) else value, where_from=RECORD, on=on)


def _rows(rows: list[dict[str, Any]], *, on: date | None = None) -> Found | None:
    return Found(value=rows, where_from=RECORD, on=on) if rows else None


def _age(record: ChildRecord) -> Found | None:
    return _said(age_on(record.facts.date_of_birth, on=record.today), on=record.today)


def _listed(name: str) -> Callable[[ChildRecord], Found | None]:
    return lambda record: _rows(record.row[name])


def _status(record: ChildRecord) -> Mapping[str, Any] | None:
    today = record.today.isoformat()
    return next((each for each in record.row["statuses"] if each["to"] is None or each["to"] > today), None)


def _legal_status(record: ChildRecord) -> Found | None:
    status = _status(record)
    return _said(status["status"], on=_day(status["from"])) if status else None


def _legal_since(record: ChildRecord) -> Found | None:
    status = _status(record)
    return _said(status["from"], on=_day(status["from"])) if status else None


def _now(rows: str, name: str) -> Callable[[ChildRecord], Found | None]:
    """Return what the row that holds today says under a name."""

    def said(record: ChildRecord) -> Found | None:
        row = record.one(rows)
        return _said(row[name], on=_day(row["from"])) if row else None

    return said


def _living_now(record: ChildRecord) -> Found | None:
    home = record.one("home")
    if home is None:
        return None
    place = _label(record.process, "PLACE", home["code"])
    provider = _label(record.process, "PROVIDER", home["provider"])
    return _said(f"{place}; {provider}", on=_day(home["from"]))


def _worker(role: str) -> Callable[[ChildRecord], Found | None]:
    def allocated(record: ChildRecord) -> Found | None:
        worker = record.facts.allocated.get(role)
        return _said(str(worker.id)) if worker else None

    return allocated


def _team_manager(record: ChildRecord) -> Found | None:
    """Return the manager allocated to the child; where nobody is, whoever manages the child's team."""
    manager = record.one("manager")
    return _worker(TEAM_MANAGER)(record) or (_said(manager["id"]) if manager else None)


def _team_around(record: ChildRecord) -> Found | None:
    workers = {role: worker.name for role, worker in record.facts.allocated.items()}
    if manager := record.one("manager"):
        workers.setdefault(TEAM_MANAGER, manager["name"])
    titles = {role.key: role.title for role in record.process.roles}
    return _rows([{"id": role, "role": titles.get(role, role), "name": name} for role, name in workers.items()])


def _agreed_plan(record: ChildRecord) -> Found | None:
    review = record.one("review")
    if review is None:
        return None
    decision = "A plan for permanence was agreed."
    return _rows([{**review, "decision": decision}], on=_day(review["date"]))


RECORDED: Mapping[str, Callable[[ChildRecord], Found | None]] = {
    "person.full_name": _of_child("person__name"),
    "person.person_number": _of_child("person__number"),
    "person.date_of_birth": _of_child("person__date_of_birth"),
    "person.sex": _of_child("person__sex"),
    "person.gender_described": _of_child("person__gender_described"),
    "person.known_as": _of_child("person__known_as"),
    "person.age": _age,
    "person.previous_names": _listed("names"),
    "legal.status_now": _legal_status,
    "legal.since": _legal_since,
    "legal.history": _listed("statuses"),
    "care.looked_after_since": _now("care", "from"),
    "care.category_of_need": _now("care", "category_of_need"),
    "placement.living_now": _living_now,
    "placement.address": _now("home", "address"),
    "placement.carers": _now("home", "carers"),
    "placement.since": _now("home", "from"),
    "workers.social_worker": _worker("social_worker"),
    "workers.iro": _worker("independent_reviewing_officer"),
    "workers.team_manager": _team_manager,
    "workers.team": _of_child("team__name"),
    "workers.team_around": _team_around,
    "review.agreed_plan": _agreed_plan,
}
"""What the record of this release keeps. Homes with how each move went, court and health have their records later."""


def _words_of_kind() -> Case:
    return Case(*(When(kind=kind, then=Value(words)) for kind, words in ALSO.items()), output_field=CharField())


def _record() -> Any:
    its_own, now = {"child": OuterRef("pk")}, holding(TODAY)
    names = PersonName.objects.filter(person=OuterRef("person"), kind__in=ALSO).order_by("from_on", "id")
    statuses = LegalStatus.objects.filter(**its_own, from_on__lte=TODAY).order_by("from_on")
    home = Placement.objects.filter(now, **its_own).exclude(code__startswith="T").order_by("id")
    managers = RoleHeld.objects.filter(now, team=OuterRef("team"), role=TEAM_MANAGER).order_by("from_on")
    agreed = Review.objects.filter(**its_own, permanence_agreed=True, held_on__lte=TODAY, withdrawn_at=None)
    dues = Due.objects.filter(**its_own, superseded_by__isnull=True).order_by("made_at")
    return Child.objects.filter(id__in=GivenIds("children")).values(
        *OF_CHILD,
        names=_array(names.annotate(in_words=_words_of_kind()), id="id", name="name", **FROM_TO, why="in_words"),
        statuses=_array(statuses, id="id", status="code", **FROM_TO),
        care=_array(
            CarePeriod.objects.filter(now, **its_own).order_by("id")[:1],
            **{"from": "from_on"},
            category_of_need="category_of_need",
        ),
        home=_array(
            home[:1], **{"from": "from_on"}, code="code", provider="provider", address="address", carers="carers"
        ),
        manager=_array(managers[:1], id="worker_id", name="worker__person__name"),
        review=_array(agreed.order_by("-held_on")[:1], id="id", date="held_on", iro="iro__person__name"),
        due_dates=_array(dues, rule="rule_id", due_on="due_on", start_on="start_on", sum="arithmetic"),
    )


def _array(rows: "QuerySet[Any, Any]", **columns: str) -> ArraySubquery:
    return ArraySubquery(rows.values(json=JSONObject(**columns)))


CHILD_RECORD = Prepared(_record)
"""What the record says of some children today."""
