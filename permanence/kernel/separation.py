"""Separation of duties, as one table: what somebody has done keeps them from doing something else (R173, A8, B5.5).

A deputy is two people at once: what either of them has done counts, and what is done in somebody's name is theirs too.
Whatever no row of the table says is allowed: an author sends and finishes (R112, Q14), a manager who authorised sends
the report on (R97), whoever sat in a meeting writes it down and refers it (R103, R106), and a decision-maker finishes
what they decided and decides again later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from permanence.kernel.duties import DONE, About, Done, Somebody
from permanence.kernel.facts import StepFacts, WorkerFacts

Does = Literal["answers", "authorises", "sends_on", "agrees_choice", "decides"]
DECISION: Final = About()


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A pairing that one person never has.

    Args:
        says: the sentence; {who} and {whom} name the person, {what} what they did, {does} what another does instead.
    """

    done: Done
    does: Does
    says: str
    source: str


APART: Final = (
    Apart(
        done="sent",
        does="answers",
        says="{who} sent this request, so someone else {does} it.",
        source="R173",
    ),
    Apart(
        done="wrote",
        does="authorises",
        says="{who} wrote {what} of this form, so someone else authorises it.",
        source="A8: own work, own plan",
    ),
    Apart(
        done="has",
        does="authorises",
        says="This workstep is with {whom}, so someone else authorises it.",
        source="A8: own work, own plan",
    ),
    Apart(
        done="authorised",
        does="authorises",
        says="{who} completed {what}, so someone else completes this one.",
        source="A8: a manager does not confirm the quality of what a manager authorised",
    ),
    Apart(
        done="wrote",
        does="sends_on",
        says="{who} wrote {what} of this form, so a manager who did not write it sends it on.",
        source="R97",
    ),
    Apart(
        done="has",
        does="sends_on",
        says="This workstep is with {whom}, so a manager who does not have it sends it on.",
        source="R97",
    ),
    Apart(
        done="chose",
        does="agrees_choice",
        says="{who} chose {what}, so another manager authorises it.",
        source="Q18",
    ),
    Apart(done="attended", does="decides", says="{who} sat on {what}.", source="B5.5"),
    Apart(done="withdrew", does="decides", says="{who} declared an interest at {what} and withdrew.", source="B5.5"),
    Apart(
        done="wrote_report",
        does="decides",
        says="{who} wrote in the report that this decision rests on.",
        source="B5.5",
    ),
    Apart(
        done="authorised_report",
        does="decides",
        says="{who} authorised the report that this decision rests on.",
        source="B5.5",
    ),
    Apart(done="works", does="decides", says="{who} is {what}.", source="B5.5"),
)


def apart(
    facts: StepFacts, who: Somebody, does: Does, about: About = DECISION, *, instead: str = "completes"
) -> Iterator[str]:
    """Yield why this person does not do that here: a sentence for each row of the table that holds.

    Args:
        about: the request they would answer or send on. instead: what somebody else does with it.
    """
    for row in APART:
        what = DONE[row.done](facts, who, about) if row.does == does else None
        if what is not None:
            yield row.says.format(who=who.who, whom=who.whom, what=what, does=instead)


def conflicts_of(facts: StepFacts, worker: WorkerFacts) -> Iterator[str]:
    """Yield why this worker may not decide here, each as a sentence that names them (B5.5)."""
    found = Somebody.named(worker)
    person = frozenset({worker.person_id}) if worker.person_id else frozenset()
    yield from apart(facts, Somebody(ids=found.ids | person, who=found.who, whom=found.whom), "decides")
