"""An example of a setting of Mosaic's, and how it is tried out on facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from permanence.kernel.adding import reasons_against_adding, reasons_against_sending_now
from permanence.kernel.answers import read_answers
from permanence.kernel.completeness import missing
from permanence.kernel.definitions import Process
from permanence.kernel.facts import StepFacts
from permanence.kernel.onward import Onward, onward
from permanence.kernel.reasons import Reason
from permanence.kernel.requests import reasons_against_sending
from tests.kernel.people import PRIYA, actor, to
from tests.processes.mosaic.facts import adding, step

ASK, STAY = "steps/ask.yaml", "steps/stay.yaml"
FORM, STAYED = "forms/ask.yaml", "forms/stay.yaml"
NIGHT = {"kind": "night"}
AGREE = "must_be_sent: true\n    must_be_completed: true\n    sent_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One setting at work.

    Args:
        name: as docs/mosaic-settings.md names it.
        says: what the file says, and `without` what it would say were the setting left out.
        shows: whether it is seen to hold; true of the process as it stands, false without it.
    """

    name: str
    file: str
    says: str
    without: str
    shows: Callable[[Process], bool]


def says(reasons: Iterable[Reason], words: str) -> bool:
    """Return whether one of the reasons says these words."""
    return any(words in reason.sentence for reason in reasons)


def does(facts: StepFacts, kind: str, *, title: str = "") -> list[Onward]:
    """Return what finishing does of a kind."""
    return [each for each in onward(facts) if each.kind == kind and title in each.title]


def adding_refused(process: Process, key: str, whom: object, words: str) -> bool:
    return says(reasons_against_adding(step(process), actor(PRIYA), key, to(whom)), words)  # type: ignore[arg-type]


def sending_refused(process: Process, key: str, whom: object) -> bool:
    return any(
        "cannot go to" in reason.sentence or "is none" in reason.sentence
        for reason in reasons_against_sending(step(process), actor(PRIYA), key, to(whom))  # type: ignore[arg-type]
    )


def sent_at_once(process: Process) -> bool:
    facts = adding(step(process), "book")
    return not says(reasons_against_sending_now(facts, actor(PRIYA), facts.proposals[0].id), "not before")


def missing_keys(process: Process, answers: dict[str, str]) -> set[str]:
    facts = step(process, answers=answers)
    section = facts.form.sections[0]
    return {each.key for each in missing(section, facts.answers[section.key], facts=facts)}


def read(process: Process, typed: dict[str, str | list[str]]) -> tuple[set[str], set[str]]:
    """Return the keys that were read, and the names of the fields that could not be."""
    read = read_answers(process.form("ask").sections[0], typed, copied={"person.full_name"})
    return {key for key, answer in read.answers.items() if answer}, set(read.errors)


def is_told(process: Process) -> bool:
    facts = adding(step(process), "stop")
    return any("independent_reviewing_officer" in each.roles for each in does(facts, "tell"))
