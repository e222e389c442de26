"""docs/bench.md keeps what was not measured anew, and a bound that is not met is said and fails (issue 4)."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import figures, report
from bench.figures import Figure


def figure(part: str, **more: Any) -> Figure:
    return Figure(**{"part": part, "what": "a page", "ratio": 1.25, "to": "another", "n": 5, "found": "2 ms", **more})


def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *all_of_them: Figure) -> tuple[int | str | None, Path]:
    file = tmp_path / "figures.jsonl"
    file.unlink(missing_ok=True)
    monkeypatch.setenv(figures.KEPT, str(file))
    with pytest.raises(SystemExit) as left:
        figures.found(all_of_them)
    return left.value.code, file


def reported(file: Path) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        report.main(file)
    return left.value.code


def test_what_was_not_measured_anew_keeps_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAGE", "ROWS"):
        monkeypatch.setattr(report, name, tmp_path / name)
    first = [figure("Worklist"), figure("Pages", what="old"), figure("Pages", what="older")]
    assert kept(tmp_path, monkeypatch, *first)[0] == 0
    assert reported(tmp_path / "figures.jsonl") == 0
    kept(tmp_path, monkeypatch, figure("Pages", what="new"))
    reported(tmp_path / "figures.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "ROWS").read_text().splitlines()]
    assert [(row["part"], row["what"]) for row in rows] == [("Pages", "new"), ("Worklist", "a page")]
    assert "| Worklist: a page | 1.25 | another | 2 ms |  | 5 |" in (tmp_path / "PAGE").read_text()


def test_a_bound_that_is_not_met_is_said_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("PAGE", "ROWS"):
        monkeypatch.setattr(report, name, tmp_path / name)
    missed = figure("Pages", bound="at most 1", met=False)
    code, file = kept(tmp_path, monkeypatch, figure("Pages", bound="at most 2"), missed)
    assert code == 1
    assert "1.25 times another (2 ms); at most 1: NOT MET, n = 5" in capsys.readouterr().out
    assert reported(file) == 1
    assert capsys.readouterr().out == "Not met: Pages: a page: 1.25 times another (2 ms); at most 1.\n"


def test_what_is_no_ratio_is_told_in_its_own_measure() -> None:
    assert str(figure("Worklist", ratio=None, to="", found="none")) == "Worklist: a page: none, n = 5"
