"""The list of faults does not rot, and docs/proof.md keeps what was not proved anew (promises, P08)."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tools.prove import report
from tools.prove.faults import FAULTS, Fault
from tools.prove.red import HERE, planted


def of(fault: Fault) -> str:
    return fault.what


@pytest.mark.parametrize("fault", FAULTS, ids=of)
def test_each_fault_can_be_planted_and_changes_what_python_reads(fault: Fault) -> None:
    for file, words, others in fault.changes:
        text = (HERE / file).read_text(encoding="utf-8")
        assert text.count(words) == 1, f"{file}: {words}"
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(text.replace(words, others)))


def is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    nodes = ast.walk(ast.parse((HERE / file).read_text("utf-8")))
    return not name or name.split("[")[0] in {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("fault", FAULTS, ids=of)
def test_each_fault_names_a_test_that_is_there(fault: Fault) -> None:
    assert is_there(fault.red)


def test_a_fault_stands_no_longer_than_it_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "acts.py"
    file.write_text("if version != seen:\n    refuse()\n")
    fault = Fault(what="Not checked", changes=(("acts.py", "version != seen", "False"),), red="")
    with planted(tmp_path, fault):
        assert file.read_text() == "if False:\n    refuse()\n"
    assert file.read_text() == "if version != seen:\n    refuse()\n"


def test_a_fault_that_fits_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "acts.py").write_text("refuse()\n")
    fault = Fault(what="Not checked", changes=(("acts.py", "version != seen", "False"),), red="")
    with (
        pytest.raises(SystemExit, match=r"acts\.py does not hold exactly once"),
        planted(tmp_path, fault),
    ):
        pass


def row(what: str, **more: Any) -> dict[str, Any]:
    given = {"promise": "P09", "n": 50, "result": "1 each", "seed": 7, "seconds": 1.5, "on": "2026-11-22", "test": what}
    return {**given, "what": what, **more}


# What stands, what was found now, and of what the page consists then: each row's words and n.
MERGED = [
    ([], [row("Finishers")], [("Finishers", 50)]),
    ([row("Savers", n=5)], [row("Finishers")], [("Finishers", 50), ("Savers", 5)]),
    ([row("Savers", n=5)], [row("Savers", n=6)], [("Savers", 6)]),
    ([row("Savers", n=5)], [row("Two savers", n=6, test="Savers")], [("Two savers", 6)]),
    ([], [row("Savers", n=5), row("Savers", n=6)], [("Savers", 6)]),
]


@pytest.mark.parametrize(("standing", "found", "expected"), MERGED)
def test_rows_of_proofs_that_were_not_run_stay(standing: list[Any], found: list[Any], expected: list[Any]) -> None:
    assert [(each["what"], each["n"]) for each in report.merged(standing, found)] == expected


def test_both_files_are_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    for found in (row("Savers | of one form", n=1000), row("Finishers", on="2026-11-23")):
        (tmp_path / "found.jsonl").write_text(json.dumps(found) + "\n")
        report.main(tmp_path / "found.jsonl")
    assert report.PAGE.read_text().splitlines()[-2:] == [
        "| P09 | Finishers | 50 | 1 each | 7 | 1.5 | 2026-11-23 |",
        "| P09 | Savers \\| of one form | 1,000 | 1 each | 7 | 1.5 | 2026-11-22 |",
    ]


def planted_row(fault: str, result: str) -> dict[str, str]:
    return {"fault": fault, "test": "tests/a.py::test_a", "result": result, "on": "2026-11-22"}


def test_faults_have_a_table_of_their_own_and_one_planted_alone_leaves_the_others() -> None:
    both = [planted_row("A gate is ignored", "red"), planted_row("A key is forgotten", "NOT NOTICED")]
    rows = report.merged([row("Savers"), *both], [planted_row("A key is forgotten", "red")])
    above, below = report.page(rows).split("## Planted faults")
    assert "| Savers |" in above
    assert "2 of 2 turned it red" in below
    assert "1 of 2 turned it red" in report.page(both)


ROWS = [json.loads(line) for line in (HERE / report.ROWS).read_text("utf-8").splitlines()]


def test_the_page_is_that_of_its_rows_and_each_row_that_of_a_test_that_is_there() -> None:
    assert (HERE / report.PAGE).read_text("utf-8") == report.page(ROWS)
    assert [each for each in ROWS if not is_there(each["test"])] == []


def test_each_fault_that_is_said_to_be_planted_is_in_the_list() -> None:
    known = {(fault.what, fault.red) for fault in FAULTS}
    assert [each for each in ROWS if "fault" in each and (each["fault"], each["test"]) not in known] == []
