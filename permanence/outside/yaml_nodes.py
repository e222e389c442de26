"""Values of YAML files, read strictly, each knowing the file and line it stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class BrokenDefinition(Exception):
    """A process file cannot be used: which file, which line, and why, in a whole sentence."""

    def __init__(self, file: Path, line: int, why: str) -> None:
        self.file, self.line, self.why = file, line, why
        super().__init__(f"{file}, line {line}: {why}")


@dataclass(frozen=True)
class Reference:
    """A name that a file uses and something else must define, with its place.

    Args:
        kind: of thing named: `role`, `inbox`, `step`, `form`, `request`, `next_action`, `rule`, `section`, `condition`.
        scope: key of the step or form within which requests, next actions, sections and conditions are looked for.
        name: the name; of a condition, `field=value|value`.
    """

    kind: str
    scope: str
    name: str
    node: "Node"


@dataclass(slots=True)
class Reading:
    """What is noted while files are read, shared by all their nodes.

    Attributes:
        references: the names met so far that something else must define.
        places: where each part of the process stands, by file and line (`kernel.checking.Place`).
    """

    references: list[Reference] = field(default_factory=list)
    places: dict[tuple[str, ...], tuple[Path, int]] = field(default_factory=dict)


class Node:
    """A value of a YAML file with its place, and what was noted so far (shared by all nodes of one reading)."""

    def __init__(self, value: Any, file: Path, line: int, reading: Reading | None = None) -> None:
        self.value, self.file, self.line = value, file, line
        self.reading = reading or Reading()

    def refers(self, kind: str, name: str | None, *, scope: str = "") -> str | None:
        """Note that this place uses a name, and return the name."""
        if name:
            self.reading.references.append(Reference(kind=kind, scope=scope, name=name, node=self))
        return name

    def stands_for(self, *part: str) -> None:
        """Note that this part of the process stands here."""
        self.reading.places.setdefault(part, (self.file, self.line))

    def broken(self, why: str) -> BrokenDefinition:
        """Return the error that names this place."""
        return BrokenDefinition(self.file, self.line, why)

    def named(self, field: str, kind: str, *, scope: str = "") -> str | None:
        """Return a field's text as a reference of a kind, or None where it is not said."""
        node = self.get(field)
        return node.refers(kind, self.text(field), scope=scope) if node else None

    def only(self, *names: str) -> "Node":
        """Return this mapping, or raise BrokenDefinition for a field that is not one of `names`."""
        if not isinstance(self.value, dict):
            raise self.broken("Here a mapping of fields is expected.")
        for name in self.value:
            if name not in names:
                raise self._at(name).broken(f'There is no field "{name}" here. The fields are: {", ".join(names)}.')
        return self

    def has(self, name: str) -> bool:
        """Return whether the mapping has the field."""
        return name in self.value

    def __getitem__(self, name: str) -> "Node":
        if name not in self.value:
            raise self.broken(f'The field "{name}" is missing.')
        return self._at(name)

    def get(self, name: str) -> "Node | None":
        """Return the field, or None."""
        return self._at(name) if name in self.value else None

    def _at(self, name: str) -> "Node":
        places = getattr(getattr(self.value, "lc", None), "data", None) or {}
        line = places[name][0] + 1 if name in places else self.line
        return Node(self.value[name], self.file, line, self.reading)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a field's text. Numbers and dates are not text: quote them."""
        node = self.get(name)
        if node is None and default is not None:
            return default
        node = node or self[name]
        if not isinstance(node.value, str):
            raise node.broken(f'"{name}" is text: put it in quotes.')
        return str(node.value)

    def number(self, name: str) -> int | None:
        """Return a field's whole number, or None where it is not said."""
        node = self.get(name)
        if node is None:
            return None
        return node.as_number(name)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a field's true or false."""
        node = self.get(name)
        if node is None:
            return default
        if not isinstance(node.value, bool):
            raise node.broken(f'"{name}" is true or false.')
        return bool(node.value)

    def texts(self, name: str, *, refers: str = "", scope: str = "") -> tuple[str, ...]:
        """Return a field's list of texts, empty where not said; noted as references of a kind where one is given."""
        items = self.items(name)
        for item in items if refers else ():
            item.refers(refers, item.as_text(), scope=scope)
        return tuple(item.as_text() for item in items)

    def items(self, name: str) -> Sequence["Node"]:
        """Return a field's list, empty where it is not said."""
        node = self.get(name)
        return [] if node is None else list(node.each())

    def mapped(self, name: str) -> Iterator[tuple[str, "Node"]]:
        """Yield each key of a field that is a mapping, with its node; nothing where the field is not said."""
        node = self.get(name)
        if node is not None and not isinstance(node.value, dict):
            raise node.broken(f'"{name}" is a mapping: each key with what is said of it.')
        for key in node.value if node else ():
            yield str(key), node[key]  # type: ignore[index]

    def each(self) -> Iterator["Node"]:
        """Yield the items of this list."""
        if not isinstance(self.value, list):
            raise self.broken("Here a list is expected.")
        for number, item in enumerate(self.value):
            places = getattr(getattr(self.value, "lc", None), "data", None) or {}
            yield Node(item, self.file, places[number][0] + 1 if number in places else self.line, self.reading)

    def as_number(self, name: str = "This") -> int:
        """Return this value as a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.broken(f'"{name}" is a whole number.')
        return int(self.value)

    def as_text(self) -> str:
        """Return this value as text."""
        if not isinstance(self.value, str):
            raise self.broken("Here text is expected: put it in quotes.")
        return str(self.value)
