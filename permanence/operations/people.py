"""People, and what they are to a child (docs/design.md section 3)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.london import london_date
from permanence.kernel.names import read_name
from permanence.kernel.reading import NotRead
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse
from permanence.operations.done import Done
from permanence.operations.loading import load_child
from permanence.records.children import Child
from permanence.records.people import Person, PersonName, Relationship


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Done):
    """The person that was added."""

    person_id: UUID | None = None


def new_person(
    *,
    authority_id: UUID,
    name: str,
    known_as: str = "",
    date_of_birth: date | None = None,
    sex: str = "",
    gender_described: str = "",
    agency: str = "",
    number: str | None = None,
) -> Person:
    """Write down a person with a current name, in the transaction of whoever adds them.

    Raises:
        Refused: there is no name, it is too long to be kept whole, or it holds what cannot be shown.
    """
    try:
        tidy = read_name(name)
    except NotRead as wrong:
        raise refuse(str(wrong)) from None
    if not tidy.strip():
        raise refuse("Write the person's name.")
    person = Person.objects.create(
        authority_id=authority_id,
        number=number,
        name=tidy,
        known_as=known_as,
        date_of_birth=date_of_birth,
        sex=sex,
        gender_described=gender_described,
        agency=agency,
    )
    PersonName.objects.create(authority_id=authority_id, person=person, name=tidy)
    if known_as and known_as != tidy:
        PersonName.objects.create(authority_id=authority_id, person=person, name=known_as, kind="known_as")
    return person


def relate(*, person_id: UUID, of: Child, relation: str, today: date, note: str = "") -> Relationship:
    """Write down what a person is to a child from today, unless that is written down already."""
    return Relationship.objects.get_or_create(
        authority_id=of.authority_id,
        person_id=person_id,
        of_id=of.person_id,
        relation=relation,
        to_on=None,
        defaults={"from_on": today, "note": note},
    )[0]


@practice_act("add_person", gives=PersonAdded)
def add_person(
    *,
    child_id: UUID,
    name: str,
    relation: str,
    date_of_birth: date | None = None,
    note: str = "",
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[PersonAdded]:
    """Add a person who is something to the child: relative, carer, friend, professional of another agency.

    Args:
        relation: key of the list RELATION, such as `mother`.

    Raises:
        Refused: the actor may not, or there is no name.
    """
    child = load_child("add_person", child_id=child_id, actor=actor, at=at)
    person = new_person(authority_id=actor.authority_id, name=name, date_of_birth=date_of_birth)
    relate(person_id=person.id, of=child.row, relation=relation, today=london_date(at), note=note)
    return Acted(
        done=PersonAdded(says=f"{person.name} is added.", child_id=child_id, person_id=person.id),
        child_id=child_id,
        object_type="person",
        object_id=person.id,
        why=child.why,
        said={"relation": relation},
    )
