"""What a form need not ask, since the record or an earlier form says it: with where it comes from, and when.

A question names its source (`copied`, read-only; `from`, editable). A source that this release does not keep, or that
says nothing of this child, is left out: then the question is asked, under the same key and kind.
Source: forms.md 0.1; architecture.md section 3, point 10; R113, R176.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from permanence.kernel.answer_words import answer_words, row_names
from permanence.kernel.definitions import Process
from permanence.kernel.facts import ChildFacts
from permanence.kernel.form_definitions import Form, Question, Section
from permanence.records.earlier_forms import EarlierForms, earlier_forms
from permanence.records.fitting import fitted
from permanence.records.names import names_of
from permanence.records.recorded import RECORDED, Found, child_record
from permanence.records.worksteps import Workstep

OF_THE_STEP = frozenset({"step.purpose", "step.passed_reason"})
AVAILABLE = frozenset(RECORDED) | OF_THE_STEP | {"decision.decided_by"}
"""What the record of this release keeps. Besides it: `form.<form>.<key>`, `previous.<key>`, `timescale.<rule>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """An answer that came from elsewhere.

    Args:
        value: as the question keeps it.
        shown: in words.
        where_from: "From Request finished on 8 January 2027 by Priya Nair".
        on: since when it is so, or the day it was finished.
    """

    value: Any
    shown: str
    where_from: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedSection:
    """A whole section copied read-only from another form: what it asks, and what was answered there (R113)."""

    section: Section
    answers: Mapping[str, Any]
    where_from: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilled:
    """Everything that a workstep's form takes from elsewhere.

    Args:
        sources: source to what it says; sources that say nothing are left out.
        sections: key of a section copied whole to what it is a copy of; one with nothing to copy is left out.
        names: what the ids in these and in the form's own answers are called.
    """

    sources: Mapping[str, Copied]
    sections: Mapping[str, CopiedSection] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, question: Question) -> Copied | None:
        """Return what the question is copied or prefilled from, or None where it is asked."""
        return self.sources.get(question.copied or question.prefilled or "")

    def values(self) -> dict[str, Any]:
        """Return each source's value, as rules look at it."""
        return {source: copied.value for source, copied in self.sources.items()}

    def to_plain(self) -> dict[str, Any]:
        """Return the sources as JSON keeps them: what `Workstep.head` freezes under `copied` at the finish (R176)."""
        return {
            source: {**asdict(copied), "on": copied.on.isoformat() if copied.on else None}
            for source, copied in self.sources.items()
        }


def prefilled(
    step: Workstep, *, process: Process, form: Form, child: ChildFacts, answers: Mapping[str, Any], today: date
) -> Prefilled:
    """Return what the step's form takes from elsewhere: as it is today, or as it was frozen when the step finished.

    A fixed number of queries, whatever the form asks.

    Args:
        answers: of the form itself, for the names of whom they point to.
    """
    earlier = earlier_forms(step, process=process)
    record = child_record(child, process=process, today=today)
    names = names_of([answers, earlier.answers(), record.ids()], authority_id=step.authority_id)
    if frozen := step.head.get("copied"):
        sources = {source: _thawed(plain) for source, plain in frozen.items()}
    else:
        found = _Sources(step=step, form=form, earlier=earlier, recorded=record.found(), names=names)
        sources = dict(found.copied())
    tables = {**_flat(answers), **{source: copied.value for source, copied in sources.items()}}
    named = {**names, **_rows_named(form, tables, names)}
    return Prefilled(sources=sources, sections=dict(_sections(form, process, earlier)), names=named)


def _flat(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for section in answers.values() for key, value in section.items()}


def _rows_named(form: Form, tables: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Return what the rows that some question chooses from are called."""
    called: dict[str, str] = {}
    for _, question in form.questions():
        called |= row_names(tables.get(question.rows_source() or ""), names=names)
    return called


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    step: Workstep
    form: Form
    earlier: EarlierForms
    recorded: Mapping[str, Found]
    names: Mapping[str, str]

    def copied(self) -> Iterator[tuple[str, Copied]]:
        for _, question in self.form.questions():
            source = question.copied or question.prefilled
            found = self._found(source, question) if source else None
            value = fitted(question, found.value) if found else None
            if source and found and value not in (None, "", [], {}):
                shown = answer_words(question, value, names=self.names)
                yield source, Copied(value=value, shown=shown, where_from=found.where_from, on=found.on)
            yield from self._chosen_from(question)

    def _chosen_from(self, question: Question) -> Iterator[tuple[str, Copied]]:
        """Yield the table of an earlier form whose rows the question chooses from."""
        source = question.rows_source() or ""
        family, _, rest = source.partition(".")
        form, _, key = rest.partition(".")
        found = self.earlier.answer(form, key, as_text=False, names=self.names) if family == "form" else None
        if found:
            yield source, Copied(value=found.value, shown="", where_from=found.where_from, on=found.on)

    def _found(self, source: str, question: Question) -> Found | None:
        family, _, rest = source.partition(".")
        if source in OF_THE_STEP:
            return _of_the_step(self.step, rest)
        if source == "decision.decided_by":
            return self.earlier.decided_by()
        if family == "form":
            form, _, key = rest.partition(".")
            return self.earlier.answer(form, key, as_text=question.kind in {"st", "lt", "lt+"}, names=self.names)
        if family == "previous":
            return self.earlier.answer(self.form.key, rest, as_text=False, names=self.names)
        return self.recorded.get(source)


def _of_the_step(step: Workstep, name: str) -> Found | None:
    value: str = getattr(step, name)
    by = f" by {step.passed_by.person.name}" if step.passed_by else ""
    return Found(value=value, where_from=f"Said when this workstep was passed on{by}", on=step.passed_at.date())


def _sections(form: Form, process: Process, earlier: EarlierForms) -> Iterator[tuple[str, CopiedSection]]:
    for section in form.sections:
        form_key, _, section_key = (section.copied_section or "").partition(".")
        finished = earlier.latest(form_key)
        if section.copied_section and finished:
            yield (
                section.key,
                CopiedSection(
                    section=process.form(form_key).section(section_key),
                    answers=finished.section(section_key),
                    where_from=finished.where_from,
                    on=finished.on,
                ),
            )


def _thawed(plain: Mapping[str, Any]) -> Copied:
    return Copied(**{**plain, "on": date.fromisoformat(plain["on"]) if plain["on"] else None})
