"""What a form need not ask, since the record or an earlier form says it: with where it comes from, and when.

A question names its source (`copied`, read-only; `from`, editable). A source that this release does not keep, or that
says nothing of this child, is left out: then the question is asked, under the same key and kind.
Source: forms.md 0.1; architecture.md section 3, point 10; R113, R176.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from permanence.kernel.answer_words import answer_words, row_names
from permanence.kernel.definitions import Process
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.form_definitions import Form, Question, Section
from permanence.kernel.london import london_date
from permanence.records.earlier_forms import EarlierForms, earlier_forms
from permanence.records.fitting import fitted
from permanence.records.lazily import Lazily
from permanence.records.names import names_of
from permanence.records.recorded import RECORDED, Found, child_record
from permanence.records.requests import NextAction
from permanence.records.standing_steps import Way

OF_THE_STEP = frozenset({"step.purpose", "step.passed_reason"})
AVAILABLE = frozenset(RECORDED) | OF_THE_STEP | {"decision.decided_by"}
"""What the record of this release keeps. Besides it: `form.<form>.<key>`, `previous.<key>`, `timescale.<rule>`,
`next_action.<key>` (the reason in words that the next action was added with)."""


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
class PassedOn:
    """The workstep whose form it is: what it was passed on with, and what was frozen at its finish.

    Args:
        by: name of whoever passed it on, or "". on: the day.
    """

    id: UUID
    purpose: str
    reason: str
    by: str
    on: date
    head: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilled:
    """Everything that a workstep's form takes from elsewhere.

    Args:
        sources: source to what it says; sources that say nothing are left out.
        sections: key of a section copied whole to what it is a copy of; one with nothing to copy is left out.
        names: what the ids in these and in the form's own answers are called.
        earlier: the finished forms of the pathway.
    """

    sources: Mapping[str, Copied]
    sections: Mapping[str, CopiedSection]
    names: Mapping[str, str]
    earlier: EarlierForms

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
    step: PassedOn,
    *,
    form: Form,
    process: Process,
    child: ChildFacts,
    way: Way,
    answers: Mapping[str, Any],
    today: date,
    recorded: Mapping[str, Any] | None = None,
) -> Prefilled:
    """Return what the step's form takes from elsewhere: as it is today, or as it was frozen when the step finished.

    At most two queries, whatever the form asks.

    Args:
        way: the step's pathway.
        answers: of the form itself, for the names of whom they point to.
        recorded: row of the child's record, where it was asked together with the step.
    """
    earlier = earlier_forms(way, process=process, but_of=step.id)
    record = child_record(child, process=process, today=today, row=recorded)
    names = names_of([answers, earlier.answers(), record.ids()], authority_id=child.authority_id)
    if frozen := step.head.get("copied"):
        sources = {source: _thawed(plain) for source, plain in frozen.items()}
    else:
        wanted = {question.copied or question.prefilled or "" for _, question in form.questions()}
        found = _Sources(step=step, form=form, earlier=earlier, recorded=record.found(wanted), names=names)
        sources = dict(found.copied())
    tables = {**_flat(answers), **{source: copied.value for source, copied in sources.items()}}
    return Prefilled(
        sources=sources,
        sections=dict(_sections(form, process, earlier)),
        names={**names, **_rows_named(form, tables, names)},
        earlier=earlier,
    )


class Copying(Lazily):
    """What the sources of a form say, as rules look at them: worked out when the first rule looks.

    Args:
        work_out: returns all that the form takes from elsewhere.
    """

    def __init__(self, work_out: Callable[[], Prefilled]) -> None:
        super().__init__(self._values)
        self._work_out = work_out

    @cached_property
    def prefilled(self) -> Prefilled:
        """Return all that the form takes from elsewhere."""
        return self._work_out()

    def _values(self) -> Mapping[str, Any]:
        return self.prefilled.values()


def prefilled_of(facts: StepFacts) -> Prefilled:
    """Return what the form takes from elsewhere, as the rules that look at these facts see it.

    Raises:
        TypeError: the facts were not read by `step_facts`.
    """
    if isinstance(facts.copied, Copying):
        return facts.copied.prefilled
    raise TypeError("What a form takes from elsewhere is known of a workstep that was read from the record.")


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
    step: PassedOn
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
        if family == "next_action":
            return _said_with_next_action(self.step, rest)
        if source == "decision.decided_by":
            return self.earlier.decided_by()
        if family == "form":
            form, _, key = rest.partition(".")
            return self.earlier.answer(form, key, as_text=question.kind in {"st", "lt", "lt+"}, names=self.names)
        if family == "previous":
            return self.earlier.answer(self.form.key, rest, as_text=False, names=self.names)
        return self.recorded.get(source)


def _of_the_step(step: PassedOn, name: str) -> Found | None:
    by = f" by {step.by}" if step.by else ""
    value = step.purpose if name == "purpose" else step.reason
    return Found(value=value, where_from=f"Said when this workstep was passed on{by}", on=step.on)


def _said_with_next_action(step: PassedOn, key: str) -> Found | None:
    """Return the reason written when the next action of that key was added: nobody is asked for it a second time."""
    actions = NextAction.objects.filter(step_id=step.id, key=key, removed_at=None).exclude(reason_text="")
    action = actions.select_related("added_by__person").order_by("-added_at").first()
    if action is None:
        return None
    said = f"Said by {action.added_by.person.name} when {action.title} was added"
    return Found(value=action.reason_text, where_from=said, on=london_date(action.added_at))


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
