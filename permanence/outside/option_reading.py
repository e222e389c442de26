"""Reading lists of options: by the name of a shared list, or written out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from permanence.kernel.form_definitions import Option
from permanence.outside.yaml_nodes import Node

OptionLists = Mapping[str, tuple[Option, ...]]


def key_of(label: str) -> str:
    """Return the key of a label that gives none: the label in snake_case.

    >>> key_of("do not agree the plan")
    'do_not_agree_the_plan'
    >>> key_of("others' views (all)")
    'others_views_all'
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower().replace("'", "")).strip("_")


def read_option(node: Node) -> Option:
    """Return a label, or a mapping of key, label and code, as an Option. Raises BrokenDefinition."""
    if isinstance(node.value, str):
        return Option(key=key_of(node.value), label=node.value)
    node.only("key", "label", "code")
    code = node.get("code")
    label = node.text("label")
    return Option(
        key=node.text("key", key_of(label)), label=label, code=None if code is None else code_text(code.value)
    )


def code_text(value: object) -> str:
    """Return a code as text; several codes of one option as `name: code` pairs."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {code}" for name, code in value.items())
    return str(value)


def read_options(node: Node) -> tuple[Option, ...]:
    """Return a list of options in order. Raises BrokenDefinition when a key comes twice."""
    found: dict[str, Option] = {}
    for item in node.each():
        option = read_option(item)
        if option.key in found:
            raise item.broken(f'The option "{option.key}" stands here twice.')
        found[option.key] = option
    return tuple(found.values())


def named_or_written(node: Node | None, lists: OptionLists) -> tuple[str | None, tuple[Option, ...]]:
    """Return the name of the list, if it is shared, and its options. Raises BrokenDefinition for an unknown name."""
    if node is None:
        return None, ()
    if isinstance(node.value, str):
        if node.value not in lists:
            raise node.broken(f'There is no list "{node.value}" in common/.')
        return node.value, lists[node.value]
    return None, read_options(node)


def read_lists(node: Node) -> dict[str, tuple[Option, ...]]:
    """Return the shared lists of a file by name. Raises BrokenDefinition."""
    return {name: read_options(_options_of(node[name])) for name in node.value}


def local_lists(node: Node) -> Iterator[str]:
    """Yield the names of the shared lists of a file that an authority may change."""
    yield from (name for name, said in node.mapped("lists") if isinstance(said.value, dict) and said.flag("local"))


def _options_of(node: Node) -> Node:
    return node.only("local", "options", "source")["options"] if isinstance(node.value, dict) else node
