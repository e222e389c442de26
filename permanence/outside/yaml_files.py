"""Files of YAML 1.2, read whole or refused in a sentence: none too large or too deep, none outside its folder."""

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from permanence.outside.yaml_nodes import BrokenDefinition, Node, Reading

MOST_BYTES = 200_000
DEEPEST = 50
BRACKETS = re.compile(r"[\[\]{}]")
TOO_DEEP = f"Lists and fields stand within each other more than {DEEPEST} deep. Write them flatter."


def read_yaml(file: Path, reading: Reading | None = None) -> Node:
    """Return the whole file as a Node.

    Raises:
        BrokenDefinition: the file is missing, too large or too deep, is not YAML 1.2, or says a key twice.
    """
    try:
        value = YAML(typ="rt").load(_text_of(file))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenDefinition(file, mark.line + 1 if mark else 1, f"This is not YAML 1.2: {error.problem}.") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise BrokenDefinition(file, 1, f"This is not YAML 1.2: {error}.") from error
    except RecursionError:
        raise BrokenDefinition(file, 1, TOO_DEEP) from None
    if not isinstance(value, dict):
        raise BrokenDefinition(file, 1, "A process file begins with its fields.")
    return Node(value, file, 1, reading)


def _text_of(file: Path) -> str:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise BrokenDefinition(file, 1, "There is no such file.") from None
    except OSError as reason:
        raise BrokenDefinition(file, 1, f"The file cannot be read: {reason.strerror}.") from reason
    if len(content) > MOST_BYTES:
        size = f"The file has {len(content):,} bytes, and {MOST_BYTES:,} are the most."
        raise BrokenDefinition(file, 1, f"{size} Give each section a file of its own.")
    text, depth = content.decode("utf-8"), 0
    for place, sign in ((found.start(), found.group()) for found in BRACKETS.finditer(text)):
        depth += 1 if sign in "[{" else -1
        if depth > DEEPEST:
            raise BrokenDefinition(file, text.count("\n", 0, place) + 1, TOO_DEEP)
    return text


def file_within(folder: Path, node: Node) -> Path:
    """Return the file that a node names in a folder. Raises BrokenDefinition for a file outside it."""
    file = folder / node.as_text()
    if not file.resolve().is_relative_to(folder.resolve()):
        raise node.broken(
            f'"{node.value}" is not in the folder {folder.name}. A process names files of its own folder.'
        )
    return file
