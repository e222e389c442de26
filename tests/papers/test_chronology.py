"""A chronology: what the record holds, in the order in which it happened, of this child alone (R2, R82)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.operations import children, next_actions, worksteps, wrong_child
from permanence.operations.finishing import finish_step
from permanence.queries.papers.chronology import chronology_paper
from permanence.queries.papers.happenings import happenings
from tests.factories import ALLOCATED, World, inbox, world
from tests.queries.test_query_counts import another_child

# What is done below, first to last: the review in one instant, each act after it on a day of its own.
TOLD = (
    "The way to permanence was begun.",
    "Review: finished.",
    "Decided: Write report.",
    "Review: passed on.",
    "Report: passed on.",
    "Review: started.",
    "Report: started.",
    "Report: Manager authorises, sent.",
    "Report: Manager authorises, completed.",
    "Report: QAAG checks, sent.",
    "Report: QAAG checks, completed.",
    "Report: finished.",
    "Decided: Search.",
    "Search: passed on.",
)


@pytest.fixture
def here(db: None) -> World:
    return world()


def told(here: World) -> list[str]:
    return [each.what for each in happenings(here.child_id, actor=here.actor("Priya Nair"), today=here.today)]


def test_worksteps_requests_and_decisions_stand_in_their_order(here: World) -> None:
    report = here.incoming_report()
    here.reaches("17 Nov 2026 10:00").on("Priya Nair", worksteps.start_step, report)
    here.saves("Priya Nair", report, "details", words="Maya likes to paint.")
    here.reaches("18 Nov 2026 10:00").sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    here.reaches("19 Nov 2026 10:00").completes("Joan Ellery", report, "authorise")
    finders, qaag = (inbox(key, here.authority_id) for key in ("cs_family_finders", "cs_qaag"))
    here.on("Joan Ellery", next_actions.add_next_action, report, action_key="search", to_inbox=finders)
    here.reaches("20 Nov 2026 10:00").sends("Joan Ellery", report, "check", to_inbox=qaag)
    here.reaches("23 Nov 2026 10:00").completes("Lena Voss", report, "check")
    here.on("Lena Voss", finish_step, report)
    assert [each for each in told(here) if each in TOLD] == list(TOLD)
    assert len(told(here)) == len(TOLD) + len(ALLOCATED)


def test_legal_status_homes_and_workers_come_with_their_days(here: World) -> None:
    founder: dict[str, Any] = {"actor": here.founder, "at": here.at}
    children.start_care_period(child_id=here.child_id, category_of_need="N1", from_on=date(2026, 7, 6), **founder)
    children.set_legal_status(child_id=here.child_id, code="C1", from_on=date(2026, 7, 6), **founder)
    rows = {each.what: each.on for each in happenings(here.child_id, actor=here.actor("Priya Nair"), today=here.today)}
    assert rows["Came into the authority’s care."] == date(2026, 7, 6)
    assert rows["Legal status: Interim care order."] == date(2026, 7, 6)
    assert rows["Priya Nair became the social worker."] == date(2026, 7, 1)


def test_what_is_to_come_is_not_told(here: World) -> None:
    founder: dict[str, Any] = {"actor": here.founder, "at": here.at}
    children.set_legal_status(child_id=here.child_id, code="C1", from_on=date(2027, 1, 4), **founder)
    assert "Legal status: Interim care order." not in told(here)


def test_nothing_of_another_child_nor_of_what_was_begun_on_the_wrong_one(here: World) -> None:
    report = here.started_report()
    here.saves("Priya Nair", report, "details", words="Written on the wrong child.")
    first = here.child_id
    another_child(here)
    assert "Report: started." not in told(here)
    here.child_id = first
    assert "Report: started." in told(here)
    here.on("Priya Nair", wrong_child.close_wrong_child, report)
    assert "Report: started." not in told(here)
    assert told(here).count("Report: passed on.") == 1  # it was put there again, empty


def test_it_asks_the_database_as_often_for_much_as_for_little(here: World) -> None:
    def asked() -> int:
        actor = here.actor("Priya Nair")
        with CaptureQueriesContext(connection) as queries:
            chronology_paper(child_id=here.child_id, actor=actor, at=here.at)
        return len(queries)

    report = here.incoming_report()
    asked()
    little = asked()
    here.on("Priya Nair", worksteps.start_step, report)
    here.saves("Priya Nair", report, "details", words="Maya likes to paint.")
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    assert asked() == little
