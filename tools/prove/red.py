"""Plant each fault in a copy of the product and see that the named test turns red: python -m tools.prove.red [WORDS].

With words, only the faults whose description holds them. Exits 1 where a fault goes unnoticed, or cannot be planted.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.prove.faults import FAULTS, Fault

HERE = Path(__file__).resolve().parents[2]
COPIED = ("permanence", "tests", "tools", "docs", "pyproject.toml", "README.md")
FAILED = 1


def main(words: str) -> int:
    """Plant those faults, one after the other; return the exit code."""
    chosen = [fault for fault in FAULTS if words.lower() in fault.what.lower()]
    unnoticed = [fault for fault in chosen if not is_noticed(fault)]
    print(f"{len(chosen) - len(unnoticed)} of {len(chosen)} planted faults turned their test red.")
    return FAILED if unnoticed or not chosen else 0


def is_noticed(fault: Fault) -> bool:
    """Return whether the test is green without the fault and red with it; say so."""
    with tempfile.TemporaryDirectory(prefix="permanence-red-") as made:
        copy = Path(made)
        for name in COPIED:
            _copy(HERE / name, copy / name)
        green = _outcome(copy, fault.red) == 0
        for file, words, others in fault.changes:
            _plant(copy / file, words, others)
        red = _outcome(copy, fault.red) == FAILED
    print(f"{'red' if green and red else 'NOT NOTICED' if green else 'NOT GREEN BEFORE':16} {fault.what}: {fault.red}")
    return green and red


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _plant(file: Path, words: str, others: str) -> None:
    text = file.read_text(encoding="utf-8")
    if text.count(words) != 1:
        raise SystemExit(f"{file.name} does not hold exactly once: {words.strip()}")
    file.write_text(text.replace(words, others), encoding="utf-8")


def _outcome(copy: Path, test: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    environ = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environ, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
