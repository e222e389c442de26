"""What a workstep's form lacks, by A9's columns and the rules on content that decide the way (Q18, B5.5, B5.6)."""

from collections.abc import Iterator
from datetime import date

from tests.model.law import DECISION_SECTION, WAIVING
from tests.model.state import Pathway, Step


def report_is_waived(step: Step) -> bool:
    """Return whether the form need not be complete: No Longer Required is proposed (Q18)."""
    return step.law.key == WAIVING[0] and step.proposed(WAIVING[1])


def lacks_own(step: Step) -> bool:
    """Return whether a section of the step's own worker is not complete; those that are copied always are."""
    return not report_is_waived(step) and any(not _is_complete(step, number) for number in step.law.own)


NO_WORDS = frozenset({("4", 4), ("1", 4)})
"""Sections that ask for no words of one's own, so that none of their answers tells one save from another."""


def put_there(step: Step, number: int) -> dict[str, str]:
    """Return what a form that is put there whole says in a section."""
    words = {} if (step.law.key, number) in NO_WORDS else {"wording": "put there"}
    return {"complete": "yes", **words}


def lacking(step: Step) -> list[int]:
    """Return the sections of the step's own worker that are not complete."""
    return [number for number in step.law.own if not _is_complete(step, number)]


def lacks_section(step: Step, number: int) -> bool:
    """Return whether a section that a request needs is not complete."""
    if number == DECISION_SECTION and step.law.is_decided and _differs_without_why(step):
        return True
    return not _is_complete(step, number)


def lacks_later(step: Step) -> bool:
    """Return whether the decision-maker's section, or that of next actions, is not complete."""
    decided = step.law.is_decided and lacks_section(step, DECISION_SECTION)
    return decided or (asks_more(step) and not _is_complete(step, step.law.next_section))


def is_dated_too_early(step: Step, pathway: Pathway) -> bool:
    """Return whether what is decided is dated before its recommendation, or what is agreed before its decision."""
    after, before = (step.day("placed"), _approved_on(pathway)) if step.law.key == "7" else _decided(step)
    return after is not None and before is not None and after < before


def _decided(step: Step) -> tuple[date | None, date | None]:
    return step.day("decided"), step.day("meeting")


def _approved_on(pathway: Pathway) -> date | None:
    """Return when the match was approved, where it was."""
    finished = [each for each in pathway.steps if each.law.key == "6" and each.state == "finished"]
    return next((each.day("decided") for each in reversed(finished) if each.answer("decision") == "agree"), None)


def asks_more(step: Step) -> bool:
    """Return whether the section of next actions asks something."""
    return any(step.law.key == law and step.proposed(action) for law, action in ASKS_MORE)


ASKS_MORE = (("1", "N2"), ("2", "N4"))
"""Next actions that ask in the last section: why the process is no longer required; what happens now for the child."""


def _is_complete(step: Step, number: int) -> bool:
    return step.sections.get(number, {}).get("complete") == "yes"


def _differs_without_why(step: Step) -> bool:
    """Return whether the decision differs from the recommendation and no reason is given for it (B5.6)."""
    decision, recommended = step.answer("decision"), step.answer("recommendation")
    differs = bool(decision and recommended) and (decision == "agree") != (recommended == "agree")
    return differs and not step.answer("differs_why")


def against_the_route(step: Step, *, teenager: bool, iro_then: str) -> Iterator[str]:
    """Yield what is wrong with the route for older teenagers (Q23): under 16, or not by the IRO of that day."""
    if not teenager:
        yield "age"
    if not step.answer("ratified_on") or step.answer("ratified_by") != iro_then:
        yield "evidence"
