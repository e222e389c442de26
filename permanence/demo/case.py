"""One child as the stories tell it: what is known so far, and the verbs by which anybody acts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from permanence.demo.answers import answers_for
from permanence.demo.families import HERITAGES, SCHOOLS, Kin
from permanence.demo.house import House
from permanence.demo.papers import PLACEHOLDER, attach_papers
from permanence.demo.subject import Colleague, Relative, Subject
from permanence.kernel.actors import Actor
from permanence.kernel.answers import typed_of
from permanence.kernel.completeness import known
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.london import london_date
from permanence.operations.forms import save_section
from permanence.operations.people import add_person
from permanence.records.forms import SectionAnswers
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep

MANAGER = {"north": "joan.ellery", "south": "omar.sheikh"}
TEAM = {"marek.dvorak": "south"}
# Workers of the texts, by login; the child's own come from its entry.
EVERYWHERE = {
    "qaag_chair": "nadia.flint",
    "administrator": "peter.quill",
    "finder": "dee.marlow",
    "finder_manager": "sam.orr",
    "supervising": "bridget.lowe",
    "panel_administrator": "wendy.sharp",
    "panel_chair": "alan.mead",
    "professional_advisor": "ifeoma.obi",
    "panel_member_1": "Sheila Grant",
    "panel_member_2": "Dominic Frayne",
    "panel_member_3": "Hannah Oduya",
    "panel_member_4": "Dr Vikram Allan",
}
CHAIRS = {"child_in_care_review": "iro", "c1235": "finder_manager"}


@dataclass(slots=True, kw_only=True)
class Case:
    """A child of the demo, in the making.

    Args:
        entry: its entry in people/children.yaml.
        at: practice time of the act under way.
        decided_on: the day of the Agency Decision Maker's newest decision.
        reviews: how many were held.
        is_told: the story is told; of a child whose is not, nothing but the name is known.
    """

    number: int
    entry: Mapping[str, Any]
    house: House
    rng: Random
    at: datetime
    child_id: UUID = PLACEHOLDER
    people: dict[str, Relative] = field(default_factory=dict)
    decided_on: date | None = None
    reviews: int = 0
    is_told: bool = True

    @property
    def today(self) -> date:
        """Return the practice date."""
        return london_date(self.at)

    @property
    def team(self) -> str:
        """Return the slug of the team that holds the child."""
        return TEAM.get(self.entry["sw"], "north")

    @property
    def logins(self) -> Mapping[str, str]:
        """Return who works on this child, by what they are to it."""
        return {
            **EVERYWHERE,
            "social_worker": self.entry["sw"],
            "iro": self.entry["iro"],
            "manager": MANAGER[self.team],
            "qaag": "lena.voss" if self.number % 3 else "colin.reyes",
            "adm": "ruth.calloway" if self.number % 4 else "stephen.adair",
            "finder": "dee.marlow" if self.number % 3 else "yusuf.karim",
            "reviewer": "kit.hale",
        }

    def acting(self, alias: str) -> Actor:
        """Return whoever acts, by what they are to the child, or by login."""
        return self.house.acting(self.logins.get(alias, alias))

    def told(self, alias: str) -> dict[str, Any]:
        """Return the actor and time that every operation takes."""
        return {"actor": self.acting(alias), "at": self.at}

    def worker_id(self, alias: str) -> UUID:
        """Return the id of a worker, by what they are to the child."""
        return self.house.worker_id(self.logins.get(alias, alias))

    def meet(self, kin: Kin, *, by: str) -> None:
        """Add a person to the child's record."""
        told = self.told(by)
        added = add_person(child_id=self.child_id, name=kin.name, relation=kin.relation, date_of_birth=kin.born, **told)
        self.people[kin.alias] = Relative(id=added.person_id or PLACEHOLDER, name=kin.name, sex=kin.sex, born=kin.born)

    def step(self, step_type: str) -> Workstep:
        """Return the child's newest open workstep of a kind."""
        open_ones = Workstep.objects.filter(child_id=self.child_id, step_type=step_type, closed_at=None)
        return open_ones.order_by("id").latest("id")

    def on(self, step: Workstep) -> dict[str, Any]:
        """Return the id and version, as they stand, that an act on a workstep takes."""
        version = Workstep.objects.values_list("version", flat=True).get(id=step.id)
        return {"step_id": step.id, "version": version}

    def request(self, step: Workstep, key: str) -> dict[str, Any]:
        """Return the id of the newest request of a kind and the workstep's version, that an answer to it takes."""
        sent = Request.objects.filter(step=step, key=key).latest("id")
        return {"request_id": sent.id, "version": self.on(step)["version"]}

    def proposal(self, step: Workstep, key: str) -> UUID:
        """Return the id of a next action proposed on the workstep."""
        return UUID(str(NextAction.objects.values_list("id", flat=True).get(step=step, key=key, state="proposal")))

    def write(self, step: Workstep, *, by: str, only: Collection[int] | None = None, **decided: Any) -> None:
        """Write the sections that are whoever's to write, complete.

        Args:
            only: numbers of the sections; None for all of them that ask something.
            decided: answers that the story settles, by question key.
        """
        actor = self.acting(by)
        facts = step_facts(step.id, actor=actor, at=self.at)
        so_far = {**known(facts), **decided}
        for section in facts.form.sections:
            if not _is_written(section, actor, only, so_far):
                continue
            answers = answers_for(
                facts.form, section, child=self.subject(facts), rng=self.rng, on=self.today, given=so_far
            )
            answers = attach_papers(answers, step_id=step.id, section=section.key, **self.told(by))
            self._save(step, section, answers, by=by)
            so_far |= answers

    def _save(self, step: Workstep, section: Section, answers: Mapping[str, Any], *, by: str) -> None:
        standing = SectionAnswers.objects.filter(step=step, section=section.key).values_list("version", flat=True)
        saved = save_section(
            step_id=step.id,
            section=section.key,
            version=standing.first() or 0,
            typed=typed_of(section, answers),
            **self.told(by),
        )
        if saved.errors:
            raise ValueError(f"Answers of the demo cannot be read: {saved.errors}")

    def subject(self, facts: StepFacts) -> Subject:
        """Return the child as the writer of that form knows it."""
        heads = {**self.logins, "chair": self.logins.get(CHAIRS.get(facts.form.key, "manager"), "")}
        return Subject(
            facts=_without_proceedings(facts.child),
            sex=self.entry["sex"],
            people=self.people,
            workers={alias: self._colleague(login) for alias, login in heads.items()},
            heritage=HERITAGES[self.entry.get("heritage", "british")],
            school=SCHOOLS[self.number % len(SCHOOLS)],
            proceedings=bool(self.entry.get("court")),
            file_id=PLACEHOLDER,
        )

    def _colleague(self, login: str) -> Colleague:
        return self.house.colleagues[login]


def _is_written(section: Section, actor: Actor, only: Collection[int] | None, so_far: Mapping[str, Any]) -> bool:
    if not section.questions or not actor.holds(*section.writers) or (only is not None and section.number not in only):
        return False
    asked_with = {question.asked_with for question in section.questions if question.asked_with}
    return not section.is_next_actions or any(so_far.get(action) == "proposed" for action in asked_with)


def _without_proceedings(child: ChildFacts) -> ChildFacts:
    return replace(child, legal_status=child.legal_status or "C2")
