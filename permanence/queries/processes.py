"""Published processes, and whether a file differs from what is published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.canonical import digest, to_plain
from permanence.kernel.definitions import Process
from permanence.records.catalogue import newest_version, process_version
from permanence.records.definitions import ProcessVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """A version in the catalogue: its number, digest, who published it, when and why."""

    id: UUID
    process_key: str
    number: int
    version: str
    digest: str
    published_at: datetime
    published_by: str
    why: str
    is_newest: bool


def published_versions(*, authority_id: UUID) -> list[PublishedVersion]:
    """Return every published version of an authority, processes in order of key, the newest version first."""
    rows = (
        ProcessVersion.objects.filter(authority_id=authority_id)
        .order_by("process_key", "-number")
        .values_list(
            "id", "process_key", "number", "version", "digest", "published_at", "published_by__person__name", "why"
        )
    )
    seen: set[str] = set()
    found = []
    for id_, key, number, version, its_digest, at, by, why in rows:
        found.append(
            PublishedVersion(
                id=id_,
                process_key=key,
                number=number,
                version=version,
                digest=its_digest,
                published_at=at,
                published_by=by or "",
                why=why,
                is_newest=key not in seen,
            )
        )
        seen.add(key)
    return found


def process_in_force(process_key: str, *, authority_id: UUID) -> Process | None:
    """Return what the newest published version of a process says, or None where none is published."""
    newest = newest_version(authority_id=authority_id, process_key=process_key)
    return process_version(newest.id) if newest else None


def published_process(process_key: str, number: int, *, authority_id: UUID) -> Process | None:
    """Return what one published version of a process says, or None where there is no such version."""
    rows = ProcessVersion.objects.filter(authority_id=authority_id, process_key=process_key, number=number)
    version_id = rows.values_list("id", flat=True).first()
    return process_version(version_id) if version_id else None


def differences_from_files(files: list[Process], *, authority_id: UUID) -> list[str]:
    """Return a sentence for each process file that is not what is published; reported at start, never loaded."""
    newest = {
        version.process_key: version for version in published_versions(authority_id=authority_id) if version.is_newest
    }
    found = []
    for process in files:
        published = newest.get(process.key)
        if published is None:
            found.append(f"{process.title} is not published. permanence process publish publishes it.")
        elif _base_digest(published) != digest(to_plain(process)):
            found.append(
                f"The file of {process.title} differs from published version {published.number}, which is in force."
            )
    return found


def _base_digest(published: PublishedVersion) -> str:
    """Return the digest of the file that was published, or of the one that the published overlays lie over."""
    overlays = process_version(published.id).overlays
    return overlays[0].digest if overlays else published.digest
