"""The story-teller: says a pathway as people do it, and leaves to `Hands` how it is done, by operations or by pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.london import LONDON
from tests.journeys.cast import Part
from tests.journeys.hands import Child, Hands, NotAllowed, NotOffered


@dataclass
class Person:
    """Somebody in the story, by first name. Whatever they do is done to the workstep they have open: `step`."""

    story: "Story"
    part: Part
    worker_id: UUID
    step: UUID | None = None

    @property
    def name(self) -> str:
        """Return the whole name."""
        return self.part.name

    @property
    def hands(self) -> Hands:
        """Return how things are done."""
        return self.story.hands

    def begins(self, title: str) -> None:
        """Begin a workstep from the child's page."""
        self.step = self.hands.begins(self, self.story.child, title)

    def starts(self, title: str, *, purpose: str = "") -> None:
        """Open a workstep from Incoming work, or from the team inbox, and start it."""
        self.step = self.story.open_step(title, purpose=purpose)
        self.hands.starts(self, self.step)

    def picks_up(self, title: str, *, purpose: str = "") -> None:
        """Pick up from the team inbox: the workstep, or the request on it."""
        self.step = self.story.open_step(title, purpose=purpose)
        self.hands.picks_up(self, self.step)

    def resumes(self, title: str, *, purpose: str = "") -> None:
        """Resume a started workstep."""
        self.step = self.story.open_step(title, purpose=purpose)
        self.hands.resumes(self, self.step)

    def reviews(self, title: str) -> None:
        """Open a finished workstep, on which a notification still waits to be read (Q26)."""
        from tests.journeys.seen import finished_step

        self.step = finished_step(self.story, title).id
        self.hands.reviews(self, self.step)

    def fills(self, section: int, **answers: Any) -> None:
        """Complete a section; what matters to the story is said, the rest is answered as in the demo authority."""
        self.hands.fills(self, self._open(), section, answers)

    def notes(self, section: int, **answers: Any) -> None:
        """Answer some questions of a section; the rest is left for later."""
        self.hands.notes(self, self._open(), section, answers)

    def attaches(self, section: int, field: str) -> None:
        """Attach a paper to a section that lists papers; the section is filled in after it."""
        self.hands.attaches(self, self._open(), section, field)

    def sends(self, request: str, *, to: "Person | str") -> None:
        """Send a request; the form is saved with it."""
        self.hands.sends(self, self._open(), request, _name(to))

    def completes(self, request: str) -> None:
        """Mark a request Completed."""
        self.hands.completes(self, self._open(), request)

    def declines(self, request: str, *, because: str) -> None:
        """Decline a request."""
        self.hands.declines(self, self._open(), request, because)

    def adds(self, action: str, *, to: "Person | str" = "", reason: str = "", why: str = "") -> None:
        """Add a next action: Pass to Worker, Add and Close."""
        self.hands.adds(self, self._open(), action, _name(to), reason, why)

    def adds_both(self) -> None:
        """Add the two that are due at three months."""
        self.hands.adds_both(self, self._open())

    def replaces(self, action: str, *, by: str, to: "Person | str" = "", why: str = "") -> None:
        """Change one next action into another (Q10)."""
        self.hands.replaces(self, self._open(), action, by, _name(to), why)

    def removes(self, action: str) -> None:
        """Remove a next action."""
        self.hands.removes(self, self._open(), action)

    def sends_and_adds(self, request: str, action: str) -> None:
        """Send the request that comes next, and add the next action that goes with it."""
        self.hands.sends_and_adds(self, self._open(), request, action)

    def sends_now(self, action: str) -> None:
        """Send a next action immediately."""
        self.hands.sends_now(self, self._open(), action)

    def pictured(self, name: str, *, at: str) -> None:
        """Let a picture be taken of what they see at a place: `child`, `inbox`, or a page of the open workstep."""
        self.hands.pictured(self, name, at)

    def completes_and_finishes(self, request: str) -> None:
        """Complete the request that was last in the way, and finish."""
        self.hands.completes_and_finishes(self, self._open(), request)

    def finishes(self) -> None:
        """Finish the workstep."""
        self.hands.finishes(self, self._open())

    def _open(self) -> UUID:
        assert self.step, f"{self.name} has nothing open."
        return self.step


def _name(to: Person | str) -> str:
    return to.name if isinstance(to, Person) else to


@dataclass
class Story:
    """An authority, its people, and the one child of the story; the clock is the practice clock."""

    authority_id: UUID
    hands: Hands
    people: dict[str, Person] = field(default_factory=dict)
    at: datetime = datetime(2026, 7, 27, 9, tzinfo=LONDON)
    told: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, first_name: str) -> Person:
        """Return somebody by first name."""
        try:
            return self.__dict__["people"][first_name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(first_name) from None

    def say(self, words: str) -> str:
        """Return the guide's words as they are said in this authority, which may have names of its own."""
        says: Callable[[str], str] = self.told.get("say", str)
        return says(words)

    @property
    def child(self) -> Child:
        """Return the child of the story."""
        return self.told["child"]  # type: ignore[no-any-return]

    @property
    def records(self) -> Any:
        """Return what is written down about the child outside the process."""
        return self.told["records"]

    def on(self, day: str, at: str = "09:00") -> None:
        """Turn the practice clock to a day: `on("16 Nov 2026")`."""
        self.at = datetime.strptime(f"{day} {at}", "%d %b %Y %H:%M").replace(tzinfo=LONDON)
        self.hands.reaches(self.at)

    def a_minute_later(self) -> datetime:
        """Let a minute pass: no two acts are at the same instant."""
        self.at += timedelta(minutes=1)
        return self.at

    def open_step(self, title: str, *, purpose: str = "") -> UUID:
        """Return the one open workstep of that title (and purpose, of a pair)."""
        from tests.journeys.seen import open_steps

        found = [step.id for step in open_steps(self, title) if not purpose or step.purpose == purpose]
        assert len(found) == 1, f"{len(found)} open worksteps are called {title} {purpose}"
        return found[0]


@contextmanager
def refused(story: Story, *says: str) -> Iterator[pytest.ExceptionInfo[NotAllowed]]:
    """What is done here is refused, with these words, and nothing of it is kept: no row changes but those of reads."""
    from tests.journeys.seen import everything_kept

    before = everything_kept(story)
    story.hands.trying = True
    with pytest.raises(NotAllowed) as refusal:
        yield refusal
    story.hands.trying = False
    said = str(refusal.value)
    if refusal.type is not NotOffered:
        assert [words for words in says if story.say(words) not in said] == [], said
    assert everything_kept(story) == before, "Something was kept of what was refused."


__all__ = ["Child", "Hands", "NotAllowed", "NotOffered", "Person", "Story", "Told", "refused"]

Told = Callable[[Story], None]
