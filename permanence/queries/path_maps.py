"""A child's path on the drawing of the whole process: what was taken, where it stands, what was begun off it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of, short_date_without_year, span_in_days
from permanence.kernel.definitions import Process
from permanence.kernel.facts import ChildFacts
from permanence.kernel.london import london_date
from permanence.outside.process_maps import Marks, OffPath, Visited, map_of
from permanence.queries.access import see_child
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.listings import Heading
from permanence.queries.pathways import HEAD, Way, pathway_of, way_of
from permanence.records.catalogue import process
from permanence.records.requests import NextAction
from permanence.records.worksteps import Workstep

OVERRIDE_HEAD = tuple(Heading(text=text) for text in ("Workstep", "How it came to be", "On"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A workstep begun off the drawn path."""

    id: UUID
    title: str
    how: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PathMapPage:
    """A child's path drawn, and the same as tables; `way` is None before the first pathway."""

    id: UUID
    bar: ChildBar
    why: str
    way: Way | None
    says: str = ""
    svg: str = ""
    overrides: tuple[Override, ...] = ()
    head: tuple[Heading, ...] = HEAD
    override_head: tuple[Heading, ...] = OVERRIDE_HEAD


def path_map_page(*, child_id: UUID, actor: Actor, at: datetime) -> PathMapPage:
    """Return a child's path on the drawing of the process. Raises what `see_child` raises."""
    seen = see_child(child_id, actor=actor, at=at)
    today = london_date(at)
    bar, way = child_bar(seen.facts, today=today), way_of(seen.facts, today=today)
    if way is None:
        return PathMapPage(id=child_id, bar=bar, why=seen.why, way=None)
    path = _path(seen.facts, today=today)
    says = _says(path, name=seen.facts.known_as)
    links = {step.step_type: f"/steps/{step.id}/" for step in path.steps}
    title = f"The way of {seen.facts.known_as} through {path.process.title}"
    svg = map_of(
        path.process, title=title, says=f"{says} The tables below say the same.", links=links, marks=path.marks
    )
    return PathMapPage(id=child_id, bar=bar, why=seen.why, way=way, says=says, svg=svg, overrides=path.overrides)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    """A pathway's worksteps, the definition they are drawn on, what is marked, and what was begun off it."""

    process: Process
    steps: tuple[Workstep, ...]
    marks: Marks
    overrides: tuple[Override, ...]


def _path(child: ChildFacts, *, today: date) -> _Path:
    """Return the path with its marks. Three queries, and the catalogue's."""
    pathway = pathway_of(child)
    key = pathway.process_key if pathway else ""
    _, definition = process(child.authority_id, key)
    rows = Workstep.objects.filter(pathway=pathway, withheld_at=None).order_by("passed_at", "id")
    steps = tuple(rows.select_related("replaces"))
    came = list(NextAction.objects.filter(created_step__in=[step.id for step in steps]).select_related("step"))
    drawn = {(each.key, action.key) for each in definition.steps for action in each.next_actions if action.creates}
    arrows = {(each.step.step_type, each.key) for each in came}
    off = list(_off(steps, came, definition, drawn))
    ended = {(each, action) for each, action in _endings(steps, definition)}
    marks = Marks(
        visited=_visited(steps, today=today),
        walked=frozenset((arrows & drawn) | ended),
        off=tuple(each for each, _ in off),
    )
    overrides = tuple(
        Override(id=step.id, title=step.title, how=each.words, on=london_date(step.passed_at)) for each, step in off
    )
    return _Path(process=definition, steps=steps, marks=marks, overrides=overrides)


def _off(
    steps: Iterable[Workstep], came: Iterable[NextAction], definition: Process, drawn: set[tuple[str, str]]
) -> Iterator[tuple[OffPath, Workstep]]:
    """Yield what was begun off the drawn path: in another's place, by an arrow that is gone, or from nowhere."""
    by_step: dict[UUID, NextAction] = {}
    for action in came:
        if action.created_step_id:
            by_step.setdefault(action.created_step_id, action)
    begun = {step.key for step in definition.steps if step.begun_by}
    for step in steps:
        found = by_step.get(step.id)
        if found is not None:
            if (found.step.step_type, found.key) not in drawn:
                yield OffPath(found.step.step_type, step.step_type, f"{found.title}, of an earlier version"), step
        elif step.replaces is not None:
            yield OffPath(step.replaces.step_type, step.step_type, "Put in its place"), step
        elif step.step_type not in begun:
            yield OffPath("", step.step_type, "Begun by hand"), step


def _endings(steps: Iterable[Workstep], definition: Process) -> Iterator[tuple[str, str]]:
    """Yield the arrows to an end that were taken: a next action sent that creates nothing."""
    ends = {(step.key, action.key) for step in definition.steps for action in step.next_actions if not action.creates}
    rows = NextAction.objects.filter(step__in=[step.id for step in steps], state="sent", created_step=None)
    yield from (pair for pair in rows.values_list("step__step_type", "key") if pair in ends)


def _visited(steps: Iterable[Workstep], *, today: date) -> Mapping[str, Visited]:
    of_type: dict[str, list[Workstep]] = {}
    for step in steps:
        if step.state != "cancelled":
            of_type.setdefault(step.step_type, []).append(step)
    return {key: _of_kind(found, today=today) for key, found in of_type.items()}


def _of_kind(found: list[Workstep], *, today: date) -> Visited:
    since = min(london_date(step.passed_at) for step in found)
    ends = [london_date(step.finished_at) for step in found if step.finished_at]
    is_open = len(ends) < len(found)
    until = today if is_open else max(ends)
    often = (count_of(len(found), "time"),) if len(found) > 1 else ()
    to = "now" if is_open else short_date_without_year(until)
    words = (f"{short_date_without_year(since)} to {to}", span_in_days(since, until), *often)
    return Visited("now" if is_open else "taken", words, found[0].title)


def _says(path: _Path, *, name: str) -> str:
    now = [each.title for each in path.marks.visited.values() if each.state == "now"]
    came = count_of(len(path.marks.visited), "kind")
    where = f" Now at {' and '.join(now)}." if now else " Nothing is open."
    off = f" {count_of(len(path.overrides), 'workstep')} begun off the drawn path." if path.overrides else ""
    return f"{name} came to {came} of workstep.{where}{off}"
