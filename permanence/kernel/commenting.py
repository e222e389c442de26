"""Commenting on a section without editing it: who may, and who settles a comment (pages, section 10.4)."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.reasons import Reason
from permanence.kernel.sections import is_written_by
from permanence.kernel.taking_part import reasons_it_is_not_started, was_asked
from permanence.kernel.wording import role_titles

LONGEST = 4000
HIDDEN = Reason(sentence="There is nothing here, or you may not see it.", status=404)


def reviewing_roles(facts: StepFacts) -> tuple[str, ...]:
    """Return the roles that review the form: whom its requests that gate the finish go to, who finishes or cancels."""
    members = {inbox.key: inbox.roles for inbox in facts.process.inboxes}
    asked = [request.to for request in facts.step.requests if request.kind != "plain"]
    found = [role for to in asked for role in (*to.roles, *members.get(to.inbox or "", ()))]
    others = (*facts.step.finished_by, *facts.step.cancelled_by)
    return tuple(
        dict.fromkeys(role for role in (*found, *others) if role not in {"step_worker", *facts.step.worked_by})
    )


def reviews(facts: StepFacts, actor: Actor) -> bool:
    """Return whether the actor reviews this form: by role, or because they were asked to."""
    gating = [request.key for request in facts.step.requests if request.kind != "plain"]
    return actor.holds(*reviewing_roles(facts)) or was_asked(facts, actor, gating)


def reasons_against_commenting(facts: StepFacts, actor: Actor, section: str, text: str) -> Iterator[Reason]:
    """Yield why the actor cannot comment on the section of that key, or not in these words."""
    found = _section(facts, section)
    if found is None:
        yield HIDDEN
        return
    yield from reasons_it_is_not_started(facts)
    if not reviews(facts, actor):
        who = role_titles(facts.process, reviewing_roles(facts))
        yield Reason(sentence=f"Only {who} comments on this form.", whose="others", status=403)
    elif is_written_by(facts, found, actor):
        yield Reason(
            sentence=f"You write section {found.number}, so change it instead of commenting on it.", status=403
        )
    yield from _reasons_against_words(text, "comment")


def reasons_against_settling(
    facts: StepFacts, actor: Actor, section: str, word: str, *, settled_by: str
) -> Iterator[Reason]:
    """Yield why the actor cannot settle a comment on that section with this word.

    Args:
        settled_by: who settled it already, "" for nobody.
    """
    found = _section(facts, section)
    if found is None:
        yield HIDDEN
        return
    yield from reasons_it_is_not_started(facts)
    if not is_written_by(facts, found, actor):
        said = f"Only whoever writes section {found.number} settles a comment on it."
        yield Reason(sentence=said, whose="others", status=403)
    if settled_by:
        yield Reason(sentence=f"{settled_by} settled this comment already.", whose="others")
    yield from _reasons_against_words(word, "answer")


def _section(facts: StepFacts, key: str) -> Section | None:
    """Return the section that has a page of its own."""
    found = next((one for one in facts.form.sections if one.key == key), None)
    return found if found and (found.questions or not found.is_next_actions) else None


def _reasons_against_words(text: str, what: str) -> Iterator[Reason]:
    if not text:
        yield Reason(sentence=f"Write the {what}.")
    elif not text.strip():
        yield Reason(sentence=f"Write the {what}. Spaces alone are not kept.")
    elif len(text) > LONGEST:
        over = len(text) - LONGEST
        yield Reason(
            sentence=f"The {what} is {over:,} characters over the {LONGEST:,} that fit. Nothing was cut: shorten it."
        )
