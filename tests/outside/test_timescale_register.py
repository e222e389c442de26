"""The register of timescales: what it holds, the dates of the scenarios by its rules, and broken files."""

from dataclasses import replace
from pathlib import Path

import pytest

from permanence.kernel.timescales import due_date
from permanence.outside.bank_holidays import england
from permanence.outside.timescale_register import REGISTER, load_timescales
from permanence.outside.unable import Unable
from tests.kernel.bank_holidays_b12 import on

HELD = {
    # rule id: what is counted, from which event, on what basis (typed from B1.2, B1.3, B1.6, B5.3, B5.4, B11.1, Q11)
    "first_review": ("20 working days", "after", "became_looked_after", "statute"),
    "second_review": ("3 months", "after", "first_review_held", "statute"),
    "later_review": ("6 months", "after", "later_review_held", "statute"),
    "plan_by_second_review": ("3 months", "after", "first_review_held", "guidance"),
    "adm_decision": ("7 working days", "after", "recommendation_received", "policy"),
    "adm_told_orally": ("2 working days", "after", "decision_made", "policy"),
    "adm_told_in_writing": ("5 working days", "after", "decision_made", "policy"),
    "family_finding_review": ("3 months", "after", "family_finding_started", "policy"),
    "panel_papers": ("5 working days", "before", "panel_meeting", "guidance"),
    "first_visit": ("1 week", "after", "placement_started", "statute"),
    "inbox_pick_up": ("2 working days", "after", "put_in_inbox", "local"),
}


def test_the_register_holds_these_limits_and_no_others() -> None:
    found = {
        rule_id: (rule.counted, rule.direction, rule.start_event, rule.basis)
        for rule_id, rule in load_timescales().items()
    }

    assert found == HELD


def test_each_limit_says_its_source_and_who_is_told() -> None:
    for rule in load_timescales().values():
        assert rule.source, rule.rule_id
        assert rule.told, rule.rule_id
        assert rule.roll == "none", "B12.6: no limit of this register is moved off a holiday"


def test_only_family_finding_reviews_come_again() -> None:
    """Q11."""
    assert [rule.rule_id for rule in load_timescales().values() if rule.repeats] == ["family_finding_review"]


@pytest.mark.parametrize(
    ("rule_id", "start", "expected"),
    [
        # C1, Maya Thornbury.
        ("first_review", "Mon 27 Jul 2026", "Mon 24 Aug 2026"),
        ("second_review", "Mon 17 Aug 2026", "Tue 17 Nov 2026"),
        ("plan_by_second_review", "Mon 17 Aug 2026", "Tue 17 Nov 2026"),
        ("later_review", "Tue 10 Nov 2026", "Mon 10 May 2027"),
        ("adm_decision", "Fri 18 Dec 2026", "Thu 31 Dec 2026"),
        ("adm_told_orally", "Wed 30 Dec 2026", "Mon 4 Jan 2027"),
        ("adm_told_in_writing", "Wed 30 Dec 2026", "Thu 7 Jan 2027"),
        ("family_finding_review", "Wed 13 Jan 2027", "Tue 13 Apr 2027"),
        ("panel_papers", "Thu 6 May 2027", "Wed 28 Apr 2027"),
        ("adm_decision", "Tue 11 May 2027", "Thu 20 May 2027"),
        ("adm_told_orally", "Tue 18 May 2027", "Thu 20 May 2027"),
        ("adm_told_in_writing", "Tue 18 May 2027", "Tue 25 May 2027"),
        ("first_visit", "Tue 1 Jun 2027", "Tue 8 Jun 2027"),
        # C3, Aisha Rahman: over Easter.
        ("adm_decision", "Mon 22 Mar 2027", "Fri 2 Apr 2027"),
        ("adm_told_orally", "Wed 31 Mar 2027", "Fri 2 Apr 2027"),
        ("adm_told_in_writing", "Wed 31 Mar 2027", "Wed 7 Apr 2027"),
        # Pages, 10.1: nobody after 2 working days.
        ("inbox_pick_up", "Wed 9 Dec 2026", "Fri 11 Dec 2026"),
    ],
)
def test_the_dates_of_the_scenarios(rule_id: str, start: str, expected: str) -> None:
    found = due_date(load_timescales()[rule_id], start_on=on(start), holidays=england())

    assert found.due_on == on(expected)


def test_the_arithmetic_says_what_happened() -> None:
    rules = load_timescales()

    assert due_date(rules["adm_decision"], start_on=on("Fri 18 Dec 2026"), holidays=england()).arithmetic == (
        "Recommendation and final minutes received Fri 18 Dec 2026 plus 7 working days is Thu 31 Dec 2026. "
        "Not counted: weekends, Fri 25 Dec, Mon 28 Dec 2026."
    )
    later = replace(rules["later_review"], start_words="Second review held")
    assert due_date(later, start_on=on("Tue 10 Nov 2026"), holidays=england()).arithmetic == (
        "Second review held Tue 10 Nov 2026 plus 6 months is Mon 10 May 2027."
    )


GOOD = """\
timescales:
  - rule_id: visit
    title: Visit
    source: B11.1
    start_event: last_visit
    amount: 6
    unit: weeks
    direction: after
    roll: none
    told: [social_worker]
    subject: placement
    basis: statute
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("amount: 6", "amount: 0", 'timescale 1: Timescale "visit": the amount is 0; give at least 1.'),
        ("amount: 6", "amount: six", "timescale 1: \"amount\" is 'six'; give a whole number."),
        ("amount: 6", "amount: true", 'timescale 1: "amount" is True; give a whole number.'),
        ("unit: weeks", "unit: fortnights", 'timescale 1: Timescale "visit": the unit "fortnights" is none of'),
        ("unit: weeks", "unit: [weeks]", "timescale 1: \"unit\" is ['weeks']; give text."),
        ("    roll: none\n", "", "timescale 1: the field roll is missing."),
        ("roll: none", "roll: none\n    rolls: none", "timescale 1: there is no field rolls."),
        ("told: [social_worker]", "told: social_worker", "\"told\" is 'social_worker'; give a list of role keys."),
        ("timescales:", "timescale:", 'has no list "timescales".'),
        ("title: Visit", "title: [Visit", "cannot be read: "),
        (GOOD, "timescales: [visit]", "timescale 1 is no list of fields and values."),
        (GOOD, GOOD + GOOD.removeprefix("timescales:\n"), 'holds the timescale "visit" twice. Keep one.'),
    ],
)
def test_a_broken_register_is_refused_with_its_place_and_reason(tmp_path: Path, old: str, new: str, said: str) -> None:
    broken = tmp_path / "timescales.yaml"
    broken.write_text(GOOD.replace(old, new), encoding="utf-8")

    with pytest.raises(Unable) as refused:
        load_timescales(broken)

    assert str(refused.value).startswith("timescales.yaml")
    assert said in str(refused.value)


def test_a_register_that_is_whole_is_read(tmp_path: Path) -> None:
    """The file that the broken ones are made from."""
    whole = tmp_path / "timescales.yaml"
    whole.write_text(GOOD, encoding="utf-8")

    assert list(load_timescales(whole)) == ["visit"]


def test_a_register_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unable, match=r"^timescales\.yaml cannot be read: "):
        load_timescales(tmp_path / "timescales.yaml")


def test_the_register_is_the_packages_own_file() -> None:
    assert REGISTER.is_file()
    assert REGISTER.parts[-3:] == ("processes", "common", "timescales.yaml")
