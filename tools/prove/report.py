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
`make prove-red` plants faults and shows that a named test turns red for each. `PERMANENCE_SEED` repeats a draw.

| Promise | What was done | n | Found | Seed | Seconds | On |
|---|---|---:|---|---:|---:|---|
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
    newest = {(row["promise"], row["what"]): row for row in standing if row["test"] not in run_anew}
    newest |= {(row["promise"], row["what"]): row for row in found}
    return [newest[key] for key in sorted(newest)]


def page(rows: Sequence[Row]) -> str:
    """Return the page of these rows."""
    return HEAD + "".join(map(_line, rows))


def _read(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _line(row: Row) -> str:
    cells = [row["promise"], row["what"], f"{row['n']:,}", row["result"], row["seed"], row["seconds"], row["on"]]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
