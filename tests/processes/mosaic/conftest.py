"""The process of the examples, as it stands and with one thing said otherwise."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from permanence.kernel.definitions import Process
from permanence.outside.definitions import load_process

ROOT = Path(__file__).parent / "process"
KEY = "short_breaks"
Otherwise = Callable[[str, str, str], Process]


@pytest.fixture(scope="session")
def stands() -> Process:
    """The process as it stands."""
    return load_process(ROOT / KEY, ROOT)


@pytest.fixture
def otherwise(tmp_path: Path) -> Otherwise:
    """The process with something else in one place of one file."""
    copy = Path(shutil.copytree(ROOT, tmp_path / "process"))

    def read(file: str, says: str, without: str) -> Process:
        place = copy / KEY / file
        text = place.read_text(encoding="utf-8")
        assert text.count(says) == 1, f"{file} says {says!r} {text.count(says)} times"
        place.write_text(text.replace(says, without), encoding="utf-8")
        return load_process(copy / KEY, copy)

    return read
