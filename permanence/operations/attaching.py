"""Files that answer questions: stored whole or not at all, told by structure, downloaded as a read (P05, C13)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.form_definitions import Column, Question, Section
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden
from permanence.kernel.worksteps import reasons_against_writing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, worker_of
from permanence.operations.done import Done
from permanence.operations.files import store
from permanence.operations.loading import load_child, load_step
from permanence.operations.reading import read
from permanence.operations.writing import event, refuse_or_stale
from permanence.outside.file_types import TYPES, FileType, file_type_of
from permanence.outside.files import FileMissing
from permanence.records.documents import StoredFile
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.privileged import refuse_unless_opened
from permanence.records.step_readers import why_text_is_read

MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached(Done):
    """The file that was kept: `file_id` is what the answer holds."""

    file_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A file to be sent to whoever asked for it."""

    name: str
    content_type: str
    size: int
    content: BinaryIO


@practice_act("attach_file", gives=Attached)
def attach_file(
    *,
    step_id: UUID,
    section: str,
    field: str,
    name: str,
    content: bytes,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Attached]:
    """Keep a file for one question of a section; the answer holds its id once the section is saved with it.

    Args:
        field: the HTML field: question key, or `<table>.<row id>.<column>`.
        name: as the file was called; cleaned, and given the ending of what the file is.

    Raises:
        Refused: the actor may not write there, it is empty, over 20 MB, or none of the kinds that are kept.
        Unable: there is no room for it; then nothing is kept.
    """
    loaded = load_step("attach_file", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_writing(facts, actor, section), version=None, at=at)
    asked = _asked(facts.form.section(section), field)
    kind = _kind_of(content, where=f"section:{section}#{field}")
    row = StoredFile.objects.create(
        authority_id=actor.authority_id,
        child_id=facts.child.id,
        step_id=step_id,
        section=section,
        field=field,
        name=clean_name(name, ending=kind.ending),
        content_type=kind.content_type,
        size=len(content),
        sha256=store().keep(content, at=actor.real_at),
        access_class=facts.child.access_class,
        classes=asked.classes,
        uploaded_by_id=worker_of(actor),
        uploaded_at=at,
    )
    event(step_id, act="attach_file", said=f"{actor.name} attached {row.name}.", actor=actor, at=at)
    return Acted(
        done=Attached(says=f"{row.name} is attached.", step_id=step_id, file_id=row.id, name=row.name),
        child_id=facts.child.id,
        object_type="file",
        object_id=row.id,
        why=loaded.why,
        said={"section": section, "field": field, "sha256": row.sha256, "size": row.size},
    )


@practice_act("remove_file")
def remove_file(*, file_id: UUID, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Remove a file that no saved answer holds; what a saved answer held stays with its revision.

    Raises:
        Refused: the actor may not write there, or a saved answer holds it: then the answer is changed instead.
    """
    row = _row(file_id, actor=actor)
    loaded = load_step("attach_file", step_id=row.step_id, actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_writing(facts, actor, row.section), version=None, at=at)
    saved = SectionAnswers.objects.filter(step_id=row.step_id, section=row.section).first()
    if saved and str(row.id) in str(saved.answers):
        raise refuse(f"{row.name} is part of what is saved. Take it out of the answer and save the section.")
    if Revision.objects.filter(step_id=row.step_id, section=row.section, answers__icontains=str(row.id)).exists():
        raise refuse(f"{row.name} is part of an earlier version of this section, so it is kept.")
    StoredFile.objects.filter(id=row.id).delete()
    event(row.step_id, act="remove_file", said=f"{actor.name} removed {row.name}.", actor=actor, at=at)
    return Acted(
        done=Done(says=f"{row.name} is removed.", step_id=row.step_id),
        child_id=facts.child.id,
        object_type="file",
        object_id=row.id,
        why=loaded.why,
        said={"sha256": row.sha256},
    )


def open_file(*, file_id: UUID, actor: Actor, at: datetime) -> OpenFile:
    """Return a file to be sent, its read on record before the first byte (P19).

    Raises:
        Refused: the actor may not read the child's record, or there is no such file for them (404).
    """
    row = _row(file_id, actor=actor)
    why = _why_opened(row, actor=actor, at=at)
    try:
        content = store().open(row.sha256)
    except FileMissing:
        raise refuse(
            f"{row.name} is on record, but its bytes are gone. Tell whoever looks after this service."
        ) from None
    read(
        actor=actor,
        at=at,
        act="open_file",
        child_id=row.child_id,
        object_type="file",
        object_id=row.id,
        ids=[row.id],
        why=why,
    )
    return OpenFile(name=row.name, content_type=row.content_type, size=row.size, content=content)


def _why_opened(row: StoredFile, *, actor: Actor, at: datetime) -> str:
    """Return why the actor may read the file: with the child's record, or with a text that is closed to its readers."""
    if row.step.withheld_at is None:
        refuse_unless_opened(row.step, actor=actor, today=london_date(at))
        return load_child("see_file", child_id=row.child_id, actor=actor, at=at).why
    return why_text_is_read(row.step, actor=actor, today=london_date(at))


def _row(file_id: UUID, *, actor: Actor) -> StoredFile:
    row = StoredFile.objects.filter(id=file_id, authority_id=actor.authority_id).select_related("step").first()
    if row is None:
        raise Hidden
    return row


def _asked(section: Section, field: str) -> Question | Column:
    """Return the question or column of kind `file` that the field answers. Raises Hidden where there is none."""
    parts = field.rsplit(".", 2)
    for question in section.questions:
        if question.key == field and question.kind == "file":
            return question
        if len(parts) == len(("table", "row", "column")) and question.key == parts[0]:
            for column in question.columns:
                if column.key == parts[2] and column.kind == "file":
                    return column
    raise Hidden


def _kind_of(content: bytes, *, where: str) -> FileType:
    if not content:
        raise refuse("The file is empty. Choose another.", where=where)
    if len(content) > MOST_BYTES:
        size = len(content) / 1024 / 1024
        raise refuse(f"The file is {size:.1f} MB, and 20 MB is the most. Choose a smaller one.", where=where)
    kind = file_type_of(content)
    if kind is None:
        kinds = ", ".join(each.words for each in TYPES.values())
        raise refuse(f"The file cannot be kept: it is none of {kinds}, or it is damaged. Choose another.", where=where)
    return kind


def clean_name(name: str, *, ending: str) -> str:
    r"""Return a file's name without folders or characters that cannot be shown, with the ending of what it is.

    >>> clean_name("..\\..\\Report\x00 of 4 May.docm", ending="docx")
    'Report of 4 May.docx'
    """
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(sign if sign.isprintable() and sign not in '<>:"|?*/' else " " for sign in last)
    stem = " ".join(shown.rpartition(".")[0].split() if "." in shown else shown.split()).strip(". ")
    return f"{stem[:LONGEST_NAME] or 'file'}.{ending}"
