"""`permanence logins` shows the logins of a demo, and of nothing else (C04)."""

from pathlib import Path

import pytest

from permanence.cli.logins import as_text
from permanence.cli.main import main
from permanence.demo.logins import PASSWORD, Login


def test_a_directory_that_is_no_demo_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "real").write_text("people")
    assert main(["logins", "--data", str(tmp_path)]) == 1
    assert "holds no demo that is made" in capsys.readouterr().err


def test_the_password_stands_once_above_the_names() -> None:
    priya = Login(
        username="priya.nair",
        password=PASSWORD,
        name="Priya Nair",
        role="Social worker",
        team="North",
        situation="Social worker A",
    )
    shown = as_text([priya])
    assert shown.count(PASSWORD) == 1
    assert shown.splitlines()[-1] == "priya.nair  Priya Nair, Social worker (North). Social worker A."
