"""A published version as a drawing, with the same as a table."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process, StepType
from permanence.outside.process_maps import map_of
from permanence.queries.listings import Heading
from permanence.queries.process_lists import VersionLine
from permanence.queries.process_versions import found_version

HEAD = tuple(Heading(text=text) for text in ("Workstep", "Worked by", "Leads to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOfMap:
    """A workstep of the drawing, and where each next action leads, in words."""

    key: str
    title: str
    worked_by: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingPage:
    """The drawing of a version, as SVG of our own making, and the table that says the same."""

    line: VersionLine
    title: str
    svg: str
    steps: tuple[StepOfMap, ...]
    head: tuple[Heading, ...] = HEAD


def drawing_page(*, process_key: str, number: int, actor: Actor) -> DrawingPage:
    """Return a version drawn. Raises Hidden where there is none."""
    found = found_version(process_key, number, actor=actor)
    process = found.process
    links = {step.key: f"#step-{step.key}" for step in process.steps}
    title = f"{process.title}, version {number}"
    return DrawingPage(
        line=found.line(number),
        title=process.title,
        svg=map_of(process, title=title, says=said_of(process), links=links),
        steps=tuple(_step(process, step) for step in process.steps),
    )


def said_of(process: Process) -> str:
    """Return what the drawing of a process says, in a sentence."""
    actions = sum(len(step.next_actions) for step in process.steps)
    counted = f"{count_of(len(process.steps), 'workstep')} and {count_of(actions, 'next action')} between them."
    return f"{counted} The table below says the same."


def _step(process: Process, step: StepType) -> StepOfMap:
    roles = {role.key: role.title for role in process.roles}
    titles = {each.key: each.title for each in process.steps}
    return StepOfMap(
        key=step.key,
        title=f"{step.stage} {step.title}" if step.stage else step.title,
        worked_by=", ".join(roles.get(key, key.replace("_", " ")) for key in step.worked_by),
        leads=tuple(
            f"{action.title}: {titles[action.creates] if action.creates else action.ends_pathway or 'nothing follows'}"
            for action in step.next_actions
        ),
    )
