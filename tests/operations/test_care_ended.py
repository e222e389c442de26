"""After care has ended with a pathway no review is begun; after a new period of care, one is (ADR 30)."""

from datetime import date

import pytest

from permanence.kernel.reasons import Refused
from permanence.operations.children import start_care_period
from permanence.operations.ending import authorise_end
from permanence.queries.person_summary import person_summary
from permanence.records.children import CarePeriod
from permanence.records.pathways import Pathway
from tests.factories import World, step
from tests.operations.test_ending import busy, ends, pathway_version, searching

GROUNDS = {
    "ceased": "Ceased to be looked after, 16 November 2026",
    "died": "Died, 16 November 2026",
    "moved": "Moved to another authority, 16 November 2026",
}


def looked_after(here: World, from_on: date) -> None:
    given = {"child_id": here.child_id, "from_on": from_on, "category_of_need": "N1"}
    here.does("Joan Ellery", start_care_period, **given)


def offered(here: World) -> list[str]:
    page = person_summary(child_id=here.child_id, actor=here.actor("Tom Askew"), at=here.at)
    return [each.step_type for each in page.begins]


@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_no_review_is_begun_until_a_new_period_of_care(here: World, ground: str) -> None:
    looked_after(here, date(2026, 7, 1))
    busy(here)
    ends(here, "Joan Ellery", ground)
    assert CarePeriod.objects.get(child_id=here.child_id).to_on == date(2026, 11, 16)
    assert offered(here) == []
    with pytest.raises(Refused, match=f"Maya's pathway ended: {GROUNDS[ground]}. A new one begins once"):
        here.begins_review()
    assert not Pathway.objects.filter(child_id=here.child_id, closed_at=None).exists()
    here.reaches("4 Jan 2027 10:00")
    looked_after(here, date(2027, 1, 4))
    assert offered(here) == ["review"]
    assert step(here.begins_review()).state == "started"


def test_where_care_goes_on_the_period_goes_on_too(here: World) -> None:
    """C2, Q18: "No longer required" ends the pathway and not the care."""
    looked_after(here, date(2026, 7, 1))
    searching(here)
    ends(here, "Priya Nair", "no_longer_required")
    here.does("Joan Ellery", authorise_end, child_id=here.child_id, version=pathway_version(here))
    assert CarePeriod.objects.get(child_id=here.child_id).to_on is None
    assert step(here.begins_review()).state == "started"
