"""The small process with what an authority may take away, and two folders of authorities, one over the other."""

import shutil
from pathlib import Path

import pytest

from tests.processes.test_check import SMALL

HERE = Path(__file__).parent

# What the small process has beside its own, so that there is something local and something optional to take away.
WITH_RULES = """\
rules:
  - {rule: rule_photograph, effect: asks}
  - {rule: rule_conflict, effect: blocks}
  - {rule: rule_declared, effect: blocks}
next_actions:
  - {key: wave, title: Wave goodbye, added_by: [social_worker], exclusive_with: [over], local: true}
"""
WITH_A_MENTION = """\
  - {key: mention, title: Please mention it, kind: plain, sent_by: [social_worker], to: {roles: [team_manager]}}
  - key: authorise
"""
WITH_A_MOOD = """\
      - {key: mood, ask: How was the mood?, kind: one, options: MOOD, need: O}
      - {key: agreed, ask"""
BESIDE = [
    ("steps/visit.yaml", "next_actions:\n", WITH_RULES),
    ("steps/visit.yaml", "  - key: authorise\n", WITH_A_MENTION),
    ("steps/visit.yaml", 'exclusive_with: ["*"]', "exclusive_with: [another, look_back, wave]"),
    ("forms/visit.yaml", "      - {key: agreed, ask", WITH_A_MOOD),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the process in `processes` and the authorities beside it."""
    root = Path(shutil.copytree(SMALL, tmp_path / "processes"))
    for file, before, after in BESIDE:
        put(root / "home_visits" / file, before, after)
    with (root / "common" / "lists.yaml").open("a", encoding="utf-8") as lists:
        lists.write("  MOOD: {local: true, options: [glad, tired]}\n")
    for name in ("hillside", "valley"):
        shutil.copytree(HERE / name, tmp_path / name)
    return tmp_path


def put(file: Path, before: str, after: str) -> None:
    """Put something else where a file says something, once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name} says {before!r} {text.count(before)} times"
    file.write_text(text.replace(before, after), encoding="utf-8")
