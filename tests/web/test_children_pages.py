"""The child's page, the list of children, the address and the pathway (R79, R89; pages, 10.6, words 21 to 23, 26)."""

from datetime import date
from typing import Any

import pytest

from permanence.operations import children
from permanence.records.children import Child
from tests.web.office import NOBODY, Office, masked, open_office, rows, text, words

ADDRESS = "12 Example Road, Westmere, ZZ99 3VZ"


@pytest.fixture
def office(db: None) -> Office:
    made = open_office()
    here: dict[str, Any] = {
        "child_id": made.world.child_id,
        "actor": made.world.actor("Joan Ellery"),
        "at": made.world.at,
    }
    children.set_legal_status(code="C1", from_on=date(2026, 7, 27), **here)
    children.set_legal_status(code="C2", from_on=date(2026, 11, 2), **here)
    children.set_placement(code="U6", provider="PR1", from_on=date(2026, 7, 27), address=ADDRESS, **here)
    children.start_care_period(from_on=date(2026, 7, 27), category_of_need="N1", **here)
    return made


def child(office: Office, rest: str = "") -> str:
    return f"/children/{office.world.child_id}/{rest}"


def test_ten_facts_without_a_click(office: Office) -> None:
    page = words(office.get("Priya Nair", child(office)))
    for fact in (
        "Age 8 (9 on 4 May). Girl. Born 4 May 2018. 3900001",
        "Legal status Care order since 2 November 2026 (interim care order from 27 July 2026)",
        "Foster carers, own provision, since 27 July 2026, 112 days. Not a permanent home.",
        "Plan No agreed plan for permanence yet",
        "Tom Askew (IRO), Priya Nair (social worker), Joan Ellery (team manager)",
        "Current work No open workstep.",
    ):
        assert fact in page


def test_what_falls_due_shows_how_the_date_is_worked_out(office: Office) -> None:
    (row,) = rows(office.get("Priya Nair", child(office)))
    assert row.startswith("First review By: Mon 24 Aug 2026 59 working days overdue")
    assert "Looked after from Mon 27 Jul 2026 plus 20 working days is Mon 24 Aug 2026." in row
    assert "Rule first_review" in row


def test_the_way_home_in_its_stages(office: Office) -> None:
    office.world.incoming_search()
    page = words(office.get("Priya Nair", child(office)))
    assert "done: Report 16 Nov to 16 Nov, 0 days" in page
    assert "Search 0 days so far" in page
    assert "Meeting Not yet" in page
    assert "Search Incoming CS Permanence Family Finders – Inbox" in page


def test_the_pathway_says_the_same_as_a_drawing_and_as_a_table(office: Office) -> None:
    office.world.incoming_search()
    page = office.get("Priya Nair", child(office, "pathway/"))
    assert "1 of 3 stages are done; now at Search." in text(page)
    assert [row.split(" Who:")[0] for row in rows(page)] == ["Review", "Report", "Search"]
    assert "Age then: 8 years 6 months" in rows(page)[0]


def test_only_the_independent_reviewing_officer_begins_a_review(office: Office) -> None:
    assert "Begin Review" in words(office.get("Tom Askew", child(office)))
    assert "Begin Review" not in words(office.get("Priya Nair", child(office)))
    refused = office.post("Priya Nair", child(office, "begin"), step_type="review")
    assert refused.status_code == 403
    assert "This was not done" in words(refused)
    begun = office.post("Tom Askew", child(office, "begin"), step_type="review")
    assert begun.status_code == 303
    assert begun["Location"].startswith("/steps/")


def test_the_address_is_shown_on_asking_and_each_look_is_on_record(office: Office) -> None:
    assert ADDRESS not in text(office.get("Priya Nair", child(office)))
    assert office.reads("show_address") == []
    assert ADDRESS in text(office.post("Priya Nair", child(office, "address")))
    (look,) = office.reads("show_address")
    assert look.child_id == office.world.child_id
    assert ADDRESS not in text(office.get("Priya Nair", child(office)))


def test_opening_the_page_is_on_record_before_it_is_sent(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.get("Priya Nair", child(office))
    assert office.reads("open_child")[0].why == "allocated to the child as social worker"

    def fails(**_: object) -> None:
        raise OSError("the audit cannot be written")

    monkeypatch.setattr("permanence.operations.reading.audit.append", fails)
    browser = office.at("Priya Nair")
    browser.raise_request_exception = False
    broken = browser.get(child(office))
    assert broken.status_code == 500
    assert "Thornbury" not in text(broken)


def test_hidden_and_nothing_are_the_same_bytes(office: Office) -> None:
    for rest in ("", "pathway/"):
        hidden = office.get("Una Tait", child(office, rest))
        nothing = office.get("Una Tait", f"/children/{NOBODY}/{rest}")
        assert (hidden.status_code, nothing.status_code) == (404, 404)
        assert masked(hidden) == masked(nothing)
        assert "There is nothing here, or you may not see it." in words(hidden)
    assert office.post("Una Tait", child(office, "address")).status_code == 404


def test_another_authority_sees_nothing_of_her(office: Office) -> None:
    other = open_office()
    hidden, nothing = other.get("Priya Nair", child(office)), other.get("Priya Nair", f"/children/{NOBODY}/")
    assert masked(hidden) == masked(nothing)
    found = other.get("Priya Nair", "/children/?q=Thornbury")
    assert len(rows(found)) == 1
    assert str(office.world.child_id) not in text(found)


def test_restricted_says_so_and_no_more(office: Office) -> None:
    Child.objects.filter(id=office.world.child_id).update(access_class="restricted")
    answer = office.get("Priya Nair", child(office))
    assert answer.status_code == 403
    assert "This record is restricted. You are not among the people who work with the child." in words(answer)
    assert "Thornbury" not in text(answer)
    assert rows(office.get("Priya Nair", "/children/")) == []


def test_sealed_is_as_nothing(office: Office) -> None:
    Child.objects.filter(id=office.world.child_id).update(access_class="sealed")
    hidden = office.get("Priya Nair", child(office))
    assert masked(hidden) == masked(office.get("Priya Nair", f"/children/{NOBODY}/"))


@pytest.mark.parametrize(
    ("asked", "found"), [("may", 1), ("3900001", 1), ("thornbury maya", 1), ("%may%", 1), ("390", 0), ("Null", 0)]
)
def test_found_by_a_part_of_name_or_number(office: Office, asked: str, found: int) -> None:
    answer = office.at("Priya Nair").get("/children/", {"q": asked})
    assert (answer.status_code, len(rows(answer))) == (200, found)
    assert found or f"No child you may see matches “{asked}”. Try part of a name or the number." in words(answer)


def test_the_ids_a_search_showed_are_on_record(office: Office) -> None:
    office.get("Priya Nair", "/children/?q=may")
    office.get("Una Tait", "/children/?q=may")
    assert [read.ids for read in office.reads("search_children")] == [[str(office.world.child_id)], []]
