"""Publishing processes: an immutable version of the resolved definition, frozen by its digest."""

from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.kernel.canonical import digest, to_plain
from permanence.kernel.checking import faults, meaning_faults
from permanence.kernel.definitions import Process
from permanence.kernel.reasons import Reason, Refused
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.outside.source_register import load_sources
from permanence.records.catalogue import lock_process, newest_version, process_version
from permanence.records.definitions import ProcessVersion


@practice_act("publish_process")
def publish_process(*, process: Process, why: str, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Publish a process as its authority's next version. Incoming work follows it; started work keeps its own.

    Args:
        process: resolved and checked (`outside.definitions.load_process`).
        why: what changes and who agreed it; kept with the version.

    Raises:
        Refused: the newest version says exactly this already, or the definition has faults, each with its sentence.
    Source: architecture.md section 3, points 9 and 13.
    """
    plain = to_plain(process)
    frozen = digest(plain)
    lock_process(authority_id=actor.authority_id, process_key=process.key)
    newest = newest_version(authority_id=actor.authority_id, process_key=process.key)
    if newest is not None and newest.digest == frozen:
        raise Refused(
            [Reason(sentence=f"{process.title} is published already: version {newest.number} says exactly this.")]
        )
    _refuse_faults(process, newest)
    version = ProcessVersion.objects.create(
        authority_id=actor.authority_id,
        process_key=process.key,
        number=newest.number + 1 if newest else 1,
        version=process.version,
        digest=frozen,
        definition=plain,
        published_at=at,
        published_by_id=actor.worker_id,
        why=why,
    )
    return Acted(
        done=Done(says=f"{process.title} is published as version {version.number}."),
        object_type="process_version",
        object_id=version.id,
        why="publishes processes",
        said={"process": process.key, "number": version.number, "digest": frozen},
    )


def _refuse_faults(process: Process, newest: ProcessVersion | None) -> None:
    found = [*faults(process, sources=load_sources())]
    if newest is not None:
        found += meaning_faults(process, process_version(newest.id))
    if found:
        raise Refused([Reason(sentence=fault.says) for fault in found])
