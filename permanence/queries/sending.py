"""The form that sends a request: to whom, and a note."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.asking import Standing
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.requests import reasons_against_sending
from permanence.queries.passing_choices import Candidate, found_workers, likely_candidate, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A request about to be sent.

    Args:
        choices: whom it may go to. inbox: value of the one inbox it goes to, or "". others: those found who may not
            have it, each with why. says: what the search found, in words.
    """

    key: str
    title: str
    choices: tuple[Candidate, ...]
    inbox: str
    inbox_name: str
    others: tuple[Candidate, ...]
    searched: str
    says: str


def sending(facts: StepFacts, actor: Actor, each: Standing, *, searched: str, chosen: str) -> Sending:
    """Return the form that sends a request, the likely person filled in."""
    pass_to = each.request.to
    likely = likely_candidate(facts, pass_to, each.to, chosen=chosen)
    found = [_candidate(facts, actor, each, PassedTo(worker=worker), chosen=chosen)
             for worker in found_workers(facts, pass_to, searched)]  # fmt: skip
    new = [candidate for candidate in found if candidate.value not in {one.value for one in likely}]
    return Sending(
        key=each.request.key,
        title=each.request.title,
        choices=(*likely, *(one for one in new if not one.why_not)),
        inbox=value_of(each.to) if pass_to.inbox else "",
        inbox_name=each.to.name if pass_to.inbox and each.to else "",
        others=tuple(one for one in new if one.why_not),
        searched=searched,
        says=_says(searched, len(found)),
    )


def _candidate(facts: StepFacts, actor: Actor, each: Standing, to: PassedTo, *, chosen: str) -> Candidate:
    why = [str(reason) for reason in reasons_against_sending(facts, actor, each.request.key, to)]
    general = [str(reason) for reason in each.why_not]
    own = [sentence for sentence in why if sentence not in general]
    return Candidate(value=value_of(to), text=to.name, checked=value_of(to) == chosen, why_not=" ".join(own))


def _says(searched: str, found: int) -> str:
    if not searched:
        return ""
    return f"{found} found." if found else f"Nobody who may have this matches “{searched}”."
