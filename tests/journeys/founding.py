"""The authority of the stories: founded, staffed and given a child, each by the operation that does it in practice."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from permanence.demo.subject import Colleague, Relative, Subject
from permanence.kernel.actors import Actor, operator
from permanence.kernel.london import london_date
from permanence.operations import accounts, authorities, children, definitions, people, workers
from permanence.outside.definitions import PROCESSES
from permanence.outside.overlays import load_under
from permanence.queries.actors import worker_acting
from permanence.records.accounts import User
from permanence.records.child_facts import child_facts
from permanence.records.children import Child as ChildRow
from permanence.records.people import Worker
from tests.journeys.cast import INBOXES, OWNERS, TEAMS, WORKERS, ChildPart
from tests.journeys.definitions import KEY, process
from tests.journeys.own_names import sayer
from tests.journeys.real_time import now
from tests.journeys.story import Child, Hands, Person, Story

FAMILY = {
    "mother": ("Dawn Carrow", "mother", "F", date(1992, 3, 1)),
    "father": ("Lee Carrow", "father", "M", date(1990, 7, 1)),
    "sibling": ("Robin Carrow", "half_brother", "M", date(2024, 2, 1)),
    "grandparent": ("Iris Carrow", "grandparent_maternal", "F", date(1962, 5, 1)),
    "aunt": ("Bea Carrow", "aunt_or_uncle", "F", date(1995, 9, 1)),
    "friend": ("Samira Holt", "friend", "F", date(2018, 1, 1)),
    "carer": ("Ros Whitlow", "current_carer", "F", date(1975, 4, 1)),
    "match": ("Jo Lindqvist", "other", "F", date(1980, 6, 1)),
}
# What texts call the people who do something in a form, and who that is here. Whoever decides sits in no meeting.
DOING = {
    "social_worker": "priya",
    "manager": "joan",
    "adm": "ruth",
    "qaag": "lena",
    "qaag_chair": "gwen",
    "chair": "gwen",
    "panel_chair": "gwen",
    "panel_member_1": "meera",
    "panel_member_2": "kit",
    "panel_member_3": "una",
    "panel_member_4": "ravi",
    "professional_advisor": "sam",
    "panel_administrator": "omar",
    "administrator": "omar",
    "supervising": "una",
    "finder": "dee",
}


def found(hands: Hands, part: ChildPart, *, looked_after_from: datetime, authority: Path | None = None) -> Story:
    """Return the story of a child looked after from a day, under an interim care order, in a foster home (U6).

    `authority` is the folder of the one that it is told in; None: one that does everything as the guide says.
    """
    story = Story(authority_id=uuid4(), hands=hands, at=looked_after_from)
    hands.reaches(looked_after_from)
    founder = operator(authority_id=story.authority_id, real_at=now())
    authorities.found_authority(name="Westmere", slug=f"w{uuid4().hex[:8]}", is_demo=True, actor=founder, at=story.at)
    here = load_under(PROCESSES / KEY, authority) if authority else process()
    story.told["say"] = sayer(here)
    definitions.publish_process(process=here, why="For the story", actor=founder, at=story.at)
    teams = {name: _team(name, founder, story) for name in TEAMS}
    for worker in WORKERS:
        _hire(story, worker, teams, founder)
    for title, (key, team) in INBOXES.items():
        _inbox(story, title, key, teams[team], founder)
    _meet_the_child(story, part, teams[TEAMS[0]], founder)
    return story


def _team(name: str, founder: Actor, story: Story) -> UUID:
    slug = name.lower().replace(" ", "-")
    made = authorities.add_team(name=name, slug=slug, actor=founder, at=story.at)
    assert made.team_id
    return made.team_id


def _hire(story: Story, part: Any, teams: dict[str, UUID], founder: Actor) -> None:
    roles = [(role, teams[part.team]) for role in part.roles]
    added = workers.add_worker(
        name=part.name, job_title=part.job_title, roles=roles, teams=[teams[part.team]], actor=founder, at=story.at
    )
    assert added.worker_id
    story.people[part.first_name] = Person(story=story, part=part, worker_id=added.worker_id)


def let_sign_in(story: Story, *, password: str) -> None:
    """Let everybody of the story sign in, by first name; who has a login already gets the password."""
    founder = operator(authority_id=story.authority_id, real_at=now())
    for first_name, person in story.people.items():
        if login := User.objects.filter(worker_id=person.worker_id).first():
            login.set_password(password)
            login.save()
            continue
        accounts.add_login(
            worker_id=person.worker_id,
            username=first_name,
            email=f"{first_name}@example.org",
            password=password,
            actor=founder,
            at=story.at,
        )


def _inbox(story: Story, title: str, key: str, team_id: UUID, founder: Actor) -> None:
    members = [person.worker_id for person in story.people.values() if person.part.inbox == title]
    owner = story.people[OWNERS[title]].worker_id
    authorities.add_inbox(
        title=story.say(title), slug=key, team_id=team_id, members=members, owner_id=owner, actor=founder, at=story.at
    )


def _meet_the_child(story: Story, part: ChildPart, team_id: UUID, founder: Actor) -> None:
    today = london_date(story.at)
    added = children.add_child(
        name=part.name, date_of_birth=part.born, sex=part.sex, team_id=team_id, actor=founder, at=story.at
    )
    assert added.child_id
    here: dict[str, Any] = {"child_id": added.child_id, "at": story.at}
    for role, first_name in part.people:
        worker_id = story.people[first_name].worker_id
        children.allocate(worker_id=worker_id, role=role, from_on=today, actor=founder, **here)
    story.told["child"] = Child(id=added.child_id, part=part, number=added.number)
    story.told["records"] = Records(story)
    keeper = _keeper(story)
    children.set_legal_status(code="C1", from_on=today, actor=keeper, **here)
    children.set_placement(code="U6", provider="PR1", from_on=today, carers="Ros Whitlow", actor=keeper, **here)
    children.start_care_period(from_on=today, category_of_need="N1", actor=keeper, **here)
    herself = ChildRow.objects.values_list("person_id", flat=True).get(id=added.child_id)
    story.told["family"] = {"child": Relative(id=herself, name=part.name, sex=part.sex, born=part.born)}
    story.told["family"] |= {alias: _relative(alias, keeper, **here) for alias in FAMILY}


def _relative(alias: str, keeper: Actor, **here: Any) -> Relative:
    name, relation, sex, born = FAMILY[alias]
    added = people.add_person(name=name, relation=relation, date_of_birth=born, actor=keeper, **here)
    assert added.person_id
    return Relative(id=added.person_id, name=name, sex=sex, born=born)


def _keeper(story: Story) -> Actor:
    """Return who keeps the child's record: the manager of the team."""
    joan = story.people["joan"]
    return worker_acting(worker_id=joan.worker_id, today=london_date(story.at), real_at=now(), request_id="journey")


