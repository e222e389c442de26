"""A process as an authority works by it: the base with what the authority states of it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from permanence.kernel.canonical import digest, to_plain
from permanence.kernel.definitions import LiesOver, NextActionType, Process, Recurrence, StepType
from permanence.kernel.form_definitions import Form, Option, Question
from permanence.kernel.overlaying.naming import called_alike
from permanence.kernel.overlaying.overlay import Added, Changed, Offered, Overlay, Statement, TakenAway
from permanence.kernel.overlaying.parts import altered, found, put_in
from permanence.kernel.settings import SettingValue


def overlaid(base: Process, overlay: Overlay) -> Process:
    """Return the base with the overlay's changes. Keys stay; its sentences name things as the overlay does.

    Call it only where `overlay_faults` finds nothing.
    """
    process = base
    for statement in overlay.statements:
        process = stated(process, statement)
    lies_over = LiesOver(authority=overlay.authority, digest=digest(to_plain(base)))
    process = replace(called_alike(process, base), overlays=(*base.overlays, lies_over))
    return replace(process, steps=tuple(_kept_cadence(step, process) for step in process.steps))


def stated(process: Process, statement: Statement) -> Process:
    """Return the process with one statement."""
    if isinstance(statement, Changed):
        return _changed(process, statement)
    if isinstance(statement, Added):
        return _added(process, statement)
    if isinstance(statement, TakenAway):
        return _without(process, statement)
    return _offering(process, statement)


def _changed(process: Process, statement: Changed) -> Process:
    if statement.at[:1] == ("setting",):
        return _set(process, statement.at[1], statement.fields["value"])
    fields = dict(statement.fields)
    if statement.at[:1] == ("role",) and "title" in fields:
        fields.setdefault("short", f"the {fields['title']}")  # a status that named the old role names the new one
    return altered(process, statement.at, lambda part: replace(part, **fields))  # type: ignore[no-any-return]


def _set(process: Process, key: str, value: int) -> Process:
    others = tuple(each for each in process.settings if each.key != key)
    return replace(process, settings=(*others, SettingValue(key=key, value=value)))


def _added(process: Process, statement: Added) -> Process:
    def with_it(whole: Any) -> Any:
        return put_in(whole, statement.kind, statement.part, after=statement.after)

    return altered(process, statement.within, with_it)  # type: ignore[no-any-return]


def _without(process: Process, statement: TakenAway) -> Process:
    """Take a part out, and its name from where the parts beside it name it."""
    left = altered(process, statement.at, lambda _: None)
    kind, key = statement.at[-2:]
    if kind not in ("next_action", "request"):
        return left  # type: ignore[no-any-return]
    return altered(left, statement.at[:-2], lambda step: _unnamed(step, kind, key))  # type: ignore[no-any-return]


def _unnamed(step: StepType, kind: str, key: str) -> StepType:
    def less(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(each for each in keys if each != key)

    if kind == "request":
        requests = tuple(replace(request, after=less(request.after)) for request in step.requests)
        actions = tuple(replace(action, waives=less(action.waives)) for action in step.next_actions)
    else:
        requests = tuple(replace(request, only_with=less(request.only_with)) for request in step.requests)
        actions = tuple(
            replace(
                action,
                exclusive_with=less(action.exclusive_with),
                requires_one_of=less(action.requires_one_of),
                requires_all_of=less(action.requires_all_of),
            )
            for action in step.next_actions
        )
    return replace(step, requests=requests, next_actions=actions)


def _offering(process: Process, statement: Offered) -> Process:
    """Let every question, column and reason that uses a list offer what it offers now."""
    return replace(
        process,
        forms=tuple(_form_offering(form, statement) for form in process.forms),
        steps=tuple(
            replace(step, next_actions=tuple(_action_offering(action, statement) for action in step.next_actions))
            for step in process.steps
        ),
    )


def offered_now(options: tuple[Option, ...], statement: Offered) -> tuple[Option, ...]:
    """Return a list's options with those that come and without those that go; an "other" stays last."""
    left = [option for option in options if option.key not in statement.less]
    last = [left.pop()] if left and left[-1].key.startswith("other") else []
    return (*left, *statement.more, *last)


def _form_offering(form: Form, statement: Offered) -> Form:
    sections = (
        replace(section, questions=tuple(_question_offering(question, statement) for question in section.questions))
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))


def _question_offering(question: Question, statement: Offered) -> Question:
    if question.list_name == statement.name:
        question = replace(question, options=offered_now(question.options, statement))
    if question.rows_name == statement.name:
        question = replace(question, rows=offered_now(question.rows, statement))
    columns = tuple(
        replace(column, options=offered_now(column.options, statement))
        if column.list_name == statement.name
        else column
        for column in question.columns
    )
    return replace(question, columns=columns)


def _action_offering(action: NextActionType, statement: Offered) -> NextActionType:
    if action.reasons_name != statement.name:
        return action
    return replace(action, reasons=offered_now(action.reasons, statement))


def _kept_cadence(step: StepType, process: Process) -> StepType:
    """Let a step recur as often as its timescale says: the register is the one place where that is set (Q11)."""
    recurrence: Recurrence | None = step.recurrence
    rule = found(process, ("register", recurrence.timescale)) if recurrence else None
    if recurrence is None or rule is None or rule.unit != "months":
        return step
    return replace(step, recurrence=replace(recurrence, months=rule.amount))
