"""Comments on the sections of a workstep's form: by whom, when, on which version, and the word that settled them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.commenting import reasons_against_commenting, reasons_against_settling
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.statuses import when
from permanence.queries.step_sections import section_href
from permanence.queries.worklist_rows import name_of
from permanence.records.comments import SectionComment
from permanence.records.forms import SectionAnswers
from permanence.records.step_facts import step_facts

SOMETHING = "something"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentShown:
    """A comment.

    Args:
        on_version: that the section was saved since, in words, or "". settled: by whom, when and with which word.
        may_settle: the reader may settle it now; `version` is what the act checks.
    """

    id: UUID
    version: int
    section: str
    href: str
    by: str
    text: str
    on_version: str
    settled: str
    may_settle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Commenting:
    """The form of a new comment: on which section, and the version of it that was read."""

    section: str
    title: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsPage:
    """Every comment on a workstep's form, in the order of its sections; `commenting` where the reader adds one."""

    id: UUID
    title: str
    form_title: str
    bar: ChildBar
    why: str
    comments: tuple[CommentShown, ...]
    commenting: Commenting | None


def comments_page(*, step_id: UUID, section: str, actor: Actor, at: datetime) -> CommentsPage:
    """Return the comments on a workstep's form.

    Args:
        section: key of the section that a comment is being written on, "" for none.

    Raises what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    return CommentsPage(
        id=step_id,
        title=facts.step.title,
        form_title=facts.form.title,
        bar=child_bar(facts.child, today=facts.today),
        why=seen.why,
        comments=comments_on(facts, actor),
        commenting=commenting_on(facts, actor, section),
    )


def comments_on(facts: StepFacts, actor: Actor, *, only: Section | None = None) -> tuple[CommentShown, ...]:
    """Return the comments on a form, or on one section of it, in the order of the sections and of time. Two queries."""
    rows = SectionComment.objects.filter(step_id=facts.id).order_by("at", "id")
    if only:
        rows = rows.filter(section=only.key)
    people = ("by__person", "acting_for__person", "settled_by__person")
    found = list(rows.select_related(*people))
    versions = dict(SectionAnswers.objects.filter(step_id=facts.id).values_list("section", "version"))
    shown = [
        _shown(facts, actor, each, row, now=versions.get(row.section, 0))
        for each in facts.form.sections
        for row in found
        if row.section == each.key
    ]
    return tuple(shown)


def commenting_on(facts: StepFacts, actor: Actor, section: str) -> Commenting | None:
    """Return the form of a comment on that section, where the reader may comment on it."""
    found = next((each for each in facts.form.sections if each.key == section), None)
    if found is None or any(reasons_against_commenting(facts, actor, section, SOMETHING)):
        return None
    saved = SectionAnswers.objects.filter(step_id=facts.id, section=section).values_list("version", flat=True)
    return Commenting(section=found.key, title=f"{found.number}. {found.title}", version=saved.first() or 0)


def open_comments(step_id: UUID) -> int:
    """Return how many comments on a workstep's form are not settled. One query."""
    return SectionComment.objects.filter(step_id=step_id, settled_at=None).count()


def _shown(facts: StepFacts, actor: Actor, section: Section, row: SectionComment, *, now: int) -> CommentShown:
    settled_by = name_of(row.settled_by)
    against = reasons_against_settling(facts, actor, row.section, SOMETHING, settled_by=settled_by)
    return CommentShown(
        id=row.id,
        version=row.version,
        section=f"{section.number}. {section.title}",
        href=section_href(facts.id, section),
        by=f"{_by(row)}, {when(row.at)}",
        text=row.text,
        on_version="The section has been saved since." if now != row.section_version else "",
        settled=f"{settled_by}, {when(row.settled_at)}: “{row.settled_word}”" if row.settled_at else "",
        may_settle=_none(against),
    )


def _by(row: SectionComment) -> str:
    deputy = f", acting for {name_of(row.acting_for)}" if row.acting_for else ""
    return f"{name_of(row.by)}{deputy}"


def _none(reasons: Iterable[Any]) -> bool:
    return not any(True for _ in reasons)
