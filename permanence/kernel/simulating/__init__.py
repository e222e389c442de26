"""A process walked at random, as it is defined: what is never come to, never sent, and how long pathways get (C24).

Named rules and timescales are left out: they look at facts of a child, and here there is none. What a walk finds
beyond `kernel.checking` is what no single part of the definition shows: answers with which nothing can be done, and
pathways that go on and on.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from permanence.kernel.definitions import NextActionType, Process, StepType
from permanence.kernel.simulating.choosing import Chance, Done, done_on

LONGEST = 200
"""Worksteps after which a walk is given up: a pathway of so many never ends by itself."""


@dataclass(kw_only=True, slots=True)
class Walked:
    """What walks found.

    Attributes:
        steps, requests, actions: how often each was come to, sent, added; a request by `step.key`, an action likewise.
        lengths: how many worksteps each walk had that ended. longest: the titles of the longest of them.
        endless: how many walks were given up.
        stuck: step and answers with which no next action fits, with how often.
    """

    steps: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    longest: list[str] = field(default_factory=list)
    endless: int = 0
    stuck: Counter[tuple[str, str]] = field(default_factory=Counter)


def simulate(process: Process, *, walks: int, chance: Chance) -> Walked:
    """Walk a process that many times, each time from a workstep that somebody begins, to the end of its pathway."""
    walked = Walked()
    beginnings = [step for step in process.steps if step.begun_by]
    for _ in range(walks if beginnings else 0):
        titles = _walk(process, chance.choice(beginnings), walked, chance)
        if titles is None:
            walked.endless += 1
            continue
        walked.lengths.append(len(titles))
        if len(titles) > len(walked.longest):
            walked.longest = titles
    return walked


def _walk(process: Process, first: StepType, walked: Walked, chance: Chance) -> list[str] | None:
    """Walk one pathway; return the titles of its worksteps in order, or None where it was given up."""
    waiting, titles = [first.key], list[str]()
    while waiting:
        if len(titles) == LONGEST:
            return None
        step = process.step(waiting.pop(0))
        titles.append(step.title)
        done = done_on(step, process, chance)
        _count(walked, step, done)
        waiting += _created(done.actions, waiting)
        if any(action.ends_pathway for action in done.actions):
            break
    return titles


def _count(walked: Walked, step: StepType, done: Done) -> None:
    walked.steps[step.key] += 1
    walked.requests.update(f"{step.key}.{key}" for key in done.requests)
    walked.actions.update(f"{step.key}.{action.key}" for action in done.actions)
    if done.is_stuck:
        answers = ", ".join(f"{field}={value}" for field, value in done.answers.items())
        walked.stuck[step.key, answers] += 1


def _created(actions: tuple[NextActionType, ...], waiting: list[str]) -> Iterator[str]:
    for action in actions:
        if action.creates and not (action.links_open and action.creates in waiting):
            yield action.creates


def never(process: Process, walked: Walked) -> Iterator[str]:
    """Yield a sentence for each workstep never come to, each request never sent and each next action never added."""
    for step in process.steps:
        if not walked.steps[step.key]:
            yield f'The workstep "{step.title}" was never come to.'
            continue
        for request in step.requests:
            if not walked.requests[f"{step.key}.{request.key}"]:
                yield f'The request "{request.title}" of "{step.title}" was never sent.'
        for action in step.next_actions:
            if not walked.actions[f"{step.key}.{action.key}"]:
                yield f'The next action "{action.title}" of "{step.title}" was never added.'
