"""The version of the process that the demo authorities had before the present one: in force for no work.

So that there is something to read in the list of versions: a question that was not asked yet, and words that were
said otherwise.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Form, Option, Question
from permanence.operations.definitions import lay_out_process, publish_candidate, publish_process
from permanence.records.definitions import Candidate

EARLIER: Final = "4.1"
FIRST_WHY: Final = "The process as the source guide gave it, version 4.1."
WHY: Final = (
    "Version 4.2 of the source guide. What others enjoy about the child is asked as well; two wordings are plainer. "
    "Agreed by the permanence board on 12 December 2024."
)
NOT_ASKED_YET: Final = ("c0054", "others_words")
ASKED: Final = {("c0057", "why_referred"): "Why is the child referred?"}
OFFERED: Final = {("c0051", "by_video"): "by telephone or video"}


def earlier(process: Process) -> Process:
    """Return the process as its version 4.1 said it."""
    return replace(process, version=EARLIER, forms=tuple(_form(form) for form in process.forms))


def _form(form: Form) -> Form:
    sections = tuple(
        replace(
            section,
            questions=tuple(
                _question(form.key, each) for each in section.questions if (form.key, each.key) != NOT_ASKED_YET
            ),
        )
        for section in form.sections
    )
    return replace(form, sections=sections)


def _question(form: str, question: Question) -> Question:
    options = tuple(_option(form, option) for option in question.options)
    return replace(question, ask=ASKED.get((form, question.key), question.ask), options=options)


def _option(form: str, option: Option) -> Option:
    return replace(option, label=OFFERED.get((form, option.key), option.label))


def wording(process: Process) -> list[str]:
    """Return the keys of what is said in other words since, and means the same."""
    options = [
        f"{form.key}.{question.key}.{option.key}"
        for form in process.forms
        for _, question in form.questions()
        for option in question.options
        if (form.key, option.key) in OFFERED
    ]
    return [*(f"{form}.{question}" for form, question in ASKED), *options]


def publish_earlier(process: Process, *, actor: Actor, at: datetime) -> None:
    """Publish version 4.1, before anybody works here."""
    publish_process(process=earlier(process), why=FIRST_WHY, actor=actor, at=at)


def publish_present(process: Process, *, actor: Actor, at: datetime) -> None:
    """Lay out and publish the present version, as an administrator does on the pages."""
    told: dict[str, Any] = {"actor": actor, "at": at}
    lay_out_process(process=process, source="this release", **told)
    row = Candidate.objects.filter(authority_id=actor.authority_id, process_key=process.key).latest("id")
    publish_candidate(candidate_id=row.id, why=WHY, wording=wording(process), version=1, **told)
