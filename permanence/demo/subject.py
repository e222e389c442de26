"""A child as whoever writes the forms knows them: facts, family, workers, and how sentences speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from types import MappingProxyType
from uuid import UUID, uuid5

from permanence.kernel.dates import age_on
from permanence.kernel.facts import ChildFacts

PRONOUNS: Mapping[str, Mapping[str, str]] = {
    "F": {"she": "she", "her": "her", "him": "her", "hers": "hers", "himself": "herself"},
    "M": {"she": "he", "her": "his", "him": "him", "hers": "his", "himself": "himself"},
}
SIBLING = {"F": "sister", "M": "brother"}
FAMILY = ("mother", "father", "sibling", "grandparent", "aunt", "friend", "carer", "match")
SCHOOL_STARTS, SECONDARY_STARTS, COLLEGE_STARTS = 5, 11, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Somebody in the child's life, as the record has them."""

    id: UUID
    name: str
    sex: str = "F"
    born: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A worker, with the id that `worker` answers hold and the one that `person` answers hold."""

    id: UUID
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heritage:
    """Where a family comes from: codes and words of the forms."""

    ethnicity: str = "WBRI"
    words: str = "White British"
    nationality: str = "united_kingdom"
    language: str = "English"
    religion: str = "None said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A child and everybody around them.

    Args:
        people: by what they are to the child (`mother`, `sibling`, `carer`); only those there are.
        workers: by what they do for the child (`social_worker`, `iro`, `adm`).
        file_id: the stored file that tables of papers point to.
    """

    facts: ChildFacts
    sex: str = "F"
    people: Mapping[str, Relative] = field(default_factory=dict)
    workers: Mapping[str, Colleague] = field(default_factory=dict)
    heritage: Heritage = field(default_factory=Heritage)
    school: str = "Weir Lane School"
    proceedings: bool = False
    file_id: UUID | None = None

    def has(self, alias: str) -> bool:
        """Return whether there is such a person. Workers and professionals there always are."""
        return alias in self.people or alias not in FAMILY

    def person(self, alias: str) -> UUID:
        """Return the id that a `person` answer holds."""
        if alias in self.people:
            return self.people[alias].id
        if alias in self.workers:
            return self.workers[alias].person_id
        return self.facts.id if alias == "child" else uuid5(self.facts.id, f"person:{alias}")

    def worker(self, alias: str) -> UUID:
        """Return the id that a `worker` answer holds."""
        return self.workers[alias].id if alias in self.workers else uuid5(self.facts.id, f"worker:{alias}")

    def names(self, on: date) -> dict[str, str]:
        """Return the words that texts use in place of `<word>`; without those of people the child does not have."""
        spoken = dict(PRONOUNS.get(self.sex, PRONOUNS["F"]))
        spoken |= {name.capitalize(): words for name, words in _capital(spoken).items()}
        firsts = {alias: each.name.split()[0] for alias, each in self.people.items()}
        workers = {alias: each.name for alias, each in self.workers.items()}
        return {
            **spoken,
            "c": self.facts.known_as,
            "age": str(age_on(self.facts.date_of_birth, on=on)),
            "school": self.school,
            "mmdd": f"{on:%m%d}",
            "language": self.heritage.language,
            "languages": ", ".join(dict.fromkeys([self.heritage.language, "English"])),
            "religion": self.heritage.religion,
            "nationality": self.heritage.nationality.replace("_", " ").title(),
            "ethnicity_words": self.heritage.words,
            "carer": firsts.get("carer", "the carer"),
            "carer_name": self.people["carer"].name if "carer" in self.people else "The present carers",
            **({"sib": firsts["sibling"]} if "sibling" in firsts else {}),
            **({"mothers_surname": self.people["mother"].name.split()[-1]} if "mother" in firsts else {}),
            "sw": workers.get("social_worker", "the social worker").split()[0],
            "sw_name": workers.get("social_worker", "the social worker"),
            "manager_name": workers.get("manager", "The team manager"),
            "iro_name": workers.get("iro", "The Independent Reviewing Officer"),
        }

    def codes(self, on: date) -> dict[str, str | int]:
        """Return the facts that answers take as they are, by the name after `=`."""
        age = age_on(self.facts.date_of_birth, on=on)
        sibling = self.people.get("sibling")
        return {
            "full_name": self.facts.name,
            "known_as": self.facts.known_as,
            "number": self.facts.person_number,
            "born": self.facts.date_of_birth.isoformat(),
            "age": age,
            "sex": self.sex,
            "legal": self.facts.legal_status or "C1",
            "nationality": self.heritage.nationality,
            "ethnicity": self.heritage.ethnicity,
            "proceedings": "yes" if self.proceedings else "no",
            "sibling_relation": SIBLING[sibling.sex] if sibling else "other_relative",
            "sibling_born": sibling.born.isoformat() if sibling and sibling.born else "",
            "address": "22 Mill Rise, Westmere, ZZ99 5WM",
            "year_group": _year_group(age),
            "setting": _setting(age),
            "attendance": 88 + self.facts.date_of_birth.day % 11,
        }

    def papers(self, file_id: UUID) -> "Subject":
        """Return the same child with a stored file that tables of papers may point to."""
        return replace(self, file_id=file_id)


def subject_of(child: ChildFacts, *, seed: int = 0) -> Subject:
    """Return a child with an ordinary family that stands in no record, for whoever needs answers alone."""
    rng = Random(f"{seed}:{child.id}")
    there = ["mother", "grandparent", "aunt", "friend", "carer", "match"]
    there += [alias for alias in ("father", "sibling") if rng.random() < 0.8]
    names = {"mother": "Dawn Carrow", "father": "Lee Carrow", "sibling": "Robin Carrow", "grandparent": "Iris Carrow"}
    names |= {"aunt": "Bea Carrow", "friend": "Samira Holt", "carer": "Ros Whitlow", "match": "Jo and Pat Lindqvist"}
    born = child.date_of_birth.replace(day=1, year=child.date_of_birth.year - 1)
    people = {
        alias: Relative(
            id=uuid5(child.id, f"person:{alias}"), name=names[alias], born=born if alias == "sibling" else None
        )
        for alias in there
    }
    roles = {"social_worker": "social_worker", "iro": "independent_reviewing_officer"}
    workers = {
        alias: Colleague(id=held.id, person_id=held.person_id or held.id, name=held.name)
        for alias, role in roles.items()
        if (held := child.allocated.get(role))
    }
    return Subject(
        facts=child,
        sex=rng.choice("FM"),
        people=MappingProxyType(people),
        workers=MappingProxyType(workers),
        proceedings=rng.random() < 0.3,
        file_id=uuid5(child.id, "file"),
    )


def _capital(spoken: Mapping[str, str]) -> dict[str, str]:
    return {name: words.capitalize() for name, words in spoken.items()}


def _year_group(age: int) -> str:
    return f"Year {age - 4}" if SCHOOL_STARTS <= age < COLLEGE_STARTS else "Not in a school year"


def _setting(age: int) -> str:
    if age < SCHOOL_STARTS:
        return "nursery"
    if age < SECONDARY_STARTS:
        return "primary"
    return "secondary" if age < COLLEGE_STARTS else "college"
