"""An authority at work, for tests: everything in it was done by the operation that does it in practice."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from permanence.kernel.actors import Actor, operator
from permanence.kernel.definitions import Process
from permanence.kernel.london import LONDON, london_date
from permanence.operations import (
    authorities,
    children,
    definitions,
    finishing,
    forms,
    next_actions,
    requests,
    worksteps,
)
from permanence.operations import workers as staff
from permanence.operations.done import Done
from permanence.operations.passing import NewStep, create_step
from permanence.queries.actors import worker_acting
from permanence.records.authorities import Inbox
from permanence.records.forms import SectionAnswers
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep
from tests.small_forms import FINDER, IRO, MANAGER, QAAG, WORKER
from tests.small_process import small_process

BORN = date(2018, 5, 4)
REAL = datetime(2026, 11, 21, 12, tzinfo=UTC)
PEOPLE = {
    "Priya Nair": (WORKER, "east"),
    "Una Tait": (WORKER, "west"),
    "Joan Ellery": (MANAGER, "east"),
    "Ravi Menon": (MANAGER, "east"),
    "Tom Askew": (IRO, "reviews"),
    "Lena Voss": (QAAG, "qaag"),
    "Gita Rao": (QAAG, "qaag"),
    "Dee Marlow": (FINDER, "finders"),
    "Kit Hale": (FINDER, "finders"),
}
INBOXES = {
    "cs_qaag": ("CS QAAG – Inbox", "qaag", ("Lena Voss", "Gita Rao")),
    "cs_family_finders": ("CS Permanence Family Finders – Inbox", "finders", ("Dee Marlow", "Kit Hale")),
}
ALLOCATED = {WORKER: "Priya Nair", MANAGER: "Joan Ellery", IRO: "Tom Askew"}
WORDS = {"words": "Maya likes to paint and wants to stay near her school."}


def when(words: str) -> datetime:
    """Return the instant of words such as "16 Nov 2026 09:30" in London."""
    return datetime.strptime(words, "%d %b %Y %H:%M").replace(tzinfo=LONDON)


@dataclass(kw_only=True)
class World:
    """One authority: its clock, its people by name, its child."""

    at: datetime
    authority_id: UUID = field(default_factory=uuid4)
    people: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    child_id: UUID = field(default_factory=uuid4)

    @property
    def today(self) -> date:
        """Return the practice date."""
        return london_date(self.at)

    @property
    def founder(self) -> Actor:
        """Return the operator at the command line."""
        return operator(authority_id=self.authority_id, real_at=REAL)

    def actor(self, name: str) -> Actor:
        """Return a worker as they may act today."""
        worker_id = self.people[name]
        return worker_acting(worker_id=worker_id, today=self.today, real_at=REAL, request_id="test")

    def does(self, name: str, act: Callable[..., Any], **given: Any) -> Any:
        """Do an act as that worker, now, and return what it led to."""
        return act(actor=self.actor(name), at=self.at, **given)

    def on(self, name: str, act: Callable[..., Any], step_id: UUID, **given: Any) -> Any:
        """Do an act on a workstep, with the version a page shows now."""
        return self.does(name, act, step_id=step_id, **{"version": version(step_id), **given})

    def reaches(self, words: str) -> "World":
        """Turn the practice clock."""
        self.at = when(words)
        return self

    # Short ways to say what people do.

    def begins_review(self) -> UUID:
        """Tom begins a review from the child's page."""
        done: Done = self.does("Tom Askew", worksteps.begin_step, child_id=self.child_id, step_type="review")
        assert done.step_id
        return done.step_id

    def saves(self, name: str, step_id: UUID, section: str, **typed: Any) -> forms.Saved:
        """Save a section; a date may be given as a date."""
        given = {"section": section, "version": section_version(step_id, section), "typed": as_typed(typed)}
        saved: forms.Saved = self.does(name, forms.save_section, step_id=step_id, **given)
        return saved

    def incoming_report(self) -> UUID:
        """A review passes a report to Priya."""
        review = self.begins_review()
        self.saves("Tom Askew", review, "review", held_on=self.today, agreed="yes")
        self.on(
            "Tom Askew",
            next_actions.add_next_action,
            review,
            action_key="write_report",
            to_worker=self.people["Priya Nair"],
        )
        self.on("Tom Askew", finishing.finish_step, review)
        return newest("report")

    def started_report(self) -> UUID:
        """Priya has started her report."""
        step_id = self.incoming_report()
        self.on("Priya Nair", worksteps.start_step, step_id)
        return step_id

    def report_to_manager(self) -> UUID:
        """Priya has written the report and asked Joan."""
        step_id = self.started_report()
        self.saves("Priya Nair", step_id, "details", **WORDS)
        self.sends("Priya Nair", step_id, "authorise", to_worker=self.people["Joan Ellery"])
        return step_id

    def report_to_qaag(self) -> UUID:
        """Joan has authorised the report, added what follows and asked QAAG."""
        step_id = self.report_to_manager()
        self.completes("Joan Ellery", step_id, "authorise")
        self.on(
            "Joan Ellery",
            next_actions.add_next_action,
            step_id,
            action_key="search",
            to_inbox=inbox("cs_family_finders", self.authority_id),
        )
        self.sends("Joan Ellery", step_id, "check", to_inbox=inbox("cs_qaag", self.authority_id))
        return step_id

    def checked_report(self) -> UUID:
        """Lena has completed QAAG's request: only the finish is left, and it is hers."""
        step_id = self.report_to_qaag()
        self.completes("Lena Voss", step_id, "check")
        return step_id

    def incoming_search(self) -> UUID:
        """The report is finished: a search waits in the family finders' inbox."""
        self.on("Lena Voss", finishing.finish_step, self.checked_report())
        return newest("search")

    def another_search(self, step_id: UUID) -> UUID:
        """A search stands beside the workstep on its pathway, in the finders' inbox: it carries the pathway on."""
        facts = step_facts(step_id, actor=self.actor("Joan Ellery"), at=self.at)
        new = NewStep(
            process=facts.process,
            step=facts.process.step("search"),
            child=facts.child,
            pathway_id=facts.pathway.id,
            to=facts.inboxes["cs_family_finders"],
        )
        return create_step(new, actor=self.actor("Joan Ellery"), at=self.at).id

    def sends(self, name: str, step_id: UUID, request: str, **to: Any) -> Done:
        """Send a request."""
        done: Done = self.on(name, requests.send_request, step_id, request_key=request, **to)
        return done

    def completes(self, name: str, step_id: UUID, request: str) -> Done:
        """Complete the newest request of that kind."""
        given = {"request_id": asked(step_id, request).id, "version": version(step_id)}
        done: Done = self.does(name, requests.complete_request, **given)
        return done


