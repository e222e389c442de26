"""The lists in expected/: what every form must ask, copied by hand from the rulebook of forms.

They are never made from the definitions. How they are written: expected/README.md.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.processes.normal_form import ANY_LIST, OF_THE_CHILD, Cell, Choice, Row

EXPECTED = Path(__file__).parent / "expected"
FORMS = sorted(file.stem for file in EXPECTED.glob("*.tsv") if file.stem not in {"blocks", "lists"})
USED_WITHOUT_A_KEY = {"HEAD", "ADM", "LTF_CONFIRMATIONS"}
OTHER_LISTS = {"country", ANY_LIST, *OF_THE_CHILD}

Line = Mapping[str, str]


def lines(name: str, folder: Path = EXPECTED) -> list[Line]:
    """Return the lines of a list by the names in its first line."""
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval="", quoting=csv.QUOTE_NONE))


@cache
def shared_lists() -> dict[str, dict[str, str]]:
    """Return the labels of every shared list by key."""
    lists: dict[str, dict[str, str]] = {}
    for line in lines("lists"):
        lists.setdefault(line["list"], {})[line["key"]] = line["label"]
    return lists


@cache
def blocks() -> dict[str, list[Line]]:
    """Return the parts of every block; the part of a block of one table has no key."""
    found: dict[str, list[Line]] = {}
    for line in lines("blocks"):
        found.setdefault(line["block"], []).append(line)
    return found


def copied_rows(form: str, folder: Path = EXPECTED) -> dict[str, Row]:
    """Return what a form must ask by key: blocks written out, a part replaced where the form has a line of its own."""
    rows: dict[str, Row] = {}
    for line in lines(form, folder):
        section = int(line["section"])
        for row in rows_of_line(line, section):
            block = rows[row.key].block if row.key in rows else row.block
            rows[row.key] = replace(row, block=block)
    return rows


def rows_of_line(line: Line, section: int) -> Iterator[Row]:
    """Yield the rows of a line: one, or those of the block it uses."""
    kind = line["kind"].removeprefix("pre ")
    if not kind.startswith("block ") or kind == "block NEXT":
        yield row_of(line["key"], line["kind"].removeprefix("block "), line, section)
        return
    name, _, more_columns = kind.removeprefix("block ").partition(" + ")
    prefix = "" if name in USED_WITHOUT_A_KEY else line["key"]
    copied = line["kind"].startswith("pre ")
    own = {part["key"] for part in blocks()[name]}
    for part in blocks()[name]:
        for row in rows_of_line(_used(part, line, prefix, own), section):
            columns = row.columns + tuple(_cells(more_columns, after=True))
            yield replace(row, block=name, copied=row.copied or copied, columns=columns)


def _used(part: Line, use: Line, prefix: str, own: set[str]) -> Line:
    """Return a part of a block as one use of it asks it."""
    need = part["need"] or use["need"]
    if need == "R" and "?" in use["need"]:
        need = use["need"]
    head, mark, condition = need.partition("?")
    if mark and prefix and condition.partition("=")[0] in own:
        need = f"{head}?{prefix}.{condition}"
    key = ".".join(name for name in (prefix, part["key"]) if name)
    classes = (part["class"] or use["class"]) if part["key"] else (use["class"] or part["class"])
    return {"key": key, "kind": part["kind"], "need": need, "class": classes}


def row_of(key: str, kind: str, line: Line, section: int) -> Row:
    """Return the row of a question."""
    copied = kind == "pre" or kind.startswith("pre ")
    kind = kind.removeprefix("pre").strip()
    row = Row(
        section=section,
        key=key,
        kind=kind,
        need=in_order(line["need"]),
        classes="".join(sorted(line["class"])),
        copied=copied,
    )
    name, inside = _open(kind)
    if name in {"one", "many"}:
        return replace(row, kind=name, choice=choice_of(inside))
    if name == "tbl":
        return replace(row, kind=name, columns=tuple(_cells(inside)))
    if name == "fix":
        rows, _, columns = inside.rpartition("; ")
        return replace(row, kind=name, rows=choice_of(rows), columns=tuple(_cells(columns)))
    return row


def _open(kind: str) -> tuple[str, str]:
    opened = re.fullmatch(r"(one|many|tbl|fix)[\[(](.*)[\])]", kind)
    return (opened[1], opened[2]) if opened else (kind, "")


def _cells(text: str, *, after: bool = False) -> Iterator[Cell]:
    """Yield the columns of a table; the first is required unless the copy says otherwise, the others are not."""
    for number, column in enumerate(apart(text, ", ")):
        key, kind, need = re.fullmatch(r"(\w+) (\w+\[.*\]|\S+)(?: (\S+))?", column).groups()  # type: ignore[union-attr]
        name, inside = _open(kind)
        usual = "-" if name == "calc" else "R" if number == 0 and not after else "O"
        choice = choice_of(inside) if inside else Choice()
        yield Cell(key=key, kind=name, choice=choice, need=in_order(need or usual))


def choice_of(text: str) -> Choice:
    """Return what may be chosen: a list by its name alone, or labels, among which a list's own may stand."""
    names = apart(text, "; ") if "; " in text else apart(text, ", ")
    if len(names) == 1 and (names[0] in shared_lists() or names[0] in OTHER_LISTS):
        return Choice(name=names[0])
    return Choice(labels=tuple(label for name in names for label in shared_lists().get(name, {"": name}).values()))


def apart(text: str, separator: str) -> list[str]:
    """Return the parts of a text between separators that stand outside brackets.

    >>> apart("a one[x, y], b st", ", ")
    ['a one[x, y]', 'b st']
    """
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter in "[(") - (letter in "])")
        if depth == 0 and text.startswith(separator, place):
            parts.append(text[start:place])
            start = place + len(separator)
    return [part for part in [*parts, text[start:]] if part]


def in_order(need: str) -> str:
    """Return a need with the values of its condition in order, so that their order does not count."""
    head, equals, values = need.partition("=")
    return f"{head}{equals}{'|'.join(sorted(values.split('|')))}"
