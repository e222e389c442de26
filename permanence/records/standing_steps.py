"""The worksteps of one pathway, as rules about recurrence, linking and earlier answers need them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from permanence.kernel.facts import PathwayFacts, StandingStep
from permanence.kernel.london import london_date
from permanence.kernel.rules import LOOKED_BACK_AT
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.pathways import Pathway
from permanence.records.prepared import Prepared, given_id
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep

COLUMNS = (
    *("id", "step_type", "title", "state", "purpose", "review_due_on", "pair", "head", "privileged"),
    *("finished_at", "finished_by", "finished_by__person__name"),
    *("assigned_worker__person__name", "assigned_inbox__title", "pathway__closed_at", "pathway__anchors"),
)
Row = Mapping[str, Any]


def pathway_facts(pathway: Pathway) -> PathwayFacts:
    """Return a pathway with every step on it, in the order in which they were passed on. One query."""
    return way_of(pathway.id).facts(pathway)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The steps of one pathway as the tables say them, each with its answers, in the order they were passed on."""

    pathway_id: UUID
    rows: list[dict[str, Any]]

    def facts(self, pathway: Pathway | None = None) -> PathwayFacts:
        """Return the pathway as rules see it.

        Args:
            pathway: its row; None where there is a step on it, which brings what it says.
        """
        closed_at = pathway.closed_at if pathway else self.rows[0]["pathway__closed_at"]
        anchors = pathway.anchors if pathway else self.rows[0]["pathway__anchors"]
        return PathwayFacts(
            id=self.pathway_id,
            is_open=closed_at is None,
            anchors={name: date.fromisoformat(day) for name, day in anchors.items()},
            steps=tuple(_standing(row) for row in self.rows),
        )

    def finished(self) -> list[dict[str, Any]]:
        """Return the finished steps, the newest first; one that was reopened stands as it was last finished."""
        found = [row if row["state"] == "finished" else _as_finished_before(row) for row in self.rows if _counts(row)]
        return sorted(found, key=lambda row: (row["finished_at"], row["id"]), reverse=True)

    def answers(self, step_id: UUID) -> dict[str, dict[str, Any]]:
        """Return a step's answers by section."""
        return answers_of(self._row(step_id))

    def section_versions(self, step_id: UUID) -> dict[str, int]:
        """Return how often each section of a step was saved."""
        return {each["section"]: each["version"] for each in self._row(step_id)["saved"]}

    def saved_by(self, step_id: UUID) -> dict[str, frozenset[UUID]]:
        """Return, for each section of a step's form, the ids of those who ever saved it, or in whose name it was."""
        savers = self._row(step_id)["savers"]
        sections = {each["section"] for each in savers}
        return {name: frozenset(_writers(savers, name)) for name in sections}

    def _row(self, step_id: UUID) -> Row:
        return next(row for row in self.rows if row["id"] == step_id)


def way_of(pathway_id: UUID) -> Way:
    """Return the steps of a pathway with all that was answered on them. One query, however many steps."""
    return Way(pathway_id=pathway_id, rows=STEPS.rows(pathway=pathway_id))


def answers_of(row: Row) -> dict[str, dict[str, Any]]:
    """Return the answers of a step's row by section, in the order in which the sections were first saved."""
    return {each["section"]: each["answers"] for each in row["saved"]}


def _counts(row: Row) -> bool:
    return row["state"] == "finished" or (row["state"] == "started" and "before" in row["head"])


def _as_finished_before(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row of a reopened step as it was last finished: what others copied from it stays until it is again."""
    before = row["head"]["before"]
    return {
        **row,
        "saved": [{"section": key, "answers": answers} for key, answers in before["answers"].items()],
        "head": {"copied": before["copied"]},
        "finished_at": datetime.fromisoformat(before["finished_at"]),
        "finished_by": UUID(before["finished_by"]),
        "finished_by__person__name": before["finished_by_name"],
    }


def _standing(row: Row) -> StandingStep:
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
        answers=_looked_back_at(row) if row["state"] == "finished" else {},
        written_by=frozenset(_writers(row["savers"])),
        authorised_by=frozenset(_authorisers(row["asked"])),
        edited_after_authorised=_edited_after(row["asked"]),
        sent_on=row["sent_on"],
    )


def _looked_back_at(row: Row) -> dict[str, Any]:
    """Return the answers that rules look back at, by question key; a key in two sections keeps the first."""
    found: dict[str, Any] = {}
    for answers in answers_of(row).values():
        found = {**{key: answers[key] for key in answers.keys() & LOOKED_BACK_AT}, **found}
    return found


def _writers(savers: list[dict[str, Any]], section: str | None = None) -> Iterator[UUID]:
    """Yield the ids of those who saved the form or one section of it, and of those in whose name a deputy did."""
    for each in savers:
        if section is None or each["section"] == section:
            yield from _ids(each["by"], each["acting_for"])


def _authorisers(asked: list[dict[str, Any]]) -> Iterator[UUID]:
    for each in asked:
        if each["state"] == "completed":
            yield from _ids(each["by"], each["acting_for"])


def _ids(*found: str | None) -> Iterator[UUID]:
    yield from (UUID(each) for each in found if each)


def _edited_after(asked: list[dict[str, Any]]) -> bool:
    """Return whether an authorisation was voided, by an edit or a reopening, and was not given again."""
    latest = {each["key"]: each["state"] for each in asked}
    return any(each["state"] == "voided" and latest[each["key"]] != "completed" for each in asked)


def _steps() -> Any:
    of_step = {"step": OuterRef("pk")}
    sections = SectionAnswers.objects.filter(**of_step).order_by("id")
    savers = Revision.objects.filter(**of_step).order_by().distinct()
    # Every authorisation asked for but those withdrawn, in the order in which they were sent.
    asked = Request.objects.filter(**of_step, kind="authorisation").exclude(state="withdrawn").order_by("sent_at", "id")
    steps = Workstep.objects.filter(pathway=given_id("pathway")).order_by("passed_at", "id")
    return steps.values(
        *COLUMNS,
        saved=ArraySubquery(sections.values(json=JSONObject(section="section", version="version", answers="answers"))),
        savers=ArraySubquery(
            savers.values(json=JSONObject(section="section", by="saved_by_id", acting_for="acting_for_id"))
        ),
        asked=ArraySubquery(
            asked.values(json=JSONObject(key="key", state="state", by="completed_by_id", acting_for="completed_for_id"))
        ),
        sent_on=Exists(NextAction.objects.filter(**of_step, state="sent")),
    )


STEPS = Prepared(_steps)
