"""Workers join, move, go on leave and go; nobody goes while they hold work (P39), and an authority begins with one."""

from datetime import date
from typing import Any

import pytest

from permanence.kernel.reasons import Hidden, Refused
from permanence.operations import children, worksteps
from permanence.operations import workers as staff
from permanence.operations.clock import practice_time, set_clock
from permanence.records.accounts import User
from permanence.records.authorities import Authority, Inbox
from permanence.records.children import Allocation
from permanence.records.people import Leave, Worker
from tests.factories import REAL, World, inbox, step, when, with_login


def disable(here: World, name: str, work_to: str = "") -> None:
    to = here.people[work_to] if work_to else None
    staff.disable_worker(worker_id=here.people[name], work_to=to, actor=here.founder, at=here.at)


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Priya Nair", "Priya Nair still holds 1 workstep, 1 allocated child. Say who takes it"),
        ("Joan Ellery", "1 request, 1 allocated child"),
        ("Lena Voss", "1 inbox"),
    ],
)
def test_a_leaver_is_not_disabled_while_they_hold_work(here: World, name: str, held: str) -> None:
    here.report_to_manager()
    with pytest.raises(Refused) as refused:
        disable(here, name)
    assert held in str(refused.value)
    assert Worker.objects.get(id=here.people[name]).disabled_at is None


def test_all_a_leaver_holds_goes_to_one_colleague(here: World) -> None:
    report = here.report_to_manager()
    with_login(here, "Priya Nair")
    disable(here, "Priya Nair", work_to="Una Tait")
    assert step(report).assigned_worker_id == here.people["Una Tait"]
    assert [*Allocation.objects.filter(worker_id=here.people["Una Tait"]).values_list("role", "child_id")] == [
        ("social_worker", here.child_id)
    ]
    assert User.objects.get(worker_id=here.people["Priya Nair"]).is_active is False
    assert here.actor("Priya Nair").roles == frozenset()
    with pytest.raises(Refused):
        here.on("Priya Nair", worksteps.reassign_step, report, to_worker=here.people["Una Tait"], reason="x")


def test_work_goes_only_to_somebody_who_may_hold_it(here: World) -> None:
    here.report_to_manager()
    with pytest.raises(Refused, match="Lena Voss does not hold a role that Priya Nair has with a child"):
        disable(here, "Priya Nair", work_to="Lena Voss")
    assert Worker.objects.get(id=here.people["Priya Nair"]).disabled_at is None


def test_an_inbox_never_loses_its_owner(here: World) -> None:
    disable(here, "Lena Voss", work_to="Gita Rao")
    assert Inbox.objects.get(key="cs_qaag").owner_id == here.people["Gita Rao"]


def test_leaving_a_team_removes_its_inbox_at_once(here: World) -> None:
    search = here.incoming_search()
    east = here.teams["east"]
    given: dict[str, Any] = {"roles": [("social_worker", east)], "teams": [east]}
    staff.move_worker(worker_id=here.people["Dee Marlow"], actor=here.founder, at=here.at, **given)
    assert (here.actor("Dee Marlow").inboxes, here.actor("Dee Marlow").teams) == ({}, frozenset({east}))
    with pytest.raises(Refused):
        here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    here.does("Kit Hale", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])


LEAVE = [
    (date(2026, 12, 1), date(2026, 12, 1), "Una Tait", "The first day back comes after"),
    (date(2026, 12, 1), date(2026, 12, 8), "Priya Nair", "cannot act for themselves"),
    (date(2026, 11, 25), date(2026, 12, 2), "Una Tait", "is away from 20 November 2026 already"),
]


@pytest.mark.parametrize(("from_on", "to_on", "cover", "says"), LEAVE)
def test_leave_that_cannot_be(here: World, from_on: date, to_on: date, cover: str, says: str) -> None:
    first: dict[str, Any] = {"from_on": date(2026, 11, 20), "to_on": date(2026, 11, 27)}
    who: dict[str, Any] = {"worker_id": here.people["Priya Nair"], "actor": here.founder, "at": here.at}
    staff.put_on_leave(**first, **who)
    with pytest.raises(Refused, match=says):
        staff.put_on_leave(from_on=from_on, to_on=to_on, covered_by=here.people[cover], **who)
    assert Leave.objects.count() == 1


