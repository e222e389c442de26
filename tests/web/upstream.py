"""GOV.UK fixtures: their options turned into what our components take.

An option that we do not take (own attributes, cards, prefixes ...) is in no table here: a fixture that uses one is left
out, and counted.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMPONENTS = Path(__file__).parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
Options = Mapping[str, Any]


class NotTaken(Exception):  # it says what happened
    """The fixture uses an option that our component does not take."""


@dataclass(frozen=True)
class Fixture:
    """One of upstream's own examples."""

    component: str
    name: str
    options: Options
    html: str


def fixtures(component: str) -> list[Fixture]:
    found = json.loads((COMPONENTS / component / "fixtures.json").read_text("utf-8"))["fixtures"]
    return [Fixture(component, each["name"], each["options"], each["html"]) for each in found]


def taken(options: Options, table: Mapping[str, str]) -> dict[str, Any]:
    """Return our attributes, by a table of `path.of.option: attribute`; raise NotTaken for any other option."""
    attributes: dict[str, Any] = {}
    for path, value in leaves(options):
        if path not in table:
            raise NotTaken(path)
        attributes[table[path]] = str(value).lower() if path == "spellcheck" else value
    return attributes


def leaves(options: Options, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in options.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from leaves(value, f"{path}.")
        else:
            yield path, value


def each_taken(items: list[Options | None], table: Mapping[str, str]) -> list[dict[str, Any]]:
    if not all(items):
        raise NotTaken("an empty item, which only a script could pass")
    return [taken(item, table) for item in items if item]