def world(*, at: str = "16 Nov 2026 09:00", process: Process | None = None, **more: Any) -> World:
    """Return an authority, founded on 1 July 2026, with its people, inboxes and a child, Maya Thornbury."""
    made = World(at=when("1 Jul 2026 09:00"), **more)
    here: dict[str, Any] = {"actor": made.founder, "at": made.at}
    authorities.found_authority(name="Westmere", slug=f"w{uuid4().hex[:10]}", is_demo=True, **here)
    definitions.publish_process(process=process or small_process(), why="For tests", **here)
    for name, (role, team) in PEOPLE.items():
        _hire(made, name, role, team)
    for key, (title, team, members) in INBOXES.items():
        ids = [made.people[name] for name in members]
        authorities.add_inbox(
            title=title, slug=key, team_id=made.teams[team], members=ids, owner_id=ids[0], deputy_id=ids[1], **here
        )
    meet_the_child(made)
    return made.reaches(at)


def _hire(made: World, name: str, role: str, team: str) -> None:
    here: dict[str, Any] = {"actor": made.founder, "at": made.at}
    if team not in made.teams:
        made.teams[team] = authorities.add_team(name=team.title(), slug=team, **here).team_id or uuid4()
    team_id = made.teams[team]
    added = staff.add_worker(name=name, job_title=role, roles=[(role, team_id)], teams=[team_id], **here)
    made.people[name] = added.worker_id or uuid4()


def meet_the_child(made: World) -> None:
    """Add a child, Maya Thornbury, with her workers: the child of the world from then on."""
    here: dict[str, Any] = {"actor": made.founder, "at": made.at}
    added = children.add_child(name="Maya Thornbury", date_of_birth=BORN, sex="F", team_id=made.teams["east"], **here)
    made.child_id = added.child_id or uuid4()
    for role, name in ALLOCATED.items():
        children.allocate(child_id=made.child_id, worker_id=made.people[name], role=role, from_on=made.today, **here)


def with_login(made: World, name: str) -> Actor:
    """Give a worker an account, which idempotency keys are kept under, and return them."""
    from permanence.operations.accounts import add_login

    add_login(
        worker_id=made.people[name],
        username=f"{name.split(maxsplit=1)[0].lower()}.{uuid4().hex[:8]}",
        email=f"{uuid4().hex[:12]}@example.org",
        password="a long enough password 7",
        actor=made.founder,
        at=made.at,
    )
    return replace(made.actor(name))


def as_typed(answers: dict[str, Any]) -> dict[str, str | list[str]]:
    """Return answers as the fields of a page: a date is three boxes."""
    typed: dict[str, str | list[str]] = {}
    for name, value in answers.items():
        if isinstance(value, date):
            typed |= {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}
        else:
            typed[name] = value
    return typed


def version(step_id: UUID) -> int:
    """Return the version that a page of the workstep shows now."""
    return Workstep.objects.values_list("version", flat=True).get(id=step_id)


def section_version(step_id: UUID, section: str) -> int:
    """Return the version that a page of the section shows now; 0 before its first save."""
    rows = SectionAnswers.objects.filter(step_id=step_id, section=section)
    return rows.values_list("version", flat=True).first() or 0


def newest(step_type: str) -> UUID:
    """Return the workstep of that type that was passed on last."""
    return Workstep.objects.filter(step_type=step_type).latest("passed_at", "id").id


def step(step_id: UUID) -> Workstep:
    """Return a workstep's row as it stands."""
    return Workstep.objects.select_related("pathway").get(id=step_id)


def asked(step_id: UUID, key: str) -> Request:
    """Return the newest request of that kind on a workstep."""
    return Request.objects.filter(step_id=step_id, key=key).latest("sent_at", "id")


def proposal(step_id: UUID, key: str) -> NextAction:
    """Return the newest next action of that kind on a workstep."""
    return NextAction.objects.filter(step_id=step_id, key=key).latest("added_at", "id")


def inbox(key: str, authority_id: UUID | None = None) -> UUID:
    """Return the inbox of that key; a test with more than one authority says whose."""
    found = Inbox.objects.filter(key=key)
    return (found.filter(authority_id=authority_id) if authority_id else found).get().id
