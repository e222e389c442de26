"""C1 by operations: Maya Thornbury goes from the review to the placement, and every act is on record."""

from pathlib import Path

import pytest

from permanence.kernel.london import london_date
from permanence.queries.audit import verify
from permanence.records.worksteps import StepEvent
from tests.journeys import c1
from tests.journeys.blocked_c1 import C1
from tests.journeys.conftest import Tell
from tests.journeys.seen import acts
from tests.journeys.story import Story

# What Jaden's age would not let him tell is told with Maya, who is 8.
TOLD = sorted([*C1, "C5 under 16"])


HARROWMERE = Path(__file__).parent.parent / "authorities" / "harrowmere"


@pytest.mark.parametrize("authority", [None, HARROWMERE], ids=["by_the_guide", "harrowmere"])
def test_maya_goes_from_the_review_to_the_placement(tell: Tell, authority: Path | None) -> None:
    """C1, once as the guide names things, and once in an authority that renames and adds to them."""
    s = tell("maya", "27 Jul 2026", authority)
    for step in c1.STEPS:
        step(s)
    assert sorted(s.told["blocked"]) == TOLD
    every_act_is_on_record(s)
    the_audit_verifies(s)


def every_act_is_on_record(s: Story) -> None:
    """Each act names who did it, on the practice day of the story and at the real instant, and why it was allowed."""
    rows = list(acts(s).exclude(worker_id=None))
    assert {row.worker_id for row in rows} <= {person.worker_id for person in s.people.values()}
    assert all(row.why and row.at != row.real_at for row in rows)
    days = [london_date(row.at).isoformat() for row in rows]
    assert (days[0], days[-1]) == ("2026-07-27", "2027-06-01")
    done = StepEvent.objects.filter(step__child_id=s.child.id).values_list("by_id", "at")
    assert set(done) <= {(row.worker_id, row.at) for row in rows}
    assert len(set(done)) > 80


def the_audit_verifies(s: Story) -> None:
    """Every row is as it was written (C08)."""
    verified = verify(s.authority_id)
    assert (verified.first_bad, verified.rows > 100) == (None, True)
