"""What the rules look at: plain, frozen facts about a child, a pathway, a workstep and what stands on it.

`records` makes them (`facts()`), the kernel reads them, and neither knows the other's tables or rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from permanence.kernel.definitions import Process, StepType
from permanence.kernel.form_definitions import Form
from permanence.kernel.holidays import Holidays

StepState = Literal["incoming", "started", "finished", "cancelled"]
RequestState = Literal["sent", "completed", "declined", "withdrawn", "waived", "voided"]
AccessClass = Literal["open", "restricted", "sealed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFacts:
    """A worker as rules and pages name one.

    Args:
        person_id: the worker as a person: what `person` answers point to, such as those of who sat in a meeting.
        away_until: the first day back, when on leave today. cover_id, cover_name: who acts for them until then.
    """

    id: UUID
    name: str
    person_id: UUID | None = None
    roles: frozenset[str] = frozenset()
    teams: frozenset[UUID] = frozenset()
    away_until: date | None = None
    cover_id: UUID | None = None
    cover_name: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedTo:
    """To whom a workstep, request or next action goes: a worker, or a team inbox.

    Args:
        worker: as today; None for an inbox.
        inbox_key: key of the inbox as the process names it.
        inbox_name: as people read it, such as "CS QAAG – Inbox".
    """

    worker: WorkerFacts | None = None
    inbox_id: UUID | None = None
    inbox_key: str | None = None
    inbox_name: str = ""

    @property
    def name(self) -> str:
        """Return whom a sentence names."""
        return self.worker.name if self.worker else self.inbox_name

    @property
    def is_away(self) -> bool:
        """Return whether it is somebody on leave today."""
        return self.worker is not None and self.worker.away_until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocatedFacts:
    """A worker who works or worked with the child in a role; `to_on` is the first day on which not any more."""

    worker_id: UUID
    name: str
    role: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFacts:
    """A child today: who they are and who works with them.

    Args:
        allocated: role key to the worker allocated to the child in that role today.
        team_id: the team that holds the child (its social worker's).
        legal_status: key of LEGAL today, or None.
        looked_after_from: the first day of the present time in care.
        reviews_held: days of the Child in Care Reviews held in it, first to last, this step's own not among them.
        iro_on: the child's Independent Reviewing Officer on days that answers name (Q23): day to worker id.
        social_workers: everybody who was ever allocated as such, first to last; of a workstep's child alone.
    """

    id: UUID
    authority_id: UUID
    name: str
    known_as: str
    person_number: str
    date_of_birth: date
    access_class: AccessClass
    team_id: UUID | None
    allocated: Mapping[str, WorkerFacts] = field(default_factory=dict)
    legal_status: str | None = None
    looked_after_from: date | None = None
    reviews_held: tuple[date, ...] = ()
    iro_on: Mapping[date, UUID] = field(default_factory=dict)
    social_workers: tuple[AllocatedFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStep:
    """A workstep of the same pathway, as the rules about recurrence and linking need it.

    Args:
        purpose: answer to its purpose question, or the label it was created with.
        review_due_on: the three-month due date it stands for (Q12), if any.
        with_name: the worker or inbox that has it, as people read it.
        finished_on: day of its finish, in London.
        answers: of its form, by question key: those of `rules.LOOKED_BACK_AT` alone, once it is finished.
        edited_after_authorised: whether what was authorised was edited or reopened, and is not authorised again.
        written_by, authorised_by: ids of those who saved its form, and who completed an authorisation on it (B5.5).
        sent_on: a next action of it was sent: what follows it is said, before its own finish too (R127).
    """

    id: UUID
    step_type: str
    title: str
    state: StepState
    purpose: str | None = None
    review_due_on: date | None = None
    pair_id: UUID | None = None
    with_name: str = ""
    finished_on: date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    written_by: frozenset[UUID] = frozenset()
    authorised_by: frozenset[UUID] = frozenset()
    edited_after_authorised: bool = False
    sent_on: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether it is neither finished nor cancelled."""
        return self.state in {"incoming", "started"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayFacts:
    """The child's pathway: anchors and the steps that stand on it."""

    id: UUID
    is_open: bool
    anchors: Mapping[str, date] = field(default_factory=dict)
    steps: tuple[StandingStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A request that was sent on the step.

    Args:
        form_version: version of the form it was sent with; once it is answered, the version that was answered.
        sent_for, completed_for: ids of those in whose name a deputy sent and answered it.
    """

    id: UUID
    key: str
    title: str
    state: RequestState
    sent_by: WorkerFacts
    sent_at: datetime
    to_worker: WorkerFacts | None = None
    to_inbox: UUID | None = None
    to_name: str = ""
    picked_up_by: WorkerFacts | None = None
    completed_by: WorkerFacts | None = None
    completed_at: datetime | None = None
    covered_hash: str | None = None
    reason: str = ""
    form_version: int = 0
    sent_for: UUID | None = None
    completed_for: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """A next action added to the step: a proposal until the finish, or sent at once."""

    id: UUID
    key: str
    title: str
    added_by: WorkerFacts
    to_worker: WorkerFacts | None = None
    to_inbox: UUID | None = None
    to_inbox_key: str | None = None
    to_name: str = ""
    reason: str = ""
    reason_text: str = ""
    purpose: str | None = None
    due_on: date | None = None
    is_sent: bool = False
    created_step_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A workstep and all that stands on it, as every rule about it needs.

    Args:
        version: number that every act checks and raises by one (compare-and-swap).
        answers: section key to question key to answer (docs/notation.md; companions `<key>_missing` among them).
        section_versions: section key to how often it was saved; a section that never was is left out.
        covered_hashes: request key to the hash of what it covers, as the form stands now.
        saved_by: section key to the ids of those who ever saved it, or in whose name a deputy did.
        passed_over: name of a rule that asks to the reason it was passed over with.
        today: practice date.
        at: practice time.
        finished_by, finished_at, cancelled_by, cancel_reason: how it ended.
        form_version: number of the form's newest version, 0 before the first save.
        finished_hash: of all that the form showed at the finish, "" before.
        picked_up_by, picked_up_at, came_from_inbox, came_from_inbox_name: how it left an inbox.
        names: id of each worker, person and inbox that answers point to (as text), to the name.
        copied: source of a copied question to what the record says; a source that does not exist yet is left out.
        holders: role key to those who hold the role today in the child's authority; roles that may be passed to alone.
        inboxes: key of each inbox of the process to where it is.
        relations: what the actor for whom it was read is to the child today (`records.relations`).
        addressee: whoever a request is just being sent to, or is just completing it; set by the kernel itself.
        worked_out: what the kernel worked out of these facts and looks at again; nothing in a copy that is changed.
    """

    id: UUID
    version: int
    state: StepState
    process: Process
    step: StepType
    form: Form
    child: ChildFacts
    pathway: PathwayFacts
    answers: Mapping[str, Mapping[str, Any]]
    requests: tuple[RequestFacts, ...]
    proposals: tuple[ProposalFacts, ...]
    assigned_worker: WorkerFacts | None
    assigned_inbox: UUID | None
    assigned_inbox_key: str | None
    started_by: WorkerFacts | None
    purpose: str | None
    review_due_on: date | None
    pair_id: UUID | None
    covered_hashes: Mapping[str, str]
    passed_over: Mapping[str, str]
    at: datetime
    today: date
    holidays: Holidays
    finished_by: WorkerFacts | None = None
    finished_at: datetime | None = None
    form_version: int = 0
    finished_hash: str = ""
    cancelled_by: WorkerFacts | None = None
    cancel_reason: str = ""
    picked_up_by: WorkerFacts | None = None
    picked_up_at: datetime | None = None
    came_from_inbox: UUID | None = None
    came_from_inbox_name: str = ""
    assigned_since: datetime | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    copied: Mapping[str, Any] = field(default_factory=dict)
    holders: Mapping[str, tuple[WorkerFacts, ...]] = field(default_factory=dict)
    inboxes: Mapping[str, PassedTo] = field(default_factory=dict)
    saved_by: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    section_versions: Mapping[str, int] = field(default_factory=dict)
    relations: frozenset[str] = frozenset()
    privileged: str = ""
    addressee: WorkerFacts | None = None
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def answer(self, key: str) -> Any:
        """Return the answer to the first question of that key, in whichever section, or None."""
        return next((answers[key] for answers in self.answers.values() if key in answers), None)

    def flat(self) -> dict[str, Any]:
        """Return every answer by question key; a key used in two sections keeps the first."""
        merged: dict[str, Any] = {}
        for answers in self.answers.values():
            for key, value in answers.items():
                merged.setdefault(key, value)
        return merged

    def latest(self, request_key: str) -> RequestFacts | None:
        """Return the newest request of that type which still counts (not withdrawn), or None."""
        sent = [request for request in self.requests if request.key == request_key and request.state != "withdrawn"]
        return max(sent, key=lambda request: request.sent_at, default=None)
