"""Plant each fault in a copy of the product and see that the named test turns red: python -m tools.prove.red [WORDS].

With words, only the faults whose description holds them. Exits 1 where a fault goes unnoticed. Where PERMANENCE_PROVE
names a file, what came of each is added there, as a proof does.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.prove.faults import FAULTS, Fault

HERE = Path(__file__).resolve().parents[2]
COPIED = ("permanence", "tests", "tools", "docs", "pyproject.toml", "README.md")
GREEN, RED = 0, 1
RESULTS = "PERMANENCE_PROVE"


def main(words: str) -> int:
    """Plant those faults, one after the other, and print a table; return the exit code."""
    chosen = [fault for fault in FAULTS if words.lower() in fault.what.lower()]
    with copied() as copy:
        if not chosen or outcome(copy, *dict.fromkeys(fault.red for fault in chosen)) != GREEN:
            print("Nothing to plant." if not chosen else "A named test is red without its fault.")
            return 1
        red = [is_noticed(copy, fault) for fault in chosen].count(True)
    print(f"{red} of {len(chosen)} planted faults turned their test red.")
    return 0 if red == len(chosen) else 1


def is_noticed(copy: Path, fault: Fault) -> bool:
    """Return whether its test is red while the fault stands there, and say so."""
    with planted(copy, fault):
        noticed = outcome(copy, fault.red) == RED
    row = {"fault": fault.what, "test": fault.red, "result": "red" if noticed else "NOT NOTICED"}
    print("| " + " | ".join(row.values()) + " |", flush=True)
    if RESULTS in os.environ:
        with Path(os.environ[RESULTS]).open("a", encoding="utf-8") as results:
            results.write(json.dumps(row | {"on": time.strftime("%Y-%m-%d", time.gmtime())}) + "\n")
    return noticed


@contextmanager
def copied() -> Iterator[Path]:
    """Copy the product to a place of its own."""
    with tempfile.TemporaryDirectory(prefix="permanence-red-") as made:
        for name in COPIED:
            source, target = HERE / name, Path(made) / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        yield Path(made)


@contextmanager
def planted(copy: Path, fault: Fault) -> Iterator[None]:
    """Have a fault stand in the copy meanwhile."""
    whole = {file: (copy / file).read_text(encoding="utf-8") for file, _, _ in fault.changes}
    try:
        for file, words, others in fault.changes:
            text = (copy / file).read_text(encoding="utf-8")
            if text.count(words) != 1:
                raise SystemExit(f"{file} does not hold exactly once: {words.strip()}")
            (copy / file).write_text(text.replace(words, others), encoding="utf-8")
        yield
    finally:
        for file, text in whole.items():
            (copy / file).write_text(text, encoding="utf-8")


def outcome(copy: Path, *tests: str) -> int:
    """Return pytest's exit code for tests of the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
    environ = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    environ.pop(RESULTS, None)
    done = subprocess.run(command, cwd=copy, env=environ, capture_output=True, text=True, check=False)
    if done.returncode not in {GREEN, RED} or (done.returncode == RED and len(tests) > 1):
        print(_end(done.stdout.splitlines()))
    return done.returncode


def _end(said: Sequence[str]) -> str:
    return "\n".join(said[-20:])


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
