"""permanence process list, show, publish and draw, as typed (C24)."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from permanence.outside.definitions import PROCESSES
from tests.cli.test_worker import FIRST, Typed
from tests.support.database import Databases

KEY = "long_term_fostering"
TITLE = "Permanency Process (Long Term Fostering)"


@pytest.fixture
def typed(own_database: str, test_server: Databases, tmp_path: Path) -> Typed:
    typed = Typed(test_server.app_url(own_database), tmp_path / "data")
    founded = typed(FIRST.format("Ada", "ada"))
    assert founded.returncode == 0, founded.stderr
    return typed


def changed_copy(there: Path) -> Path:
    """Return a copy of the release's process whose title a practitioner has changed."""
    folder = Path(shutil.copytree(PROCESSES / KEY, there))
    file = folder / "process.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(TITLE, f"{TITLE}, as we do it"), encoding="utf-8")
    return folder


def test_a_process_is_published_once_and_a_changed_one_as_the_next_version(typed: Typed, tmp_path: Path) -> None:
    assert typed("process list").stdout == ""
    assert typed(f"process publish {KEY} --why First").returncode == 0
    again = typed(f"process publish {PROCESSES / KEY / 'process.yaml'} --why Again")
    assert again.stdout + again.stderr == f"{TITLE} is published already: version 1 says exactly this.\n"
    changed = changed_copy(tmp_path / "ours")
    assert typed(f"process publish {changed} --why Changed").returncode == 0
    second, second_why, first, _ = typed("process list").stdout.splitlines()
    assert first.startswith(f"{KEY} 1 (v4.2) ")
    assert first.endswith(", kept for work begun under it")
    assert second.startswith(f"{KEY} 2 (v4.2) ")
    assert second.endswith(", in force for new work")
    assert second_why.endswith(", The command line: Changed")
    assert [each["number"] for each in json.loads(typed("process list --json").stdout)] == ["2", "1"]


def test_two_versions_are_compared_in_sentences_and_a_file_with_what_is_published(typed: Typed, tmp_path: Path) -> None:
    typed(f"process publish {KEY} --why First")
    changed = changed_copy(tmp_path / "ours")
    assert "0 changes." in typed(f"process diff {KEY}@1 {KEY}").stdout
    told = typed(f"process diff {KEY}@1 {changed}").stdout
    assert told.splitlines()[2:] == [
        "1. Names",
        f'   1.1 The process is now called "{TITLE}, as we do it"; it was "{TITLE}".',
    ]
    missing = typed(f"process diff {KEY}@9 {KEY}")
    assert missing.stderr == f"There is no version 9 of {KEY}. permanence process list names those there are.\n"


def test_each_fault_is_printed_with_file_and_line_and_none_is_said(typed: Typed, tmp_path: Path) -> None:
    whole = typed(f"process check {KEY}")
    assert (whole.returncode, whole.stdout) == (
        0,
        f"{TITLE} v4.2: nothing is wrong. 10 worksteps, 13 requests, 24 next actions, 595 questions.\n",
    )
    step = changed_copy(tmp_path / "ours") / "steps" / "3_family_finding_request.yaml"
    step.write_text(step.read_text("utf-8").replace("sent_by: [social_worker]", "sent_by: []"), encoding="utf-8")
    faulty = typed(f"process check {tmp_path / 'ours'}")
    assert faulty.returncode == 1
    assert faulty.stdout.startswith(f"{step}, line ")
    assert faulty.stdout.endswith("can be sent by nobody. Name the roles in sent_by.\n")


def test_a_check_against_what_is_published_finds_an_old_key_with_another_meaning(typed: Typed, tmp_path: Path) -> None:
    typed(f"process publish {KEY} --why First")
    form = changed_copy(tmp_path / "ours") / "forms" / "c0051" / "1_panel_information.yaml"
    before = form.read_text("utf-8")
    form.write_text(before.replace("kind: date", "kind: st", 1), encoding="utf-8")
    assert (
        "was of kind date when it was published"
        in typed(f"process check {tmp_path / 'ours'} --authority westmere").stdout
    )


def test_a_broken_file_never_reaches_the_catalogue_and_is_named_with_its_line(typed: Typed, tmp_path: Path) -> None:
    file = changed_copy(tmp_path / "ours") / "process.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = "titel: misspelt"
    file.write_text("\n".join(lines), encoding="utf-8")
    refused = typed(f"process publish {file} --why Broken")
    assert refused.returncode == 1
    assert f"process.yaml, line {at + 1}: " in refused.stderr
    assert "titel" in refused.stderr
    assert typed("process list").stdout == ""


def permanence(*line: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "permanence", "process", *line]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_is_no_process_is_said_with_what_there_is() -> None:
    asked = permanence("show", "adoption")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr.startswith(f"adoption is neither a process of this release ({KEY}) nor a folder with a process")


def test_one_is_shown_resolved_and_drawn(tmp_path: Path) -> None:
    shown = json.loads(permanence("show", KEY).stdout)
    assert (shown["key"], shown["title"], shown["version"]) == (KEY, TITLE, "4.2")
    drawing = tmp_path / "drawn.svg"
    assert permanence("draw", KEY, "--out", str(drawing)).returncode == 0
    assert drawing.read_text(encoding="utf-8").startswith("<svg role=")


def test_it_is_walked_at_random_and_repeated_by_its_seed() -> None:
    walked = permanence("simulate", KEY, "--walks", "500", "--seed", "3")
    assert (walked.returncode, walked.stderr) == (0, "")
    assert walked.stdout.startswith(f"{TITLE} v4.2, walked 500 times with seed 3, without named rules.\n")
    assert walked.stdout == permanence("simulate", KEY, "--walks", "500", "--seed", "3").stdout
    assert permanence("simulate", KEY, "--walks", "0").stderr == "Walk it at least once: --walks 1 or more.\n"


def test_a_reader_who_has_seen_enough_is_no_fault() -> None:
    line = f"{sys.executable} -m permanence process show {KEY} | head -n 1"
    read = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (read.stdout, read.stderr) == ("{\n", "")
