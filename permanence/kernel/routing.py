"""Which team inbox a next action goes to: always the same, or by an answer, such as the area a child lives in."""

from collections.abc import Iterator

from permanence.kernel.completeness import known
from permanence.kernel.definitions import NextActionType, PassTo
from permanence.kernel.facts import ProposalFacts, StepFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.wording import quoted


def inbox_key(facts: StepFacts, pass_to: PassTo) -> str | None:
    """Return the key of the inbox it goes to now; None where people are chosen, or the answer is not given yet."""
    if pass_to.inbox_by is None:
        return pass_to.inbox
    return dict(pass_to.inboxes).get(str(known(facts).get(pass_to.inbox_by)))


def reasons_it_has_no_inbox(facts: StepFacts, action: NextActionType) -> Iterator[Reason]:
    """Yield that the answer which names the inbox is not given yet, with where it is asked."""
    pass_to = action.pass_to
    if pass_to is None or pass_to.inbox_by is None or inbox_key(facts, pass_to):
        return
    asked = ((section, each) for section, each in facts.form.questions() if each.key == pass_to.inbox_by)
    for section, question in asked:
        said = f"Answer {quoted(question.ask)} first: the answer says to which team inbox {action.title} goes."
        yield Reason(sentence=said, where=f"section:{section.key}#{question.key}")
        return
    fact = pass_to.inbox_by.replace("_", " ")
    yield Reason(sentence=f'"{fact}" is not known yet, and says to which team inbox {action.title} goes.')


def is_for_another(facts: StepFacts, action: NextActionType, proposal: ProposalFacts) -> bool:
    """Return whether what was added waits to go to an inbox that is not the one it goes to by now."""
    wanted = inbox_key(facts, action.pass_to) if action.pass_to else None
    return wanted is not None and not proposal.is_sent and proposal.to_inbox_key not in {None, wanted}


def add_again(action: NextActionType, proposal: ProposalFacts, *, goes_to: str) -> str:
    """Return the sentence that says so, and how to mend it where an answer was changed since.

    Args:
        goes_to: the inbox by now, as people read it.
    """
    said = f"{action.title} goes to {goes_to}, not to {proposal.to_name}."
    return f"{said} Remove it and add it again." if action.pass_to and action.pass_to.inbox_by else said
