"""What is wrong with an overlay: each statement that cannot stand, and a sentence that says how to mend it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from permanence.kernel.checking.fault import Fault, Place
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.form_definitions import Form, Section
from permanence.kernel.overlaying.law import against_taking, against_weakening
from permanence.kernel.overlaying.merging import stated
from permanence.kernel.overlaying.overlay import (
    Added,
    Changed,
    Offered,
    Overlay,
    Statement,
    TakenAway,
    statement_at,
)
from permanence.kernel.overlaying.parts import found, key_of, parts_of, word_of
from permanence.kernel.settings import SETTINGS

SHORTER: Final = 12
ONLY_CHANGES: Final = "Leave it out: an overlay states only what it changes."


def overlay_faults(base: Process, overlay: Overlay) -> Iterator[Fault]:
    """Yield what is wrong with each statement, those without fault being taken as said for the ones after them."""
    yield from _of_base(base, overlay)
    process = base
    for number, statement in enumerate(overlay.statements):
        wrong = [(name, says) for name, says in _against(process, statement, overlay)]
        yield from (Fault(statement_at(number, name), says) for name, says in wrong)
        if not wrong:
            process = stated(process, statement)


def _of_base(base: Process, overlay: Overlay) -> Iterator[Fault]:
    if overlay.version != base.version:
        yield Fault(
            ("overlay", "over"),
            f'This lies over version {overlay.version} of "{base.title}", and there is version {base.version}. Read '
            f'what has changed (permanence process diff), mend what it says, then write over: "{base.version}".',
        )


def _against(process: Process, statement: Statement, overlay: Overlay) -> Iterator[tuple[str, str]]:
    if isinstance(statement, Offered):
        yield from ((("", says)) for says in _of_list(process, statement, overlay.local_lists))
    elif isinstance(statement, Changed):
        yield from _of_change(process, statement)
    elif isinstance(statement, Added):
        yield from (("", says) for says in _of_addition(process, statement))
    else:
        yield from (("", says) for says in _of_taking(process, statement))


def _of_change(process: Process, statement: Changed) -> Iterator[tuple[str, str]]:
    if statement.at[:1] == ("setting",):
        yield from _of_setting(process, statement)
        return
    part = found(process, statement.at)
    if part is None:
        yield "", _missing(process, statement.at)
        return
    named = _called(part)
    yield from ((name, f"{named} {says}") for name, says in against_weakening(part, statement.fields))
    for name, value in statement.fields.items():
        if getattr(part, name) == value and name != "short":
            yield name, f'{named} says this of "{name}" in the base already. {ONLY_CHANGES}'


def _of_setting(process: Process, statement: Changed) -> Iterator[tuple[str, str]]:
    key, value = statement.at[1], statement.fields["value"]
    if key not in SETTINGS:
        yield "", f'There is no setting "{key}". The settings are: {", ".join(SETTINGS)}.'
    elif says := SETTINGS[key].refusal(value):
        yield "value", says
    elif process.setting(key) == value:
        yield "value", f"{SETTINGS[key].title} is {value} in the base already. {ONLY_CHANGES}"


def _of_addition(process: Process, statement: Added) -> Iterator[str]:
    whole = found(process, statement.within) if statement.within else process
    if whole is None:
        yield _missing(process, statement.within)
        return
    key, word = key_of(statement.part, statement.kind), word_of(statement.kind)
    beside = _unique_in(process, whole, statement)
    if key in beside:
        yield f'There is a {word} "{key}" already. Give it another key, or state what changes about that one.'
    standing = [key_of(part, statement.kind) for part in parts_of(whole, statement.kind)]
    if statement.after and statement.after not in standing:
        yield f'There is no {word} "{statement.after}" here to stand after. There are: {_some(standing)}.'


def _unique_in(process: Process, whole: Any, statement: Added) -> set[str]:
    """Return the keys among which the new one must be new: those of the whole form, for a question."""
    if statement.kind == "question":
        form: Form = found(process, statement.within[:2])
        return {question.key for _, question in form.questions()}
    return {key_of(part, statement.kind) for part in parts_of(whole, statement.kind)}


def _of_taking(process: Process, statement: TakenAway) -> Iterator[str]:
    part = found(process, statement.at)
    if part is None:
        yield _missing(process, statement.at)
        return
    kind, key = statement.at[-2:]
    rule = found(process, ("register", key)) if kind == "timescale" else None
    if says := against_taking(part, rule=rule):
        yield f"{_called(part, rule)} {says}"


def _of_list(process: Process, statement: Offered, local: Iterable[str]) -> Iterator[str]:
    if statement.name not in local:
        yield (
            f'The list "{statement.name}" is not one that an authority may change. Those are: '
            f"{', '.join(sorted(local)) or 'none'}."
        )
        return
    offered = {option.key for option in _options_of(process, statement.name)}
    for option in statement.more:
        if option.key in offered:
            yield f'The list "{statement.name}" offers "{option.key}" already. {ONLY_CHANGES}'
    for key in statement.less:
        if key not in offered:
            yield f'The list "{statement.name}" does not offer "{key}". It offers: {_some(sorted(offered))}.'


def _options_of(process: Process, name: str) -> Iterator[Any]:
    for form in process.forms:
        for _, question in form.questions():
            yield from question.options if question.list_name == name else ()
            yield from question.rows if question.rows_name == name else ()
            for column in question.columns:
                yield from column.options if column.list_name == name else ()
    for step in process.steps:
        for action in step.next_actions:
            yield from action.reasons if action.reasons_name == name else ()


def _missing(process: Process, at: Place) -> str:
    """Say which part on the way to a place is not there, and what is."""
    whole: Any = process
    for length in range(2, len(at) + 1, 2):
        part = found(process, at[:length])
        if part is None:
            return _not_there(whole, *at[length - 2 : length])
        whole = part
    return ""


def _not_there(whole: Any, kind: str, key: str) -> str:
    if kind == "recurrence":
        return f'"{whole.title}" does not recur, so there is nothing to set about it.'
    where = f' in "{whole.title}"' if isinstance(whole, StepType | Form | Section) else ""
    there = [key_of(each, kind) for each in parts_of(whole, kind)]
    return f'There is no {word_of(kind)} "{key}"{where}. There are: {_some(there)}.'


def _some(keys: list[str]) -> str:
    """Return keys, the first of them where they are many."""
    more = f" and {len(keys) - SHORTER} more" if len(keys) > SHORTER else ""
    return f"{', '.join(keys[:SHORTER])}{more}" if keys else "none"


def _called(part: Any, rule: Any = None) -> str:
    """Return a part as a sentence names it."""
    title = getattr(rule or part, "title", None) or getattr(part, "ask", None) or getattr(part, "rule", None)
    return f'"{title}"' if title else "How it recurs"
