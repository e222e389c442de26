"""A section's answers in words, for whoever reads and does not write it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from permanence.kernel.answer_words import answer_words, table_rows
from permanence.kernel.answers import MISSING_OPTIONS
from permanence.kernel.form_definitions import Question, Section
from permanence.queries.listed import StoredName
from permanence.queries.section_pages import Carried, QuestionShown

NOT_SHOWN = "Not shown"
ADDRESS = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersShown:
    """What the answers are shown with. `shown` is the question whose address was asked for, "" for none."""

    answers: Mapping[str, Any]
    known: Mapping[str, Any]
    names: Mapping[str, str]
    carried: Mapping[str, Carried]
    files: Mapping[str, StoredName]
    shown: str = ""

    def of(self, section: Section) -> tuple[QuestionShown, ...]:
        """Return each question that is asked, with its answer; an address only where it was asked for."""
        looked_at = {**self.known, **self.answers}
        return tuple(self.of_question(each) for each in section.questions if each.need.is_shown(looked_at))

    def of_question(self, question: Question) -> QuestionShown:
        """Return one question with its answer, whether or not it would be asked."""
        carried = self.carried.get(question.key)
        if carried:
            return QuestionShown(key=question.key, ask=question.ask, text=carried.text, provenance=carried.provenance)
        if question.kind in {"tbl", "fix"}:
            return self._table(question)
        answer = self.answers.get(question.key)
        if answer and ADDRESS in question.classes and question.key != self.shown:
            return QuestionShown(key=question.key, ask=question.ask, may_show=True)
        text = answer_words(question, answer, names=self.names) or self._why_missing(question)
        file = self.files.get(str(answer)) if question.kind == "file" else None
        return QuestionShown(key=question.key, ask=question.ask, text=text, file=file)

    def _table(self, question: Question) -> QuestionShown:
        rows = table_rows(question, self.answers.get(question.key), names=self.names)
        hides = question.key != self.shown
        kept = {place for place, column in enumerate(question.columns) if hides and ADDRESS in column.classes}
        is_fixed = question.kind == "fix"
        shown = tuple(tuple(self._cells(label, cells, kept, is_fixed=is_fixed)) for label, cells in rows)
        head = (*(("",) if is_fixed else ()), *(column.ask for column in question.columns))
        may_show = any(cells[place] for _, cells in rows for place in kept)
        return QuestionShown(key=question.key, ask=question.ask, head=head, rows=shown, may_show=may_show)

    def _cells(self, label: str, cells: list[str], kept: set[int], *, is_fixed: bool) -> Iterator[str]:
        if is_fixed:
            yield label
        for place, cell in enumerate(cells):
            yield NOT_SHOWN if cell and place in kept else cell

    def _why_missing(self, question: Question) -> str:
        reason = self.answers.get(f"{question.key}_missing")
        label = next((option.label for option in MISSING_OPTIONS if option.key == reason), "")
        words = self.answers.get(f"{question.key}_missing_why", "")
        return f"Missing: {label}. {words}".strip() if label else ""
