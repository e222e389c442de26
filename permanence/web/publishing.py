"""Publishing a process: read in and checked, looked at with all that follows from it, and published with a reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from permanence.operations.definitions import lay_out_process, publish_candidate
from permanence.outside.checking import Checked, Found, checked
from permanence.outside.definitions import PROCESSES, process_folders
from permanence.outside.process_uploads import MOST_ZIPPED, NoProcess, read_upload
from permanence.queries.candidates import candidate_page
from permanence.queries.processes import process_in_force
from permanence.web.acting import Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.fields import Choice
from permanence.web.opening import acts, reads
from permanence.web.pages import page
from permanence.web.passing import words_of
from permanence.web.refused import refusal_parts

UNPROCESSED = 422
OF_FILE = "file"
NOTHING_CHOSEN = "Choose a zip file, or a process of this release."
BOTH_CHOSEN = "Choose either a zip file or a process of this release, and not both."


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """A fault of a file that was read in: where, and a whole sentence."""

    file: str
    line: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadIn:
    """What came of reading a process in: its files, or why they cannot be read, in a sentence; and where it is from."""

    source: str
    files: Checked | None = None
    says: str = ""


@reads
def show_publish(request: HttpRequest) -> HttpResponse:
    """Ask for a process to be read in: a zip file, or one of this release."""
    return _publish(request)


@acts
def lay_out(request: HttpRequest) -> HttpResponse:
    """Read a process in, say every fault of it with file and line, or lay it out to be looked at."""
    read = _read_in(request)
    faults = _faults(read, request)
    if read.files is None or read.files.process is None or faults:
        return _publish(request, status=UNPROCESSED, says=read.says, faults=faults, source=read.source)

    def again(refusal: Refusal) -> HttpResponse:
        return _publish(request, status=refusal.status, **refusal_parts(refusal))

    return act(request, lay_out_process, again, process=read.files.process, source=read.source)


def _read_in(request: HttpRequest) -> ReadIn:
    upload, chosen = request.FILES.get("file"), request.POST.get("release", "")
    if isinstance(upload, UploadedFile) and chosen:
        return ReadIn(source="", says=BOTH_CHOSEN)
    if isinstance(upload, UploadedFile):
        return _of_upload(upload.name or "without a name", upload.size or 0, upload.read)
    folder = next((each for each in process_folders() if each.name == chosen), None)
    if folder is None:
        return ReadIn(source="", says=NOTHING_CHOSEN)
    return ReadIn(source="this release", files=checked(folder))


def _of_upload(name: str, size: int, read: Callable[[], bytes]) -> ReadIn:
    source = f"the file {name}"
    if size > MOST_ZIPPED:
        return ReadIn(source=source, says=f"The file has {size:,} bytes, and {MOST_ZIPPED:,} are the most.")
    try:
        return ReadIn(source=source, files=read_upload(read()))
    except NoProcess as broken:
        return ReadIn(source=source, says=str(broken))


def _faults(read: ReadIn, request: HttpRequest) -> list[FaultLine]:
    """Return every fault but words that changed: of those somebody says on the next page that they mean the same."""
    if read.files is None:
        return []
    process, published, wording = read.files.process, None, list[str]()
    if process is not None:
        published = process_in_force(process.key, authority_id=actor_of(request).authority_id)
        wording = [form.key for form in process.forms]
    found = read.files.found(published=published, wording=wording)
    return [_line(each, read.files.folder) for each in found]


def _line(found: Found, folder: Path) -> FaultLine:
    roots = [root for root in (folder, PROCESSES) if found.file.is_relative_to(root)]
    file = found.file.relative_to(roots[0]) if roots else Path(found.file.name)
    return FaultLine(file=str(file), line=found.line, says=found.says)


def _publish(
    request: HttpRequest, *, status: int = 200, says: str = "", faults: Sequence[FaultLine] = (), **more: Any
) -> HttpResponse:
    chosen = request.POST.get("release", "")
    of_release = [
        Choice(value=each.name, text=each.name.replace("_", " "), checked=each.name == chosen)
        for each in process_folders()
    ]
    more = {"has_errors": bool(says or faults), **more}
    given: dict[str, Any] = {"says": says, "faults": faults, "of_release": of_release, "most": MOST_ZIPPED}
    return page(request, "processes/publish.html", None, status=status, key=new_key(), **given, **more)


@reads
def show_candidate(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Show what was laid out: what it changes, what follows, and what is asked before it is published."""
    return _candidate(request, candidate_id)


@acts
def publish(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Publish what was laid out."""
    reason = words_of(request.POST.get("reason", ""))
    wording = list(dict.fromkeys(str(each) for each in request.POST.getlist("wording")))

    def again(refusal: Refusal) -> HttpResponse:
        return _candidate(request, candidate_id, refusal, reason=reason, wording=wording)

    given = {"candidate_id": candidate_id, "version": version_of(request), "why": reason, "wording": wording}
    return act(request, publish_candidate, again, **given)


def _candidate(
    request: HttpRequest,
    candidate_id: UUID,
    refusal: Refusal | None = None,
    *,
    reason: str = "",
    wording: Sequence[str] = (),
) -> HttpResponse:
    shown = candidate_page(candidate_id=candidate_id, actor=actor_of(request))
    ticks = [
        Choice(
            value=each.key,
            text=f"{each.now}",
            checked=each.key in wording,
            hint=f"Before: {each.was}. In {each.within}",
        )
        for each in shown.wording
    ]
    return page(
        request,
        "processes/candidate.html",
        shown,
        status=refusal.status if refusal else 200,
        key=new_key(),
        reason=reason,
        ticks=ticks,
        **refusal_parts(refusal),
    )
