"""Rules of the information sharing meeting, of the match, and of what carries family finding on (forms.md 5, 12)."""

from collections.abc import Iterator

from permanence.kernel.carrying import is_carried_on, nothing_would_carry_on
from permanence.kernel.computed import age
from permanence.kernel.dates import plain_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.rule_help import (
    day_of,
    fixed_rows,
    name_of,
    number_words,
    option_label,
)
from permanence.kernel.wording import listed, upper_first

TOLD_IN_WRITING = ("health", "risks")
EVIDENCE = {
    "ratified_by": "the {reviewer} who ratified the present home",
    "ratified_on": "the date of the review",
    "ratified_minute": "the minute reference",
}


def rule_shared_before_panel(facts: StepFacts) -> Iterator[str]:
    """Health and risks were shared with the carers in writing before panel (forms.md 5)."""
    shared = fixed_rows(facts, "shared")
    lacking = [key for key in TOLD_IN_WRITING if shared.get(key, {}).get("shared") != "in_writing"]
    if lacking:
        have = "has" if lacking == ["health"] else "have"
        yield f"{upper_first(listed(lacking))} {have} not been shared with the carers in writing."


def rule_gap_has_answer(facts: StepFacts) -> Iterator[str]:
    """Every must that is a gap has support named or a reason (forms.md 5)."""
    for key, row in fixed_rows(facts, "matrix.needs").items():
        if _must_gap(row) and not row.get("support") and not row.get("gap_answer"):
            label = option_label(facts, "matrix.needs", key)
            yield f"The matrix shows an unmet must ({label}) with no support and no reason."


def rule_must_gap(facts: StepFacts) -> Iterator[str]:
    """A must that is a gap has support named before panel (forms.md 12)."""
    for key, row in fixed_rows(facts, "matrix.needs").items():
        if _must_gap(row) and not row.get("support"):
            label = upper_first(option_label(facts, "matrix.needs", key))
            yield f"{label} is a must and a gap, with no support named."


def _must_gap(row: object) -> bool:
    return isinstance(row, dict) and row.get("must_or_should") == "must" and row.get("fit") == "gap"


def rule_unknown(facts: StepFacts) -> Iterator[str]:
    """Which needs are not yet known for this household (forms.md 12)."""
    unknown = sum(row.get("fit") == "not_yet_known" for row in fixed_rows(facts, "matrix.needs").values())
    if unknown:
        said = upper_first(number_words(unknown))
        yield f"{said} {'need is' if unknown == 1 else 'needs are'} not yet known for this household."


def rule_teenager(facts: StepFacts) -> Iterator[str]:
    """The route for older teenagers begins at an age that the authority sets, 16 unless it does (Q23)."""
    years, begins_at = age(facts), facts.process.setting("older_teenager_from")
    if years < begins_at:
        yield f"{facts.child.known_as} is {years}; the route for older teenagers begins at {begins_at}."


def rule_ratified(facts: StepFacts) -> Iterator[str]:
    """The ratification is evidenced: by the child's IRO of that day, date of the review, minute reference (Q23)."""
    reviewer = facts.process.role_title("independent_reviewing_officer")
    lacking = [words.format(reviewer=reviewer) for key, words in EVIDENCE.items() if not facts.answer(key)]
    if lacking:
        yield f"The route for older teenagers needs evidence. Enter {listed(lacking)}."
    by, on = facts.answer("ratified_by"), day_of(facts, "ratified_on")
    if by and on and str(facts.child.iro_on.get(on)) != str(by):
        yield f"{name_of(facts, by)} was not {facts.child.known_as}'s IRO on {plain_date(on)}."


def rule_more_work_needed(facts: StepFacts) -> Iterator[str]:
    """While more work is needed the step stays open (forms.md 5, view_of_meeting)."""
    if facts.answer("view_of_meeting") == "more_work_needed":
        yield "More work is needed, so the workstep stays open. Change the conclusion when the work is done."


def rule_family_finding_goes_on(facts: StepFacts) -> Iterator[str]:
    """While a pathway is open, some open step or recorded end carries it on: nothing is a dead end."""
    if facts.pathway.is_open and not is_carried_on(facts):
        yield nothing_would_carry_on(facts)
