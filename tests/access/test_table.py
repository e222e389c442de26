"""The table of who may do what is data, and a table that says what cannot be is refused in sentences (C09)."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from permanence.access import TABLE, BrokenTable, permissions, read_permissions
from permanence.cli.main import main
from permanence.kernel.permission_table import faults_of

PLAIN: dict[str, Any] = YAML(typ="safe", pure=True).load(TABLE.read_text(encoding="utf-8"))
Change = Callable[[dict[str, Any]], object]


def without(part: str, name: str) -> Change:
    return lambda plain: plain[part].pop(name)


def with_(value: object, *way: str) -> Change:
    def change(plain: dict[str, Any]) -> None:
        for name in way[:-1]:
            plain = plain[name]
        plain[way[-1]] = value

    return change


# What is wrong with the table, and what is said of it.
FAULTS: list[tuple[Change, str]] = [
    (lambda plain: plain.pop("records"), "The table has the parts relations, records, people, acts, addresses"),
    (with_([], "addresses"), '"addresses" holds names with values.'),
    (without("relations", "team"), 'The relation "team" is missing.'),
    (with_("is a cousin", "relations", "cousin"), 'There is no relation "cousin" to a child.'),
    (without("records", "sealed"), 'The record state "sealed" is missing.'),
    (with_("granted", "records", "secret"), 'There is no record state "secret".'),
    (
        with_("shown", "records", "restricted"),
        "The record state \"restricted\" is 'shown'; say granted, known, hidden.",
    ),
    (with_("granted", "records", "other_authority"), "The records of another authority are hidden"),
    (with_([], "acts", "child", "finish_step", "by"), 'The act "finish_step" names nobody.'),
    (with_(["allocate"], "acts", "child", "finish_step", "by"), 'The act "finish_step" names "allocate"'),
    (with_(["holds"], "acts", "child", "finish_step", "by"), 'The act "finish_step" names "holds"'),
    (with_({"by": ["near"]}, "acts", "child", "finish_step"), 'The act "finish_step" says what it does'),
    (with_({"does": "fly", "by": ["team"]}, "acts", "list", "finish_step"), 'The act "finish_step" stands there twice'),
    (with_({}, "acts", "people"), 'Acts stand under child, list, authority, not "people".'),
    (with_(["team"], "acts", "child", "see_child", "by"), 'The act "see_child" names every relation'),
    (with_(["near", "administers"], "acts", "child", "see_child", "by"), 'The act "see_child" names every relation'),
    (with_({}, "addresses", "start"), 'The address "start" names its act and its object'),
    (with_({"act": "fly", "object": "child"}, "addresses", "start"), 'The address "start" checks "fly"'),
    (with_(["uncle"], "people", "near"), 'The people "near" names "uncle"'),
]


@pytest.mark.parametrize(("change", "says"), FAULTS)
def test_what_cannot_be_is_said(change: Change, says: str) -> None:
    plain = copy.deepcopy(PLAIN)
    change(plain)
    assert any(fault.startswith(says) for fault in faults_of(plain)), list(faults_of(plain))


def test_the_table_as_it_stands_has_no_fault() -> None:
    assert list(faults_of(PLAIN)) == []
    assert permissions().grants.keys() == {act for named in PLAIN["acts"].values() for act in named}


@pytest.mark.parametrize("text", ["acts: {", "a: 1\na: 2\n", "- 1\n"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "table.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenTable, match=r"table\.yaml"):
        read_permissions(file)


def test_nothing_is_served_with_a_broken_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise BrokenTable("Who may do what is not clear, so nothing is opened.")

    monkeypatch.setattr("permanence.cli.serve.permissions", broken)
    assert main(["serve", "--data", str(tmp_path / "data"), "--port", "0"]) == 1
    assert capsys.readouterr().err == "Who may do what is not clear, so nothing is opened.\n"
