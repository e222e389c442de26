"""Help that names what the process does not have."""

from collections.abc import Iterator

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.definitions import Process
from permanence.kernel.helping import unknown_names

MEND = "Names stand as {step.key}, {inbox.key}, {request.key} or {next_action.key}, with a key of this process."


def help_faults(process: Process) -> Iterator[Fault]:
    """Yield each name in the help of a workstep that stands for nothing: a reader would see braces (R179)."""
    for step in process.steps:
        for each in step.help:
            for name in unknown_names(process, step, each.says):
                yield Fault(step_at(step.key), f'"{step.title}" has help that says {name}. {MEND}')
