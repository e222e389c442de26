"""What a form asks, in one normal form, and how two of them differ.

A copy made by hand and a loaded definition are both brought into rows; `differences` says in words where they part.
An empty need, class, block or label in the copy means that the rulebook of forms states none: it is then not compared;
nor are the bounds of a number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from permanence.kernel.conditions import Condition, Need
from permanence.kernel.form_definitions import Column, Form, Option, Question

ANY_LIST = "form's list"
OF_THE_CHILD = {"siblings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What may be chosen: the name of a list, if it has one, and the labels, if they are known beforehand."""

    name: str = ""
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.name in OF_THE_CHILD and not self.labels:
            return f"the child's own {self.name}"
        return self.name or ("; " if any("," in label for label in self.labels) else ", ").join(self.labels)

    def agrees_with(self, found: "Choice") -> bool:
        """Return whether what was found is this list, or these labels."""
        if self.name == ANY_LIST:
            return True
        if self.name in OF_THE_CHILD:  # the child's own brothers and sisters: no words can be known beforehand
            return found.name.startswith("rows:") and found.name.endswith(self.name) and not found.labels
        if self.name:
            return self.name.casefold() == found.name.casefold()
        return self.labels == found.labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A column of a table."""

    key: str
    kind: str
    choice: Choice = Choice()
    need: str = "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question: where it stands, what kind of answer it has, whether it is needed, and its class.

    Args:
        kind: without what is chosen from or asked in a table; empty where the copy says only `pre`.
        block: the block it came from, or nothing.
    """

    section: int
    key: str
    kind: str
    need: str
    classes: str
    copied: bool = False
    choice: Choice = Choice()
    rows: Choice = Choice()
    columns: tuple[Cell, ...] = ()
    block: str = ""


def rows_of(form: Form) -> dict[str, Row]:
    """Return every question of a form by its key; Next actions and copied sections are a row each."""
    rows = [_row(section.number, question) for section, question in form.questions()]
    copied = [section.number for section in form.sections if section.copied_section]
    if copied:
        rows.append(Row(section=copied[0], key="referral", kind="", need="-", classes="", copied=True))
    rows += [
        Row(section=section.number, key="next_actions", kind="NEXT", need="", classes="")
        for section in form.sections
        if section.is_next_actions
    ]
    return {row.key: row for row in rows}


def _row(section: int, question: Question) -> Row:
    return Row(
        section=section,
        key=question.key,
        kind=kind_text(question),
        need=need_text(question.need),
        classes="".join(sorted(question.classes)),
        copied=question.copied is not None,
        choice=choice_of(question.list_name, question.options),
        rows=choice_of(question.rows_name, question.rows),
        columns=tuple(_cell(column) for column in question.columns),
        block=question.block or "",
    )


def _cell(column: Column) -> Cell:
    return Cell(
        key=column.key,
        kind=column.kind,
        choice=choice_of(column.list_name, column.options),
        need=need_text(column.need),
    )


def choice_of(name: str | None, options: tuple[Option, ...]) -> Choice:
    """Return options in normal form."""
    return Choice(name=name or "", labels=tuple(option.label for option in options))


def kind_text(question: Question) -> str:
    """Return the kind with its own size or bounds: `lt(1200)`, `num(0-40)`."""
    if question.low is not None or question.high is not None:
        return f"{question.kind}({question.low}-{question.high})"
    return f"{question.kind}({question.size})" if question.size else question.kind


def need_text(need: Need) -> str:
    """Return a need as the rulebook of forms writes it, the values of its condition in order."""
    tilde = "~" if need.or_why else ""
    if need.nothing_to_answer:
        return "-"
    if need.shown_if:
        return f"{'S' if need.required else 'SO'}{tilde}?{condition_text(need.shown_if)}"
    if need.required_if:
        return f"R{tilde}?{condition_text(need.required_if)}"
    return f"R{tilde}" if need.required else "O"


def condition_text(condition: Condition) -> str:
    """Return `field=value|value`, the values in order."""
    return f"{condition.field}={'|'.join(sorted(condition.values))}"


def differences(form: str, expected: Mapping[str, Row], found: Mapping[str, Row]) -> list[str]:
    """Return a sentence for every row that is missing, extra or different."""
    said = {key: [f"missing. Section {row.section} must ask it."] for key, row in expected.items() if key not in found}
    for key, row in found.items():
        if key in expected:
            said[key] = list(_different(expected[key], row))
        else:
            said[key] = [f"extra. Section {row.section} asks it, and it is not in the copy."]
    return [f"{form}, {key}: {what}" for key in sorted(said) for what in said[key]]


def _different(expected: Row, found: Row) -> Iterator[str]:
    yield from _unlike("section", str(expected.section), str(found.section))
    yield from _unlike("class", expected.classes, found.classes, if_stated=True)
    yield from _unlike("need", expected.need, found.need, if_stated=True)
    yield from _unlike("block", expected.block, found.block, if_stated=True)
    yield from _unlike("pre", "copied" if expected.copied else "asked", "copied" if found.copied else "asked")
    if expected.kind:
        bounds_stated = "(" in expected.kind or expected.kind != "num"
        yield from _unlike("kind", expected.kind, found.kind if bounds_stated else found.kind.partition("(")[0])
        yield from _unlike_choice("options", expected.choice, found.choice)
        yield from _unlike_choice("rows", expected.rows, found.rows)
        yield from _unlike_columns(expected.columns, found.columns)


def _unlike(what: str, expected: str, found: str, *, if_stated: bool = False) -> Iterator[str]:
    if expected != found and (expected or not if_stated):
        yield f'{what} is "{found}", must be "{expected}".'


def _unlike_choice(what: str, expected: Choice, found: Choice) -> Iterator[str]:
    if not expected.agrees_with(found):
        yield f'{what} are "{found}", must be "{expected}".'


def _unlike_columns(expected: tuple[Cell, ...], found: tuple[Cell, ...]) -> Iterator[str]:
    keys, found_keys = (", ".join(cell.key for cell in cells) for cells in (expected, found))
    if keys != found_keys:
        yield f'columns are "{found_keys}", must be "{keys}".'
    by_key = {cell.key: cell for cell in found}
    for cell in expected:
        other = by_key.get(cell.key)
        if other is not None and cell.kind != "pre":
            yield from _unlike(f"column {cell.key}: kind", cell.kind, other.kind)
            yield from _unlike_choice(f"column {cell.key}: options", cell.choice, other.choice)
            yield from _unlike(f"column {cell.key}: need", cell.need, other.need)
