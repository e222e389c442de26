"""Write docs/proof.md from what the proofs found: python -m tools.prove.report RESULTS."""

import json
import sys
from pathlib import Path
from typing import Any

PAGE = Path("docs/proof.md")
HEAD = """# Proof

What `make prove` found, each figure with its size, its seed and its day. The same tests run smaller in `make test`; a
promise's text is named by its number. `make prove-red` plants faults and shows that a named test turns red for each.

| Promise | What was done | n | Found | Seed | Seconds | On |
|---|---|---:|---|---:|---:|---|
"""


def main(results: Path) -> None:
    """Write the page: of each proof the newest result."""
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for line in results.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        newest[row["promise"], row["what"]] = row
    rows = [newest[key] for key in sorted(newest)]
    PAGE.write_text(HEAD + "".join(map(_line, rows)), encoding="utf-8")


def _line(row: dict[str, Any]) -> str:
    cells = [row["promise"], row["what"], f"{row['n']:,}", row["result"], row["seed"], row["seconds"], row["on"]]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