class Records:
    """What happens to the child outside the process, and is written down."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def legal_status(self, code: str, *, from_on: str) -> None:
        """The court changes the child's legal status from a day."""
        on = datetime.strptime(from_on, "%d %b %Y").date()  # noqa: DTZ007  # a day without a time
        self._write(children.set_legal_status, code=code, from_on=on)

    def allocated(self, first_name: str, role: str, *, from_on: str) -> None:
        """Another worker works with the child from a day."""
        on = datetime.strptime(from_on, "%d %b %Y").date()  # noqa: DTZ007  # a day without a time
        self._write(children.allocate, worker_id=self.story.people[first_name].worker_id, role=role, from_on=on)

    def _write(self, operation: Callable[..., Any], **given: Any) -> None:
        story = self.story
        operation(child_id=story.child.id, actor=_keeper(story), at=story.a_minute_later(), **given)


def subject(story: Story) -> Subject:
    """Return the child with family and workers, as whoever writes the forms knows them."""
    facts = child_facts([story.child.id], london_date(story.at))[story.child.id]
    doing = {**DOING, "iro": next(who for role, who in story.child.part.people if role.startswith("independent"))}
    ids = dict(Worker.objects.filter(authority_id=story.authority_id).values_list("id", "person_id"))
    here = {alias: story.people[first_name] for alias, first_name in doing.items()}
    workers_here = {
        alias: Colleague(id=person.worker_id, person_id=ids[person.worker_id], name=person.name)
        for alias, person in here.items()
    }
    return Subject(
        facts=facts,
        sex=story.child.part.sex,
        people=story.told["family"],
        workers=workers_here,
        file_id=story.told.get("file"),
    )
