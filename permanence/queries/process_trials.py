"""A published version tried: what walks at random never come to, and how long pathways get (C24)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from random import Random
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process
from permanence.kernel.simulating import LONGEST, Walked, never, simulate
from permanence.queries.listings import Heading
from permanence.queries.process_lists import VersionLine
from permanence.queries.process_versions import found_version
from permanence.records.catalogue import process_version

WALKS, SEED = 1_000, 1
HEAD = tuple(Heading(text=text) for text in ("Workstep", "What", "How often"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLine:
    """How often a workstep was come to, or a request of it sent, or a next action added."""

    step: str
    what: str
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """What the walks found.

    Args:
        says: how they were walked and how long they got. never: what was never come to, sent or added, in sentences.
        stuck: answers with which nothing could be done. longest: the worksteps of the longest walk, in order.
    """

    line: VersionLine
    title: str
    says: tuple[str, ...]
    never: tuple[str, ...]
    stuck: tuple[str, ...]
    longest: tuple[str, ...]
    rows: tuple[TriedLine, ...]
    head: tuple[Heading, ...] = HEAD


def trial_page(*, process_key: str, number: int, actor: Actor) -> TrialPage:
    """Return what a thousand walks through a version find: the same each time. Raises Hidden where there is none."""
    found = found_version(process_key, number, actor=actor)
    process, walked = found.process, _walked(found.row.id)
    return TrialPage(
        line=found.line(number),
        title=process.title,
        says=tuple(_says(walked)),
        never=tuple(never(process, walked)),
        stuck=tuple(
            f"With {answers} “{process.step(key).title}” cannot be finished: no next action fits ({times} times)."
            for (key, answers), times in sorted(walked.stuck.items())
        ),
        longest=tuple(_together(walked.longest)),
        rows=tuple(_rows(process, walked)),
    )


@lru_cache(maxsize=32)
def _walked(version_id: UUID) -> Walked:
    """Walk a version, once a process of the server: it never changes."""
    return simulate(process_version(version_id), walks=WALKS, chance=Random(SEED))  # noqa: S311  # to be repeated


def _says(walked: Walked) -> list[str]:
    says = [f"Walked {WALKS:,} times at random from a workstep that somebody begins, without named rules."]
    if walked.lengths:
        middle = sorted(walked.lengths)[len(walked.lengths) // 2]
        longest = count_of(len(walked.longest), "workstep")
        says.append(f"A pathway has {count_of(middle, 'workstep')} in the middle of all, and {longest} at most.")
    if walked.endless:
        says.append(f"{count_of(walked.endless, 'walk')} had not ended after {LONGEST} worksteps.")
    return says


def _together(titles: list[str]) -> list[str]:
    """Return what follows itself once, with how often."""
    counted = [(title, len(list(group))) for title, group in groupby(titles)]
    return [f"{title} ({times} times)" if times > 1 else title for title, times in counted]


def _rows(process: Process, walked: Walked) -> Iterator[TriedLine]:
    for step in process.steps:
        yield _line(step.title, "Come to", walked.steps, step.key)
        for request in step.requests:
            yield _line(step.title, f"Request: {request.title}", walked.requests, f"{step.key}.{request.key}")
        for action in step.next_actions:
            yield _line(step.title, f"Next action: {action.title}", walked.actions, f"{step.key}.{action.key}")


def _line(step: str, what: str, counted: Counter[str], key: str) -> TriedLine:
    return TriedLine(step=step, what=what, times=f"{counted[key]:,}" if counted[key] else "Never")
