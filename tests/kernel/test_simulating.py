"""A process walked at random, as it is defined: what is never come to, and with which answers nothing fits (C24)."""

from dataclasses import replace
from random import Random

import pytest

from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import Process
from permanence.kernel.simulating import LONGEST, Walked, never, simulate
from permanence.outside.definitions import PROCESSES, load_process
from tests.processes.test_check import SMALL

YES = Condition(field="seen_alone", values=("yes",))


@pytest.fixture(scope="module")
def visits() -> Process:
    return load_process(SMALL / "home_visits", SMALL)


@pytest.fixture(scope="module")
def long_term_fostering() -> Process:
    return load_process(PROCESSES / "long_term_fostering")


def walked(process: Process, walks: int = 500, *, seed: int = 1) -> Walked:
    return simulate(process, walks=walks, chance=Random(seed))  # noqa: S311  # to be repeated by its seed


def visit_with(process: Process, **changed: object) -> Process:
    """Return the process with its visit changed."""
    visit, review = process.steps
    return replace(process, steps=(replace(visit, **changed), review))  # type: ignore[arg-type]  # fields of a step


def test_everything_of_the_long_term_fostering_process_is_come_to(long_term_fostering: Process) -> None:
    found = walked(long_term_fostering, 2_000)
    assert list(never(long_term_fostering, found)) == []
    assert found.endless == 0


def test_answers_with_which_the_meeting_stays_open_are_found(long_term_fostering: Process) -> None:
    """More work needed, no new plan: the meeting goes on. Ratified, and a new plan: one of them is changed (Q23)."""
    assert set(walked(long_term_fostering, 2_000).stuck) == {
        ("information_sharing_meeting", "view_of_meeting=more_work_needed, needs_new_plan=no"),
        (
            "information_sharing_meeting",
            "view_of_meeting=iro_has_already_ratified_the_present_home, needs_new_plan=yes",
        ),
    }


def test_the_same_seed_walks_the_same(visits: Process) -> None:
    assert walked(visits) == walked(visits)


def test_what_is_mandatory_is_always_added(visits: Process) -> None:
    look_back = replace(visits.step("visit").next_action("look_back"), mandatory_if=YES, only_if=YES)
    over = visits.step("visit").next_action("over")
    process = visit_with(visits, next_actions=(look_back, over))
    assert not any(walked(process, 1, seed=seed).stuck for seed in range(50))


def test_mandatory_ones_that_exclude_each_other_are_stuck(visits: Process) -> None:
    both = (
        replace(visits.step("visit").next_action("look_back"), mandatory_if=YES),
        replace(visits.step("visit").next_action("over"), mandatory_if=YES),
    )
    assert set(walked(visit_with(visits, next_actions=both)).stuck) == {("visit", "seen_alone=yes")}


def test_what_stands_only_beside_another_brings_it(visits: Process) -> None:
    actions = visits.step("visit").next_actions
    beside = replace(actions[1], requires_one_of=("another",))
    found = walked(visit_with(visits, next_actions=(actions[0], beside, actions[2])))
    assert found.actions["visit.look_back"] > 0
    assert found.actions["visit.look_back"] <= found.actions["visit.another"]


def test_what_nobody_ever_comes_to_is_named(visits: Process) -> None:
    another, _, over = visits.step("visit").next_actions
    process = visit_with(visits, next_actions=(another, over))
    assert list(never(process, walked(process))) == ['The workstep "Review of the visits" was never come to.']


def test_a_request_that_only_a_waiving_action_asks_for_is_never_sent(visits: Process) -> None:
    visit = visits.step("visit")
    over = replace(visit.next_action("over"), waives=("authorise",))
    requests = (visit.requests[0], replace(visit.requests[1], only_with=("over",)))
    process = visit_with(visits, requests=requests, next_actions=(*visit.next_actions[:2], over))
    assert list(never(process, walked(process))) == [
        'The request "Please authorise" of "Visit to the home" was never sent.'
    ]


def test_a_walk_without_end_is_given_up(visits: Process) -> None:
    another = replace(visits.step("visit").next_action("another"), only_if=None, mandatory_if=None)
    found = walked(visit_with(visits, next_actions=(another,)), 3)
    assert (found.endless, found.steps["visit"]) == (3, 3 * LONGEST)
