"""Finding somebody to be named in an answer: workers of the authority, people around the child."""

from uuid import UUID

from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.relations import relations_of_list
from permanence.queries.listed import Listed, StoredName
from permanence.queries.section_pages import Around, TypedNames
from permanence.records.children import Child
from permanence.records.documents import StoredFile
from permanence.records.names import names_of
from permanence.records.people import Relationship, Worker

MATCHES = 10
LONGEST_SEARCH = 100
KILOBYTE, MEGABYTE = 1000, 1_000_000


def around(section: Section, typed: TypedNames, *, facts: StepFacts, find: str) -> Around:
    """Return what the fields of a section need besides what was typed.

    Args:
        find: HTML name of the field whose search is wanted, "" for none; its words are typed in `<name>-find`.
    """
    authority_id = facts.child.authority_id
    relations = tuple(Listed(id=option.key, name=option.label) for option in relations_of_list(facts.process))
    words = " ".join(_one(typed.get(f"{find}-find", ""))[:LONGEST_SEARCH].split())
    matches: tuple[Listed, ...] = ()
    if find and kind_of(section, find) == "person":
        matches = people_matching(words, child=facts.child, labels={each.id: each.name for each in relations})
    elif find:
        matches = workers_matching(words, authority_id=authority_id)
    names = names_of(dict(typed), authority_id=authority_id)
    return Around(
        listed={id_: Listed(id=id_, name=name) for id_, name in names.items()},
        files=files_of(facts.id),
        inboxes=tuple(Listed(id=str(each.inbox_id), name=each.inbox_name) for each in facts.inboxes.values()),
        relations=relations,
        found={find: matches} if find else {},
        searched={find: words} if find else {},
    )


def _one(typed: str | list[str]) -> str:
    return typed if isinstance(typed, str) else typed[-1]


def kind_of(section: Section, name: str) -> str:
    """Return the kind of the question or cell of that HTML name, "" where there is none."""
    for question in section.questions:
        if question.key == name:
            return question.kind
        for column in question.columns:
            if name.startswith(f"{question.key}.") and name.endswith(f".{column.key}"):
                return column.kind
    return ""


def workers_matching(words: str, *, authority_id: UUID) -> tuple[Listed, ...]:
    """Return the workers in whose name every word stands, at most 10, by name; nobody for no words. One query."""
    if not words.split():
        return ()
    found = _workers_named(words, authority_id=authority_id)
    return tuple(Listed(id=str(id_), name=name, detail=job) for id_, _, name, job in found)


def _workers_named(words: str, *, authority_id: UUID) -> list[tuple[UUID, UUID, str, str]]:
    """Return id, person, name and job of the workers in whose name every word stands, at most 10, by name."""
    rows = Worker.objects.filter(authority_id=authority_id, disabled_at=None)
    for word in words.split():
        rows = rows.filter(person__name__icontains=word)
    named = rows.order_by("person__name", "id")
    return list(named.values_list("id", "person_id", "person__name", "job_title")[:MATCHES])


def people_matching(words: str, *, child: ChildFacts, labels: dict[str, str]) -> tuple[Listed, ...]:
    """Return the child and the people around the child in whose name every word stands; all, for no words.

    For words also the workers of the authority, who come to meetings and sign (forms.md, `present`). Three queries.
    Nobody else is found here: the people around other children are not this reader's to see.
    """
    own = Child.objects.values_list("person_id", flat=True).get(id=child.id)
    rows = Relationship.objects.filter(of_id=own).order_by("person__name", "id")
    told = rows.values_list("person_id", "person__name", "relation")
    others = [(str(id_), name, labels.get(relation, relation)) for id_, name, relation in told]
    wanted = words.casefold().split()
    around = [
        Listed(id=id_, name=name, detail=detail)
        for id_, name, detail in dict.fromkeys([(str(own), child.name, "the child"), *others])
        if all(word in name.casefold() for word in wanted)
    ]
    known = {each.id for each in around}
    workers = _workers_named(words, authority_id=child.authority_id) if wanted else []
    return (
        *around,
        *(Listed(id=str(id_), name=name, detail=job) for _, id_, name, job in workers if str(id_) not in known),
    )


def files_of(step_id: UUID) -> dict[str, StoredName]:
    """Return the files kept on a workstep, by id. One query."""
    rows = StoredFile.objects.filter(step_id=step_id).values_list("id", "name", "size")
    return {
        str(id_): StoredName(id=str(id_), name=name, size=size_words(size), href=f"/files/{id_}/")
        for id_, name, size in rows
    }


def size_words(size: int) -> str:
    """Return the size of a file in words.

    >>> size_words(900), size_words(212_400), size_words(3_400_000)
    ('1 KB', '212 KB', '3.4 MB')
    """
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(round(size / KILOBYTE), 1)} KB"
