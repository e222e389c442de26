"""Files that came with a section: each kept whole before the section is saved with it, or named with why not (P05)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden, Refused
from permanence.operations.attaching import MOST_BYTES, attach_file
from permanence.web.acting import key_of
from permanence.web.typed import Typed

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """What was typed, with the id of each file that was kept; and the sentence for each that was not, by HTML name."""

    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)


def with_files(
    request: HttpRequest, typed: Typed, *, step_id: UUID, section: str, actor: Actor, at: datetime
) -> Attachments:
    """Keep the files that came. One that cannot be kept stops neither the others nor the section.

    Raises:
        Refused: the actor may not write there at all. Hidden: a file came for no question of the section.
    """
    found, errors = dict(typed), dict[str, str]()
    for name, upload in request.FILES.items():
        if not isinstance(upload, UploadedFile):
            continue
        said = too_large(upload.size or 0)
        if said:
            errors[name] = said
            continue
        try:
            kept = attach_file(
                step_id=step_id,
                section=section,
                field=name,
                name=upload.name or "file",
                content=upload.read(),
                actor=actor,
                at=at,
                key=f"{key_of(request)} {name}",  # the form's own, so that a form sent twice keeps one file
            )
        except Hidden:
            raise
        except Refused as refused:
            if not any(reason.where.endswith(f"#{name}") for reason in refused.reasons):
                raise
            errors[name] = str(refused)
        else:
            found[name] = str(kept.file_id)
    return Attachments(typed=found, errors=errors)


def too_large(size: int) -> str:
    """Say so before the bytes are read, where there are more than are ever kept."""
    if size <= MOST_BYTES:
        return ""
    return f"The file is {size / MEGABYTE:.1f} MB, and {MOST_BYTES // MEGABYTE} MB is the most. Choose a smaller one."
