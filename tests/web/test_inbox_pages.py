"""A team inbox: what is waiting here, and who takes it (R88; pages, 10.2)."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.utils import timezone

from permanence.operations import worksteps
from permanence.operations.clock import set_clock
from permanence.operations.due_round import run_due
from tests.factories import asked, inbox, step
from tests.queries.test_query_counts import another_child
from tests.web.office import NOBODY, Office, masked, open_office, reasons, rows, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def page_of(inbox_id: UUID) -> str:
    return f"/inboxes/{inbox_id}/"


def test_owner_deputy_and_what_nobody_has_picked_up(office: Office) -> None:
    office.world.incoming_search()
    page = words(office.get("Dee Marlow", page_of(inbox("cs_family_finders"))))
    assert "Owner Dee Marlow, here today Deputy Kit Hale, here today" in page
    assert "Nobody has picked up 1 item, oldest 0 working days" in page
    assert "May pick up Dee Marlow, Kit Hale" in page


def test_pick_up_is_one_click_and_lands_on_the_workstep(office: Office) -> None:
    search, box = office.world.incoming_search(), inbox("cs_family_finders")
    answer = office.post("Dee Marlow", f"{page_of(box)}pick-up", steps=str(search))
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{search}/")
    assert step(search).assigned_worker_id == office.world.people["Dee Marlow"]
    (row,) = rows(office.get("Kit Hale", page_of(box)))
    assert "Dee Marlow picked it up today at" in row
    assert "Pass to a colleague" in rows(office.get("Dee Marlow", page_of(box)))[0]


def test_what_somebody_has_stands_below_what_waits_and_waits_no_longer(office: Office) -> None:
    old, box = office.world.incoming_search(), inbox("cs_family_finders")
    later(office, "24 Nov 2026 09:00")
    office.world.does("Kit Hale", worksteps.pick_up, inbox_id=box, steps=(old,))
    another_child(office.world)
    office.world.incoming_search()
    waiting, taken = rows(office.get("Dee Marlow", page_of(box)))
    assert "Noah Pelham" in waiting
    assert "In the inbox: 0 working days" in waiting
    assert "In the inbox: Waited 6 working days since Mon 16 Nov" in taken
    assert "Who has it: Kit Hale picked it up today at" in taken


def test_the_alert_says_who_was_told_and_when(office: Office) -> None:
    """P39: owner and deputy after 2 working days, their manager 2 later; nobody is told twice."""
    office.world.incoming_search()
    box = page_of(inbox("cs_family_finders"))
    later(office, "19 Nov 2026 09:00")
    assert "1 item has waited longer than 2 working days. Nobody has been told yet." in words(
        office.get("Dee Marlow", box)
    )
    for day in ("19 Nov 2026 09:00", "20 Nov 2026 09:00"):
        later(office, day)
        run_due(authority_id=office.world.authority_id, at=office.world.at)
    told = "waited longer than 2 working days. Told: Dee Marlow on Thu 19 Nov and Kit Hale on Thu 19 Nov."
    assert told in words(office.get("Dee Marlow", box))


def later(office: Office, moment: str) -> None:
    """Turn the clock of the demonstration."""
    here = office.world.reaches(moment)
    set_clock(practice_at=here.at, actor=replace(here.founder, real_at=timezone.now()), at=here.at)


def test_a_request_is_picked_up_by_its_id(office: Office) -> None:
    report, box = office.world.report_to_qaag(), inbox("cs_qaag")
    request = asked(report, "check")
    answer = office.post("Lena Voss", f"{page_of(box)}pick-up", requests=str(request.id))
    assert answer["Location"] == f"/steps/{report}/"
    assert asked(report, "check").picked_up_by_id == office.world.people["Lena Voss"]


def test_beaten_to_it(office: Office) -> None:
    search, box = office.world.incoming_search(), inbox("cs_family_finders")
    office.world.does("Kit Hale", worksteps.pick_up, inbox_id=box, steps=(search,))
    answer = office.post("Dee Marlow", f"{page_of(box)}pick-up", steps=str(search))
    assert answer.status_code == 409
    assert reasons(answer)[0].startswith("Kit Hale picked this up at 09:00, a moment before you.")


def test_nothing_chosen(office: Office) -> None:
    office.world.incoming_search()
    answer = office.post("Dee Marlow", f"{page_of(inbox('cs_family_finders'))}pick-up")
    assert answer.status_code == 422
    assert "Choose what you pick up." in words(answer)


def test_who_does_not_work_from_it_is_told_so(office: Office) -> None:
    search, box = office.world.incoming_search(), inbox("cs_family_finders")
    refused = office.get("Lena Voss", page_of(box))
    assert refused.status_code == 403
    assert "Maya" not in words(refused)
    assert office.post("Lena Voss", f"{page_of(box)}pick-up", steps=str(search)).status_code in {403, 404}
    assert step(search).assigned_inbox_id == box


def test_the_inbox_of_another_authority_is_nothing(office: Office) -> None:
    office.world.incoming_search()
    box, other = inbox("cs_family_finders"), open_office()
    hidden, nothing = other.get("Dee Marlow", page_of(box)), other.get("Dee Marlow", page_of(NOBODY))
    assert hidden.status_code == 404
    assert masked(hidden) == masked(nothing)


def test_whom_it_showed_is_on_record(office: Office) -> None:
    office.world.incoming_search()
    office.get("Dee Marlow", page_of(inbox("cs_family_finders")))
    assert office.reads("see_inbox")[0].ids == [str(office.world.child_id)]
