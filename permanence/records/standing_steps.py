"""The worksteps of one pathway, as rules about recurrence, linking and earlier answers need them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from permanence.kernel.facts import PathwayFacts, StandingStep
from permanence.kernel.london import london_date
from permanence.kernel.rules import LOOKED_BACK_AT
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep

ASKED = ("key", "state", "completed_by_id", "completed_for_id")
SAVERS = ("saved_by_id", "acting_for_id")
COLUMNS = (
    *("id", "step_type", "title", "state", "purpose", "review_due_on", "pair", "finished_at"),
    *("assigned_worker__person__name", "assigned_inbox__title", "finished_by__person__name"),
)


class Asked(NamedTuple):
    """An authorisation that was asked for: its kind, how it stands, who completed it and in whose name."""

    key: str
    state: str
    completed_by: UUID | None
    completed_for: UUID | None


def pathway_facts(pathway: Pathway) -> PathwayFacts:
    """Return a pathway with every step on it, in the order in which they were passed on. Four queries."""
    sent_on = Exists(NextAction.objects.filter(step=OuterRef("pk"), state="sent"))
    rows = list(Workstep.objects.filter(pathway=pathway).order_by("passed_at", "id").values(*COLUMNS, sent_on=sent_on))
    finished = [row["id"] for row in rows if row["state"] == "finished"]
    every = [row["id"] for row in rows]
    answers, writers, authorised = _answers(finished), _writers(every), _authorised(every)
    return PathwayFacts(
        id=pathway.id,
        is_open=pathway.closed_at is None,
        anchors={name: date.fromisoformat(day) for name, day in pathway.anchors.items()},
        steps=tuple(_standing(row, answers=answers, writers=writers, authorised=authorised) for row in rows),
    )


def _standing(
    row: Mapping[str, Any],
    *,
    answers: Mapping[UUID, Mapping[str, Any]],
    writers: Mapping[UUID, frozenset[UUID]],
    authorised: Mapping[UUID, list[Asked]],
) -> StandingStep:
    holder = row["assigned_worker__person__name"] or row["assigned_inbox__title"] or row["finished_by__person__name"]
    return StandingStep(
        id=row["id"],
        step_type=row["step_type"],
        title=row["title"],
        state=row["state"],
        purpose=row["purpose"] or None,
        review_due_on=row["review_due_on"],
        pair_id=row["pair"],
        with_name=holder or "",
        finished_on=london_date(row["finished_at"]) if row["finished_at"] else None,
        answers=answers.get(row["id"], {}),
        written_by=writers.get(row["id"], frozenset()),
        authorised_by=frozenset(_authorisers(authorised.get(row["id"], []))),
        edited_after_authorised=_edited_after(authorised.get(row["id"], [])),
        sent_on=row["sent_on"],
    )


def _answers(step_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return each step's answers that rules look back at, by question key; a key in two sections keeps the first."""
    found: dict[UUID, dict[str, Any]] = {}
    sections = SectionAnswers.objects.filter(step__in=step_ids).order_by("id").values_list("step_id", "answers")
    for step_id, answers in sections:
        looked_at = {key: answer for key, answer in answers.items() if key in LOOKED_BACK_AT}
        found[step_id] = {**looked_at, **found.get(step_id, {})}
    return found


def _writers(step_ids: list[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return the ids of those who saved each step's form, and of those in whose name a deputy did."""
    return _by_first(Revision.objects.filter(step__in=step_ids).values_list("step_id", *SAVERS))


def saved_by(step_id: UUID) -> dict[str, frozenset[UUID]]:
    """Return, for each section of a step's form, the ids of those who ever saved it, or in whose name a deputy did."""
    return _by_first(Revision.objects.filter(step=step_id).values_list("section", *SAVERS))


def _by_first(rows: Any) -> dict[Any, frozenset[UUID]]:
    """Return the ids that stand in the rows, by what stands first in them."""
    found: dict[Any, set[UUID | None]] = {}
    for first, *ids in rows.order_by().distinct():
        found.setdefault(first, set()).update(ids)
    return {first: frozenset(each for each in ids if each is not None) for first, ids in found.items()}


def _authorised(step_ids: list[UUID]) -> dict[UUID, list[Asked]]:
    """Return every authorisation asked for on each step but those withdrawn, in the order in which they were sent."""
    asked = Request.objects.filter(step__in=step_ids, kind="authorisation").exclude(state="withdrawn")
    found: dict[UUID, list[Asked]] = {}
    for step_id, *row in asked.order_by("sent_at", "id").values_list("step_id", *ASKED):
        found.setdefault(step_id, []).append(Asked(*row))
    return found


def _authorisers(asked: list[Asked]) -> Iterator[UUID]:
    for each in asked:
        if each.state == "completed":
            yield from (who for who in (each.completed_by, each.completed_for) if who)


def _edited_after(asked: list[Asked]) -> bool:
    """Return whether an authorisation was voided by an edit and what it covers has not been authorised again."""
    latest = {each.key: each.state for each in asked}
    return any(each.state == "voided" and latest[each.key] != "completed" for each in asked)
