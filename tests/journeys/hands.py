"""How what people do is done: what a story asks of whoever does it, by operations or by pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from tests.journeys.cast import ChildPart

if TYPE_CHECKING:
    from tests.journeys.story import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What an operation answered: to whom, with which status, every sentence."""

    who: "Person"
    status: int
    sentences: tuple[str, ...]


class NotAllowed(Exception):
    """Somebody tried what is refused; the text is every sentence that was said. `refusal` is an operation's own."""

    def __init__(self, said: str, *, refusal: Refusal | None = None) -> None:
        self.refusal = refusal
        super().__init__(said)


class NotOffered(NotAllowed):
    """Somebody looked for what no page offers them: then nothing is said (pages, section 5)."""


class Hands(Protocol):
    """How what people do is done. Each raises NotAllowed where it is refused.

    Args:
        trying: what is done now is expected to be refused: no step of the way, so not counted as one.
    """

    trying: bool

    def reaches(self, at: datetime) -> None:
        """The practice clock reads `at`."""

    def begins(self, who: "Person", child: "Child", title: str) -> UUID:
        """A workstep is begun from the child's page."""

    def starts(self, who: "Person", step_id: UUID) -> None:
        """Start, from Incoming work or a team inbox."""

    def picks_up(self, who: "Person", step_id: UUID) -> None:
        """Pick up a workstep, or the request on it, from a team inbox."""

    def resumes(self, who: "Person", step_id: UUID) -> None:
        """Resume, from Incoming requests or In progress."""

    def reviews(self, who: "Person", step_id: UUID) -> None:
        """Open a finished workstep from Incoming requests."""

    def fills(self, who: "Person", step_id: UUID, section: int, answers: dict[str, Any]) -> None:
        """Answer a whole section: these answers, and complete ones for the rest. Save and close."""

    def notes(self, who: "Person", step_id: UUID, section: int, answers: dict[str, Any]) -> None:
        """Answer a few questions of a section, and leave the rest for later. Save and close."""

    def attaches(self, who: "Person", step_id: UUID, section: int, field: str) -> None:
        """Attach a file to a question, or to the first row of a table: `sources.document`."""

    def sends(self, who: "Person", step_id: UUID, request: str, to: str) -> None:
        """Send request: Find the person, or choose the inbox."""

    def completes(self, who: "Person", step_id: UUID, request: str) -> None:
        """Completed, OK."""

    def declines(self, who: "Person", step_id: UUID, request: str, why: str) -> None:
        """Declined, with the reason, OK."""

    def adds(self, who: "Person", step_id: UUID, action: str, to: str, reason: str, why: str) -> None:
        """Pass to Worker, Reason where there is one, Add and close."""

    def adds_both(self, who: "Person", step_id: UUID) -> None:
        """Add both: the two at three months."""

    def replaces(self, who: "Person", step_id: UUID, action: str, by: str, to: str, why: str) -> None:
        """Change one next action into another, in one act (Q10)."""

    def removes(self, who: "Person", step_id: UUID, action: str) -> None:
        """Remove a next action that is still a proposal."""

    def sends_and_adds(self, who: "Person", step_id: UUID, request: str, action: str) -> None:
        """Send request and Add: what the procedure asks next, in one."""

    def sends_now(self, who: "Person", step_id: UUID, action: str) -> None:
        """Send a next action immediately (R127)."""

    def completes_and_finishes(self, who: "Person", step_id: UUID, request: str) -> None:
        """Completed and Finish, in one."""

    def finishes(self, who: "Person", step_id: UUID) -> None:
        """Finish."""

    def pictured(self, who: "Person", name: str, place: str) -> None:
        """Show what somebody sees now at a place, for a picture of that name; nobody does anything."""


@dataclass
class Child:
    """The child of the story."""

    id: UUID
    part: ChildPart
    number: str
