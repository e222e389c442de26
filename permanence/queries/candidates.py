"""What is laid out to be published: what it changes, and what becomes of open work."""

from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.actors import COMMAND_LINE, Actor
from permanence.kernel.canonical import process_from_plain
from permanence.kernel.checking import Reworded, meaning_faults, reworded
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process
from permanence.kernel.differences import differences
from permanence.kernel.publishing import reasons_it_would_strand, what_follows
from permanence.kernel.reasons import Hidden
from permanence.queries.process_versions import Part, parts_of
from permanence.queries.statuses import when
from permanence.records.catalogue import newest_version, process_version
from permanence.records.definitions import Candidate, ProcessVersion
from permanence.records.standing_work import open_work, started_under


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """A process that may become the next version.

    Args:
        version: number of the version in force, 0 for none. published_as: of the version that says exactly this, or 0.
        says: how much changes. follows: what becomes of open work, in sentences. against: why it cannot be published.
        wording: words that are changed under an old key, of which somebody must say that they mean what they meant.
    """

    id: UUID
    key: str
    title: str
    name: str
    source: str
    laid_out: str
    version: int
    published_as: int
    says: str
    parts: tuple[Part, ...]
    follows: tuple[str, ...]
    wording: tuple[Reworded, ...]
    against: tuple[str, ...]


def candidate_page(*, candidate_id: UUID, actor: Actor) -> CandidatePage:
    """Return what was laid out. Raises Hidden where nothing was."""
    rows = Candidate.objects.filter(id=candidate_id, authority_id=actor.authority_id)
    row = rows.select_related("laid_out_by__person").first()
    if row is None:
        raise Hidden
    process = process_from_plain(row.definition)
    newest = newest_version(authority_id=actor.authority_id, process_key=row.process_key)
    published = process_version(newest.id) if newest else None
    same = ProcessVersion.objects.filter(
        authority_id=actor.authority_id, process_key=row.process_key, digest=row.digest
    ).first()
    words = tuple(reworded(process, published)) if published else ()
    changes = list(differences(published, process)) if published else []
    return CandidatePage(
        id=row.id,
        key=row.process_key,
        title=process.title,
        name=process.version,
        source=row.source,
        laid_out=f"{row.laid_out_by.person.name if row.laid_out_by else COMMAND_LINE}, {when(row.laid_out_at)}",
        version=newest.number if newest else 0,
        published_as=same.number if same else 0,
        says=_says(newest, len(changes)),
        parts=parts_of(changes),
        wording=words,
        **_of_work(process, published, words, actor=actor),
    )


def _says(newest: ProcessVersion | None, changes: int) -> str:
    if newest is None:
        return "It is the first version: nothing is published under this key yet."
    return f"{count_of(changes, 'change')} since version {newest.number}, which is in force."


def _of_work(
    process: Process, published: Process | None, words: tuple[Reworded, ...], *, actor: Actor
) -> dict[str, tuple[str, ...]]:
    standing = open_work(authority_id=actor.authority_id, process_key=process.key)
    follows = what_follows(standing) or "No work is open under this process."
    against = [reason.sentence for reason in reasons_it_would_strand(process, standing, started_under(standing))]
    if published is not None:
        keys = [each.key for each in words]
        against += [fault.says for fault in meaning_faults(process, published, wording=keys)]
    stays = "Work that was started keeps its version until somebody moves it on. Nothing that was written changes."
    return {"follows": (follows, stays), "against": tuple(against)}
