"""C04: the demo refuses a directory that is not a demo, and a demo made otherwise."""

import argparse
from pathlib import Path

import pytest

from permanence.cli.demo import begin, refuse_what_is_not_this_demo
from permanence.cli.main import parser
from permanence.cli.sentences import Unable
from permanence.outside.demo_mark import DemoState, demo_made_from, demo_state, mark_demo


def asked(data: Path, *words: str) -> argparse.Namespace:
    return parser().parse_args(["demo", "--data", str(data), *words])


def test_an_empty_directory_is_marked_before_anything_is_made(tmp_path: Path) -> None:
    args = asked(tmp_path, "--seed", "7", "--clock", "2026-11-16T09:00")
    refuse_what_is_not_this_demo(args, tmp_path)
    begin(args, tmp_path)
    assert demo_state(tmp_path) is DemoState.MAKING
    made_from = {"seed": "7", "size": "small", "children": "None", "clock": "2026-11-16 09:00:00+00:00"}
    assert demo_made_from(tmp_path) == made_from


def test_a_directory_with_anything_else_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres.made").touch()
    with pytest.raises(Unable, match="is not empty and not a demo, so nothing was changed"):
        refuse_what_is_not_this_demo(asked(tmp_path), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["postgres.made"]


def test_a_database_of_somebodys_own_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/records")
    with pytest.raises(Unable, match="Unset DATABASE_URL"):
        refuse_what_is_not_this_demo(asked(tmp_path), tmp_path)


OTHERWISE = [("--seed", "2", "whose seed is 1, not 2"), ("--size", "decade", "whose size is small, not decade")]


@pytest.mark.parametrize(("option", "value", "sentence"), OTHERWISE)
def test_a_demo_made_otherwise_is_refused(tmp_path: Path, option: str, value: str, sentence: str) -> None:
    mark_demo(tmp_path, state=DemoState.MADE, seed=1, size="small", children=None, clock=None)
    with pytest.raises(Unable, match=sentence):
        refuse_what_is_not_this_demo(asked(tmp_path, option, value), tmp_path)


def test_the_same_demo_again_is_served(tmp_path: Path) -> None:
    mark_demo(tmp_path, state=DemoState.MADE, seed=1, size="small", clock=None)
    refuse_what_is_not_this_demo(asked(tmp_path), tmp_path)
    refuse_what_is_not_this_demo(asked(tmp_path, "--seed", "1"), tmp_path)


def test_a_time_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asked(tmp_path, "--clock", "tomorrow")
    assert '"tomorrow" is not a time. Give it as 2026-11-16T09:00.' in capsys.readouterr().err


def test_how_many_children_is_said_of_a_large_authority_alone(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="A small demo has its own children"):
        refuse_what_is_not_this_demo(asked(tmp_path, "--children", "30"), tmp_path)
    args = asked(tmp_path, "--size", "authority", "--children", "30")
    refuse_what_is_not_this_demo(args, tmp_path)
    begin(args, tmp_path)
    assert demo_made_from(tmp_path)["children"] == "30"
    with pytest.raises(Unable, match="whose children is 30, not 40"):
        refuse_what_is_not_this_demo(asked(tmp_path, "--size", "authority", "--children", "40"), tmp_path)


@pytest.mark.parametrize("typed", ["19", "100001", "many", "-30", "3e3"])
def test_a_number_of_children_that_cannot_be(tmp_path: Path, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asked(tmp_path, "--size", "authority", "--children", typed)
    assert "is not a number from 20 to 100,000." in capsys.readouterr().err or typed.startswith("-")
