"""Forms and letters of a workstep (R82): which there are, and one of them filled in from what its form says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from permanence.kernel.actors import Actor
from permanence.kernel.completeness import known
from permanence.kernel.facts import StepFacts
from permanence.kernel.letters import ANSWER, Letter, LetterBlock, faults_of, filled, unanswered
from permanence.kernel.papers import Block, Heading, Points, Voice, Words
from permanence.kernel.reasons import Hidden, Reason, Refused
from permanence.outside.letters import broken_words, folders_of, letter_files, read_letter
from permanence.outside.yaml_nodes import BrokenDefinition
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.papers.blocks import question_blocks
from permanence.queries.papers.letter_fields import LetterFields
from permanence.queries.papers.making import Made, file_name, paper_about
from permanence.records.authorities import Authority
from permanence.records.step_facts import step_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOffered:
    """A letter of a workstep: what it is called, for whom; `against`: why it cannot be made now, in sentences."""

    key: str
    title: str
    reader: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersPage:
    """The forms and letters of a workstep."""

    id: UUID
    title: str
    form_title: str
    bar: ChildBar
    why: str
    letters: tuple[LetterOffered, ...]


def letters_page(*, step_id: UUID, actor: Actor, at: datetime) -> LettersPage:
    """Return the forms and letters of a workstep. Raises what `step_page` raises."""
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    fields = LetterFields.of(facts, actor=actor)
    offered = (_offered(key, file, fields) for key, file in _files(facts).items())
    return LettersPage(
        id=step_id,
        title=facts.step.title,
        form_title=facts.form.title,
        bar=child_bar(facts.child, today=facts.today),
        why=seen.why,
        letters=tuple(each for each in offered if each),
    )


def letter_paper(*, step_id: UUID, key: str, actor: Actor, at: datetime) -> Made:
    """Return a letter of a workstep, filled in.

    Raises:
        Hidden: there is no such workstep for the actor, or no such letter of it.
        Refused: the template names a field that is not there, or an answer that it tells is missing; nothing is made.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    fields = LetterFields.of(facts, actor=actor)
    letter = _letter(key, facts)
    against = tuple(_against(letter, fields))
    if against:
        raise Refused(Reason(sentence=sentence) for sentence in against)
    title = filled(letter.title, fields.values)
    return Made(
        paper=paper_about(
            facts.child,
            title=title,
            form=title,
            standing="final" if facts.state == "finished" else "draft",
            about=(("For", letter.reader), ("From", f"{facts.step.title}, version {facts.form_version}")),
            blocks=tuple(block for each in letter.blocks for block in _blocks(each, fields)),
            actor=actor,
            at=at,
        ),
        key=key,
        name=file_name(facts.child.person_number, key),
        bar=child_bar(facts.child, today=facts.today),
        object_type="workstep",
        object_id=step_id,
        why=seen.why,
        version=facts.form_version,
        back=(f"/steps/{step_id}/letters/", "Forms and letters"),
    )


def _offered(key: str, file: Path, fields: LetterFields) -> LetterOffered | None:
    """Return a letter of this workstep's kind; one whose template is broken says so to every reader."""
    try:
        letter = read_letter(file)
    except BrokenDefinition as broken:
        return LetterOffered(key=key, title=key, reader="", against=(broken_words(broken),))
    if letter.step != fields.facts.step.key:
        return None
    against = tuple(_against(letter, fields))
    return LetterOffered(key=key, title=_title(letter, fields.values), reader=letter.reader, against=against)


def _title(letter: Letter, values: Mapping[str, str]) -> str:
    try:
        return filled(letter.title, values)
    except KeyError:  # a field that is not there, of which `against` tells
        return letter.key


def _files(facts: StepFacts) -> dict[str, Path]:
    """Return the templates of the process, the authority's own in place of those of the same name.

    Raises:
        Refused: the authority's folder cannot be read; the sentence names file and line.
    """
    authority = Authority.objects.values_list("key", flat=True).get(id=facts.child.authority_id)
    try:
        return letter_files(facts.process.key, folders_of(authority, settings.AUTHORITY_FOLDERS))
    except BrokenDefinition as broken:
        raise Refused([Reason(sentence=broken_words(broken))]) from broken


def _letter(key: str, facts: StepFacts) -> Letter:
    files = _files(facts)
    if key not in files:
        raise Hidden
    try:
        letter = read_letter(files[key])
    except BrokenDefinition as broken:
        raise Refused([Reason(sentence=broken_words(broken))]) from broken
    if letter.step != facts.step.key:
        raise Hidden
    return letter


def _against(letter: Letter, fields: LetterFields) -> Iterator[str]:
    """Yield why a letter cannot be made: its template first, since with a fault in it nothing else can be said."""
    facts = fields.facts
    faults = tuple(faults_of(letter, facts.form))
    yield from faults
    if faults:
        return
    if letter.finished and facts.state != "finished":
        yield f"This letter is made once {facts.step.title} is finished."
        return
    if letter.only_if and not letter.only_if.holds(known(facts)):
        yield "This letter does not fit what was answered."
        return
    kept = [block for block in letter.blocks if _is_told(block, fields)]
    yield from unanswered(letter, kept, fields.values, fields.asked)


def _is_told(block: LetterBlock, fields: LetterFields) -> bool:
    if block.only_if and not block.only_if.holds(known(fields.facts)):
        return False
    return not block.if_answered or bool(fields.values[f"{ANSWER}{block.if_answered}"])


def _blocks(block: LetterBlock, fields: LetterFields) -> Iterator[Block]:
    if not _is_told(block, fields):
        return
    texts = block.texts if block.is_question else tuple(filled(each, fields.values) for each in block.texts)
    if block.is_question:
        shown = fields.shown.get(texts[0])
        answered = question_blocks([shown]) if shown else iter(())
        yield from (each for each in answered if block.kind == "answer" or not isinstance(each, Heading))
    elif block.kind == "heading":
        yield Heading(text=texts[0])
    elif block.kind == "voice":
        yield Voice(words=texts[0], said=filled(block.said, fields.values))
    else:
        yield Points(items=texts) if block.kind == "points" else Words(text=texts[0])
