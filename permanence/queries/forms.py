"""A section of a workstep's form, as its page needs it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import is_typed, read_answers, typed_of
from permanence.kernel.completeness import is_asked, known
from permanence.kernel.drafts import kept_line
from permanence.kernel.facts import StepFacts
from permanence.kernel.field_names import belongs
from permanence.kernel.form_definitions import Option, Question, Section
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Hidden
from permanence.kernel.sections import section_status
from permanence.kernel.worksteps import reasons_against_finishing, reasons_against_writing
from permanence.queries.access import SeenChild, see_facts
from permanence.queries.child_bars import child_bar
from permanence.queries.comparisons import compare_page, in_words
from permanence.queries.drafts import KEYLESS, drafts_of
from permanence.queries.finding import around, files_of
from permanence.queries.section_answers import FormRead
from permanence.queries.section_notes import section_notes
from permanence.queries.section_pages import (
    Earlier,
    OtherDraft,
    QuestionShown,
    SectionLink,
    SectionPage,
    TypedNames,
)
from permanence.queries.section_sources import begins_with, carried_into, earlier_answers, prefilled_from
from permanence.queries.statuses import when
from permanence.queries.step_sections import section_href
from permanence.records.forms import Draft, SectionAnswers
from permanence.records.prefill import Prefilled, prefilled_of
from permanence.records.step_facts import step_facts

__all__ = ["compare_page", "section_page"]
MARKS = {"Completed": "✓", "Not started": ""}


def section_page(
    *,
    step_id: UUID,
    section: str,
    actor: Actor,
    at: datetime,
    find: str = "",
    show: str = "",
    draft: str = "",
    checked: bool = False,
) -> SectionPage:
    """Return a section of a workstep's form. A fixed number of queries, whatever it holds.

    Args:
        find: HTML name of the field whose search is wanted; its words stand in the draft.
        draft: which of the actor's drafts is wanted; the newest where there is none of that name.
        show: key of the question whose address was asked for; whoever calls this writes the audit row first.
        checked: say what cannot be read of the draft.

    Raises:
        Hidden: there is no such section for the actor. Refused: the record is restricted.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    making = _Making.of(facts, section=section, actor=actor, draft=draft)
    return making.page(seen, find=find, show=show, checked=checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    facts: StepFacts
    actor: Actor
    whole: Section
    sources: Prefilled
    saved: SectionAnswers | None
    draft: Draft | None
    others: tuple[Draft, ...]

    @classmethod
    def of(cls, facts: StepFacts, *, section: str, actor: Actor, draft: str) -> "_Making":
        whole = next((each for each in facts.form.sections if each.key == section), None)
        if whole is None or (whole.is_next_actions and not whole.questions):
            raise Hidden
        here: dict[str, Any] = {"step_id": facts.id, "section": section}
        wanted, others = drafts_of(actor, draft=draft, **here)
        return cls(
            facts=facts,
            actor=actor,
            whole=whole,
            sources=prefilled_of(facts),
            saved=SectionAnswers.objects.filter(**here).select_related("saved_by__person").first(),
            draft=wanted,
            others=others,
        )

    @property
    def version(self) -> int:
        return self.saved.version if self.saved else 0

    def page(self, seen: SeenChild, *, find: str, show: str, checked: bool) -> SectionPage:
        against = tuple(reasons_against_writing(self.facts, self.actor, self.whole.key))
        typed = self._typed()
        asked = replace(self.whole, questions=tuple(self._questions()))
        looked_at = known(self.facts)
        errors = read_answers(self.whole, typed, known=looked_at, copied=self.facts.copied).errors if checked else {}
        carried = carried_into(self.whole, facts=self.facts, sources=self.sources)
        return SectionPage(
            step_id=self.facts.id,
            step_title=self.facts.step.title,
            form_title=self.facts.form.title,
            section=asked,
            child=child_bar(seen.facts, today=self.facts.today),
            version=self.draft.base_version if self.draft else self.version,
            typed=typed,
            errors=errors,
            known=looked_at,
            against=against,
            answers=self._shown(show=show) if against else (),
            kept=self._kept() if against else (),
            links=self._links(),
            carried=carried,
            earlier={} if against else self._earlier(),
            prefilled={} if against or self.saved or self.draft else prefilled_from(self.whole, sources=self.sources),
            around=around(self.whole, typed, facts=self.facts, find=find),
            draft_line=self._draft_line(),
            saved_line=self._saved_line(),
            newer=self._newer(),
            draft=self.draft.page if self.draft else "",
            others=tuple(self._other(each) for each in self.others),
            reasons=len(list(reasons_against_finishing(self.facts, self.actor))),
            next_href=self._next(),
            why=seen.why,
            notes=section_notes(self.facts, self.actor, section=self.whole, may_write=not against),
        )

    def _questions(self) -> list[Question]:
        after = self.facts.state == "finished"
        return [
            self._named(question)
            for question in self.whole.questions
            if (question.kept_after_finish if after else is_asked(question, facts=self.facts))
            or (not question.kept_after_finish and not is_typed(question, copied=self.facts.copied))
        ]

    def _named(self, question: Question) -> Question:
        """Return the question; one that chooses from the rows of an earlier form's table offers each by its name."""
        rows = self.facts.copied.get(question.rows_source() or "")
        if not isinstance(rows, list):
            return question
        options = tuple(Option(key=row["id"], label=self.sources.names.get(row["id"], row["id"])) for row in rows)
        return replace(question, options=options)

    def _typed(self) -> TypedNames:
        if self.draft:
            typed: dict[str, str | list[str]] = dict(self.draft.typed)
            return typed
        return typed_of(self.whole, self.saved.answers) if self.saved else begins_with(self.whole, sources=self.sources)

    def _shown(self, *, show: str) -> tuple[QuestionShown, ...]:
        read = FormRead(facts=self.facts, sources=self.sources, files=files_of(self.facts.id))
        return read.section(self.whole, shown=show)

    def _earlier(self) -> dict[str, Earlier]:
        last = self.sources.earlier.latest(self.facts.form.key)
        return earlier_answers(self.whole, last=last, sources=self.sources)

    def _links(self) -> tuple[SectionLink, ...]:
        told = [(each, section_status(each, facts=self.facts, actor=self.actor)) for each in self.facts.form.sections]
        return tuple(
            SectionLink(
                number=each.number,
                title=each.title,
                href=section_href(self.facts.id, each),
                mark=MARKS.get(status, "–" if status.endswith("missing") else ""),
                status=status,
                is_here=each.key == self.whole.key,
            )
            for each, status in told
        )

    def _draft_line(self) -> str:
        return kept_line(self.draft.kept_at) if self.draft else ""

    def _other(self, draft: Draft) -> OtherDraft:
        href = f"{section_href(self.facts.id, self.whole)}?{urlencode({'draft': draft.page or KEYLESS})}"
        return OtherDraft(href=href, kept_at=when(draft.kept_at))

    def _saved_line(self) -> str:
        if not self.saved:
            return ""
        mine = self.saved.saved_by_id == self.actor.worker_id
        by = "you" if mine else self.saved.saved_by.person.name if self.saved.saved_by else "nobody"
        return f"Section saved {london_time(self.saved.saved_at)} by {by}."

    def _kept(self) -> tuple[QuestionShown, ...]:
        """Return what was typed and cannot be saved here any more, each question in words."""
        typed: TypedNames = self.draft.typed if self.draft else {}
        told = [
            (each, in_words(each, {name: typed[name] for name in typed if belongs(name, each.key)}, self.sources.names))
            for each in self.whole.questions
        ]
        return tuple(QuestionShown(key=f"kept-{each.key}", ask=each.ask, text=text) for each, text in told if text)

    def _newer(self) -> str:
        """Return who saved the section since the draft was begun: the reader too, on another page."""
        if not self.draft or self.draft.base_version == self.version or not self.saved or not self.saved.saved_by:
            return ""
        is_own = self.saved.saved_by_id == self.actor.worker_id
        return "You" if is_own else self.saved.saved_by.person.name

    def _next(self) -> str:
        sections = self.facts.form.sections
        after = sections[sections.index(self.whole) + 1 :]
        return section_href(self.facts.id, after[0]) if after else f"/steps/{self.facts.id}/"
