"""Every name a process file uses is defined: roles, inboxes, steps, requests, next actions, rules, conditions."""

from collections.abc import Iterable, Iterator, Set

from permanence.kernel.completeness import COMPUTED_FACTS
from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.form_definitions import Column, Form, Question
from permanence.kernel.rules import RULES
from permanence.outside.yaml_nodes import BrokenDefinition, Reference

WORDS = {"next_action": "next action", "privileged_group": "privileged group"}
ANYTHING = "*"
STEP_WORKER = "step_worker"


def check_names(process: Process, references: Iterable[Reference]) -> None:
    """Raise BrokenDefinition at the first name that nothing defines."""
    for fault in name_faults(process, references):
        raise fault


def name_faults(process: Process, references: Iterable[Reference]) -> Iterator[BrokenDefinition]:
    """Yield an error for each name that nothing defines."""
    everywhere = {
        "role": {role.key for role in process.roles} | {STEP_WORKER},
        "inbox": {inbox.key for inbox in process.inboxes},
        "privileged_group": {group.key for group in process.privileged_groups},
        "step": {step.key for step in process.steps},
        "form": {form.key for form in process.forms},
        "timescale": {rule.rule_id for rule in process.timescales},
        "rule": set(RULES),
    }
    for reference in references:
        if reference.kind == "condition":
            yield from _against_condition(reference, _answers_of(process, reference.scope))
        elif reference.name != ANYTHING:
            known = everywhere.get(reference.kind)
            if known is None:
                known = _within(process, process.step(reference.scope), reference.kind)
            yield from _against(reference, known)


def _within(process: Process, step: StepType, kind: str) -> set[str]:
    if kind == "request":
        return {request.key for request in step.requests}
    if kind == "next_action":
        return {action.key for action in step.next_actions}
    return {section.key for section in process.form(step.form).sections}


def _against(reference: Reference, known: Set[str]) -> Iterator[BrokenDefinition]:
    if reference.name not in known:
        word = WORDS.get(reference.kind, reference.kind)
        where = f' in "{reference.scope}"' if reference.scope else ""
        yield reference.node.broken(
            f'There is no {word} "{reference.name}"{where}. There are: {", ".join(sorted(known))}.'
        )


def check_form(form: Form, references: Iterable[Reference]) -> None:
    """Raise BrokenDefinition at the first condition of a form that names no answer of it."""
    for fault in condition_faults(form, references):
        raise fault


def condition_faults(form: Form, references: Iterable[Reference]) -> Iterator[BrokenDefinition]:
    """Yield an error for each condition of a form that names no answer of it."""
    answers = _answers(form)
    columns = _columns(form)
    for reference in references:
        if reference.kind == "condition":
            yield from _against_condition(reference, columns if reference.scope == "row" else answers)


def _answers_of(process: Process, scope: str) -> dict[str, set[str] | None]:
    step = process.step(scope)
    return {**_answers(process.form(step.form)), **{action.key: {"proposed"} for action in step.next_actions}}


def _answers(form: Form) -> dict[str, set[str] | None]:
    """Return what each question may answer: option keys, or None for anything."""
    found: dict[str, set[str] | None] = {fact: {"yes", "no"} for fact in COMPUTED_FACTS}
    for _, question in form.questions():
        found[question.key] = _values(question.kind, [option.key for option in question.options])
        if question.block and question.use:
            found.setdefault(question.key.removeprefix(f"{question.use}."), found[question.key])
    return found


def _columns(form: Form) -> dict[str, set[str] | None]:
    found: dict[str, set[str] | None] = {}
    for column in _every_column(question for _, question in form.questions()):
        values = _values(column.kind, [option.key for option in column.options])
        before = found.get(column.key, set())
        found[column.key] = None if values is None or before is None else before | values
    return found


def _every_column(questions: Iterable[Question]) -> Iterator[Column]:
    for question in questions:
        yield from question.columns


def _values(kind: str, options: list[str]) -> set[str] | None:
    if kind == "yn":
        return {"yes", "no"}
    return set(options) if kind in ("one", "many") and options else None


def _against_condition(reference: Reference, answers: dict[str, set[str] | None]) -> Iterator[BrokenDefinition]:
    field, _, written = reference.name.partition("=")
    condition = Condition(field=field.strip(), values=tuple(value.strip() for value in written.split("|")))
    if condition.field not in answers:
        yield reference.node.broken(
            f'The condition "{reference.name}" names "{condition.field}", which is not asked here.'
        )
        return
    allowed = answers[condition.field]
    for value in condition.values:
        if allowed is not None and value not in allowed:
            yield reference.node.broken(
                f'The condition "{reference.name}" expects "{value}"; '
                f'"{condition.field}" is one of: {", ".join(sorted(allowed))}.'
            )
