"""A form as it stood at one of its versions: the answers, who saved which section, and how that version stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.facts import StepFacts
from permanence.kernel.papers import Standing
from permanence.kernel.reasons import Hidden
from permanence.queries.form_then import forms_then
from permanence.queries.papers.making import day_and_time
from permanence.records.forms import Revision
from permanence.records.worksteps import StepEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLast:
    """Who saved a section last, and when."""

    by: str
    at: datetime
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtVersion:
    """A form at a version.

    Args:
        facts: the step, with the answers of that version and the form it was saved under.
        number: 0 while nothing was saved.
        is_newest: nothing was saved after it. saved: key of each saved section to who saved it last.
        standing: of that version. says: how it stands, in a sentence.
    """

    facts: StepFacts
    number: int
    is_newest: bool
    saved: Mapping[str, SavedLast]
    standing: Standing
    says: str


def at_version(facts: StepFacts, number: int | None) -> AtVersion:
    """Return the form at a version, the newest where none is named. Three queries at the most.

    Raises:
        Hidden: it has no such version.
    """
    rows = Revision.objects.filter(step_id=facts.id).select_related("saved_by__person").order_by("number")
    kept = [row for row in rows if number is None or row.number <= number]
    if number is not None and (not kept or kept[-1].number != number):
        raise Hidden
    last = kept[-1].number if kept else 0
    is_newest = last == (rows[len(rows) - 1].number if rows else 0)
    answers: dict[str, dict[str, Any]] = {row.section: row.answers for row in kept}
    standing: Standing = _standing(facts) if is_newest else "superseded"
    return AtVersion(
        facts=facts if is_newest else replace(facts, answers=answers, form=forms_then(facts).at(last)),
        number=last,
        is_newest=is_newest,
        saved={row.section: _saved(row) for row in kept},
        standing=standing,
        says=_says(facts, standing) or _says_of_earlier(facts.id, kept[-1], rows[len(kept)]),
    )


def _saved(row: Revision) -> SavedLast:
    by = row.saved_by.person.name if row.saved_by else "the form"
    return SavedLast(by=by, at=row.saved_at, number=row.number)


def _standing(facts: StepFacts) -> Standing:
    standings: dict[str, Standing] = {"finished": "final", "cancelled": "cancelled"}
    return standings.get(facts.state, "draft")


def _says(facts: StepFacts, standing: Standing) -> str:
    """Return how the newest version stands, "" for an earlier one."""
    if standing == "final" and facts.finished_at:
        by = facts.finished_by.name if facts.finished_by else "its process"
        return f"Final. Finished by {by} on {day_and_time(facts.finished_at)}."
    if standing == "cancelled":
        return f"Cancelled: {facts.cancel_reason}"
    return "Draft. The workstep is not finished, and its text may still change." if standing == "draft" else ""


def _says_of_earlier(step_id: UUID, row: Revision, after: Revision) -> str:
    """Return that a later version took its place; where it was the one that was finished, that too."""
    finishes = StepEvent.objects.filter(step_id=step_id, act="finish_step", at__gte=row.saved_at, at__lt=after.saved_at)
    finish = finishes.select_related("by__person").order_by("at").first()
    by = finish.by.person.name if finish and finish.by else "the form"
    finished = f" It was finished by {by} on {day_and_time(finish.at)}, and opened again later." if finish else ""
    return f"Superseded by version {after.number}, saved on {day_and_time(after.saved_at)}.{finished}"
