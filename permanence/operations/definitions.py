"""Publishing processes: an immutable version of the resolved definition, frozen by its digest."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.canonical import digest, process_from_plain, to_plain
from permanence.kernel.checking import faults, meaning_faults
from permanence.kernel.definitions import Process
from permanence.kernel.publishing import (
    confirmed,
    reasons_against_the_why,
    reasons_it_would_strand,
    reasons_wording_names_nothing,
    what_follows,
)
from permanence.kernel.reasons import Hidden, Reason, Refused, Stale, refuse_if
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import why as why_allowed
from permanence.operations.done import Done
from permanence.operations.writing import clock_words
from permanence.outside.source_register import load_sources
from permanence.records.catalogue import lock_process, newest_version, process_version
from permanence.records.definitions import Candidate, ProcessVersion
from permanence.records.standing_work import open_work, started_under

LONGEST_WHY = 2_000


@practice_act("publish_process")
def publish_process(
    *,
    process: Process,
    why: str,
    actor: Actor,
    at: datetime,
    wording: Collection[str] = (),
    version: int | None = None,
    key: str | None = None,
) -> Acted[Done]:
    """Publish a process as its authority's next version. Incoming work follows it; started work keeps its own.

    Args:
        process: resolved and checked (`outside.definitions.load_process`).
        why: what changes and who agreed it; kept with the version.
        wording: keys of words that are changed and mean what they meant (`kernel.checking.Reworded`).
        version: number of the version that was in force when this was decided, 0 for none; None: nobody looked.

    Raises:
        Refused: the actor may not; nobody says why; a version says exactly this already; the definition has faults; or
            open work would come to a workstep that it no longer has. Each with its sentence.
        Stale: another version was published meanwhile.
    Source: architecture.md section 3, points 9 and 13.
    """
    allowed = why_allowed("publish_process", actor=actor)
    frozen = digest(to_plain(process))
    lock_process(authority_id=actor.authority_id, process_key=process.key)
    newest = newest_version(authority_id=actor.authority_id, process_key=process.key)
    published = process_version(newest.id) if newest else None
    _refuse_if_published(process, frozen, newest, actor=actor)
    if version is not None and newest is not None and newest.number != version:
        raise _overtaken(newest, at=at)
    refuse_if(_reasons_against(process, published, why=why, wording=wording))
    standing = open_work(authority_id=actor.authority_id, process_key=process.key)
    refuse_if(reasons_it_would_strand(process, standing, started_under(standing)))
    row = ProcessVersion.objects.create(
        authority_id=actor.authority_id,
        process_key=process.key,
        number=newest.number + 1 if newest else 1,
        version=process.version,
        digest=frozen,
        definition=to_plain(process),
        published_at=at,
        published_by_id=actor.worker_id,
        why=why.strip(),
        wording=confirmed(process, published, wording) if published else [],
    )
    says = f"{process.title} is published as version {row.number}. {what_follows(standing)}".rstrip()
    where = f"/processes/{process.key}/{row.number}/"
    return Acted(
        done=Done(says=says, next_where=where),
        object_type="process_version",
        object_id=row.id,
        why=allowed,
        said=_said(row, frozen),
    )


def _said(row: ProcessVersion, frozen: str) -> dict[str, Any]:
    wording = [each["key"] for each in row.wording]
    return {"process": row.process_key, "number": row.number, "digest": frozen, "wording": wording}


def _refuse_if_published(process: Process, frozen: str, newest: ProcessVersion | None, *, actor: Actor) -> None:
    """Refuse what is published already; an earlier version comes again only under a name of its own."""
    of_process = {"authority_id": actor.authority_id, "process_key": process.key, "digest": frozen}
    same = ProcessVersion.objects.filter(**of_process).first()
    if same is None:
        return
    sentence = f"{process.title} is published already: version {same.number} says exactly this."
    if newest is not None and same.number != newest.number:
        sentence += " To go back to it, give it a new version name in process.yaml."
    raise Refused([Reason(sentence=sentence)])


def _overtaken(newest: ProcessVersion, *, at: datetime) -> Stale:
    by = newest.published_by.person.name if newest.published_by else "The command line"
    when = clock_words(newest.published_at, now=at)
    said = f"{by} published version {newest.number} at {when}, while you had this open. Look at what changes now."
    return Stale(said, by=by, at=when)


def _reasons_against(
    process: Process, published: Process | None, *, why: str, wording: Collection[str]
) -> Iterator[Reason]:
    yield from reasons_against_the_why(why)
    if len(why) > LONGEST_WHY:
        over = len(why) - LONGEST_WHY
        yield Reason(sentence=f"The reason is {over:,} characters over the {LONGEST_WHY:,} that fit. Nothing was cut.")
    yield from (Reason(sentence=fault.says) for fault in faults(process, sources=load_sources()))
    if published is not None:
        yield from (Reason(sentence=fault.says) for fault in meaning_faults(process, published, wording=wording))
    yield from reasons_wording_names_nothing(process, published, wording)


@practice_act("lay_out_process")
def lay_out_process(
    *, process: Process, source: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Lay out a process that was read in and is without faults, so that somebody looks at it before it is published.

    Args:
        source: where it came from, in words.

    Raises:
        Refused: the actor may not.
    """
    allowed = why_allowed("lay_out_process", actor=actor)
    plain = to_plain(process)
    row = Candidate.objects.create(
        authority_id=actor.authority_id,
        process_key=process.key,
        version=process.version,
        digest=digest(plain),
        definition=plain,
        source=source[:200],
        laid_out_at=at,
        laid_out_by_id=actor.worker_id,
    )
    return Acted(
        done=Done(says="", next_where=f"/processes/candidates/{row.id}/"),
        object_type="candidate",
        object_id=row.id,
        why=allowed,
        said={"process": process.key, "digest": row.digest},
    )


def publish_candidate(
    *,
    candidate_id: UUID,
    why: str,
    wording: Collection[str],
    version: int,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Done:
    """Publish what was laid out, as `publish_process` does. Raises what that raises, and Hidden where nothing was."""
    row = Candidate.objects.filter(id=candidate_id, authority_id=actor.authority_id).first()
    if row is None:
        raise Hidden
    process = process_from_plain(row.definition)
    return publish_process(process=process, why=why, wording=wording, version=version, actor=actor, at=at, key=key)
