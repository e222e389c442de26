"""How soon `permanence serve` is ready: from the start of its process to its ready line, and a page that says so.

    python -m bench.ready [--turns 7]

Warm: the data directory was made before, and Python's bytecode is compiled. At most 2 s. The ratio is to a Python that
sets Django up with the same settings and asks nothing, started in turns with it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from bench.figures import Figure, found

MOST, TURNS = 2.0, 7
PATIENCE = 60


def main() -> None:
    """Make a data directory and serve it some times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=TURNS, help=f"how often it is started ({TURNS})")
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as kept:
        data = Path(kept)
        served(data)
        taken = [(bare(), served(data)) for _ in range(turns)]
    least, ready = (median(each) for each in zip(*taken, strict=True))
    figure = Figure(
        part="Start",
        what="permanence serve, ready",
        ratio=ready / least,
        to="a Python with Django set up",
        n=turns,
        found=f"{ready:.2f} s",
        bound=f"at most {MOST:.0f} s",
        met=ready <= MOST,
    )
    found([figure])


def served(data: Path) -> float:
    """Serve until it is ready, and stop; return the seconds until then."""
    command = [sys.executable, "-m", "permanence", "serve", "--data", str(data), "--port", "0"]
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.startswith("ready http://"), line
            with urlopen(f"{line.split()[1].rstrip('/')}/readyz", timeout=PATIENCE) as answer:  # noqa: S310  # our own
                assert answer.status == 200
            return perf_counter() - began
        finally:
            process.terminate()
            process.wait(PATIENCE)


def bare() -> float:
    """Start a Python that sets Django up; return the seconds it takes."""
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "permanence.settings"}
    began = perf_counter()
    subprocess.run([sys.executable, "-c", "import django; django.setup()"], check=True, env=environ)
    return perf_counter() - began


if __name__ == "__main__":
    main()
