"""Nothing is begun once care has ended with a pathway, until a new period of care is on record (ADR 30)."""

from dataclasses import replace
from datetime import date

import pytest

from permanence.kernel.endings import LeftCare, reasons_care_has_ended
from tests.kernel.facts_builder import child

BORN = date(2008, 11, 14)  # 18 on 14 November 2026
LEFT = date(2026, 11, 14)

# How care ended, and when; looked after from; what is said.
TABLE = [
    (None, None, ""),
    (None, date(2026, 7, 1), ""),
    ("ceased", None, "Ceased to be looked after, 14 November 2026."),
    ("ceased", date(2026, 7, 1), "Ceased to be looked after, 14 November 2026."),
    ("ceased", date(2026, 11, 14), ""),
    ("ceased", date(2027, 1, 4), ""),
    ("moved", None, "Moved to another authority, 14 November 2026."),
    ("moved", date(2027, 1, 4), ""),
    ("died", None, "Died, 14 November 2026."),
    ("turned_18", None, "turned 18 on 14 November 2026, so nothing is begun any more."),
    ("turned_18", date(2027, 1, 4), "turned 18 on 14 November 2026, so nothing is begun any more."),
]


@pytest.mark.parametrize(("ground", "since", "says"), TABLE)
def test_only_a_new_period_of_care_begins_anew(ground: str | None, since: date | None, says: str) -> None:
    about = replace(child(), date_of_birth=BORN, looked_after_from=since)
    left = LeftCare(ground=ground, on=LEFT) if ground else None
    found = " ".join(reason.sentence for reason in reasons_care_has_ended(about, left))
    assert says in found
    assert bool(found) is bool(says)


def test_a_date_of_birth_that_was_put_right_lets_a_new_period_begin() -> None:
    younger = replace(child(), date_of_birth=date(2010, 11, 14), looked_after_from=date(2027, 1, 4))
    assert not list(reasons_care_has_ended(younger, LeftCare(ground="turned_18", on=LEFT)))
