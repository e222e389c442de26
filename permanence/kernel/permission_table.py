"""Reads the table of who may do what from plain values, and says in sentences what is wrong with it (C09)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, get_args

from permanence.kernel.permissions import (
    OF_A_TEXT,
    OTHER_AUTHORITY,
    PREDICATES,
    About,
    Address,
    Grant,
    Line,
    Permissions,
    Treatment,
)

RELATIONS: Final = frozenset(
    ("allocated", "team", "team_manager", "has_workstep", "in_inbox", "has_request", "took_part", "oversight")
)
"""What the records know somebody to be to a child (records/relations.py)."""
STATES: Final = frozenset(("open", "restricted", "sealed", OTHER_AUTHORITY))
PARTS: Final = ("relations", "records", "people", "acts", "addresses")
AND: Final = " and "


def permissions_from_plain(plain: Mapping[str, Any]) -> Permissions:
    """Return the table. Call it only where `faults_of` finds nothing."""
    grants = {
        act: Grant(act=act, does=said["does"], about=about, lines=tuple(_lines(said["by"], plain["people"])))
        for about, acts in plain["acts"].items()
        for act, said in acts.items()
    }
    addresses = {name: _address(name, said) for name, said in plain["addresses"].items()}
    return Permissions(
        relations=MappingProxyType(dict(plain["relations"])),
        records=MappingProxyType(dict(plain["records"])),
        grants=MappingProxyType(grants),
        addresses=MappingProxyType(addresses),
    )


def faults_of(plain: object) -> Iterator[str]:
    """Yield what is wrong with a table, in whole sentences; nothing where it can be used."""
    if not isinstance(plain, Mapping) or set(plain) != set(PARTS):
        yield f"The table has the parts {', '.join(PARTS)}, and no other."
        return
    for part in PARTS:
        if not isinstance(plain[part], Mapping):
            yield f'"{part}" holds names with values.'
            return
    yield from _faults_of_relations(plain["relations"])
    yield from _faults_of_records(plain["records"])
    for name, parts in plain["people"].items():
        yield from _faults_of_lines(parts, {}, where=f'The people "{name}"')
    yield from _faults_of_acts(plain["acts"], plain["people"])
    yield from _faults_of_reading(plain)
    yield from _faults_of_addresses(plain["addresses"], plain["acts"])


def _faults_of_relations(relations: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(RELATIONS - relations.keys()):
        yield f'The relation "{name}" is missing.'
    for name in sorted(map(str, relations.keys() - RELATIONS)):
        yield f'There is no relation "{name}" to a child. The relations are: {", ".join(sorted(RELATIONS))}.'


def _faults_of_records(records: Mapping[str, Any]) -> Iterator[str]:
    for state in sorted(STATES - records.keys()):
        yield f'The record state "{state}" is missing.'
    for state in sorted(map(str, records.keys() - STATES)):
        yield f'There is no record state "{state}". The states are: {", ".join(sorted(STATES))}.'
    for state, treatment in records.items():
        if treatment not in get_args(Treatment):
            yield f'The record state "{state}" is {treatment!r}; say {", ".join(get_args(Treatment))}.'
    if records.get(OTHER_AUTHORITY, "hidden") != "hidden":
        yield "The records of another authority are hidden, whatever else holds."


def _faults_of_acts(acts: Mapping[str, Any], people: Mapping[str, Any]) -> Iterator[str]:
    seen = set[str]()
    for about, named in acts.items():
        if about not in get_args(About) or not isinstance(named, Mapping):
            yield f'Acts stand under {", ".join(get_args(About))}, not "{about}".'
            continue
        for act, said in named.items():
            if act in seen:
                yield f'The act "{act}" stands there twice. Keep one.'
            seen.add(act)
            if not isinstance(said, Mapping) or set(said) != {"does", "by"}:
                yield f'The act "{act}" says what it does ("does") and who is let near it ("by"), and nothing else.'
                continue
            yield from _faults_of_lines(said["by"], people, where=f'The act "{act}"')


def _faults_of_reading(plain: Mapping[str, Any]) -> Iterator[str]:
    """Lists show whoever is related to the reader; the one look must not be narrower, or wider."""
    by = plain["acts"].get("child", {}).get("see_child", {}).get("by", [])
    named = {each for line in by for each in plain["people"].get(line, [line])}
    if named != RELATIONS:
        yield 'The act "see_child" names every relation and nobody else: lists show the children of each of them.'


def _faults_of_lines(by: object, people: Mapping[str, Any], *, where: str) -> Iterator[str]:
    if not isinstance(by, list) or not by:
        yield f"{where} names nobody. Give a list of who is let near it."
        return
    for line in by:
        for part in str(line).split(AND) if line not in people else ():
            kind, _, role = part.partition(":")
            is_known = (
                part in RELATIONS or part in OF_A_TEXT or (kind in PREDICATES and bool(role) == (kind == "holds"))
            )
            if not is_known:
                yield f'{where} names "{part}", which is neither a relation, nor one of people, nor a predicate.'


def _faults_of_addresses(addresses: Mapping[str, Any], acts: Mapping[str, Any]) -> Iterator[str]:
    known = {act for named in acts.values() if isinstance(named, Mapping) for act in named}
    for name, said in addresses.items():
        if not isinstance(said, Mapping) or set(said) not in ({"public", "methods"}, {"act", "object"}):
            yield f'The address "{name}" names its act and its object, or says why it is public and its methods.'
            continue
        for act in _acts(said):
            if act not in known:
                yield f'The address "{name}" checks "{act}", and there is no such act.'


def _acts(said: Mapping[str, Any]) -> tuple[str, ...]:
    act = said.get("act", ())
    return (act,) if isinstance(act, str) else tuple(act)


def _address(name: str, said: Mapping[str, Any]) -> Address:
    return Address(
        name=name,
        methods=tuple(said.get("methods", ())),
        acts=_acts(said),
        object_type=said.get("object", ""),
        public=said.get("public", ""),
    )


def _lines(by: list[str], people: Mapping[str, list[str]]) -> Iterator[Line]:
    for line in by:
        for each in people.get(line, [line]):
            yield tuple(each.split(AND))
