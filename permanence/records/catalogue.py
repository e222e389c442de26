"""Published processes as the engine reads them: from the database alone, parsed once for each digest."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from permanence.kernel.canonical import process_from_plain
from permanence.kernel.definitions import Process
from permanence.records.definitions import ProcessVersion
from permanence.records.gathered import looking_at, memory

_BY_DIGEST: dict[str, Process] = {}
_DIGESTS: dict[UUID, str] = {}


def process(authority_id: UUID, process_key: str) -> tuple[UUID, Process]:
    """Return the newest published version of a process: its id, and what it says. One act goes by one version.

    Raises:
        LookupError: the authority has published none.
    """
    here = memory()
    known = here.processes.get((authority_id, process_key)) if here else None
    if known is None:
        with looking_at(ProcessVersion):
            known = _read(authority_id, process_key)
        if here:
            here.processes[authority_id, process_key] = known
    return known


def _read(authority_id: UUID, process_key: str) -> tuple[UUID, Process]:
    found = _newest(authority_id, process_key).values_list("id", "digest").first()
    if found is None:
        raise LookupError(f"No version of {process_key} is published.")
    version_id, digest = found
    return version_id, _parsed(version_id, digest)


def process_version(version_id: UUID) -> Process:
    """Return what a published version says; a version never changes, so that it is read once. Raises DoesNotExist."""
    digest = _DIGESTS.get(version_id)
    return _parsed(version_id, digest or ProcessVersion.objects.values_list("digest", flat=True).get(id=version_id))


def newest_version(*, authority_id: UUID, process_key: str) -> ProcessVersion | None:
    """Return the newest published version as a row, or None."""
    return _newest(authority_id, process_key).first()


def numbered_version(process_key: str, number: int, *, authority_id: UUID) -> UUID | None:
    """Return the id of a published version, or None where there is no such version."""
    rows = ProcessVersion.objects.filter(authority_id=authority_id, process_key=process_key, number=number)
    return rows.values_list("id", flat=True).first()


def lock_process(*, authority_id: UUID, process_key: str) -> None:
    """Let nobody else publish this process until the transaction ends: versions are numbered one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"publish {authority_id} {process_key}"])


def _newest(authority_id: UUID, process_key: str) -> "QuerySet[ProcessVersion, ProcessVersion]":
    return ProcessVersion.objects.filter(authority_id=authority_id, process_key=process_key).order_by("-number")


def _parsed(version_id: UUID, digest: str) -> Process:
    _DIGESTS[version_id] = digest
    if digest not in _BY_DIGEST:
        plain: dict[str, Any] = ProcessVersion.objects.values_list("definition", flat=True).get(id=version_id)
        _BY_DIGEST[digest] = process_from_plain(plain)
    return _BY_DIGEST[digest]
