"""Current work: what has been passed to me, and what I do next (R79, R80, R83; pages, 10.1)."""

from typing import Any

import pytest

from permanence.operations import requests as acts
from permanence.operations import worksteps
from tests.factories import asked, step, version
from tests.web.office import Office, flash, open_office, rows, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def test_home_leads_to_incoming_work(office: Office) -> None:
    assert office.get("Priya Nair", "/")["Location"] == "/work/incoming/"


@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("incoming", "No incoming work. What others hand you appears here."),
        ("requests", "No incoming requests."),
        ("started", "Nothing in progress."),
        ("waiting", "You wait for nobody."),
        ("finished", "Nothing finished yet."),
    ],
)
def test_an_empty_folder_says_what_will_appear(office: Office, folder: str, says: str) -> None:
    answer = office.get("Una Tait", f"/work/{folder}/")
    assert answer.status_code == 200
    assert says in words(answer)
    assert "Incoming work (0)" in words(answer)


def test_what_was_passed_to_priya_is_in_her_incoming_work(office: Office) -> None:
    office.world.incoming_report()
    (row,) = rows(office.get("Priya Nair", "/work/incoming/"))
    assert row.startswith("Maya Thornbury")
    for part in ("age 8", "Report", "Passed by: Tom Askew", "Passed on: Mon 16 Nov 2026", "Due: None set", "Incoming"):
        assert part in row


def test_start_is_one_click_from_the_row_and_leads_to_the_first_section(office: Office) -> None:
    report = office.world.incoming_report()
    answer = office.post("Priya Nair", f"/steps/{report}/start", _version=version(report))
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{report}/sections/details/")
    assert step(report).state == "started"
    (row,) = rows(office.get("Priya Nair", "/work/started/"))
    assert "Resume" in row
    assert "Whose move: Priya Nair" in row


def test_a_request_comes_with_its_notes_first_line(office: Office) -> None:
    report = office.world.started_report()
    office.world.saves("Priya Nair", report, "details", words="She paints.")
    to, note = office.world.people["Joan Ellery"], "Ready for you.\nSection 1 by letter."
    office.world.sends("Priya Nair", report, "authorise", to_worker=to, note=note)
    (row,) = rows(office.get("Joan Ellery", "/work/requests/"))
    assert "on Report. “Ready for you.”" in row
    assert "Waiting for you" in row
    assert "Section 1 by letter" not in row


def test_what_came_back_declined_stands_first(office: Office) -> None:
    report, people = office.world.started_report(), office.world.people
    office.world.saves("Priya Nair", report, "details", words="She paints.")
    office.world.sends("Ravi Menon", report, "ask", to_worker=people["Joan Ellery"])
    given = {"request_id": asked(report, "ask").id, "version": version(report), "reason": "Ask the school."}
    office.world.does("Joan Ellery", acts.decline_request, **given)
    office.world.sends("Priya Nair", report, "authorise", to_worker=people["Ravi Menon"])
    first, second = rows(office.get("Ravi Menon", "/work/requests/"))
    assert "Declined" in first
    assert "Ask the school." in first
    assert "Waiting for you" in second


def test_the_sender_sees_delivered_seen_and_started(office: Office) -> None:
    report = office.world.report_to_manager()
    assert "Delivered Mon 16 Nov 2026" in rows(office.get("Priya Nair", "/work/waiting/"))[0]
    office.get("Joan Ellery", f"/steps/{report}/")
    assert "Seen Mon 16 Nov 2026" in rows(office.get("Priya Nair", "/work/waiting/"))[0]
    office.post("Joan Ellery", f"/steps/{report}/resume")
    assert "Started Mon 16 Nov 2026" in rows(office.get("Priya Nair", "/work/waiting/"))[0]


def test_what_nobody_has_picked_up_says_so(office: Office) -> None:
    office.world.report_to_qaag()
    waiting = rows(office.get("Joan Ellery", "/work/waiting/"))
    assert any("Nobody" in row and "CS QAAG – Inbox" in row for row in waiting)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("child=may", 1),
        ("child=Thornberry", 0),
        ("step=report", 1),
        ("step=search", 0),
        ("due=none", 1),
        ("due=overdue", 0),
        ("sort=-child", 1),
        ("sort=password", 1),
        ("page=99999999&size=7", 1),
        ("page=%00&child=%00", 1),
        ("due=soon", 1),
    ],
)
def test_filter_sort_and_page_stand_in_the_address(office: Office, query: str, shown: int) -> None:
    office.world.incoming_report()
    answer = office.get("Priya Nair", f"/work/incoming/?{query}")
    assert (answer.status_code, len(rows(answer))) == (200, shown)


def test_a_folder_that_is_not_there(office: Office) -> None:
    assert office.get("Priya Nair", "/work/elsewhere/").status_code == 404


def test_whom_the_page_showed_is_on_record(office: Office) -> None:
    office.world.incoming_report()
    office.get("Priya Nair", "/work/incoming/")
    (read,) = office.reads("open_folder")
    assert read.ids == [str(office.world.child_id)]
    assert read.worker_id == office.world.people["Priya Nair"]


def test_a_second_authority_is_not_in_it(office: Office) -> None:
    office.world.incoming_report()
    other = open_office()
    other.world.incoming_report()
    assert len(rows(other.get("Priya Nair", "/work/incoming/"))) == 1
    assert len(rows(office.get("Priya Nair", "/work/incoming/"))) == 1
    assert "Incoming work (1)" in words(office.get("Priya Nair", "/work/incoming/"))


def test_a_restricted_record_keeps_its_place_and_says_nothing(office: Office) -> None:
    report = office.world.incoming_report()
    restrict(report)
    (row,) = rows(office.get("Priya Nair", "/work/incoming/"))
    assert row.startswith("Restricted record")
    for hidden in ("Maya", "age 8", "Start"):
        assert hidden not in row
    assert rows(office.get("Priya Nair", "/work/incoming/?child=Maya")) == []


def test_a_sealed_record_is_not_there(office: Office) -> None:
    restrict(office.world.incoming_report(), to="sealed")
    answer = office.get("Priya Nair", "/work/incoming/")
    assert rows(answer) == []
    assert "Incoming work (0)" in words(answer)


def test_put_back_is_offered_for_what_came_from_an_inbox(office: Office) -> None:
    search = office.world.incoming_search()
    inbox_id = step(search).assigned_inbox_id
    office.world.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox_id, steps=(search,))
    assert "Put back" in rows(office.get("Dee Marlow", "/work/incoming/"))[0]
    answer = office.at("Dee Marlow").post(
        f"/steps/{search}/put-back", {"_key": "k1", "_version": version(search)}, follow=True
    )
    assert flash(answer) == "Search is back in CS Permanence Family Finders – Inbox."
    assert step(search).assigned_inbox_id == inbox_id


def restrict(step_id: Any, *, to: str = "restricted") -> None:
    """Close a record, as the issue on trust will; no operation does it yet."""
    row = step(step_id)
    type(row).objects.filter(id=row.id).update(access_class=to)
    type(row.child).objects.filter(id=row.child_id).update(access_class=to)
