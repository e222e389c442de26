"""Two saves of one section side by side: what somebody saved meanwhile, and what the reader had typed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answer_words import answer_words
from permanence.kernel.answers import read_answers, typed_of
from permanence.kernel.comparing import compare_texts, merged
from permanence.kernel.form_definitions import Question, Section
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Hidden
from permanence.queries.access import see_facts
from permanence.queries.child_bars import child_bar
from permanence.queries.section_pages import ComparePage, Differing, TypedNames
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.names import names_of
from permanence.records.step_facts import step_facts

WORDS = ("st", "lt", "lt+")


def compare_page(*, step_id: UUID, section: str, actor: Actor, at: datetime) -> ComparePage:
    """Return what differs between the section as it stands and the reader's draft of an older version of it.

    Raises:
        Hidden: there is no such section for the actor, nothing is saved in it, or no draft of theirs stands beside it.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts.child, actor=actor, today=facts.today)
    asked = next((each for each in facts.form.sections if each.key == section), None)
    here = {"step_id": step_id, "section": section}
    saved = SectionAnswers.objects.filter(**here).select_related("saved_by__person").first()
    draft = Draft.objects.filter(**here, worker_id=actor.worker_id).first() if actor.worker_id else None
    if asked is None or saved is None or draft is None:
        raise Hidden
    base = Revision.objects.filter(**here, section_version=draft.base_version).first()
    theirs, before = typed_of(asked, saved.answers), typed_of(asked, base.answers) if base else {}
    names = names_of([saved.answers, draft.typed], authority_id=actor.authority_id)
    differing = differences(asked, theirs=theirs, mine=draft.typed, before=before, names=names)
    by = saved.saved_by.person.name if saved.saved_by else "Somebody"
    return ComparePage(
        step_id=step_id,
        section=asked,
        child=child_bar(seen.facts, today=facts.today),
        by=by,
        by_first=by.split()[0],
        saved_at=london_time(saved.saved_at),
        version=saved.version,
        same=len(asked.questions) - len(differing),
        differing=differing,
        theirs=theirs,
        mine=draft.typed,
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
        old = str(before.get(question.key, ""))
        both = merged(old, say[0], say[1]) if question.kind in WORDS else None
        found.append(
            Differing(
                key=question.key,
                ask=question.ask,
                theirs=compare_texts(say[0], say[1]),
                mine=compare_texts(say[1], say[0]),
                merged=both,
                names=of_it,
            )
        )
    return tuple(found)


def belongs(name: str, key: str) -> bool:
    """Return whether an HTML name is one of a question's own: its boxes, cells and companions among them.

    >>> [belongs(name, "seen") for name in ("seen", "seen-day", "seen.a.who", "seen_missing", "seen_by")]
    [True, True, True, True, False]
    """
    return name in {key, f"{key}_missing", f"{key}_missing_why"} or name.startswith((f"{key}-", f"{key}."))


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
