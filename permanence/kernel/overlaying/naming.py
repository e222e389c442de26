"""Names in sentences: what is renamed is called so in the sentences of the base, too; keys never change."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from permanence.kernel.definitions import NextActionType, Process, RequestType, StepType
from permanence.kernel.differences.change import kept
from permanence.kernel.form_definitions import Form, RuleUse

VOWELS = tuple("AEIO")
Say = Callable[[str], str]


def called_alike(process: Process, base: Process) -> Process:
    """Return a process whose sentences call things as it does, where the base called them otherwise."""
    names = renamed(base, process)
    if not names:
        return process
    say = sayer(names)
    return replace(
        process,
        steps=tuple(_step(step, say) for step in process.steps),
        forms=tuple(_form(form, say) for form in process.forms),
    )


def renamed(base: Process, now: Process) -> dict[str, str]:
    """Return what is called otherwise: the old name, and the new one."""
    names: dict[str, str] = {}
    for was, is_now in _titled(base, now):
        if was.title != is_now.title:
            names.setdefault(was.title, is_now.title)
    return names


def _titled(base: Process, now: Process) -> Iterable[tuple[Any, Any]]:
    yield from kept(base.roles, now.roles)
    yield from kept(base.inboxes, now.inboxes)
    yield from kept(base.forms, now.forms)
    for step, step_now in kept(base.steps, now.steps):
        yield step, step_now
        yield from kept(step.requests, step_now.requests)
        yield from kept(step.next_actions, step_now.next_actions)


def sayer(names: Mapping[str, str]) -> Say:
    """Return what says a sentence with the new names, its article with them.

    >>> sayer({"QAAG worker": "Assurance officer"})("a QAAG worker, or whoever a QAAG worker asks")
    'an Assurance officer, or whoever an Assurance officer asks'
    """
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:(an?|An?) )?({longest_first})(?!\w)")

    def said(found: re.Match[str]) -> str:
        article, name = found.group(1), names[found.group(2)]
        if not article:
            return name
        return f"{article[0]}{'n' if name.startswith(VOWELS) else ''} {name}"

    return lambda sentence: pattern.sub(said, sentence)


def _step(step: StepType, say: Say) -> StepType:
    return replace(
        step,
        finisher_words=say(step.finisher_words),
        requests=tuple(_request(request, say) for request in step.requests),
        next_actions=tuple(_action(action, say) for action in step.next_actions),
        rules=_rules(step.rules, say),
    )


def _request(request: RequestType, say: Say) -> RequestType:
    return replace(request, rules=_rules(request.rules, say))


def _action(action: NextActionType, say: Say) -> NextActionType:
    return replace(action, mismatch=say(action.mismatch), alert=say(action.alert), rules=_rules(action.rules, say))


def _form(form: Form, say: Say) -> Form:
    sections = (
        replace(section, questions=tuple(replace(each, help=say(each.help)) for each in section.questions))
        for section in form.sections
    )
    return replace(form, sections=tuple(sections), rules=_rules(form.rules, say))


def _rules(rules: tuple[RuleUse, ...], say: Say) -> tuple[RuleUse, ...]:
    return tuple(replace(rule, says=say(rule.says)) for rule in rules)
