"""Due dates: the rest of C0, the hearings of C6, and the arithmetic as people read it (B12, C21)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permanence.kernel.holidays import HolidaysNotKnown
from permanence.kernel.timescales import DueDate, TimescaleRule, due_date, is_overdue, is_soon, status_of
from permanence.kernel.working_days import add_working_days, is_working_day
from tests.kernel.bank_holidays_b12 import ENGLAND, on

ADM = TimescaleRule(
    rule_id="adm_decision",
    title="Decision of the Agency Decision Maker",
    source="B5.3",
    start_event="recommendation_received",
    amount=7,
    unit="working_days",
    direction="after",
    roll="none",
    told=("agency_decision_maker",),
    subject="workstep",
    basis="policy",
)
HEARING = replace(
    ADM,
    rule_id="care_planning_meeting",
    source="R39, B12.5",
    start_event="final_hearing",
    start_words="Final hearing",
    amount=3,
    unit="weeks",
    direction="before",
    roll="earlier",
)
CONTESTED = replace(HEARING, amount=28, unit="calendar_days", source="R40, Q5")
LONG_PLACEMENT = replace(ADM, start_words="Moved in", amount=11, unit="months", source="R32d")
SUBJECT_ACCESS = replace(ADM, amount=1, unit="months", roll="later", source="B12.6, B13.2")
CONNECTED_CARER = replace(ADM, amount=16, unit="weeks", direction="period", source="B4.1, B12.7")
PROCEEDINGS = replace(CONNECTED_CARER, amount=26, source="B11.5")
EXTENSION = replace(CONNECTED_CARER, amount=8)
FAMILY_FINDING = replace(ADM, start_words="Family finding started", amount=3, unit="months", repeats=True)
PANEL_PAPERS = replace(ADM, start_words="Panel meeting", amount=5, direction="before", source="B5.4")


def due(rule: TimescaleRule, start: str, *, occurrence: int = 1) -> DueDate:
    return due_date(rule, start_on=on(start), holidays=ENGLAND, occurrence=occurrence)


@pytest.mark.parametrize(
    ("rule", "start", "raw_on", "due_on", "last_working_day"),
    [
        # C0, the rows that are not plain working days.
        (HEARING, "Mon 18 Jan 2027", "Mon 28 Dec 2026", "Thu 24 Dec 2026", "Thu 24 Dec 2026"),
        (HEARING, "Mon 19 Apr 2027", "Mon 29 Mar 2027", "Thu 25 Mar 2027", "Thu 25 Mar 2027"),
        (LONG_PLACEMENT, "Sun 1 Feb 2026", "Fri 1 Jan 2027", "Fri 1 Jan 2027", "Thu 31 Dec 2026"),
        (CONNECTED_CARER, "Mon 2 Nov 2026", "Sun 21 Feb 2027", "Sun 21 Feb 2027", "Fri 19 Feb 2027"),
        (EXTENSION, "Mon 22 Feb 2027", "Sun 18 Apr 2027", "Sun 18 Apr 2027", "Fri 16 Apr 2027"),
        (SUBJECT_ACCESS, "Wed 25 Nov 2026", "Fri 25 Dec 2026", "Tue 29 Dec 2026", "Tue 29 Dec 2026"),
        (replace(SUBJECT_ACCESS, amount=3), "Wed 25 Nov 2026", "Thu 25 Feb 2027", "Thu 25 Feb 2027", "Thu 25 Feb 2027"),
        # C6: 26 weeks, the contested hearing, relisted over Easter, two extensions.
        (PROCEEDINGS, "Mon 20 Jul 2026", "Sun 17 Jan 2027", "Sun 17 Jan 2027", "Fri 15 Jan 2027"),
        (CONTESTED, "Mon 18 Jan 2027", "Mon 21 Dec 2026", "Mon 21 Dec 2026", "Mon 21 Dec 2026"),
        (HEARING, "Fri 16 Apr 2027", "Fri 26 Mar 2027", "Thu 25 Mar 2027", "Thu 25 Mar 2027"),
        (CONTESTED, "Fri 16 Apr 2027", "Fri 19 Mar 2027", "Fri 19 Mar 2027", "Fri 19 Mar 2027"),
        (EXTENSION, "Mon 18 Jan 2027", "Sun 14 Mar 2027", "Sun 14 Mar 2027", "Fri 12 Mar 2027"),
        (EXTENSION, "Mon 15 Mar 2027", "Sun 9 May 2027", "Sun 9 May 2027", "Fri 7 May 2027"),
        # The drawing of the Person summary.
        (LONG_PLACEMENT, "Mon 27 Jul 2026", "Sun 27 Jun 2027", "Sun 27 Jun 2027", "Fri 25 Jun 2027"),
    ],
)
def test_due_dates(rule: TimescaleRule, start: str, raw_on: str, due_on: str, last_working_day: str) -> None:
    found = due(rule, start)

    assert (found.raw_on, found.due_on, found.last_working_day) == (on(raw_on), on(due_on), on(last_working_day))


@pytest.mark.parametrize(
    ("rule", "start", "said"),
    [
        (
            ADM,
            "Fri 18 Dec 2026",
            (
                "Fri 18 Dec 2026 plus 7 working days is Thu 31 Dec 2026. "
                "Not counted: weekends, Fri 25 Dec, Mon 28 Dec 2026."
            ),
        ),
        (ADM, "Tue 11 May 2027", "Tue 11 May 2027 plus 7 working days is Thu 20 May 2027. Not counted: weekends."),
        (replace(ADM, amount=2), "Tue 18 May 2027", "Tue 18 May 2027 plus 2 working days is Thu 20 May 2027."),
        (
            replace(ADM, amount=10),
            "Wed 23 Dec 2026",
            (
                "Wed 23 Dec 2026 plus 10 working days is Mon 11 Jan 2027. "
                "Not counted: weekends, Fri 25 Dec, Mon 28 Dec 2026, Fri 1 Jan 2027."
            ),
        ),
        (
            PANEL_PAPERS,
            "Thu 6 May 2027",
            (
                "Panel meeting Thu 6 May 2027 minus 5 working days is Wed 28 Apr 2027. "
                "Not counted: weekends, Mon 3 May 2027."
            ),
        ),
        (
            replace(LONG_PLACEMENT, start_words="Second review held", amount=6),
            "Tue 10 Nov 2026",
            "Second review held Tue 10 Nov 2026 plus 6 months is Mon 10 May 2027.",
        ),
        (
            LONG_PLACEMENT,
            "Mon 27 Jul 2026",
            (
                "Moved in Mon 27 Jul 2026 plus 11 months is Sun 27 Jun 2027, which is not a working day (a Sunday). "
                "The last working day before it is Fri 25 Jun 2027."
            ),
        ),
        (
            HEARING,
            "Mon 18 Jan 2027",
            (
                "Final hearing Mon 18 Jan 2027 minus 3 weeks is Mon 28 Dec 2026, "
                "which is not a working day (Bank holiday). "
                "Moved back to the working day before it: Thu 24 Dec 2026."
            ),
        ),
        (
            SUBJECT_ACCESS,
            "Wed 25 Nov 2026",
            (
                "Wed 25 Nov 2026 plus 1 month is Fri 25 Dec 2026, which is not a working day (Bank holiday). "
                "Moved on to the working day after it: Tue 29 Dec 2026."
            ),
        ),
        (
            CONNECTED_CARER,
            "Tue 3 Nov 2026",
            "Tue 3 Nov 2026: a period of 16 weeks beginning that day ends on Mon 22 Feb 2027.",
        ),
    ],
)
def test_the_arithmetic_can_be_checked_on_a_calendar(rule: TimescaleRule, start: str, said: str) -> None:
    assert due(rule, start).arithmetic == said


def test_only_what_the_count_passed_over_is_said_not_to_count() -> None:
    """The meeting's own day is day 0 (B12.4), and a closure at a weekend is a weekend already."""
    closed = ENGLAND.adding({on("Sat 19 Dec 2026"): "Council offices closed"})

    found = due_date(PANEL_PAPERS, start_on=on("Mon 28 Dec 2026"), holidays=closed)

    assert found.arithmetic == (
        "Panel meeting Mon 28 Dec 2026 minus 5 working days is Fri 18 Dec 2026. Not counted: weekends, Fri 25 Dec 2026."
    )


