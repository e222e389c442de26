"""Kinship among people who stand in the record themselves: brothers and sisters in care, and a related worker."""

from collections.abc import Sequence
from itertools import permutations

from permanence.demo.authority import read_people
from permanence.demo.case import Case
from permanence.demo.house import House
from permanence.demo.subject import SIBLING, Relative
from permanence.operations.people import relate
from permanence.records.children import Child


def relate_groups(cases: Sequence[Case]) -> None:
    """Write down who is whose brother or sister, of children who came into care together."""
    for one, other in permutations([case for case in cases if "group" in case.entry], 2):
        if one.entry["group"] == other.entry["group"]:
            _relate(one, to=other)


def _relate(one: Case, *, to: Case) -> None:
    person = Child.objects.select_related("person").get(id=one.child_id).person
    sex = one.entry["sex"]
    relate(person_id=person.id, of=Child.objects.get(id=to.child_id), relation=SIBLING[sex], today=to.today)
    to.people.setdefault("sibling", Relative(id=person.id, name=person.name, sex=sex, born=one.entry["born"]))


def relate_workers(house: House, cases: Sequence[Case]) -> None:
    """Write down which worker declared to be a child's relative."""
    for worker in read_people("westmere")["workers"]:
        if "relative_of" in worker:
            case = next(case for case in cases if case.number == worker["relative_of"])
            relate(
                person_id=house.colleagues[worker["login"]].person_id,
                of=Child.objects.get(id=case.child_id),
                relation="aunt_or_uncle",
                today=case.today,
                note="Declared by the worker",
            )
