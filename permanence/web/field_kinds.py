"""How each kind of answer becomes a field."""

from collections.abc import Callable
from dataclasses import replace

from permanence.kernel.form_definitions import SIZES, Column, Option, Question
from permanence.kernel.wording import upper_first
from permanence.queries.listed import Listed
from permanence.web.fields import Box, Choice, Field, Filling, Finding

Asked = Question | Column
RADIOS_AT_MOST = 7
YES_NO = (("yes", "Yes"), ("no", "No"))
NOTHING_CHOSEN = Choice(value="", text="Choose")
ONE_LINE = 200
DATE_BOXES = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))


def make_field(asked: Asked, name: str, filling: Filling, *, is_cell: bool = False) -> Field:
    """Return the field of a question or cell of any kind but a table."""
    made = KINDS[asked.kind](asked, name, filling, is_cell)
    focused = filling.focus == name and made.widget != "date"
    return replace(made, is_cell=is_cell, error=filling.errors.get(name, ""), autofocus=focused)


def _short(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001  # one shape for all kinds
    if (asked.size or 0) > ONE_LINE:
        return _long(asked, name, filling, _is_cell)
    return Field(name=name, widget="text", ask=asked.ask, value=filling.text(name))


def _long(asked: Asked, name: str, filling: Filling, is_cell: bool) -> Field:  # noqa: FBT001
    limit = asked.size or SIZES.get(asked.kind)
    if is_cell:
        return Field(name=name, widget="area", ask=asked.ask, value=filling.text(name), height=3, wide=True)
    height = 10 if asked.kind == "lt+" else 5
    return Field(name=name, widget="counted", ask=asked.ask, value=filling.text(name), limit=limit, height=height)


def _number(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    value = filling.text(name)
    return Field(
        name=name, widget="text", ask=asked.ask, value=value, inputmode="numeric", classes="govuk-input--width-5"
    )


def _time(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    value, hint = filling.text(name), "By the 24 hour clock, such as 15:30"
    return Field(name=name, widget="text", ask=asked.ask, value=value, hint=hint, classes="govuk-input--width-5")


def _date(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    faulty, focused = name in filling.errors, filling.focus == name
    boxes = tuple(
        Box(
            id=f"{name}-{part}",
            name=f"{name}-{part}",
            label=label,
            width=width,
            value=filling.text(f"{name}-{part}"),
            error=faulty,
            autofocus=focused and part == "day",
        )
        for part, label, width in DATE_BOXES
    )
    return Field(name=name, widget="date", ask=asked.ask, boxes=boxes)


def _yes_no(asked: Asked, name: str, filling: Filling, is_cell: bool) -> Field:  # noqa: FBT001
    chosen = filling.text(name)
    choices = tuple(Choice(value=value, text=text, checked=value == chosen) for value, text in YES_NO)
    if is_cell:
        return Field(name=name, widget="select", ask=asked.ask, choices=(NOTHING_CHOSEN, *choices))
    return Field(name=name, widget="radios", ask=asked.ask, choices=choices, classes="govuk-radios--inline")


def _one(asked: Asked, name: str, filling: Filling, is_cell: bool) -> Field:  # noqa: FBT001
    chosen = filling.text(name)
    choices = tuple(
        Choice(value=each.key, text=upper_first(each.label), checked=each.key == chosen)
        for each in _offered(asked, filling)
    )
    if is_cell or len(choices) > RADIOS_AT_MOST:
        return Field(name=name, widget="select", ask=asked.ask, choices=(NOTHING_CHOSEN, *choices))
    return Field(name=name, widget="radios", ask=asked.ask, choices=choices)


def _offered(asked: Asked, filling: Filling) -> tuple[Option, ...]:
    """Return the options; where the rows of a table in the same section may be chosen, those."""
    of_rows = isinstance(asked, Question) and asked.rows_source() and not asked.options
    return _rows_of(asked, filling) if isinstance(asked, Question) and of_rows else asked.options


def _rows_of(question: Question, filling: Filling) -> tuple[Option, ...]:
    """Return a choice for each row of a table, named by the first thing typed in it."""
    prefix = f"{question.rows_source()}."
    labels: dict[str, str] = {}
    for name in filling.typed:
        parts = name.removeprefix(prefix).split(".")
        text = filling.text(name)
        if name.startswith(prefix) and len(parts) == 2 and text:
            labels.setdefault(parts[0], filling.listed[text].name if text in filling.listed else text)
    return tuple(Option(key=row, label=label) for row, label in labels.items())


def _many(asked: Asked, name: str, filling: Filling, is_cell: bool) -> Field:  # noqa: FBT001
    ticked = filling.texts(name)
    choices = tuple(
        Choice(value=each.key, text=upper_first(each.label), checked=each.key in ticked)
        for each in _offered(asked, filling)
    )
    return Field(name=name, widget="checkboxes", ask=asked.ask, choices=choices, wide=is_cell)


def _inbox(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    return Field(
        name=name,
        widget="select",
        ask=asked.ask,
        choices=(NOTHING_CHOSEN, *_listed(filling.inboxes, filling.text(name))),
    )


def _somebody(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    chosen, found = filling.text(name), filling.found.get(name, ())
    named = filling.listed.get(chosen)
    offered = ([named] if named else []) + [each for each in found if each.id != chosen]
    nobody = [Choice(value="", text="Nobody")] if named else []
    return Field(
        name=name,
        widget="find",
        ask=asked.ask,
        choices=(*_listed(offered, chosen), *nobody),
        wide=True,
        finding=_finding(asked.kind, name, filling),
    )


def _finding(what: str, name: str, filling: Filling) -> Finding:
    searched, found = filling.searched.get(name, ""), filling.found.get(name, ())
    nothing = f'No {what} matches "{searched}". Try part of the name.' if searched and not found else ""
    relations = _listed(filling.relations, filling.text(f"{name}-new-relation"))
    return Finding(
        name=name,
        typed="" if searched else filling.text(f"{name}-find"),
        says=nothing,
        what=what,
        add_name=filling.text(f"{name}-new-name"),
        relations=(NOTHING_CHOSEN, *relations),
        may_add=what == "person",
    )


def _file(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    chosen = filling.text(name)
    return Field(name=name, widget="file", ask=asked.ask, value=chosen, file=filling.files.get(chosen), wide=True)


def _computed(asked: Asked, name: str, filling: Filling, _is_cell: bool) -> Field:  # noqa: FBT001
    return Field(name=name, widget="copied", ask=asked.ask, copied=filling.copied.get(name))


def _listed(listed: tuple[Listed, ...] | list[Listed], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=each.id, text=str(each), checked=each.id == chosen) for each in listed)


KINDS: dict[str, Callable[[Asked, str, Filling, bool], Field]] = {
    "st": _short,
    "lt": _long,
    "lt+": _long,
    "num": _number,
    "date": _date,
    "time": _time,
    "yn": _yes_no,
    "one": _one,
    "many": _many,
    "worker": _somebody,
    "person": _somebody,
    "inbox": _inbox,
    "file": _file,
    "calc": _computed,
}
