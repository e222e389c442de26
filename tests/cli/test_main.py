"""The permanence command finds its sub-commands by their files, and says in a sentence why it could not do one."""

import argparse
import sys

import pytest

from permanence.cli.main import main
from permanence.cli.registry import commands
from permanence.cli.sentences import Unable


def run_as(monkeypatch: pytest.MonkeyPatch, error: BaseException | None) -> int:
    def run(args: argparse.Namespace) -> int:
        if error:
            raise error
        return 0

    whole = argparse.ArgumentParser()
    whole.set_defaults(run=run, command="audit")
    monkeypatch.setattr(sys.modules["permanence.cli.main"], "parser", lambda: whole)
    return main([])


def test_every_sub_command_is_a_file() -> None:
    names = {getattr(command, "__name__", "").rpartition(".")[2] for command in commands()}
    assert {"serve", "demo", "migrate", "jobs", "timescale"} <= names
    assert "main" not in names


def test_what_cannot_be_done_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_as(monkeypatch, Unable("The disk is full. Make room.")) == 1
    assert capsys.readouterr().err == "The disk is full. Make room.\n"


def test_a_fault_is_told_by_type_and_place(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_as(monkeypatch, ValueError("Casey Example, born 2016")) == 1
    said = capsys.readouterr().err
    assert said.startswith("permanence audit stopped through a fault of its own: ValueError at ")
    assert "Casey" not in said


def test_the_whole_fault_is_shown_to_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERMANENCE_TRACEBACK", "1")
    with pytest.raises(ValueError, match="Casey"):
        run_as(monkeypatch, ValueError("Casey Example"))


def test_done_and_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_as(monkeypatch, None) == 0
    assert run_as(monkeypatch, KeyboardInterrupt()) == 130
