"""What a new version of a process does to work that is open, and why it would strand some of it (ADR 34)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.checking import is_confirmed, reworded
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import NextActionType, Process
from permanence.kernel.reasons import Reason

NO_REASON = "Say what changes and who agreed it: it stays with the version."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """So many open worksteps of one kind, all incoming, or all started under one version."""

    step_type: str
    title: str
    version_id: UUID | None
    number: int

    @property
    def is_started(self) -> bool:
        """Return whether they were started: Start pins the version."""
        return self.version_id is not None


def reasons_it_would_strand(
    process: Process, standing: Iterable[OpenWork], versions: Mapping[UUID, Process]
) -> Iterator[Reason]:
    """Yield why a version leaves work without a workstep: incoming work, or what started work may still create.

    Args:
        versions: by id, those that work was started under.
    """
    kept = {step.key for step in process.steps}
    for work in standing:
        if not work.is_started and work.step_type not in kept:
            sentence = f"{_number_of(work)} incoming, and this version has no such workstep. "
            yield Reason(sentence=f"{sentence}Keep it until they are started or cancelled.")
        for action in _lost(work, kept, versions):
            sentence = f'{_number_of(work)} started, and may pass on "{action.title}", which this version has no '
            yield Reason(sentence=f"{sentence}workstep for. Keep that workstep until they are finished.")


def _lost(work: OpenWork, kept: Collection[str], versions: Mapping[UUID, Process]) -> Iterator[NextActionType]:
    """Yield the next actions of work that is started which create what is no longer there."""
    if work.version_id is not None:
        for action in versions[work.version_id].step(work.step_type).next_actions:
            if action.creates and action.creates not in kept:
                yield action


def _number_of(work: OpenWork) -> str:
    return f'{work.number:,} of "{work.title}" {"is" if work.number == 1 else "are"}'


def what_follows(standing: Iterable[OpenWork]) -> str:
    """Say what becomes of open work, "" where there is none."""
    open_work = list(standing)
    started = sum(work.number for work in open_work if work.is_started)
    incoming = sum(work.number for work in open_work if not work.is_started)
    if not (started or incoming):
        return ""
    return (
        f"{count_of(incoming, 'workstep')} not started yet will follow it; "
        f"{count_of(started, 'workstep')} under way {'keeps' if started == 1 else 'keep'} the version of "
        f"{'its' if started == 1 else 'their'} start."
    )


def reasons_against_the_why(why: str) -> Iterator[Reason]:
    """Yield that nobody says why."""
    if not why.strip():
        yield Reason(sentence=NO_REASON)


def confirmed(process: Process, published: Process, wording: Collection[str]) -> list[dict[str, str]]:
    """Return the words that were said to be a matter of wording alone: `key, was, now` of each, as they are kept."""
    return [
        {"key": each.key, "was": each.was, "now": each.now}
        for each in reworded(process, published)
        if is_confirmed(each.key, wording)
    ]


def reasons_wording_names_nothing(
    process: Process, published: Process | None, wording: Iterable[str]
) -> Iterator[Reason]:
    """Yield each key that was said to be worded anew, of which nothing is."""
    found = [each.key for each in reworded(process, published)] if published else []
    for key in wording:
        if not any(is_confirmed(each, [key]) for each in found):
            yield Reason(sentence=f'Nothing under the key "{key}" is worded otherwise than before. Leave it out.')
