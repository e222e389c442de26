"""An authority's folder changes a process by its changes alone: names, settings, parts of its own (A6)."""

from pathlib import Path

import pytest

from permanence.kernel.definitions import Process
from permanence.kernel.overlaying import overlaid
from permanence.kernel.overlaying.overlay import Overlay
from permanence.outside.checking import check
from permanence.outside.definitions import PROCESSES, load_process
from permanence.outside.overlays import load_under
from tests.processes.overlays.conftest import put

LTF = PROCESSES / "long_term_fostering"
CADENCE = """\
overlay: long_term_fostering
over: "4.2"
timescales: {family_finding_review: {amount: 2}}
steps:
  family_finding_meeting: {recurrence: {default_months: 2}}
"""


@pytest.fixture
def base(copy: Path) -> Process:
    return load_process(copy / "processes" / "home_visits", copy / "processes")


@pytest.fixture
def here(copy: Path) -> Process:
    return load_under(copy / "processes" / "home_visits", copy / "hillside", copy / "processes")


def test_it_has_no_fault(copy: Path) -> None:
    found = check(copy / "processes" / "home_visits", copy / "processes", authority=copy / "hillside")
    assert [str(fault) for fault in found] == []


def test_names_are_the_authoritys_and_keys_stay(here: Process, base: Process) -> None:
    assert {role.key: role.title for role in here.roles} == {
        "social_worker": "Children's Worker",
        "team_manager": "Manager of the team",  # of the folder below
        "link_worker": "Link Worker",
    }
    assert [(inbox.key, inbox.title) for inbox in here.inboxes] == [
        ("visits", "Calls – Inbox"),
        ("links", "Links – Inbox"),
    ]
    assert (here.step("visit").title, here.form("visit").title) == ("Call at the home", "Call")
    assert here.step("visit").next_action("over").title == "No more calls"
    assert (here.key, here.version) == (base.key, "1.0 Hillside")


def test_parts_of_its_own_stand_where_it_says(here: Process) -> None:
    visit = here.form("visit")
    asked = [question.key for question in visit.section("the_visit").questions]
    assert asked[2:5] == ["seen_alone", "way", "way_why"]
    assert [section.key for section in visit.sections] == ["the_visit", "the_way", "next_actions"]
    assert here.step("bus_ride").form == "ride"
    assert [request.key for request in here.step("visit").requests] == ["read", "authorise", "ask_link"]
    assert [action.key for action in here.step("visit").next_actions][-1] == "go_by_bus"


def test_what_is_taken_away_is_named_nowhere(here: Process) -> None:
    visit = here.step("visit")
    assert "wave" not in [action.key for action in visit.next_actions]
    assert visit.next_action("over").exclusive_with == ("another", "look_back")
    assert [rule.rule for rule in visit.rules] == ["rule_conflict", "rule_declared"]


def test_settings_timescales_and_lists_are_set(here: Process, base: Process) -> None:
    assert (here.setting("panel_quorum"), base.setting("panel_quorum")) == (3, 5)
    assert here.setting("photograph_within") == 12, "what is not set is the default"
    assert (here.timescale("first_review").amount, base.timescale("first_review").amount) == (15, 20)
    mood = next(question for _, question in here.form("visit").questions() if question.key == "mood")
    assert [option.label for option in mood.options] == ["glad", "proud"]


def test_a_question_is_asked_in_other_words_and_more_strictly(here: Process, base: Process) -> None:
    asked = {question.key: question for _, question in here.form("visit").questions()}
    assert (asked["agreed"].ask, asked["agreed"].help, asked["agreed"].size) == (
        "What was agreed on?",
        "In a few words.",
        5000,
    )
    assert asked["score"].need.required
    assert asked["agreed"].kind == "lt", "what it does not state stays"


def test_nothing_else_changes(copy: Path, base: Process) -> None:
    """An authority that states nothing works by the process as it is, and it is known to be its."""
    nothing = overlaid(base, Overlay(authority="quiet", process=base.key, version=base.version))
    assert [lies.authority for lies in nothing.overlays] == ["quiet"]
    assert nothing.steps == base.steps
    assert nothing.forms == base.forms


def test_the_chain_is_on_the_process(here: Process) -> None:
    assert [lies.authority for lies in here.overlays] == ["valley", "hillside"]


def test_a_process_sets_what_its_rules_count_with_too(copy: Path) -> None:
    """A process of an authority's own says its settings itself; the bounds are the same."""
    file = copy / "processes" / "home_visits" / "process.yaml"
    put(file, "roles:\n", "settings: {panel_quorum: 6, photograph_within: 13}\nroles:\n")
    (fault,) = check(file.parent, copy / "processes")
    assert (fault.file, fault.says.startswith("How old the photograph")) == (file, True)
    put(file, ", photograph_within: 13", "")
    assert load_process(file.parent, copy / "processes").setting("panel_quorum") == 6


def test_the_next_meeting_is_planned_within_the_cadence(copy: Path) -> None:
    """Q12: months ahead, where nobody says a day; the cadence follows the register (Q11)."""
    folder = copy / "review"
    folder.mkdir()
    (folder / "authority.yaml").write_text("authority: review\nname: Review Council\n", encoding="utf-8")
    ours = folder / "long_term_fostering.yaml"
    ours.write_text(CADENCE, encoding="utf-8")
    recurrence = load_under(LTF, folder).step("family_finding_meeting").recurrence
    assert recurrence is not None
    assert (recurrence.months, recurrence.default_months) == (2, 2)
    put(ours, "{default_months: 2}", "{default_months: 3}")
    (fault,) = check(LTF, authority=folder)
    assert (fault.line, "at least, and 2 at most" in fault.says) == (5, True), fault
