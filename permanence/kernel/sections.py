"""Sections as the finish and the task list see them: who writes one, what it lacks, and its status in words."""

from collections.abc import Iterable, Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.completeness import Missing, missing
from permanence.kernel.dates import count_of
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.reasons import Reason
from permanence.kernel.rule_help import proposed
from permanence.kernel.taking_part import acts_as, was_asked
from permanence.kernel.wording import short_role


def is_written_by(facts: StepFacts, section: Section, actor: Actor) -> bool:
    """Return whether the actor writes the section here.

    A section that a request must find complete, as the decision-maker's, is written by whoever that request was for.
    """
    if not acts_as(facts, actor, section.writers):
        return False
    for_it = [request.key for request in facts.step.requests if section.key in request.completed_with_sections]
    return not for_it or was_asked(facts, actor, for_it)


def lacks(facts: StepFacts, section: Section) -> tuple[Missing, ...]:
    """Return the answers missing from a section of its form as it is kept, worked out once."""
    name = f"lacks {section.key}"
    if name not in facts.worked_out:
        facts.worked_out[name] = missing(section, facts.answers.get(section.key, {}), facts=facts)
    found: tuple[Missing, ...] = facts.worked_out[name]
    return found


def are_needed(facts: StepFacts, section: Section) -> bool:
    """Return whether the section must be complete: not where a next action waives what it would be needed for (Q18)."""
    return section.is_next_actions or not any(action.waives for _, action in proposed(facts))


def reasons_sections_lack(facts: StepFacts, actor: Actor, keys: Iterable[str]) -> Iterator[Reason]:
    """Yield a reason for each of these sections that is not complete."""
    for key in keys:
        section = facts.form.section(key)
        found = lacks(facts, section) if are_needed(facts, section) else ()
        if found:
            yield _reason(facts, section, found, mine=is_written_by(facts, section, actor))


def _reason(facts: StepFacts, section: Section, found: tuple[Missing, ...], *, mine: bool) -> Reason:
    where = f"section:{section.key}"
    if not facts.answers.get(section.key) and not section.is_next_actions:
        said = f"Section {section.number} is not started."
    elif len(found) == 1:
        said, where = f"Section {section.number}: {_lower(found[0].sentence)}", f"{where}#{found[0].key}"
    else:
        said, where = (
            f"Section {section.number} has {len(found):,} required answers missing.",
            f"{where}#{found[0].key}",
        )
    return Reason(sentence=said, where=where, whose="you" if mine else "others")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def section_status(section: Section, *, facts: StepFacts, actor: Actor | None = None) -> str:
    """Return the words of a section's status (pages, section 4).

    Args:
        actor: who looks; without one, as its writer sees it.
    """
    theirs = actor is not None and bool(section.writers) and not is_written_by(facts, section, actor)
    if section.is_next_actions:
        return _status_of_next_actions(facts, section, actor)
    found = lacks(facts, section)
    if not found:
        return "Completed" if facts.answers.get(section.key) or not _is_begun_by_writing(section) else "Not started"
    if theirs:
        return f"For {short_role(facts.process, section.writers)}"
    return f"{count_of(len(found), 'answer')} missing" if facts.answers.get(section.key) else "Not started"


def _is_begun_by_writing(section: Section) -> bool:
    return bool(section.questions) and section.copied_section is None


def _status_of_next_actions(facts: StepFacts, section: Section, actor: Actor | None) -> str:
    if facts.proposals:
        found = lacks(facts, section)
        return f"{count_of(len(found), 'answer')} missing" if found else "Completed"
    main = next((action.added_by for action in facts.step.next_actions), section.writers)
    if actor is not None and not acts_as(facts, actor, main):
        return f"For {short_role(facts.process, main)}"
    return "Not started"
