"""Timescales that nothing starts, or that count from what is no date."""

from collections.abc import Iterator, Mapping

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.definitions import Process, StepType, TimescaleUse

EVENTS = ("passed", "started", "saved", "finished")
DATES = ("date", "calc")
ANSWER, SENT = "answer:", "sent:"


def timescale_faults(process: Process) -> Iterator[Fault]:
    """Yield uses of timescales whose start or end can never come."""
    for step in process.steps:
        kinds = {question.key: question.kind for _, question in process.form(step.form).questions()}
        for use in step.timescales:
            for says in (*_of_event(use, step), *_of_start(use, step, kinds), *_of_end(use, step, kinds)):
                yield Fault(step_at(step.key, "timescale", use.rule_id), f'The timescale "{use.rule_id}" {says}')


def _of_event(use: TimescaleUse, step: StepType) -> Iterator[str]:
    if not _is_event(use.on, step):
        yield f'has no start event: "{use.on}" never happens. Write {", ".join(EVENTS)}, or sent:<request>.'


def _of_start(use: TimescaleUse, step: StepType, kinds: Mapping[str, str]) -> Iterator[str]:
    for day in use.start:
        if day != "today" and not (day.startswith(ANSWER) and kinds.get(day.removeprefix(ANSWER)) in DATES):
            yield f'counts from "{day}", which is no date that "{step.title}" asks for. Write today, or answer:<date>.'


def _of_end(use: TimescaleUse, step: StepType, kinds: Mapping[str, str]) -> Iterator[str]:
    word = use.met_on
    if word and not _is_event(word, step) and not (word.startswith(ANSWER) and word.removeprefix(ANSWER) in kinds):
        yield f'is met on "{word}", which "{step.title}" neither asks nor does. Write an event, or answer:<question>.'


def _is_event(word: str, step: StepType) -> bool:
    return word in EVENTS or (
        word.startswith(SENT) and word.removeprefix(SENT) in {request.key for request in step.requests}
    )
