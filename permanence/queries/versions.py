"""Every saved state of a workstep's form: the list, one of them read-only, and two compared."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Hidden
from permanence.queries.access import see_facts
from permanence.queries.answers_shown import AnswersShown
from permanence.queries.changes import Change, answers_of, changes_in
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.form_then import FormsThen, forms_then
from permanence.queries.listings import Heading
from permanence.queries.restoring import Restoring, restoring
from permanence.queries.section_pages import QuestionShown
from permanence.queries.statuses import when
from permanence.queries.worklist_rows import name_of
from permanence.records.forms import Revision
from permanence.records.names import names_of
from permanence.records.step_facts import step_facts

MOST = 500
HEAD = (
    *(Heading(text=text) for text in ("Version", "Section", "Saved", "By")),
    Heading(text="What changed", hidden=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A save: its number, of which section, when and by whom."""

    number: int
    section: str
    saved: str
    by: str

    @property
    def before(self) -> int:
        """Return the number of the version before it, 0 for the first."""
        return self.number - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """The versions of a form; `version`, `answers` of the one shown; `changes` where two are compared.

    `sections`: key and title of those that may be compared apart; `restoring`: what bringing the one shown back takes.
    """

    id: UUID
    title: str
    form_title: str
    bar: ChildBar
    why: str
    lines: tuple[VersionLine, ...]
    version: VersionLine | None = None
    answers: tuple[QuestionShown, ...] = ()
    other: int = 0
    restoring: Restoring | None = None
    sections: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    head: tuple[Heading, ...] = HEAD


def versions_page(*, step_id: UUID, actor: Actor, at: datetime) -> VersionsPage:
    """Return every saved version of a workstep's form, newest first. Raises what `step_page` raises."""
    facts = step_facts(step_id, actor=actor, at=at)
    then = forms_then(facts)
    sections = tuple((each.key, f"{each.number}. {each.title}") for each in facts.form.sections if each.questions)
    lines = tuple(_line(then, row) for row in _rows(step_id)[:MOST])
    return VersionsPage(**_around(facts, actor), lines=lines, sections=sections)


def version_page(*, step_id: UUID, number: int, actor: Actor, at: datetime) -> VersionsPage:
    """Return one saved version, read-only; addresses are not shown. Raises Hidden where there is none."""
    facts = step_facts(step_id, actor=actor, at=at)
    around = _around(facts, actor)
    row = _rows(step_id).filter(number=number).first()
    if row is None:
        raise Hidden
    names = names_of(row.answers, authority_id=facts.child.authority_id)
    shown = AnswersShown(answers=row.answers, known=facts.flat(), names=names, carried={}, files={})
    then = forms_then(facts)
    asked, back = shown.of(then.section(number, row.section)), restoring(facts, actor, row)
    return VersionsPage(**around, lines=(), version=_line(then, row), answers=asked, restoring=back)


def difference_page(
    *, step_id: UUID, number: int, other: int, section: str = "", actor: Actor, at: datetime
) -> VersionsPage:
    """Return what changed in the form, or in one section of it, from one version to another, in order of time.

    Raises:
        Hidden: there is no such version.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    around = _around(facts, actor)
    first, last = sorted((number, other))
    if _rows(step_id).filter(number__in={first, last}).count() != len({first, last}):
        raise Hidden
    before, after = answers_of(step_id, first), answers_of(step_id, last)
    names = names_of([before, after], authority_id=facts.child.authority_id)
    then = forms_then(facts)
    looked_at = [each for each in then.both(first, last) if section in {"", each.key}]
    changes = tuple(change for each in looked_at for change in changes_in(each, before, after, names))
    newest = _rows(step_id).filter(number=last).first()
    line = _line(then, newest) if newest else None
    return VersionsPage(**around, lines=(), version=line, other=first, changes=changes)


def _around(facts: StepFacts, actor: Actor) -> dict[str, Any]:
    return {
        "id": facts.id,
        "title": facts.step.title,
        "form_title": facts.form.title,
        "why": see_facts(facts, actor=actor).why,
        "bar": child_bar(facts.child, today=facts.today),
    }


def _rows(step_id: UUID) -> Any:
    return Revision.objects.filter(step_id=step_id).select_related("saved_by__person").order_by("-number")


def _line(then: FormsThen, row: Revision) -> VersionLine:
    section = then.section(row.number, row.section)
    title = f"{section.number}. {section.title}"
    return VersionLine(
        number=row.number, section=title, saved=when(row.saved_at), by=name_of(row.saved_by) or "The form"
    )
