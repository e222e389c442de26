"""The children of the large authority whose stories are told, act by act; the others are their like (docs/adr/0038)."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from permanence.demo.size_names import told_name
from permanence.kernel.working_days import last_working_day_on_or_before
from permanence.outside.bank_holidays import england

SOCIAL_WORKER: Final = "grace.bello"
"""Of each of them; their like have another one."""
IN_CARE: Final = (
    *("request_incoming", "planning_half_written", "new_in_care", "finding_recurring", "placed", "not_agreed_yet"),
    *("planning_incoming", "authorise_waiting", "quality_waiting", "decision_incoming", "decision_being_written"),
    *("decision_referred", "request_unread", "finding_started", "finding_authorise", "finding_pair"),
    *("sharing_incoming", "sharing_started", "panel_picked_up", "panel_referred", "placement_incoming"),
)
"""What they show while they are in care (demo/situations.py)."""
CLOSED: Final = ("left_early", "moved_away", "no_longer_required_early", "left_early", "no_longer_required")
BORN_FROM, BORN_DAYS = date(2012, 1, 1), 3200
OPEN_DAYS, CLOSED_FROM, CLOSED_DAYS = 12, date(2025, 12, 1), 330
MOST_TOLD, FEWEST_TOLD, FOR_EACH = 42, 2, 100


def told_entries(children: int, *, seed: int, today: date) -> dict[str, list[Mapping[str, Any]]]:
    """Return the entries, as people/children.yaml has them, `in_care` and of those whose way is `closed`.

    Args:
        children: how many there are to be in all: for every hundred of them a story is told, at least two of each kind.
        today: the demo's.
    """
    each = max(FEWEST_TOLD, min(children // FOR_EACH, MOST_TOLD) // 2)
    rng = Random(f"told {seed}")
    in_care = [_entry(number, IN_CARE, _working(today, rng.randrange(OPEN_DAYS)), rng) for number in range(each)]
    closed = [
        _entry(each + number, CLOSED, _working(CLOSED_FROM + timedelta(days=rng.randrange(CLOSED_DAYS)), 0), rng)
        for number in range(each)
    ]
    return {"in_care": in_care, "closed": closed}


def _entry(number: int, situations: tuple[str, ...], on: date, rng: Random) -> Mapping[str, Any]:
    sex = rng.choice("FM")
    return {
        "name": " ".join(told_name(number, sex)),
        "born": BORN_FROM + timedelta(days=rng.randrange(BORN_DAYS)),
        "sex": sex,
        "sw": SOCIAL_WORKER,
        "iro": rng.choice(("tom.askew", "meera.joshi")),
        "so": situations[number % len(situations)],
        "on": on,
    }


def _working(day: date, before: int) -> date:
    return last_working_day_on_or_before(day - timedelta(days=before + 1), holidays=england())