def test_what_went_in_is_kept() -> None:
    """C21: rule id, inputs and arithmetic."""
    found = due(ADM, "Fri 18 Dec 2026")

    assert (found.rule_id, found.start_event, found.start_on) == (
        "adm_decision",
        "recommendation_received",
        on("Fri 18 Dec 2026"),
    )
    assert dict(found.inputs) == {
        "recommendation_received": "2026-12-18",
        "counted": "7 working days",
        "direction": "after",
        "roll": "none",
        "occurrence": "1",
        "not_counted": "2026-12-25 Bank holiday, 2026-12-28 Bank holiday",
    }


def test_the_third_family_finding_review_is_counted_from_the_anchor() -> None:
    """Q11: 30 November is clamped in February and is 30 again in May."""
    found = [due(FAMILY_FINDING, "Mon 30 Nov 2026", occurrence=number) for number in (1, 2, 3)]

    assert [each.due_on for each in found] == [on("Sun 28 Feb 2027"), on("Sun 30 May 2027"), on("Mon 30 Aug 2027")]
    assert found[1].arithmetic.startswith("Family finding started Mon 30 Nov 2026 plus 6 months is Sun 30 May 2027")
    assert found[1].inputs["occurrence"] == "2"


@pytest.mark.parametrize(("rule", "occurrence"), [(ADM, 2), (FAMILY_FINDING, 0), (FAMILY_FINDING, -1)])
def test_an_occurrence_that_does_not_exist_is_refused(rule: TimescaleRule, occurrence: int) -> None:
    with pytest.raises(ValueError, match=f"has no occurrence {occurrence}"):
        due(rule, "Mon 30 Nov 2026", occurrence=occurrence)


