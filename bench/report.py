"""Write docs/bench.md of what the benchmarks found: python -m bench.report FIGURES, and say which bound is not met.

A part that was not run this time keeps its rows, each with its own day: `make bench ONLY=pages` runs one of them.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PAGE, ROWS = Path("docs/bench.md"), Path("docs/bench.jsonl")
HEAD = """# Speed

What `make bench` found last, each figure as a ratio to something measured beside it in the same run, in turns: a ratio
stays from machine to machine, a millisecond does not. What is compared, and against what:
[docs/adr/0046-speed-is-told-in-ratios.md](adr/0046-speed-is-told-in-ratios.md). `make bench` leaves with an error where
a bound is not met.

| What | Ratio | To | In its own measure | Bound | n | On |
|---|---:|---|---|---|---:|---|
"""
Row = dict[str, Any]


def main(figures: Path) -> None:
    """Merge the figures with the rows that stand, write both files, and leave with 1 where a bound is not met."""
    found = _read(figures)
    rows = merged(_read(ROWS), found)
    ROWS.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    PAGE.write_text(page(rows), encoding="utf-8")
    missed = [row for row in found if not row["met"]]
    for row in missed:
        said = row["found"] if row["ratio"] is None else f"{row['ratio']:.2f} times {row['to']} ({row['found']})"
        print(f"Not met: {row['part']}: {row['what']}: {said}; {row['bound']}.")
    sys.exit(1 if missed else 0)


def merged(standing: Sequence[Row], found: Sequence[Row]) -> list[Row]:
    """Return the rows that stand, those of a part that was run anew replaced by what it found, by part."""
    run_anew = {row["part"] for row in found}
    rows = [*(row for row in standing if row["part"] not in run_anew), *found]
    return sorted(rows, key=lambda row: str(row["part"]))


def page(rows: Sequence[Row]) -> str:
    """Return the page of these rows."""
    return HEAD + "".join(_line(row) for row in rows)


def _line(row: Row) -> str:
    bound = f"{row['bound']}: {'met' if row['met'] else '**not met**'}" if row["bound"] else ""
    what = f"{row['part']}: {row['what']}"
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    cells = (what, ratio, row["to"], row["found"], bound, f"{row['n']:,}", row["on"])
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


def _read(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


if __name__ == "__main__":
    main(Path(sys.argv[1]))
