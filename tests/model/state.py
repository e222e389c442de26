"""What the model knows: workers, children, pathways, worksteps and what stands on them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.model.law import ACTIONS, REQUESTS, STEPS, TWICE, ActionLaw, RequestLaw, StepLaw

Content = dict[str, str]
"""What a save put into a section: `complete` yes or no, `wording`, and the answers that the process looks at."""


@dataclass(kw_only=True)
class Worker:
    """Somebody who works here, by first name. `covers`: whom they act for, until that day (the first day back)."""

    name: str
    roles: frozenset[str]
    team: str
    inboxes: frozenset[str] = frozenset()
    gone: bool = False
    joined_on: date
    away: tuple[date, date] | None = None
    covered_by: str = ""

    def is_away(self, today: date) -> bool:
        """Return whether they are on leave."""
        return self.away is not None and self.away[0] <= today < self.away[1]


@dataclass(kw_only=True)
class Request:
    """A request that was sent."""

    id: str
    law: RequestLaw
    sent_by: str
    to: str = ""
    inbox: str = ""
    state: str = "sent"
    picked_up_by: str = ""
    completed_by: str = ""
    sent_for: str = ""
    completed_for: str = ""
    frozen: dict[int, Content] = field(default_factory=dict)

    @property
    def holder(self) -> str:
        """Return who has it: whoever picked it up, else whom it was sent to; nobody while it waits in an inbox."""
        return self.picked_up_by or self.to


@dataclass(kw_only=True)
class Action:
    """A next action that was added: a proposal, then sent, removed or withdrawn."""

    id: str
    law: ActionLaw
    by: str
    to: str = ""
    inbox: str = ""
    state: str = "proposal"
    purpose: str = ""
    due: date | None = None


@dataclass(kw_only=True)
class Step:
    """A workstep. `part`: whoever did something in it; `wrote`: who saved each section, or in whose name."""

    id: str
    law: StepLaw
    state: str = "incoming"
    worker: str = ""
    inbox: str = ""
    came_from: str = ""
    sections: dict[int, Content] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    purpose: str = ""
    review_due: date | None = None
    pair: str = ""
    part: set[str] = field(default_factory=set)
    wrote: dict[int, set[str]] = field(default_factory=dict)
    adm_due: date | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it is neither finished nor cancelled."""
        return self.state in {"incoming", "started"}

    def answer(self, name: str) -> str:
        """Return an answer that the process looks at, "" where there is none."""
        return next((content[name] for content in self.sections.values() if name in content), "")

    def day(self, name: str) -> date | None:
        """Return an answer that is a day."""
        return date.fromisoformat(self.answer(name)) if self.answer(name) else None

    def latest(self, key: str) -> Request | None:
        """Return the newest request of that key which still counts."""
        sent = [each for each in self.requests if each.law.key == key and each.state != "withdrawn"]
        return sent[-1] if sent else None

    def standing(self) -> list[Action]:
        """Return the next actions that are added: proposed, or sent at once."""
        return [each for each in self.actions if each.state in {"proposal", "sent"}]

    def takes_up(self) -> bool:
        """Return whether it takes up what comes to it: it leads on, and has sent on nothing yet (Q13, R127)."""
        return leads_on(self.law, self.purpose) and not any(each.state == "sent" for each in self.actions)

    def proposed(self, key: str) -> bool:
        """Return whether that next action is added."""
        return any(each.law.key == key for each in self.standing())

    def is_review(self) -> bool:
        """Return whether it is used for the three-month review: as answered, else as created (R114, Q13)."""
        return (self.answer("purpose") or self.purpose) == "review"


def leads_on(law: StepLaw, purpose: str = "") -> bool:
    """Return whether such a step leads on, or says what follows; a review ends where it is (Q13)."""
    return law.needs_action and not (law.key == TWICE[0] and purpose == "review")


@dataclass(kw_only=True)
class Pathway:
    """A child's way: open, or ended with an outcome. `anchor`: the first family finding started (Q11)."""

    steps: list[Step] = field(default_factory=list)
    outcome: str = ""
    anchor: date | None = None
    reviews_due: set[date] = field(default_factory=set)
    part: set[str] = field(default_factory=set)

    def open_but(self, step: Step) -> Iterator[Step]:
        """Yield the other open worksteps."""
        return (each for each in self.steps if each.is_open and each is not step)


@dataclass(kw_only=True)
class Child:
    """A child of the authority, who is in a team and has workers. `iros`: who was the IRO from which day."""

    id: str
    team: str
    teenager: bool
    workers: dict[str, str]
    pathways: list[Pathway] = field(default_factory=list)
    iros: list[tuple[date, str]] = field(default_factory=list)

    @property
    def pathway(self) -> Pathway | None:
        """Return the open pathway."""
        return next((each for each in self.pathways if not each.outcome), None)

    def steps(self) -> Iterator[Step]:
        """Yield every workstep there ever was, oldest first."""
        return (step for pathway in self.pathways for step in pathway.steps)

    def way_of(self, step: Step) -> Pathway:
        """Return the pathway a workstep stands on."""
        return next(pathway for pathway in self.pathways if any(each is step for each in pathway.steps))


@dataclass(kw_only=True)
class World:
    """The authority as the model has it, at a practice time."""

    at: datetime
    workers: dict[str, Worker] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the practice date; every act is in the daytime."""
        return self.at.date()

    def find(self, step_id: str) -> tuple[Child, Pathway, Step] | None:
        """Return a workstep with its child and pathway."""
        for child in self.children.values():
            for pathway in child.pathways:
                for step in pathway.steps:
                    if step.id == step_id:
                        return child, pathway, step
        return None

    def here(self) -> list[Worker]:
        """Return everybody who has not left."""
        return [worker for worker in self.workers.values() if not worker.gone]


__all__ = [
    "ACTIONS",
    "REQUESTS",
    "STEPS",
    "Action",
    "Child",
    "Content",
    "Pathway",
    "Request",
    "Step",
    "Worker",
    "World",
]
