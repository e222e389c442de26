"""People named for the first time in a form: added in the save's own transaction, then pointed to like any other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.names import read_name
from permanence.kernel.reading import NotRead, single
from permanence.kernel.relations import relations_of_list
from permanence.operations.people import new_person, relate
from permanence.records.children import Child
from permanence.records.people import Person, Relationship

NEW_NAME, NEW_RELATION = "-new-name", "-new-relation"
LONGEST_RELATION = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What was typed, each new person replaced by the id given to them; and what could not be added."""

    typed: dict[str, str | list[str]]
    errors: Mapping[str, str]
    added: tuple[UUID, ...]


def with_new_people(section: Section, typed: Typed, *, facts: StepFacts, actor: Actor) -> Named:
    """Add each person typed as new into a question or cell of kind `person`, with what they are to the child.

    A person already related to the child, of the same name and relation, is not added twice.
    """
    plain, errors, added = dict(typed), dict[str, str](), list[UUID]()
    for name in _fields(section, typed):
        relation = _text(typed, name + NEW_RELATION).strip()
        try:
            full_name = read_name(_text(typed, name + NEW_NAME))
        except NotRead as wrong:
            errors[name] = str(wrong)
            continue
        if not full_name.strip():
            continue
        if not _is_relation(relation, facts):
            errors[name] = f"Choose what {full_name} is to {facts.child.known_as}."
        else:
            person_id, is_new = _person(full_name, relation, facts=facts, actor=actor)
            added += [person_id] if is_new else []
            plain[name] = str(person_id)
            del plain[name + NEW_NAME]
            plain.pop(name + NEW_RELATION, None)
    return Named(typed=plain, errors=errors, added=tuple(added))


def _is_relation(relation: str, facts: StepFacts) -> bool:
    """Return whether it is one of the process's own list; where that has none, whether it says anything that fits."""
    offered = {option.key for option in relations_of_list(facts.process)}
    return relation in offered if offered else 0 < len(relation) <= LONGEST_RELATION and relation.isprintable()


def _fields(section: Section, typed: Typed) -> Iterator[str]:
    """Yield the fields of kind `person` into which a new name was typed."""
    names = [name.removesuffix(NEW_NAME) for name in typed if name.endswith(NEW_NAME)]
    people = {question.key for question in section.questions if question.kind == "person"}
    cells = {
        (question.key, column.key)
        for question in section.questions
        for column in question.columns
        if column.kind == "person"
    }
    for name in names:
        parts = name.rsplit(".", 2)
        if name in people or (len(parts) == len(("table", "row", "column")) and (parts[0], parts[2]) in cells):
            yield name


def _text(typed: Typed, name: str) -> str:
    value = typed.get(name, "")
    return value if isinstance(value, str) else single({name: value[:1]}, name)


def _person(name: str, relation: str, *, facts: StepFacts, actor: Actor) -> tuple[UUID, bool]:
    child = Child.objects.get(id=facts.child.id)
    standing = Relationship.objects.filter(of_id=child.person_id, relation=relation, to_on=None, person__name=name)
    known = standing.values_list("person_id", flat=True).first()
    if known:
        return known, False
    person: Person = new_person(authority_id=actor.authority_id, name=name)
    relate(person_id=person.id, of=child, relation=relation, today=facts.today)
    return person.id, True
