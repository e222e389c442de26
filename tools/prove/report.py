"""Add what the proofs found to docs/proof.jsonl and write docs/proof.md of it: python -m tools.prove.report RESULTS.

A proof that was not run this time keeps its rows, each with its own day: `make prove` may be run in parts.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROWS, PAGE = Path("docs/proof.jsonl"), Path("docs/proof.md")
HEAD = """# Proof

What `make prove` found, each figure with its size, its seed and its day. The same tests run smaller in `make test`; a
promise's text is named by its number. `make prove ONLY=tests/duels` runs some of them; the others keep their rows.
`PERMANENCE_SEED` repeats a draw.

| Promise | What was done | n | Found | Seed | Seconds | On |
|---|---|---:|---|---:|---:|---|
"""
FAULTS = """
## Planted faults

`make prove-red` plants each of these in a copy and runs the test that is to notice it: {red} of {many} turned it red.
A test that was never red proves nothing.

| Fault | Test | Is then | On |
|---|---|---|---|
"""
Row = dict[str, Any]


def main(results: Path) -> None:
    """Merge the results with the rows that stand, and write both files."""
    rows = merged(_read(ROWS), _read(results))
    ROWS.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    PAGE.write_text(page(rows), encoding="utf-8")


def merged(standing: Sequence[Row], found: Sequence[Row]) -> list[Row]:
    """Return the rows that stand, those of a test that was run anew replaced by what it found last, in order."""
    run_anew = {row["test"] for row in found}
    newest = {_key(row): row for row in standing if "fault" in row or row["test"] not in run_anew}
    newest |= {_key(row): row for row in found}
    return [newest[key] for key in sorted(newest)]


def _key(row: Row) -> tuple[str, str]:
    return ("fault", row["fault"]) if "fault" in row else (row["promise"], row["what"])


def page(rows: Sequence[Row]) -> str:
    """Return the page of these rows."""
    faults = [row for row in rows if "fault" in row]
    proofs = "".join(_line(row) for row in rows if "fault" not in row)
    red = [row["result"] for row in faults].count("red")
    planted = "".join(_cells(row["fault"], row["test"], row["result"], row["on"]) for row in faults)
    return HEAD + proofs + (FAULTS.format(red=red, many=len(faults)) + planted if faults else "")


def _read(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _line(row: Row) -> str:
    figures = (row["promise"], row["what"], f"{row['n']:,}", row["result"], row["seed"], row["seconds"], row["on"])
    return _cells(*figures)


def _cells(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
