"""Tables of the invented forms: whom they name is there, and what they say agrees."""

from collections.abc import Mapping
from typing import Any

from permanence.demo.cells import Writing, fill
from permanence.demo.phrases import found_for
from permanence.kernel.form_definitions import Question

CONTACT = ("supervised_unsupervised", "frequency_and_duration", "location")
RELATIONS = {"aunt": "aunt_or_uncle", "grandparent": "grandparent_maternal", "carer": "current_carer"}


def repeating_rows(question: Question, found: Mapping[str, Any], writing: Writing) -> list[dict[str, Any]]:
    """Return the rows of a repeating table, each with an id for life."""
    held = _contacts(found["people"], writing) if "people" in found else list(found["rows"])
    rows = [row for each in held if (row := fill(question.columns, each, writing))]
    if not found.get("all") and "people" not in found and len(rows) > 1:
        wanted = writing.rng.randint((len(rows) + 1) // 2, len(rows))
        chosen = sorted(writing.rng.sample(range(len(rows)), wanted))
        rows = [rows[place] for place in chosen]
    if not rows:
        rows = [row for each in found.get("otherwise", ()) if (row := fill(question.columns, each, writing))]
    return [{"id": f"{writing.rng.getrandbits(64):016x}", **row} for row in rows]


def _contacts(people: Mapping[str, str], writing: Writing) -> list[dict[str, str]]:
    """Return a row of a CONTACT table for everybody the child has: how, how often, where (R16)."""
    codes = writing.subject.codes(writing.on)
    relations = {**RELATIONS, "sibling": str(codes["sibling_relation"])}
    return [
        {
            "contact_with": alias,
            "relationship_to_child": relations.get(alias, alias),
            **dict(zip(CONTACT, (part.strip() for part in words.split(";")), strict=True)),
        }
        for alias, words in people.items()
        if writing.subject.has(alias)
    ]


def fixed_rows(question: Question, found: Mapping[str, Any], writing: Writing) -> dict[str, Any]:
    """Return the rows of a fixed table, by row key."""
    number = writing.subject.facts.person_number
    rows = {}
    for row in question.rows:
        held = found_for(writing.form, f"{question.key}.{row.key}", number=number) or found.get(row.key, {})
        named = next((column.key for column in question.columns if column.kind == "person"), "")
        if "else" in held and not writing.subject.has(held.get(named, "father")):
            held = held["else"]
        rows[row.key] = fill(question.columns, held, writing)
    return {key: cells for key, cells in rows.items() if cells}
