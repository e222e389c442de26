"""A process drawn for a page: boxes that lead on, and a child's path marked on it, overrides dashed (pages.md 7)."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from permanence.kernel.definitions import NextActionType, Process, StepType
from permanence.outside.drawing import DOT, wrapped
from permanence.outside.unable import Unable

HEAD = (
    "rankdir=LR; nodesep=0.3; ranksep=0.6; bgcolor=transparent;",
    'node [fontname="Helvetica" fontsize=12 margin="0.2,0.1"];',
    'edge [fontname="Helvetica" fontsize=10];',
)
TITLES = re.compile(r"<title>.*?</title>\n?", re.DOTALL)
COMMENTS = re.compile(r"<!--.*?-->\n?", re.DOTALL)
NAMED = 'class="pm-map" role="group" aria-labelledby="map-title" aria-describedby="map-desc"'
OPENING = re.compile(r"<svg[^>]*>", re.DOTALL)
BOX = re.compile(r'viewBox="[\d. ]+ ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Visited:
    """A kind of workstep that a child came to: `taken` or `now`, with the words that stand in its box."""

    state: str
    words: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class OffPath:
    """Work begun off the drawn path: from which kind of workstep, "" for none, to which; in words."""

    start: str
    to: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What of the drawing a child's path is.

    Args:
        visited: by the key of a kind of workstep. walked: arrows, by keys of workstep and next action.
    """

    visited: Mapping[str, Visited] = field(default_factory=dict)
    walked: frozenset[tuple[str, str]] = frozenset()
    off: tuple[OffPath, ...] = ()


def map_of(process: Process, *, title: str, says: str, links: Mapping[str, str], marks: Marks | None = None) -> str:
    """Return the drawing as SVG that stands in a page.

    Args:
        title, says: its name and what it says, for whoever does not see it.
        links: by the key of a kind of workstep, where its box leads; one without is no link.

    Raises:
        Unable: the layout program is missing; the text says how to get it.
    """
    drawn = _laid_out(
        "\n".join([f"digraph {_id(process.key)} {{", *HEAD, *_lines(process, links, marks or Marks()), "}"])
    )
    named = f'<title id="map-title">{escape(title)}</title><desc id="map-desc">{escape(says)}</desc>'
    found = BOX.search(drawn)
    wide, high = found.groups() if found else ("0", "0")
    attributes = f'{NAMED} width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    return drawn.replace(_opening(drawn), f"<svg {attributes}>{named}", 1)


def _opening(drawn: str) -> str:
    found = OPENING.search(drawn)
    return found.group() if found else ""


@lru_cache(maxsize=128)
def _laid_out(dot: str) -> str:
    if not DOT.exists():
        raise Unable("The drawing program graphviz-pure is not installed beside Python. Run make setup.")
    drawn = subprocess.run([DOT, "-Tsvg"], input=dot, capture_output=True, text=True, check=True).stdout
    plain = COMMENTS.sub("", drawn[drawn.index("<svg") :])
    return TITLES.sub("", plain).replace("xlink:href", "href").replace('xml:space="preserve" ', "")


def _lines(process: Process, links: Mapping[str, str], marks: Marks) -> Iterator[str]:
    for step in process.steps:
        yield _box(step, links.get(step.key, ""), marks.visited.get(step.key))
    known = {step.key for step in process.steps}
    for key, visited in marks.visited.items():
        if key not in known:
            yield _node(key, (visited.title, "no longer in the process", *visited.words), visited.state, "")
    for step in process.steps:
        for action in step.next_actions:
            yield from _arrow(step, action, is_walked=(step.key, action.key) in marks.walked)
    for number, off in enumerate(marks.off):
        start = off.start or f"off.{number}"
        if not off.start:
            yield f'{_id(start)} [shape=ellipse class="off" style=dashed label="{_words(off.words)}"];'
        label = f' label="{_words(off.words)}"' if off.start else ""
        yield f'{_id(start)} -> {_id(off.to)} [class="off" style=dashed constraint=false{label}];'


def _box(step: StepType, href: str, visited: Visited | None) -> str:
    number = f"{step.stage} " if step.stage else ""
    words = visited.words if visited else ()
    return _node(step.key, (number + step.title, *words), visited.state if visited else "", href)


def _node(key: str, lines: tuple[str, ...], state: str, href: str) -> str:
    label = "\\n".join(_words(line) for line in lines)
    url = f' URL={_id(href)} tooltip=" "' if href else ""
    return f'{_id(key)} [shape=box class="{state}" label="{label}"{url}];'


def _arrow(step: StepType, action: NextActionType, *, is_walked: bool) -> Iterator[str]:
    style = "dotted" if action.local or action.immediate else "solid"
    walked = ' class="walked"' if is_walked else ""
    end = action.creates or f"{step.key}.{action.key}"
    if not action.creates:
        shape = ' class="taken"' if is_walked else ""
        yield f'{_id(end)} [shape=ellipse label="{_words(action.ends_pathway or action.title)}"{shape}];'
    yield f'{_id(step.key)} -> {_id(end)} [label="{_words(action.title)}" style={style}{walked}];'


def _id(name: str) -> str:
    """Return a name as dot text has it: what a process file calls itself says nothing to the layout program."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(text: str) -> str:
    """Return words of a label, in lines; a backslash in them is a backslash."""
    return wrapped(text.replace("\\", "\\\\"))
