"""Publishing processes: an immutable version of the resolved definition, frozen by its digest."""

from collections.abc import Iterable, Iterator, Set
from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.kernel.canonical import digest, to_plain
from permanence.kernel.checking import faults, meaning_faults
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import NextActionType, Process
from permanence.kernel.reasons import Reason, Refused
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.outside.source_register import load_sources
from permanence.records.catalogue import lock_process, newest_version, process_version
from permanence.records.definitions import ProcessVersion
from permanence.records.standing_work import OpenWork, open_work


@practice_act("publish_process")
def publish_process(*, process: Process, why: str, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Publish a process as its authority's next version. Incoming work follows it; started work keeps its own.

    Args:
        process: resolved and checked (`outside.definitions.load_process`).
        why: what changes and who agreed it; kept with the version.

    Raises:
        Refused: the newest version says exactly this already; the definition has faults; or open work would come to
            a workstep that it no longer has. Each with its sentence.
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
    standing = open_work(authority_id=actor.authority_id, process_key=process.key)
    _refuse_what_would_be_stranded(process, standing)
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
        done=Done(says=f"{process.title} is published as version {version.number}.{_follows(standing)}"),
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


def _refuse_what_would_be_stranded(process: Process, standing: Iterable[OpenWork]) -> None:
    """Refuse a version without a workstep that is incoming, or that work which is started may still create."""
    kept = {step.key for step in process.steps}
    reasons = []
    for work in standing:
        if not work.is_started and work.step_type not in kept:
            reasons.append(
                f"{_number_of(work)} incoming, and this version has no such workstep. Keep it until they are started "
                "or cancelled."
            )
        reasons += [
            f'{_number_of(work)} started, and may pass on "{action.title}", which this version has no workstep '
            "for. Keep that workstep until they are finished."
            for action in _lost(work, kept)
        ]
    if reasons:
        raise Refused([Reason(sentence=sentence) for sentence in reasons])


def _lost(work: OpenWork, kept: Set[str]) -> Iterator[NextActionType]:
    """Yield the next actions of work that is started which create what is no longer there."""
    if work.version_id is not None:
        for action in process_version(work.version_id).step(work.step_type).next_actions:
            if action.creates and action.creates not in kept:
                yield action


def _number_of(work: OpenWork) -> str:
    return f'{work.number:,} of "{work.title}" {"is" if work.number == 1 else "are"}'


def _follows(standing: Iterable[OpenWork]) -> str:
    """Say what becomes of open work."""
    started = sum(work.number for work in standing if work.is_started)
    incoming = sum(work.number for work in standing if not work.is_started)
    if not (started or incoming):
        return ""
    return (
        f" {count_of(incoming, 'workstep')} not started yet will follow it; "
        f"{count_of(started, 'workstep')} under way {'keeps' if started == 1 else 'keep'} the version of "
        f"{'its' if started == 1 else 'their'} start."
    )
