"""Current work grouped by child or by stage: a GET whose address can be sent or kept (pages, 10.1)."""

import re

import pytest

from permanence.records.worksteps import Workstep
from tests.queries.test_query_counts import another_child
from tests.web.office import Office, open_office, rows, text


@pytest.fixture
def office(db: None) -> Office:
    """Two children, each with a workstep and a request that Joan waits for or is asked for."""
    here = open_office()
    here.world.report_to_manager()
    another_child(here.world)
    here.world.report_to_manager()
    return here


def groups(office: Office, path: str) -> list[str]:
    return re.findall(r'<th scope="rowgroup"[^>]*>(.*?)</th>', text(office.get("Priya Nair", path)))


def test_by_child_each_child_heads_their_rows(office: Office) -> None:
    path = "/work/started/?group=child"
    maya, noah = groups(office, path)
    assert (maya[:16], noah[:13]) == ("Maya Thornbury, ", "Noah Pelham, ")
    assert len(rows(office.get("Priya Nair", path))) == 2
    assert groups(office, "/work/started/") == []


def test_by_stage_requests_stand_with_the_stage_of_their_workstep(office: Office) -> None:
    assert groups(office, "/work/waiting/?group=stage") == ["Report"]


def test_a_restricted_child_names_no_group(office: Office) -> None:
    Workstep.objects.filter(child_name="Noah Pelham").update(access_class="restricted")
    assert [each.split(",")[0] for each in groups(office, "/work/started/?group=child")] == [
        "Maya Thornbury",
        "Restricted records",
    ]


def test_the_way_it_is_grouped_stays_in_the_address(office: Office) -> None:
    page = text(office.get("Priya Nair", "/work/started/?group=child&child=maya"))
    assert '<option value="child" selected>Child</option>' in page
    assert 'href="?child=maya&group=child&sort=' in page
    assert "Showing 1 to 1 of 1. Grouped by child. Due soonest first" in page
    assert groups(office, "/work/started/?group=nonsense") == []
