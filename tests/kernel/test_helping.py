"""Help told by role, in the names that the process gives (R178, R179)."""

import pytest

from permanence.kernel.helping import help_told, unknown_names, with_names
from permanence.outside.definitions import PROCESSES, load_process

PROCESS = load_process(PROCESSES / "long_term_fostering")
PLANNING = PROCESS.step("permanency_planning")

# Who does what in step 1 (R92 to R100), by the words that the guide uses.
DOES = [
    ("social_worker", "complete every section", ["manager_authorise"]),
    ("practice_supervisor", "Then send the request to CS QAAG – Inbox", []),
    ("team_manager", "add SC Agency Decision Maker Permanence Decision", []),
    ("qaag_worker", "Then finish the workstep", []),
]


@pytest.mark.parametrize(("role", "says", "asked"), DOES)
def test_each_role_is_told_its_own_part_and_then_what_the_others_do(role: str, says: str, asked: list[str]) -> None:
    mine, others = help_told(PROCESS, PLANNING, roles={role})
    assert len(mine) == 1
    assert says in mine[0].says
    assert all(PLANNING.request(key).title in mine[0].says for key in asked)
    assert len(others) == len(PLANNING.help) - 1


def test_every_role_that_works_on_a_workstep_or_answers_its_requests_is_told_what_to_do_there() -> None:
    for step in PROCESS.steps:
        told = {role for each in step.help for role in each.roles}
        gates = {role for request in step.requests if request.must_be_sent for role in request.to.roles}
        assert {*step.worked_by, *gates} <= told, step.title


def test_no_braces_are_left_and_no_number_of_the_rulebook_is_said() -> None:
    for step in PROCESS.steps:
        for told in (*help_told(PROCESS, step, roles=())[0], *help_told(PROCESS, step, roles=())[1]):
            assert not {"{", "}"} & set(told.says)
            assert "R9" not in told.says
            assert told.roles


@pytest.mark.parametrize(
    ("says", "unknown"),
    [
        ("Write it.", []),
        ("Send {request.manager_authorise} to {inbox.cs_qaag}.", []),
        ("Send {request.nobody_sends_it}.", ["{request.nobody_sends_it}"]),
        ("Go to {place.cs_qaag}.", ["{place.cs_qaag}"]),
        ("Go to {inbox}.", ["a brace by itself"]),
    ],
)
def test_a_name_that_stands_for_nothing_is_found(says: str, unknown: list[str]) -> None:
    assert list(unknown_names(PROCESS, PLANNING, says)) == unknown
    if not unknown:
        assert "{" not in with_names(PROCESS, PLANNING, says)
