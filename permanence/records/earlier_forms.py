"""The finished forms of a child's pathway, the newest of each kind: where later forms take answers from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from permanence.kernel.answer_words import answer_words
from permanence.kernel.dates import plain_date
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Form
from permanence.kernel.london import london_date
from permanence.records.recorded import Found
from permanence.records.standing_steps import Way, answers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedForm:
    """A finished form: its answers by section, and what it had itself copied from elsewhere."""

    form: Form
    stage_title: str
    sections: Mapping[str, Mapping[str, Any]]
    copied: Mapping[str, Any]
    finished_by: UUID
    finished_by_name: str
    on: date

    @property
    def where_from(self) -> str:
        """Return its provenance as pages show it."""
        return f"From {self.stage_title} finished on {plain_date(self.on)} by {self.finished_by_name}"

    def section(self, key: str) -> dict[str, Any]:
        """Return a section's answers, what was copied into it among them."""
        copied = {
            question.key: self.copied[question.copied]["value"]
            for question in self.form.section(key).questions
            if question.copied and question.copied in self.copied
        }
        return {**copied, **self.sections.get(key, {})}

    def asked(self, key: str) -> bool:
        """Return whether it answers a question, or asked it, given its other answers; a block is always asked."""
        answers = self.flat()
        found = [question for _, question in self.form.questions() if question.key == key]
        return key in answers or all(question.need.is_shown(answers) for question in found)

    def flat(self) -> dict[str, Any]:
        """Return every answer by question key; a key in two sections keeps the first."""
        merged: dict[str, Any] = {}
        for section in self.form.sections:
            merged = {**self.section(section.key), **merged}
        return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierForms:
    """Finished forms of the pathway, the newest first."""

    finished: tuple[FinishedForm, ...]

    def latest(self, form_key: str) -> FinishedForm | None:
        """Return the newest finished form of that kind, or None."""
        return next((each for each in self.finished if each.form.key == form_key), None)

    def answers(self) -> list[Any]:
        """Return all that was answered in them, and who finished each."""
        return [(each.sections, each.finished_by) for each in self.finished]

    def answer(self, form_key: str, key: str, *, as_text: bool, names: Mapping[str, str]) -> Found | None:
        """Return what the newest form of that kind in which it was asked answers to a question, or a block as text.

        A form that did not ask says nothing either way: a three-month review names no family, and the match that an
        earlier meeting found stands (Q13).
        """
        form = next((each for each in self.finished if each.form.key == form_key and each.asked(key)), None)
        if form is None:
            return None
        answers = form.flat()
        value = answers.get(key)
        if value is None and as_text:
            value = _block_in_words(form.form, key, answers, names)
        return Found(value=value, where_from=form.where_from, on=form.on) if value else None

    def decided_by(self) -> Found | None:
        """Return who finished the newest form that holds a decision: the one who took it."""
        form = next((each for each in self.finished if "decision" in each.flat()), None)
        return Found(value=str(form.finished_by), where_from=form.where_from, on=form.on) if form else None


def earlier_forms(way: Way, *, process: Process, but_of: UUID) -> EarlierForms:
    """Return the finished forms of a pathway, read by the process given.

    A step of a kind that the process no longer has is passed over; so is a privileged one of another group than the
    step they are wanted for, which more people open.

    Args:
        but_of: the step for which they are wanted: its own is not among them.
    """
    group = next((row["privileged"] for row in way.rows if row["id"] == but_of), "")
    known = {step_type.key: step_type for step_type in process.steps}
    return EarlierForms(
        finished=tuple(
            FinishedForm(
                form=process.form(known[row["step_type"]].form),
                stage_title=known[row["step_type"]].stage_title,
                sections=answers_of(row),
                copied=row["head"].get("copied", {}),
                finished_by=row["finished_by"],
                finished_by_name=row["finished_by__person__name"],
                on=london_date(row["finished_at"]),
            )
            for row in way.finished()
            if row["step_type"] in known and row["id"] != but_of and row["privileged"] in {"", group}
        )
    )


def _block_in_words(form: Form, use: str, answers: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the answers to a block's questions as text, a question a paragraph."""
    said = (
        (question.ask, answer_words(question, answers.get(question.key), names=names))
        for _, question in form.questions()
        if question.use == use
    )
    return "\n\n".join(f"{ask}\n{words}" for ask, words in said if words)
