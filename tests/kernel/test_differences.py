"""What changes from one version of a process to another, in sentences that read like minutes (C24)."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

import pytest

from permanence.kernel.conditions import Condition, Need
from permanence.kernel.definitions import (
    InboxUse,
    NextActionType,
    PassTo,
    Process,
    RequestType,
    RoleUse,
    StepType,
    TimescaleUse,
)
from permanence.kernel.differences import differences, forms, registers, steps
from permanence.kernel.form_definitions import Column, Form, Option, Question, Section
from permanence.kernel.privileged import PrivilegedGroup
from permanence.kernel.timescale_rules import TimescaleRule
from tests.small_forms import MANAGER, QAAG
from tests.small_process import small_process


def with_step(key: str, **changed: Any) -> Callable[[Process], Process]:
    """Return how a process becomes another in one workstep."""
    return lambda process: replace(
        process, steps=tuple(replace(step, **changed) if step.key == key else step for step in process.steps)
    )


def with_request(key: str, **changed: Any) -> Callable[[Process], Process]:
    """Return how a process becomes another in one request of its report."""

    def change(process: Process) -> Process:
        requests = process.step("report").requests
        return with_step("report", requests=tuple(replace(r, **changed) if r.key == key else r for r in requests))(
            process
        )

    return change


def with_action(key: str, **changed: Any) -> Callable[[Process], Process]:
    """Return how a process becomes another in one next action of its report."""

    def change(process: Process) -> Process:
        actions = process.step("report").next_actions
        return with_step("report", next_actions=tuple(replace(a, **changed) if a.key == key else a for a in actions))(
            process
        )

    return change


def with_questions(change: Callable[[tuple[Question, ...]], tuple[Question, ...]]) -> Callable[[Process], Process]:
    """Return how a process becomes another in the questions of the first section of its report."""

    def changed(process: Process) -> Process:
        form = process.form("report")
        first, *rest = form.sections
        form_now = replace(form, sections=(replace(first, questions=change(first.questions)), *rest))
        return replace(process, forms=tuple(form_now if each.key == "report" else each for each in process.forms))

    return changed


def first_question(**changed: Any) -> Callable[[Process], Process]:
    """Return how a process becomes another in the first question of its report."""
    return with_questions(lambda asked: (replace(asked[0], **changed), *asked[1:]))


LISTS = {"list_name", "rows_name"}
SMALL = small_process()
REPORT = SMALL.step("report")
REQUEST, ACTION = REPORT.requests[0], REPORT.next_actions[0]
ASKED = SMALL.form("report").sections[0].questions
NEW = Question(key="new_one", ask="How are they?", kind="lt", need=Need(required=True))

# What is changed, where it is told, and what is said.
CHANGES: list[tuple[Callable[[Process], Process], str, str]] = [
    (lambda p: replace(p, title="Larger process"), "Names", 'The process is now called "Larger process"; it was'),
    (
        lambda p: replace(p, roles=(*p.roles, RoleUse(key="chair", title="Chair"))),
        "Names",
        'The role "Chair" is new.',
    ),
    (lambda p: replace(p, inboxes=p.inboxes[1:]), "Names", f'The inbox "{SMALL.inboxes[0].title}" is no longer there.'),
    (
        lambda p: replace(p, inboxes=(replace(p.inboxes[0], title="Quality"), *p.inboxes[1:])),
        "Names",
        f'The inbox "{SMALL.inboxes[0].title}" is now called "Quality".',
    ),
    (lambda p: replace(p, steps=p.steps[:-1]), SMALL.steps[-1].title, "The workstep is no longer there."),
    (
        with_step("report", title="Long report"),
        "Long report",
        'The workstep is now called "Long report"; it was "Report".',
    ),
    (with_step("report", finished_by=(MANAGER,)), "Report", "The workstep is now finished by"),
    (
        with_step("report", no_next_action_if=Condition(field="agreed", values=("yes",))),
        "Report",
        "The workstep needs no next action when: agreed is yes; before: none.",
    ),
    (with_step("report", requests=REPORT.requests[1:]), "Report", f'The request "{REQUEST.title}" is no longer there.'),
    (with_request(REQUEST.key, sent_by=(MANAGER, QAAG)), "Report", f'The request "{REQUEST.title}" is now sent by'),
    (with_request(REQUEST.key, must_be_sent=False), "Report", "must be sent: no; before: yes."),
    (with_action(ACTION.key, title="Look for a home"), "Report", 'is now called "Look for a home"; it was'),
    (with_action(ACTION.key, pass_to=PassTo(roles=(MANAGER,))), "Report", "is now passed to"),
    (with_action(ACTION.key, at_most=2), "Report", "may stand 2 times; before 1."),
    (
        with_step("report", timescales=(TimescaleUse(rule_id="first_visit", on="finished"),)),
        "Report",
        'The timescale "first_visit" is now counted.',
    ),
    (
        lambda p: replace(p, timescales=(replace(p.timescales[0], amount=99), *p.timescales[1:])),
        "Timescales",
        f'"{SMALL.timescales[0].title}" is now 99; it was {SMALL.timescales[0].amount}.',
    ),
    (
        lambda p: replace(p, inboxes=(replace(p.inboxes[0], roles=(MANAGER,)), *p.inboxes[1:])),
        "Names",
        f'The inbox "{SMALL.inboxes[0].title}" is now picked up from by',
    ),
    (first_question(feeds=("care plan",)), "Form Report", "now changes elsewhere: care plan; before"),
    (with_questions(lambda asked: (*asked, NEW)), "Form Report", '"How are they?" is new in "'),
    (with_questions(lambda asked: asked[1:]), "Form Report", f'"{ASKED[0].ask}" is no longer asked.'),
    (
        first_question(ask="Why?"),
        "Form Report",
        f'"{ASKED[0].ask}" is worded anew: "Why?"; before "{ASKED[0].ask}" (wording).',
    ),
    (
        first_question(need=Need(shown_if=Condition(field="x", values=("a", "b")))),
        "Form Report",
        "is now optional, and shown only when x is a or b; before",
    ),
    (first_question(options=(Option(key="a", label="First"),)), "Form Report", 'now offers "First" too.'),
    (
        first_question(copied="person.full_name"),
        "Form Report",
        "is now copied from person.full_name; before from none.",
    ),
]


# Of each kind of part: the words there are for it, and the fields that are told otherwise or shown on no page.
TOLD: list[tuple[type, Mapping[str, str], set[str]]] = [
    (StepType, steps.STEP, {"key", "source", "requests", "next_actions", "timescales"}),
    (RequestType, steps.REQUEST, {"key", "source"}),
    (NextActionType, steps.NEXT_ACTION, {"key", "source", "reasons_name"}),
    (TimescaleUse, steps.TIMESCALE, {"rule_id"}),
    (Form, forms.FORM, {"key", "source", "sections"}),
    (Section, forms.SECTION, {"key", "questions"}),
    (Question, forms.QUESTION, {"key", "source", "need", "options", "columns", *LISTS, "block", "use"}),
    (Column, forms.ASKED, {"key", "need", "options", *LISTS} - {"rows_name"}),
    (PrivilegedGroup, registers.GROUP, {"key", "title"}),
    (InboxUse, registers.INBOX, {"key", "title"}),
    (TimescaleRule, registers.RULE, {"rule_id", "source"}),
]


@pytest.mark.parametrize(("part", "words", "otherwise"), TOLD, ids=[row[0].__name__ for row in TOLD])
def test_no_field_changes_unsaid(part: Any, words: Mapping[str, str], otherwise: set[str]) -> None:
    assert {field.name for field in fields(part)} == words.keys() | otherwise


@pytest.mark.parametrize(("change", "within", "says"), CHANGES, ids=[says[:50] for _, _, says in CHANGES])
def test_a_change_is_told_where_it_is_and_alone(change: Callable[[Process], Process], within: str, says: str) -> None:
    found = list(differences(SMALL, change(SMALL)))
    assert any(each.within == within and says in each.says for each in found), found
    assert len({each.within for each in found}) == 1
    assert all(each.says.endswith(".") for each in found)


def test_the_same_said_twice_is_no_change() -> None:
    assert list(differences(SMALL, small_process())) == []


def test_what_is_new_one_way_is_gone_the_other() -> None:
    longer = with_questions(lambda asked: (*asked, NEW))(SMALL)
    assert [each.says for each in differences(longer, SMALL)] == ['"How are they?" is no longer asked.']
