"""The statements of an overlay as they are read, each with the file and line it stands in."""

from collections.abc import Mapping
from typing import Any

from permanence.kernel.checking import Place
from permanence.kernel.overlaying import Added, Changed, Statement, TakenAway, statement_at
from permanence.outside.overlay_fields import Read, fields_of
from permanence.outside.yaml_nodes import Node, Reading, Reference


class Statements:
    """What is stated so far.

    Attributes:
        of_forms: names that conditions of a form's new questions use, by form.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: list[Statement] = []
        self.of_forms: dict[str, list[Reference]] = {}

    def state(self, statement: Statement, node: Node, fields: Mapping[str, Any] | None = None) -> None:
        """Take a statement up, with the place of it and of each of its fields."""
        number = len(self.all)
        self.all.append(statement)
        self.reading.places[statement_at(number)] = (node.file, node.line)
        for name in fields or ():
            field = node[name]
            self.reading.places[statement_at(number, name)] = (field.file, field.line)

    def change(self, node: Node, at: Place, table: Mapping[str, Read], *, within: str = "") -> None:
        """Take up what a node states of a part, where it states anything of its own fields."""
        fields = fields_of(node, table, within=within)
        if fields:
            self.state(Changed(at=at, fields=fields), node, fields)
        if at:
            self.reading.places.setdefault(at, (node.file, node.line))

    def add(self, node: Node, within: Place, kind: str, part: Any, *, after: str = "") -> None:
        """Take up a new part."""
        self.state(Added(within=within, kind=kind, part=part, after=after), node)

    def take_away(self, node: Node, within: Place, kind: str, name: str) -> None:
        """Take up each key that a field lists as not wanted."""
        for item in node.items(name):
            self.state(TakenAway(at=(*within, kind, item.as_text())), item)
