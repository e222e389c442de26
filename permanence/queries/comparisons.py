"""Two saves of one section side by side: what somebody saved meanwhile, and what the reader had typed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answer_words import answer_words
from permanence.kernel.answers import read_answers, typed_of
from permanence.kernel.comparing import compare_texts, merged
from permanence.kernel.field_names import belongs
from permanence.kernel.form_definitions import Question, Section
from permanence.kernel.joining import joined
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Hidden
from permanence.queries.access import see_facts
from permanence.queries.child_bars import child_bar
from permanence.queries.drafts import KEYLESS, drafts_of
from permanence.queries.section_notes import ids_in_words, what_a_change_voids
from permanence.queries.section_pages import OWN, ComparePage, Differing, TypedNames
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.names import names_of
from permanence.records.step_facts import step_facts

WORDS = ("st", "lt", "lt+")


def compare_page(*, step_id: UUID, section: str, actor: Actor, at: datetime, draft: str = "") -> ComparePage:
    """Return what differs between the section as it stands and the reader's draft of an older version of it.

    Args:
        draft: which of the reader's drafts; the newest where there is none of that name.

    Raises:
        Hidden: there is no such section for the actor, nothing is saved in it, or no draft of theirs stands beside it.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    asked = next((each for each in facts.form.sections if each.key == section), None)
    here = {"step_id": step_id, "section": section}
    saved = SectionAnswers.objects.filter(**here).select_related("saved_by__person").first()
    mine, _ = drafts_of(actor, step_id=step_id, section=section, draft=draft)
    if asked is None or saved is None or mine is None:
        raise Hidden
    base = Revision.objects.filter(**here, section_version=mine.base_version).first()
    theirs, before = typed_of(asked, saved.answers), typed_of(asked, base.answers) if base else {}
    names = names_of([saved.answers, mine.typed], authority_id=actor.authority_id)
    differing = differences(asked, theirs=theirs, mine=mine.typed, before=before, names=names)
    voids, authorised = what_a_change_voids(facts, section=asked)
    by = OWN if saved.saved_by_id == actor.worker_id else saved.saved_by.person.name if saved.saved_by else "Somebody"
    return ComparePage(
        step_id=step_id,
        section=asked,
        child=child_bar(seen.facts, today=facts.today),
        by=by,
        keeps="what is saved" if by == OWN else f"{by.split()[0]}’s",
        saved_at=london_time(saved.saved_at),
        version=saved.version,
        same=len(asked.questions) - len(differing),
        differing=differing,
        theirs=theirs,
        mine=mine.typed,
        draft=mine.page or KEYLESS,
        voids=voids,
        authorised=ids_in_words(authorised),
        why=seen.why,
    )


def differences(
    section: Section, *, theirs: TypedNames, mine: TypedNames, before: TypedNames, names: Mapping[str, str]
) -> tuple[Differing, ...]:
    """Return the questions answered differently; an empty field and one that is not there are the same."""
    found = []
    for question in section.questions:
        of_it = tuple(name for name in {**theirs, **mine} if belongs(name, question.key))
        if all((theirs.get(name) or "") == (mine.get(name) or "") for name in of_it):
            continue
        say = [
            in_words(question, {name: typed[name] for name in of_it if name in typed}, names)
            for typed in (theirs, mine)
        ]
        found.append(
            Differing(
                key=question.key,
                ask=question.ask,
                theirs=compare_texts(say[0], say[1]),
                mine=compare_texts(say[1], say[0]),
                merged=merged(str(before.get(question.key, "")), *say) if question.kind in WORDS else None,
                joined=_joined(question, before, theirs, mine),
                names=of_it,
            )
        )
    return tuple(found)


def _joined(question: Question, *versions: TypedNames) -> TypedNames | None:
    """Return what both versions make of a table or of ticked boxes, given what stood before; None where they cannot."""
    if question.kind == "many":
        ticked = [dict.fromkeys(_texts(each.get(question.key)), True) for each in versions]
        boxes = joined(*ticked)
        return None if boxes is None else {question.key: list(boxes)}
    if question.columns:
        rows = joined(*[_rows(question.key, each) for each in versions])
        return None if rows is None else {name: value for row in rows.values() for name, value in row.items()}
    return None


def _rows(key: str, typed: TypedNames) -> dict[str, TypedNames]:
    """Return what was typed into each row of a table, by its id; a row in which nothing stands is none."""
    rows: dict[str, dict[str, str | list[str]]] = {}
    for name, value in typed.items():
        if value and name.startswith(f"{key}."):
            rows.setdefault(name.split(".")[1], {})[name] = value
    return dict(rows)


def _texts(value: str | list[str] | None) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value or ""]) if each]


def in_words(question: Question, typed: TypedNames, names: Mapping[str, str]) -> str:
    """Return what was typed for a question in words: read where it can be, else as it stands in the boxes."""
    alone = Section(key="alone", number=0, title="", questions=(question,))
    read = read_answers(alone, typed, known=_always(question))
    if not read.errors and question.key in read.answers:
        return answer_words(question, read.answers[question.key], names=names)
    values = [value if isinstance(value, str) else ", ".join(value) for value in typed.values()]
    return "\n".join(value for value in values if value)


def _always(question: Question) -> dict[str, str]:
    """Return what makes the question asked: whether it is, is not for a comparison to say."""
    shown_if = question.need.shown_if
    return {shown_if.field: shown_if.values[0]} if shown_if else {}