def test_only_administrators_see_to_workers(here: World) -> None:
    given: dict[str, Any] = {"name": "New Person", "job_title": "Worker", "roles": [("social_worker", None)]}
    with pytest.raises(Refused, match="system administrator"):
        staff.add_worker(actor=here.actor("Joan Ellery"), at=here.at, **given)
    assert Worker.objects.filter(person__name="New Person").count() == 0


def test_a_worker_is_allocated_only_in_a_role_they_hold(here: World) -> None:
    given: dict[str, Any] = {"child_id": here.child_id, "from_on": here.today, "role": "social_worker"}
    with pytest.raises(Refused, match="Lena Voss does not hold that role"):
        here.does("Joan Ellery", children.allocate, worker_id=here.people["Lena Voss"], **given)
    here.does("Joan Ellery", children.allocate, worker_id=here.people["Una Tait"], **given)
    ended = Allocation.objects.get(worker_id=here.people["Priya Nair"])
    assert ended.to_on == here.today


def test_person_numbers_come_one_by_one_from_the_authoritys_block(here: World) -> None:
    given: dict[str, Any] = {"date_of_birth": date(2020, 1, 1), "sex": "M", "actor": here.founder, "at": here.at}
    numbers = [children.add_child(name=f"Child {letter}", **given).number for letter in "AB"]
    first = Authority.objects.get().next_person_number
    assert [int(number) for number in numbers] == [first - 2, first - 1]


def test_the_present_ends_where_the_next_begins(here: World) -> None:
    from permanence.records.children import LegalStatus

    given: dict[str, Any] = {"child_id": here.child_id, "actor": here.actor("Joan Ellery"), "at": here.at}
    children.set_legal_status(code="C1", from_on=date(2026, 7, 27), **given)
    children.set_legal_status(code="C2", from_on=date(2026, 12, 2), **given)
    rows = LegalStatus.objects.order_by("from_on").values_list("code", "from_on", "to_on")
    assert [*rows] == [("C1", date(2026, 7, 27), date(2026, 12, 2)), ("C2", date(2026, 12, 2), None)]
    with pytest.raises(Refused, match="What stands now began on 2 December 2026"):
        children.set_legal_status(code="C1", from_on=date(2026, 8, 1), **given)


def test_the_demo_clock_runs_on_from_where_it_was_set(here: World) -> None:
    actor = here.actor("Priya Nair")
    set_clock(practice_at=when("13 Jan 2027 09:00"), actor=actor, at=here.at)
    later = REAL + (when("13 Jan 2027 09:05") - when("13 Jan 2027 09:00"))
    assert practice_time(authority_id=here.authority_id, real_at=later) == when("13 Jan 2027 09:05")


def test_elsewhere_there_is_no_such_clock(here: World) -> None:
    Authority.objects.update(is_demo=False)
    with pytest.raises(Hidden):
        set_clock(practice_at=when("13 Jan 2027 09:00"), actor=here.actor("Priya Nair"), at=here.at)
    assert practice_time(authority_id=here.authority_id, real_at=REAL) == REAL


@pytest.mark.parametrize(
    ("username", "email", "password", "says"),
    [
        ("other", "other@example.org", "short", "too short"),
        ("PRIYA", "other@example.org", "a long enough password 7", 'Somebody else signs in as "PRIYA"'),
        ("other", "priya@example.org", "a long enough password 7", "belongs to another account"),
    ],
)
def test_logins_that_cannot_be(here: World, username: str, email: str, password: str, says: str) -> None:
    from permanence.operations.accounts import add_login

    ids: dict[str, Any] = {"actor": here.founder, "at": here.at}
    good = "a long enough password 7"
    add_login(worker_id=here.people["Priya Nair"], username="priya", email="priya@example.org", password=good, **ids)
    given: dict[str, Any] = {"username": username, "email": email, "password": password}
    with pytest.raises(Refused, match=says):
        add_login(worker_id=here.people["Una Tait"], **given, **ids)
    assert User.objects.count() == 1
