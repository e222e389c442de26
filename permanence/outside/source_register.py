"""The register of what forms may be filled in from: the record's sources by name (processes/common/sources.yaml)."""

from functools import cache
from pathlib import Path
from typing import get_args

from permanence.kernel.checking import Sources
from permanence.kernel.form_definitions import Kind
from permanence.outside.yaml_files import read_yaml
from permanence.outside.yaml_nodes import Node

REGISTER = Path(__file__).parent.parent / "processes" / "common" / "sources.yaml"


@cache
def load_sources(file: Path = REGISTER) -> Sources:
    """Return the kinds of question that each source fits, by its name.

    Raises:
        BrokenDefinition: naming file, line and reason.
    """
    node = read_yaml(file).only("sources")["sources"]
    return {name: _kinds(node[name]) for name in node.value}


def _kinds(node: Node) -> frozenset[str]:
    kinds = [node] if isinstance(node.value, str) else list(node.each())
    for kind in kinds:
        if kind.value not in get_args(Kind):
            raise kind.broken(f'"{kind.value}" is not a kind of answer. The kinds are: {", ".join(get_args(Kind))}.')
    return frozenset(kind.as_text() for kind in kinds)
