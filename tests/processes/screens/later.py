"""A later version of the small process, that says what changes of it; and the folder of a process as a zip file."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from permanence.kernel.conditions import Need
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.form_definitions import Question, Section
from tests.small_process import small_process

SMALL = Path(__file__).parents[1] / "small"
LIST = ("options: OUTCOME", "options: [goes well, needs another visit, must end]")
NEW = Question(key="school", ask="What does the school say?", kind="lt", need=Need())
Questions = Callable[[tuple[Question, ...]], tuple[Question, ...]]


def later(
    version: str = "2", *, asks: Questions | None = None, step: Callable[[StepType], StepType] | None = None
) -> Process:
    """Return the small process in a later version.

    Args:
        asks: what the first section of the report asks; by default it asks no longer for a relative, has no column
            for what people said, and asks what the school says.
        step: what the report is.
    """
    process = small_process(version=version)
    form = process.form("report")
    first, *others = form.sections
    changed = replace(form, sections=(_asking(first, asks or fewer), *others))
    report = process.step("report")
    steps = tuple((step(report) if step else report) if each is report else each for each in process.steps)
    return replace(process, steps=steps, forms=tuple(changed if each is form else each for each in process.forms))


def _asking(section: Section, asks: Questions) -> Section:
    return replace(section, questions=asks(section.questions))


def fewer(asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions of the report as the later version asks them."""
    kept = tuple(_with_one_column(each) for each in asked if each.key != "relative")
    return (*kept, NEW)


def _with_one_column(question: Question) -> Question:
    columns = tuple(column for column in question.columns if column.key != "said")
    return replace(question, columns=columns) if question.key == "people" else question


def the_same(asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions as they are."""
    return asked


def zipped(folder: Path, *, within: str = "home_visits/", more: dict[str, bytes] | None = None) -> bytes:
    """Return the files of a folder as a zip file, and others with them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*.yaml")):
            packed.writestr(f"{within}{file.relative_to(folder)}", file.read_bytes())
        for name, content in (more or {}).items():
            packed.writestr(name, content)
    return made.getvalue()


def visits_zip(*, version: str = "1.0", edits: dict[str, tuple[str, str]] | None = None, **more: Any) -> bytes:
    """Return a small process of two worksteps as a zip file; its list is written out, since a release has no such one.

    Args:
        edits: file to what stands there and what is put instead.
    """
    changed = {"process.yaml": ('version: "1.0"', f'version: "{version}"'), **(edits or {})}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "home_visits"
        shutil.copytree(SMALL / "home_visits", folder)
        for file, (stands, instead) in changed.items():
            before = (folder / file).read_text("utf-8")
            assert stands in before, stands
            (folder / file).write_text(before.replace(stands, instead), "utf-8")
        visit = folder / "forms/visit.yaml"
        visit.write_text(visit.read_text("utf-8").replace(*LIST), "utf-8")
        return zipped(folder, **more)
