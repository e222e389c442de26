"""What meets a due date that waits for an answer: told orally, told in writing, papers sent (B5.3, B5.4)."""

from datetime import date
from typing import Any

import pytest

from permanence.kernel.answered import answered_on
from permanence.kernel.conditions import Need
from permanence.kernel.form_definitions import Column, Option, Question

TODAY = date(2027, 1, 4)
TOLD = Question(
    key="told_orally",
    ask="Who was told?",
    kind="fix",
    need=Need(required=True, or_why=True),
    rows=(Option(key="child", label="child"), Option(key="mother", label="mother")),
    columns=(
        Column(key="told_on", ask="Told on", kind="date", need=Need()),
        Column(key="not_told_why", ask="Why not", kind="st", need=Need()),
    ),
)
MAYA_TOLD = {"child": {"told_on": "2026-12-31"}}

# What was answered, and the day on which the clock is met.
CASES: list[tuple[Any, date | None]] = [
    (None, None),
    (MAYA_TOLD, None),
    ({**MAYA_TOLD, "mother": {}}, None),
    ({**MAYA_TOLD, "mother": {"told_on": "2027-01-02"}}, date(2027, 1, 2)),
    ({**MAYA_TOLD, "mother": {"not_told_why": "She could not be found."}}, date(2026, 12, 31)),
    ({"child": {"not_told_why": "Asleep."}, "mother": {"not_told_why": "Away."}}, TODAY),
]


@pytest.mark.parametrize(("answer", "met_on"), CASES)
def test_everybody_is_told_or_it_is_said_why_not(answer: Any, met_on: date | None) -> None:
    assert answered_on(TOLD, answer, today=TODAY) == met_on
