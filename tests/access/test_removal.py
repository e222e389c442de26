"""What was taken away is gone at the next request of a session that stays signed in (P12): every page and every act."""

from collections.abc import Callable
from typing import Any

import pytest

from permanence.kernel.actors import ADMINISTRATOR
from permanence.operations import workers as staff
from permanence.records.authorities import InboxMember
from permanence.records.children import Allocation, Child
from permanence.records.requests import Request
from tests.access.house import House, build
from tests.access.test_matrix import NOTHING_THERE
from tests.small_forms import QAAG, WORKER
from tests.web.office import words

MOVED_BY_ADMINISTRATORS = "move"
"""Whoever administers moves started work to a later version, and learns nothing of the child by it (ADR 41)."""
Taking = Callable[[House], None]


@pytest.fixture
def house(db: None, settings: Any) -> House:
    settings.DEMO = True
    return build()


def here(house: House) -> dict[str, Any]:
    return {"actor": house.office.world.founder, "at": house.office.world.at}


def team_left(house: House) -> None:
    w = house.office.world
    west = w.teams["west"]
    staff.move_worker(worker_id=w.people["Dai Prosser"], roles=[(WORKER, west)], teams=[west], **here(house))


def inbox_and_team_left(house: House) -> None:
    w = house.office.world
    west = w.teams["west"]
    staff.move_worker(worker_id=w.people["Gita Rao"], roles=[(QAAG, west)], teams=[west], **here(house))


def oversight_lost(house: House) -> None:
    w = house.office.world
    west = w.teams["west"]
    staff.move_worker(worker_id=w.people["Ruth Calloway"], roles=[(WORKER, west)], teams=[west], **here(house))


def record_restricted(house: House) -> None:
    house.puts_record("restricted")


def record_sealed(house: House) -> None:
    house.puts_record("sealed")


def moved_to_the_office(house: House) -> None:
    w = house.office.world
    office = w.teams["office"]
    staff.move_worker(worker_id=w.people["Ravi Menon"], roles=[(ADMINISTRATOR, None)], teams=[office], **here(house))


# Who, what is taken from them, and what every page of the child answers from then on.
TAKEN: list[tuple[str, Taking, int]] = [
    ("Dai Prosser", team_left, 404),
    ("Gita Rao", inbox_and_team_left, 404),
    ("Ruth Calloway", oversight_lost, 404),
    ("Ravi Menon", moved_to_the_office, 404),
    ("Priya Nair", record_restricted, 403),
    ("Priya Nair", record_sealed, 404),
]


def of_the_child(house: House) -> list[Any]:
    """Return every address of the child, its report, its request and its file that may be read."""
    kinds = {"child", "workstep", "request", "file"}
    return [route for route in house.found if route.object_type in kinds and route.acts]


@pytest.mark.parametrize(("name", "taking", "status"), TAKEN, ids=[each[1].__name__ for each in TAKEN])
def test_the_next_request_is_refused(house: House, name: str, taking: Taking, status: int) -> None:
    child = f"/children/{house.office.world.child_id}/"
    browser = house.browser(name)
    assert browser.get(child).status_code == 200
    assert browser.get("/children/").content.decode().count(str(house.office.world.child_id)) > 0
    taking(house)
    assert browser.get(child).status_code == status
    for route in of_the_child(house):
        for method in route.methods:
            answer = house.asks(name, route, method)
            wanted = {status, 404} if route.name in NOTHING_THERE else {status}
            if taking is moved_to_the_office and route.name == MOVED_BY_ADMINISTRATORS:
                wanted = {303, 409} if method == "POST" else {404}
            assert answer.status_code in wanted, (method, route.name, answer.status_code)
            assert b"Maya Thornbury" not in answer.content
    assert str(house.office.world.child_id) not in browser.get("/children/").content.decode()


def test_an_inbox_that_was_left_leaves_the_navigation_and_is_refused_at_once(house: House) -> None:
    w = house.office.world
    title = "CS QAAG – Inbox"
    inbox = InboxMember.objects.filter(worker_id=w.people["Gita Rao"], authority_id=w.authority_id).get().inbox_id
    assert title in words(house.browser("Gita Rao").get("/work/incoming/"))
    assert house.browser("Gita Rao").get(f"/inboxes/{inbox}/").status_code == 200
    InboxMember.objects.filter(worker_id=w.people["Gita Rao"]).update(to_on=w.today)
    assert title not in words(house.browser("Gita Rao").get("/work/incoming/"))
    waiting = Request.objects.get(to_inbox=inbox, closed_at=None)
    given = {"_key": "k", "_version": "", "requests": str(waiting.id)}
    assert house.browser("Gita Rao").post(f"/inboxes/{inbox}/pick-up", given).status_code in {403, 404}
    waiting.refresh_from_db()
    assert waiting.picked_up_by is None


def test_whoever_is_disabled_is_signed_out_at_the_next_request(house: House) -> None:
    w = house.office.world
    browser = house.browser("Dai Prosser")
    assert browser.get("/work/incoming/").status_code == 200
    staff.disable_worker(worker_id=w.people["Dai Prosser"], **here(house))
    for path in ("/work/incoming/", f"/children/{w.child_id}/", f"/steps/{house.report}/"):
        assert browser.get(path).headers["Location"].startswith("/sign-in/")
    given = {"_key": "k", "_version": "1"}
    assert browser.post(f"/steps/{house.report}/cancel", given).headers["Location"].startswith("/sign-in/")


def test_an_allocation_that_ended_opens_nothing_from_that_day(house: House) -> None:
    """Tom took part in the pathway by the review he held; a worker who is allocated and did nothing yet has not."""
    w = house.office.world
    worker_id = w.people["Una Tait"]
    child = Child.objects.get(id=w.child_id)
    row = Allocation.objects.create(
        authority_id=w.authority_id, child=child, worker_id=worker_id, role="student", from_on=w.today
    )
    assert house.browser("Una Tait").get(f"/children/{w.child_id}/").status_code == 200
    Allocation.objects.filter(id=row.id).update(to_on=w.today)
    assert house.browser("Una Tait").get(f"/children/{w.child_id}/").status_code == 404
    assert (
        house.browser("Una Tait")
        .post(f"/children/{w.child_id}/begin", {"_key": "k", "_version": "", "step_type": "report"})
        .status_code
        == 404
    )