@pytest.mark.parametrize("rule", [ADM, LONG_PLACEMENT, CONNECTED_CARER, SUBJECT_ACCESS])
def test_a_due_date_beyond_the_known_holidays_is_refused(rule: TimescaleRule) -> None:
    with pytest.raises(HolidaysNotKnown, match="Add the bank holidays of 2029 first"):
        due(rule, "Fri 22 Dec 2028")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount": 0}, "the amount is 0; give at least 1."),
        ({"unit": "fortnights"}, 'the unit "fortnights" is none of working_days, calendar_days, weeks, months.'),
        ({"direction": "until"}, 'the direction "until" is none of after, before, period.'),
        ({"roll": "nearest"}, 'the roll "nearest" is none of none, earlier, later.'),
        ({"basis": "habit"}, 'the basis "habit" is none of statute, guidance, policy, local.'),
        ({"direction": "period"}, "a period is counted in calendar days or weeks."),
        ({"roll": "later"}, "counting working days never ends on another day, so there is nothing to roll."),
        ({"direction": "before", "repeats": True}, "only a date after its event can come again."),
    ],
)
def test_a_rule_whose_parts_do_not_fit_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match="adm_decision") as refused:
        replace(ADM, **change)

    assert str(refused.value) == f'Timescale "adm_decision": {said}'


@pytest.mark.parametrize(
    ("today", "status", "soon", "overdue"),
    [
        # ADM decision due Thu 31 Dec 2026; 5 working days before it is Tue 22 Dec.
        ("Mon 21 Dec 2026", "Due Thu 31 Dec 2026", False, False),
        ("Tue 22 Dec 2026", "Due Thu 31 Dec 2026", True, False),
        ("Wed 30 Dec 2026", "Due Thu 31 Dec 2026", True, False),
        ("Thu 31 Dec 2026", "Due today", True, False),
        ("Fri 1 Jan 2027", "Overdue since Thu 31 Dec 2026", False, True),
        ("Sun 3 Jan 2027", "Overdue since Thu 31 Dec 2026", False, True),
        ("Mon 4 Jan 2027", "1 working day overdue", False, True),
        ("Wed 6 Jan 2027", "3 working days overdue", False, True),
    ],
)
def test_the_words_of_a_due_date(today: str, status: str, soon: bool, overdue: bool) -> None:
    """Pages, section 4."""
    due_on = on("Thu 31 Dec 2026")

    assert status_of(due_on, today=on(today), holidays=ENGLAND) == status
    assert is_soon(due_on, today=on(today), holidays=ENGLAND) is soon
    assert is_overdue(due_on, today=on(today)) is overdue


def test_a_date_beyond_the_known_holidays_is_still_far_away() -> None:
    far_away = date(2031, 6, 30)

    assert not is_soon(far_away, today=on("Mon 21 Dec 2026"), holidays=ENGLAND)
    assert status_of(far_away, today=on("Mon 21 Dec 2026"), holidays=ENGLAND) == "Due Mon 30 Jun 2031"


@given(due_on=st.dates(date(2026, 7, 1), date(2028, 6, 30)), days=st.integers(-3, 20))
def test_soon_begins_5_working_days_before(due_on: date, days: int) -> None:
    today = due_on - timedelta(days=days)
    begins = add_working_days(due_on, -5, holidays=ENGLAND)

    assert is_soon(due_on, today=today, holidays=ENGLAND) == (begins <= today <= due_on)


RULES = st.sampled_from([ADM, HEARING, CONTESTED, LONG_PLACEMENT, SUBJECT_ACCESS, CONNECTED_CARER, PANEL_PAPERS])


@given(rule=RULES, start=st.dates(date(2026, 3, 1), date(2027, 12, 31)))
def test_what_holds_for_every_due_date(rule: TimescaleRule, start: date) -> None:
    found = due_date(rule, start_on=start, holidays=ENGLAND)

    assert is_working_day(found.last_working_day, holidays=ENGLAND)
    assert found.last_working_day <= found.due_on
    assert (found.due_on < start) == (rule.direction == "before")
    if rule.roll != "none" or rule.unit == "working_days":
        assert found.due_on == found.last_working_day
    else:
        assert found.due_on == found.raw_on


@given(rule=RULES, start=st.dates(date(2026, 3, 1), date(2027, 12, 31)))
def test_a_later_start_is_never_due_earlier(rule: TimescaleRule, start: date) -> None:
    found = [due_date(rule, start_on=start + timedelta(days=number), holidays=ENGLAND).due_on for number in (0, 1)]

    assert found == sorted(found)
