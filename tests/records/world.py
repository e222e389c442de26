"""A small authority for tests of the tables: made row by row, without the operations that a later layer gives."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from permanence.kernel.actors import Actor
from permanence.queries.actors import actor_for
from permanence.records.accounts import User
from permanence.records.authorities import Authority, Inbox, InboxMember, Team
from permanence.records.children import Allocation, Child
from permanence.records.definitions import ProcessVersion
from permanence.records.pathways import Pathway
from permanence.records.people import Membership, Person, RoleHeld, Worker
from permanence.records.requests import Request
from permanence.records.worksteps import StepEvent, Workstep

NOW = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
TODAY = date(2027, 1, 14)
LONG_AGO = date(2020, 1, 1)


@dataclass
class World:
    """One authority with two teams and an inbox, and what is added to it."""

    key: str = "northmoor"
    authority: Authority = field(init=False)
    team: Team = field(init=False)
    other_team: Team = field(init=False)
    inbox: Inbox = field(init=False)

    def __post_init__(self) -> None:
        self.authority = Authority.objects.create(key=self.key, name=self.key.title())
        self.team = Team.objects.create(authority=self.authority, key="east", name="East")
        self.other_team = Team.objects.create(authority=self.authority, key="west", name="West")
        self.inbox = Inbox.objects.create(
            authority=self.authority, key="cs_qaag", title="CS QAAG – Inbox", team=self.other_team
        )

    def person(self, name: str, **more: Any) -> Person:
        return Person.objects.create(authority=self.authority, name=name, **more)

    def worker(self, name: str, *roles: str, team: Team | None = None, everywhere: bool = False) -> Worker:
        person = self.person(name)
        worker = Worker.objects.create(authority=self.authority, person=person, job_title="Worker")
        username = f"{name.replace(' ', '.').lower()}.{self.key}"
        User.objects.create(
            authority=self.authority,
            username=username,
            email=f"{username}@example.org",
            worker=worker,
            date_joined=NOW,
        )
        if team:
            self.join(worker, team)
        for role in roles:
            held_in = None if everywhere else team
            RoleHeld.objects.create(authority=self.authority, worker=worker, role=role, team=held_in, from_on=LONG_AGO)
        return worker

    def join(self, worker: Worker, team: Team, *, to_on: date | None = None) -> Membership:
        return Membership.objects.create(
            authority=self.authority, worker=worker, team=team, from_on=LONG_AGO, to_on=to_on
        )

    def add_to_inbox(self, worker: Worker, *, to_on: date | None = None) -> InboxMember:
        return InboxMember.objects.create(
            authority=self.authority, inbox=self.inbox, worker=worker, from_on=LONG_AGO, to_on=to_on
        )

    def child(self, name: str = "Maya Thornbury", *, access_class: str = "open", team: Team | None = None) -> Child:
        self.authority.next_person_number += 1
        number = str(self.authority.next_person_number)
        person = self.person(name, number=number, date_of_birth=date(2018, 3, 9), sex="F")
        return Child.objects.create(
            authority=self.authority, person=person, team=team or self.team, access_class=access_class
        )

    def allocate(self, child: Child, worker: Worker, role: str = "social_worker", **dates: date) -> Allocation:
        return Allocation.objects.create(
            authority=self.authority, child=child, worker=worker, role=role, **{"from_on": LONG_AGO, **dates}
        )

    def pathway(self, child: Child, **more: Any) -> Pathway:
        return Pathway.objects.create(
            authority=self.authority, child=child, process_key="long_term_fostering", opened_at=NOW, **more
        )

    def step(self, child: Child, *, pathway: Pathway | None = None, **more: Any) -> Workstep:
        return Workstep.objects.create(**self.step_row(child, pathway=pathway, **more))

    def step_row(self, child: Child, *, pathway: Pathway | None = None, **more: Any) -> dict[str, Any]:
        return {
            "authority": self.authority,
            "child": child,
            "pathway": pathway or Pathway.objects.filter(child=child, closed_at=None).first() or self.pathway(child),
            "process_key": "long_term_fostering",
            "step_type": "family_finding_request",
            "title": "SC Permanence Family Finding Request",
            "child_name": child.person.name,
            "child_number": child.person.number,
            "child_born_on": child.person.date_of_birth,
            "passed_at": NOW,
            **more,
        }

    def request(self, step: Workstep, *, sent_by: Worker, **more: Any) -> Request:
        return Request.objects.create(
            **{
                "authority": self.authority,
                "step": step,
                "child": step.child,
                "key": "manager_acknowledge",
                "title": "Required CS Manager: Please Review and Acknowledge Request",
                "kind": "notification",
                "sent_by": sent_by,
                "sent_at": NOW,
                **more,
            }
        )

    def event(self, step: Workstep, by: Worker) -> StepEvent:
        return StepEvent.objects.create(authority=self.authority, step=step, at=NOW, act="start", by=by, said="Started")

    def actor(self, worker: Worker, *, today: date = TODAY, acting_for: UUID | None = None) -> Actor:
        user = User.objects.get(worker=worker)
        return actor_for(user_id=user.id, today=today, real_at=NOW, request_id=str(uuid4()), acting_for=acting_for)


def published(world: World) -> ProcessVersion:
    """A version that says nothing: for what must only point to one."""
    return ProcessVersion.objects.create(
        authority=world.authority,
        process_key="long_term_fostering",
        number=1,
        version="4.2",
        digest="0" * 64,
        definition={},
        published_at=NOW,
    )
