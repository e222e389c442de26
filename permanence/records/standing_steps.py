"""The worksteps of one pathway, as rules about recurrence, linking and earlier answers need them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from permanence.kernel.facts import PathwayFacts, StandingStep
from permanence.kernel.london import london_date
from permanence.kernel.rules import LOOKED_BACK_AT
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep

COLUMNS = (
    *("id", "step_type", "title", "state", "purpose", "review_due_on", "pair", "finished_at"),
    *("assigned_worker__person__name", "assigned_inbox__title", "finished_by__person__name"),
)


def pathway_facts(pathway: Pathway) -> PathwayFacts:
    """Return a pathway with every step on it, in the order in which they were passed on. Four queries."""
    sent_on = Exists(NextAction.objects.filter(step=OuterRef("pk"), state="sent"))
    rows = list(Workstep.objects.filter(pathway=pathway).order_by("passed_at", "id").values(*COLUMNS, sent_on=sent_on))
    finished = [row["id"] for row in rows if row["state"] == "finished"]
    every = [row["id"] for row in rows]
    answers, writers, authorisers = _answers(finished), _writers(every), _authorisers(every)
    return PathwayFacts(
        id=pathway.id,
        is_open=pathway.closed_at is None,
        anchors={name: date.fromisoformat(day) for name, day in pathway.anchors.items()},
        steps=tuple(_standing(row, answers=answers, writers=writers, authorisers=authorisers) for row in rows),
    )


def _standing(
    row: Mapping[str, Any],
    *,
    answers: Mapping[UUID, Mapping[str, Any]],
    writers: Mapping[UUID, set[UUID]],
    authorisers: Mapping[UUID, set[UUID]],
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
        written_by=frozenset(writers.get(row["id"], ())),
        authorised_by=frozenset(authorisers.get(row["id"], ())),
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


def _writers(step_ids: list[UUID]) -> dict[UUID, set[UUID]]:
    saved = Revision.objects.filter(step__in=step_ids, saved_by__isnull=False).values_list("step_id", "saved_by_id")
    return _gathered(saved.distinct())


def _authorisers(step_ids: list[UUID]) -> dict[UUID, set[UUID]]:
    completed = Request.objects.filter(step__in=step_ids, kind="authorisation", state="completed")
    return _gathered(completed.values_list("step_id", "completed_by_id"))


def _gathered(pairs: Any) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for step_id, worker_id in pairs:
        found.setdefault(step_id, set()).add(worker_id)
    return found
