"""Whether a data directory is a demo: a file in it says so, written before the first invented person is."""

import json
from enum import Enum
from pathlib import Path

from permanence.outside.private_files import write_private

NAME = "demo.json"
FEWEST_CHILDREN, MOST_CHILDREN = 20, 100_000
"""Of a large authority, beside those of a small one."""


class DemoState(Enum):
    """How far the making of the demo in a directory went."""

    NONE = "none"
    """Not a demo: real people may be in it."""
    MAKING = "making"
    """Making it began and did not end: it holds nothing but half a demo."""
    MADE = "made"


def demo_state(data_dir: Path) -> DemoState:
    """Return what the directory says of itself."""
    return DemoState(_read(data_dir).get("state", DemoState.NONE.value))


def demo_made_from(data_dir: Path) -> dict[str, str]:
    """Return what it is made from: seed, size and clock as text ("None": the maker's own); {} for no demo."""
    return {name: said for name, said in _read(data_dir).items() if name != "state"}


def mark_demo(data_dir: Path, *, state: DemoState, **made_from: object) -> None:
    """Write the mark, whole or not at all."""
    said = {"state": state.value} | {name: str(value) for name, value in made_from.items()}
    write_private(data_dir / NAME, json.dumps(said, indent=1))


def _read(data_dir: Path) -> dict[str, str]:
    mark = data_dir / NAME
    return dict(json.loads(mark.read_text("utf-8"))) if mark.is_file() else {}
