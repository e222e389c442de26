"""The small process, its report asking a question of every kind of answer in its first section."""

from dataclasses import replace

from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Form, Question
from permanence.web.gallery_form import SECTION
from tests.small_process import small_process

QUESTIONS: tuple[Question, ...] = tuple(each for each in SECTION.questions if not each.copied and each.kind != "calc")


def every_kind_process() -> Process:
    """Return the process. What the gallery's form copies or computes is left out: nobody types it."""
    process = small_process()
    steps = tuple(replace(step, timescales=()) if step.form == "report" else step for step in process.steps)
    return replace(process, steps=steps, forms=tuple(_with_every_kind(form) for form in process.forms))


def _with_every_kind(form: Form) -> Form:
    if form.key != "report":
        return form
    first, *rest = form.sections
    return replace(form, sections=(replace(first, questions=QUESTIONS), *rest))
