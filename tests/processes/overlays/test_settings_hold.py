"""Each setting is what its rule counts with: the default where nothing is set, else what the authority sets (A6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from permanence.kernel.computed import quorum_missing
from permanence.kernel.facts import StepFacts
from permanence.kernel.rules import RULES
from permanence.kernel.settings import SETTINGS, SettingValue
from permanence.kernel.wording import listed
from tests.kernel.facts_builder import child, step
from tests.kernel.filling import PANEL
from tests.kernel.people import PRIYA

TODAY = date(2027, 1, 13)
DOC = Path(__file__).parents[3] / "docs" / "overlays.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A setting, what it is set to, and what is said of the same facts before and after."""

    key: str
    value: int
    facts: Callable[[], StepFacts]
    says: Callable[[StepFacts], str]
    by_default: str
    as_set: str


def rule(name: str) -> Callable[[StepFacts], str]:
    return lambda facts: " ".join(RULES[name](facts))


def report(**answers: Any) -> StepFacts:
    return step("permanency_planning", PRIYA, answers=answers)


def spoken(days_ago: int) -> list[dict[str, Any]]:
    return [{"id": "1", "on": (TODAY - timedelta(days=days_ago)).isoformat()}]


COUNTED: Final = (
    Counted(
        key="older_teenager_from",
        value=17,
        facts=lambda: step("information_sharing_meeting", PRIYA, of=child(born=date(2010, 9, 9))),
        says=rule("rule_teenager"),
        by_default="",
        as_set="Maya is 16; the route for older teenagers begins at 17.",
    ),
    Counted(
        key="panel_quorum",
        value=3,
        facts=lambda: step("panel_and_matching_decision", PRIYA, answers={"panel": PANEL[:4]}),
        says=lambda facts: listed(quorum_missing(facts)),
        by_default="only 4 of the 5 people needed sat",
        as_set="",
    ),
    Counted(
        key="child_heard_within",
        value=60,
        facts=lambda: report(conversations=spoken(61)),
        says=rule("rule_child_heard"),
        by_default="",
        as_set="The last recorded conversation with Maya was 61 days before the report.",
    ),
    Counted(
        key="photograph_within",
        value=9,
        facts=lambda: report(photograph_on="2026-03-13"),
        says=rule("rule_photograph"),
        by_default="",
        as_set="The photograph is more than 9 months old.",
    ),
)


def set_to(facts: StepFacts, key: str, value: int) -> StepFacts:
    return replace(facts, process=replace(facts.process, settings=(SettingValue(key=key, value=value),)))


@pytest.mark.parametrize("counted", COUNTED, ids=lambda counted: str(counted.key))
def test_a_rule_counts_with_what_is_set(counted: Counted) -> None:
    facts = counted.facts()
    assert counted.says(facts) == counted.by_default
    assert counted.says(set_to(facts, counted.key, counted.value)) == counted.as_set


def test_every_setting_has_its_rule() -> None:
    assert {counted.key for counted in COUNTED} == set(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_setting_is_refused_out_of_its_bounds_alone(setting: Any) -> None:
    assert setting.refusal(setting.default) == setting.refusal(setting.low) == setting.refusal(setting.high) == ""
    for value in (setting.low - 1, setting.high + 1):
        assert setting.limit in setting.refusal(value)
    assert setting.source


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_docs_overlays_tells_it_with_its_default_and_bounds(setting: Any) -> None:
    rows = [line for line in DOC.read_text(encoding="utf-8").splitlines() if f"{{{setting.key}: " in line]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    told = [(cell[2].split()[0], cell[3]) for cell in cells]
    assert told == [(str(setting.default), f"{setting.low} to {setting.high}")]


def test_papers_are_due_as_long_before_panel_as_the_register_says() -> None:
    """B5.4: the rule and the due date count with one number."""
    late = {"meeting_date": "2027-05-06", "papers_sent_on": "2027-04-28", "papers_sent_on_late_why": None}
    facts = step("panel_and_matching_decision", PRIYA, answers=late)
    assert rule("rule_papers_in_time")(facts) == ""
    papers = facts.process.timescale("panel_papers")
    rules = tuple(replace(each, amount=7) if each is papers else each for each in facts.process.timescales)
    longer = replace(facts, process=replace(facts.process, timescales=rules))
    assert "fewer than 7 working days before panel" in rule("rule_papers_in_time")(longer)
