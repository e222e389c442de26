"""From the guide's words to the keys of the process that the story runs on."""

from functools import cache
from uuid import UUID

from permanence.kernel.definitions import Process, StepType
from permanence.kernel.form_definitions import Form
from permanence.outside.definitions import PROCESSES, load_process
from permanence.records import catalogue
from permanence.records.worksteps import Workstep

KEY = "long_term_fostering"


@cache
def process() -> Process:
    """Return the long-term fostering process, read once: the guide's own names are its names."""
    return load_process(PROCESSES / KEY)


def step_type(title: str) -> str:
    """Return the key of the workstep of that title."""
    return next(step.key for step in process().steps if step.title == title)


def step_of(step_id: UUID) -> StepType:
    """Return what a workstep is."""
    return process().step(Workstep.objects.values_list("step_type", flat=True).get(id=step_id))


def form_of(step_id: UUID) -> Form:
    """Return the form of a workstep, as its authority works by it."""
    step = Workstep.objects.get(id=step_id)
    here = catalogue.process(step.authority_id, KEY)[1]
    return here.form(here.step(step.step_type).form)


def request_key(step_id: UUID, title: str) -> str:
    """Return the key of a request that the workstep offers, by its exact title."""
    return next(request.key for request in step_of(step_id).requests if request.title == title)


def action_key(step_id: UUID, title: str, reason: str) -> tuple[str, str]:
    """Return the key of a next action, by its exact title, and that of the reason, by its label."""
    action = next(action for action in step_of(step_id).next_actions if action.title == title)
    return action.key, next((option.key for option in action.reasons if option.label == reason), "")
