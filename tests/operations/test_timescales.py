"""Due dates are superseded, never overwritten; whoever must know is told once, though rounds were missed (P39)."""

from datetime import date, timedelta
from typing import Any

import pytest

from permanence.kernel.reasons import Refused
from permanence.operations import children
from permanence.operations.due_round import run_due
from permanence.operations.timescales import reckon, start_event
from permanence.records.notices import Notice
from permanence.records.people import Worker
from permanence.records.register import register
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep
from tests.factories import World, asked, when

# B1.2, C1 step 1: looked after from Monday 27 July 2026, first review due Monday 24 August.
FIRST = ("27 Jul 2026 09:00", date(2026, 8, 24))


def looked_after(here: World) -> Due:
    here.reaches(FIRST[0])
    given: dict[str, Any] = {"child_id": here.child_id, "from_on": here.today, "category_of_need": "N1"}
    here.does("Joan Ellery", children.start_care_period, **given)
    return Due.objects.get(rule_id="first_review")


def test_the_first_review_falls_due_from_the_day_in_care(here: World) -> None:
    due = looked_after(here)
    assert (due.due_on, due.start_on, due.start_event) == (FIRST[1], here.today, "became_looked_after")
    assert due.arithmetic.startswith("Looked after from Mon 27 Jul 2026 plus 20 working days is Mon 24 Aug 2026.")
    assert due.inputs["became_looked_after"] == "2026-07-27"


def test_a_newer_start_supersedes_and_the_old_row_stays(here: World) -> None:
    rule = next(rule for rule in register(here.authority_id) if rule.rule_id == "later_review")
    ids: dict[str, Any] = {"authority_id": here.authority_id, "child_id": here.child_id, "at": here.at}
    first = reckon(rule, start_on=date(2026, 11, 10), **ids)
    again = reckon(rule, start_on=date(2026, 11, 10), **ids)
    assert again.id == first.id
    second = reckon(rule, start_on=date(2027, 5, 4), **ids)
    first.refresh_from_db()
    assert (first.superseded_by_id, first.due_on, first.start_on) == (second.id, date(2027, 5, 10), date(2026, 11, 10))
    assert second.due_on == date(2027, 11, 4)


def test_of_what_a_child_may_have_several_the_event_names_which(here: World) -> None:
    rules = {rule.rule_id: rule for rule in register(here.authority_id)}
    child = here.child_id
    assert start_event(rules["first_visit"], subject_id=child) == "placement_started"
    assert start_event(rules["adm_decision"], subject_id=child) == f"recommendation_received:{child}"
    assert start_event(rules["family_finding_review"], subject_id=None, occurrence=3) == "family_finding_started:3"


def test_a_date_beyond_the_known_holidays_is_refused_in_words(here: World) -> None:
    rule = next(rule for rule in register(here.authority_id) if rule.rule_id == "adm_decision")
    with pytest.raises(Refused, match="Bank holidays are known"):
        reckon(rule, authority_id=here.authority_id, child_id=here.child_id, start_on=date(2060, 1, 1), at=here.at)


# What is told when, of a review due on Monday 24 August 2026 (pages, section 4: near from 5 working days before).
ROUNDS = [
    ("14 Aug 2026 08:00", {}, []),
    ("17 Aug 2026 08:00", {"due_soon": 2}, ["Priya Nair", "Tom Askew"]),
    ("17 Aug 2026 08:10", {}, []),
    ("24 Aug 2026 23:59", {}, []),
    ("25 Aug 2026 00:01", {"overdue": 3}, ["Priya Nair", "Tom Askew", "Joan Ellery"]),
    ("26 Aug 2026 08:00", {}, []),
]


def test_a_date_is_told_once_near_and_once_past(here: World) -> None:
    looked_after(here)
    for at, told, names in ROUNDS:
        before = set(Notice.objects.values_list("id", flat=True))
        found = run_due(authority_id=here.authority_id, at=when(at)).told
        assert {kind: count for kind, count in found.items() if count} == told, at
        new = Notice.objects.exclude(id__in=before).values_list("worker_id", flat=True)
        assert {*new} == {here.people[name] for name in names}, at


def test_seven_days_down_are_caught_up_exactly(here: World) -> None:
    looked_after(here)
    run_due(authority_id=here.authority_id, at=when("14 Aug 2026 08:00"))
    found = run_due(authority_id=here.authority_id, at=when("25 Aug 2026 08:00"))
    assert found.told == {"overdue": 3}
    assert "1 working day overdue" in Notice.objects.filter(kind="overdue")[0].says


def test_what_is_met_is_told_to_nobody(here: World) -> None:
    looked_after(here)
    Due.objects.update(met_on=date(2026, 8, 17))
    assert run_due(authority_id=here.authority_id, at=when("1 Sep 2026 08:00")).total == 0


# An item that nobody picks up: put in the inbox on Monday 16 November 2026, picked up by Wednesday 18.
NOBODY = [
    ("18 Nov 2026 23:00", []),
    ("19 Nov 2026 00:30", ["Dee Marlow", "Kit Hale"]),
    ("20 Nov 2026 09:00", []),
    ("21 Nov 2026 09:00", ["Sam Orr"]),
    ("30 Nov 2026 09:00", []),
]


def test_what_nobody_picks_up_goes_to_owner_and_deputy_then_the_manager(here: World) -> None:
    from permanence.operations.workers import add_worker

    finders = here.teams["finders"]
    roles = [("family_finding_manager", finders)]
    given: dict[str, Any] = {"job_title": "Manager", "roles": roles, "teams": [finders]}
    sam = add_worker(name="Sam Orr", actor=here.founder, at=here.at, **given)
    here.people["Sam Orr"] = sam.worker_id  # type: ignore[assignment]
    search = here.incoming_search()
    for at, names in NOBODY:
        before = set(Notice.objects.values_list("id", flat=True))
        run_due(authority_id=here.authority_id, at=when(at))
        new = Notice.objects.exclude(id__in=before).filter(step_id=search)
        assert {notice.worker_id for notice in new} == {here.people[name] for name in names}, at
    first = Notice.objects.filter(kind="not_picked_up")[0].says
    assert first == (
        "Nobody has picked up Search for Maya Thornbury "
        "from CS Permanence Family Finders – Inbox since Mon 16 Nov 2026."
    )


def test_an_inbox_without_owner_or_deputy_goes_straight_to_the_manager(here: World) -> None:
    from permanence.records.authorities import Inbox

    report = here.report_to_qaag()
    Inbox.objects.filter(key="cs_qaag").update(owner=None, deputy=None)
    found = run_due(authority_id=here.authority_id, at=here.at + timedelta(days=3))
    assert found.told.get("nobody") == 0  # the team has no manager either: nobody is told, and the round goes on
    assert asked(report, "check").picked_up_by_id is None
    assert Worker.objects.filter(disabled_at=None).exists()
    assert Workstep.objects.filter(id=report, closed_at=None).exists()
