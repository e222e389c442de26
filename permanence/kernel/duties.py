"""What somebody has done on a workstep or before it: sent, wrote, authorised, chose, attended, decided (R173, B5.5)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.computed import SAT, latest_first
from permanence.kernel.covering import covered_sections
from permanence.kernel.dates import plain_date
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import RequestFacts, StepFacts, WorkerFacts
from permanence.kernel.rule_help import day_of, proposed, rows_of
from permanence.kernel.wording import listed, quoted

DECIDER: Final = "agency_decision_maker"
MANAGING: Final = ("social_worker", "supervising_social_worker", "practice_supervisor", "team_manager")

Done = Literal[
    "sent", "wrote", "has", "authorised", "chose", "attended", "withdrew", "wrote_report", "authorised_report", "works"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Whoever acts or is asked to: every id that is theirs, and how a sentence names them."""

    ids: frozenset[UUID]
    who: str
    whom: str

    @classmethod
    def acting(cls, actor: Actor) -> "Somebody":
        """Return the reader, and whoever they act for."""
        return cls(ids=frozenset(each for each in (actor.worker_id, actor.acting_for) if each), who="You", whom="you")

    @classmethod
    def named(cls, worker: WorkerFacts) -> "Somebody":
        """Return a worker, by name."""
        return cls(ids=frozenset({worker.id}), who=worker.name, whom=worker.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is asked about: a request type, and the one sent of it that is answered; neither for a decision."""

    request: RequestType | None = None
    asked: RequestFacts | None = None

    def covers(self, facts: StepFacts) -> tuple[str, ...]:
        """Return the sections that completing it freezes."""
        return covered_sections(facts.step, facts.form, self.request) if self.request else ()


def _sent(who: Somebody, asked: RequestFacts | None) -> str | None:
    return "" if asked and who.ids & {asked.sent_by.id, asked.sent_for} else None


def _wrote(facts: StepFacts, who: Somebody, covered: tuple[str, ...]) -> str | None:
    mine = [facts.form.section(key).number for key in covered if who.ids & facts.saved_by.get(key, frozenset())]
    if not mine:
        return None
    return f"section {mine[0]}" if len(mine) == 1 else f"{len(mine)} sections"


def _has(facts: StepFacts, who: Somebody, covered: tuple[str, ...]) -> str | None:
    return "" if covered and facts.assigned_worker and facts.assigned_worker.id in who.ids else None


def _authorised(facts: StepFacts, who: Somebody, request: RequestType | None) -> str | None:
    for key in request.after if request else ():
        before = facts.latest(key)
        if before and before.state == "completed" and before.completed_by:
            if who.ids & {before.completed_by.id, before.completed_for}:
                return quoted(before.title)
            further = _authorised(facts, who, facts.step.request(key))
            if further is not None:
                return further
    return None


def _chose(facts: StepFacts, who: Somebody) -> str | None:
    added = [action.title for proposal, action in proposed(facts) if action.waives and proposal.added_by.id in who.ids]
    return added[0] if added else None


def _attended(facts: StepFacts, who: Somebody) -> str | None:
    rows = [*rows_of(facts, "members"), *rows_of(facts, "panel")]
    sat = [row.get("attendee") for row in rows if row.get("outcome", "attended") in SAT]
    return _meeting(facts) if _names(who) & {str(each) for each in (*sat, facts.answer("chair")) if each} else None


def _withdrew(facts: StepFacts, who: Somebody) -> str | None:
    declared = [row.get("worker") for row in rows_of(facts, "interests") if row.get("outcome") == "withdrew"]
    return _meeting(facts) if _names(who) & set(declared) else None


def _names(who: Somebody) -> set[str]:
    return {str(each) for each in who.ids}


def _meeting(facts: StepFacts) -> str:
    held_on = day_of(facts, "meeting_date")
    meeting = "the panel" if facts.answer("panel") is not None else "the QA meeting"
    return f"{meeting}{f' of {plain_date(held_on)}' if held_on else ''}"


def _wrote_report(facts: StepFacts, who: Somebody) -> str | None:
    return "" if any(who.ids & written for written, _ in _reports(facts)) else None


def _authorised_report(facts: StepFacts, who: Somebody) -> str | None:
    return "" if any(who.ids & authorised for _, authorised in _reports(facts)) else None


def _reports(facts: StepFacts) -> Iterator[tuple[frozenset[UUID], frozenset[UUID]]]:
    """Yield who wrote and who authorised each report before this step.

    An earlier decision is no report: whoever agreed the plan may also decide the match.
    """
    decided = {step.key for step in facts.process.steps if DECIDER in step.finished_by}
    for step in latest_first(facts):
        if step.authorised_by and step.step_type not in decided:
            yield step.written_by, step.authorised_by


def _works(facts: StepFacts, who: Somebody) -> str | None:
    roles = [role for role in MANAGING if (held := facts.child.allocated.get(role)) and held.id in who.ids]
    titles = {role.key: role.title for role in facts.process.roles}
    return f"{facts.child.known_as}'s {listed(titles.get(role, role) for role in roles)}" if roles else None


DONE: Final[Mapping[Done, Callable[[StepFacts, Somebody, About], str | None]]] = {
    "sent": lambda _, who, about: _sent(who, about.asked),
    "wrote": lambda facts, who, about: _wrote(facts, who, about.covers(facts)),
    "has": lambda facts, who, about: _has(facts, who, about.covers(facts)),
    "authorised": lambda facts, who, about: _authorised(facts, who, about.request),
    "chose": lambda facts, who, _: _chose(facts, who),
    "attended": lambda facts, who, _: _attended(facts, who),
    "withdrew": lambda facts, who, _: _withdrew(facts, who),
    "wrote_report": lambda facts, who, _: _wrote_report(facts, who),
    "authorised_report": lambda facts, who, _: _authorised_report(facts, who),
    "works": lambda facts, who, _: _works(facts, who),
}
"""What was done, in words for the sentence ("" where it needs none); None where this person has not done it."""
