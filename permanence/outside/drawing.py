"""A process drawn from its definition: server SVG, laid out by graphviz-pure (pages.md section 7)."""

import re
import subprocess
import sys
from html import escape
from pathlib import Path

from permanence.kernel.definitions import NextActionType, Process, StepType
from permanence.outside.unable import Unable

DOT = Path(sys.executable).with_name("graphviz-pure")
WRAP_AT = 24


def dot_of(process: Process) -> str:
    """Return the process as dot text: a box a workstep, an arrow a next action, a round end for an ending."""
    lines = [
        f'digraph "{process.key}" {{',
        "rankdir=LR; nodesep=0.3; ranksep=0.7;",
        'node [fontname="Helvetica" fontsize=12];',
    ]
    lines.append('edge [fontname="Helvetica" fontsize=10];')
    lines += [_box(step) for step in process.steps]
    for step in process.steps:
        lines += [_arrow(step, action) for action in step.next_actions]
    return "\n".join([*lines, "}"]) + "\n"


def _box(step: StepType) -> str:
    number = f"{step.stage} " if step.stage else ""
    return f'"{step.key}" [shape=box label="{wrapped(number + step.title)}"];'


def _arrow(step: StepType, action: NextActionType) -> str:
    style = " style=dotted" if action.local else (" style=dashed" if action.immediate else "")
    if action.creates:
        return f'"{step.key}" -> "{action.creates}" [label="{wrapped(action.title)}"{style}];'
    end = f"{step.key}.{action.key}"
    stub = f'"{end}" [shape=ellipse label="{wrapped(action.ends_pathway or action.title)}"];\n'
    return stub + f'"{step.key}" -> "{end}" [label="{wrapped(action.title)}"{style}];'


def wrapped(text: str) -> str:
    """Return words in lines short enough for a box, as dot text has them."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= WRAP_AT:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\\n".join(line.replace('"', '\\"') for line in lines)


def svg_of(process: Process) -> str:
    """Return the drawing as SVG with title and description, without script or document type.

    Raises:
        Unable: the layout program is missing; the text says how to get it.
    """
    if not DOT.exists():
        raise Unable("The drawing program graphviz-pure is not installed beside Python. Run make setup.")
    drawn = subprocess.run([DOT, "-Tsvg"], input=dot_of(process), capture_output=True, text=True, check=True).stdout
    svg = re.sub(r"<!--.*?-->\n?", "", drawn[drawn.index("<svg") :], flags=re.DOTALL)
    words = f"<title>{escape(process.title)}</title>\n<desc>{escape(description(process))}</desc>\n"
    svg = svg.replace("<svg ", '<svg role="img" ', 1)
    return re.sub(r"(<svg[^>]*>\n)", lambda found: found.group(1) + words, svg, count=1)


def description(process: Process) -> str:
    """Return what the drawing says, in a sentence a screen reader reads."""
    main = [step for step in process.steps if step.stage]
    steps = "; ".join(f"{step.stage} {step.title}" for step in sorted(main, key=lambda step: step.stage))
    return f"{len(process.steps)} worksteps. On the way: {steps}. The same stands in the tables below."
