"""Each page asks the database a fixed number of times, whatever the length of its lists (P35)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.operations import children
from permanence.operations.notices import tell
from permanence.queries.adding import Typed
from permanence.queries.children import children_page
from permanence.queries.inboxes import inbox_page
from permanence.queries.listings import Asked
from permanence.queries.next_actions import next_actions_page
from permanence.queries.notices import notices_page
from permanence.queries.person_summary import person_summary
from permanence.queries.requests import requests_page
from permanence.queries.worklists import folder
from permanence.queries.worksteps import step_page
from tests.factories import ALLOCATED, World, inbox, world

MOST = 60


@pytest.fixture
def here(db: None) -> World:
    return world()


def asked(page: Callable[..., Any], here: World, name: str, **given: Any) -> tuple[int, Any]:
    """Return how often the database is asked for a page, once everything published is in memory."""
    page(actor=here.actor(name), at=here.at, **given)
    actor = here.actor(name)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = page(actor=actor, at=here.at, **given)
    return len(queries), shown


def another_child(here: World) -> None:
    """Add a child to the world; what is done next is done about them."""
    founder: dict[str, Any] = {"actor": here.founder, "at": here.at}
    added = children.add_child(
        name="Noah Pelham", date_of_birth=date(2021, 3, 2), sex="M", team_id=here.teams["east"], **founder
    )
    here.child_id = added.child_id or here.child_id
    for role, name in ALLOCATED.items():
        children.allocate(child_id=here.child_id, worker_id=here.people[name], role=role, from_on=here.today, **founder)


def one_then_three(here: World, more: Callable[[], Any], count: Callable[[], tuple[int, Any]]) -> tuple[Any, Any]:
    """Return the page with one row and with three; fail where it asks more often for three."""
    more()
    once, with_one = count()
    for _ in range(2):
        another_child(here)
        more()
    again, with_three = count()
    assert (once, again) == (once, once)
    assert once <= MOST
    return with_one, with_three


@pytest.mark.parametrize(
    ("key", "name", "state"),
    [
        ("incoming", "Priya Nair", "incoming_report"),
        ("requests", "Joan Ellery", "report_to_manager"),
        ("started", "Priya Nair", "started_report"),
        ("waiting", "Priya Nair", "report_to_manager"),
        ("finished", "Lena Voss", "incoming_search"),
    ],
)
def test_a_folder(here: World, key: str, name: str, state: str) -> None:
    one, three = one_then_three(here, getattr(here, state), lambda: asked(folder, here, name, key=key, asked=Asked()))
    assert (len(one.rows), len(three.rows)) == (1, 3)


def test_a_team_inbox(here: World) -> None:
    one, three = one_then_three(
        here,
        here.incoming_search,
        lambda: asked(inbox_page, here, "Dee Marlow", inbox_id=inbox("cs_family_finders"), asked=Asked()),
    )
    assert (len(one.rows), len(three.rows)) == (1, 3)


def test_the_list_of_children(here: World) -> None:
    one, three = one_then_three(
        here, here.incoming_report, lambda: asked(children_page, here, "Priya Nair", asked=Asked())
    )
    assert (len(one.rows), len(three.rows)) == (1, 3)


def test_notices(here: World) -> None:
    def told() -> None:
        given: dict[str, Any] = {
            "authority_id": here.authority_id,
            "kind": "passed",
            "says": "Something.",
            "at": here.at,
        }
        tell([here.people["Gita Rao"]], child_id=here.child_id, **given)

    one, three = one_then_three(here, told, lambda: asked(notices_page, here, "Gita Rao", asked=Asked()))
    assert (len(one.notices), len(three.notices)) == (1, 3)


def test_a_workstep_with_more_and_more_on_it(here: World) -> None:
    few = here.report_to_qaag()
    another_child(here)
    many = here.report_to_qaag()
    for _ in range(2):
        here.sends("Joan Ellery", many, "ask", to_worker=here.people["Ravi Menon"])
    for page, given in (
        (step_page, {}),
        (requests_page, {"send": "", "searched": "", "chosen": ""}),
        (next_actions_page, {"typed": Typed()}),
    ):
        once, _ = asked(page, here, "Joan Ellery", step_id=few, **given)
        again, _ = asked(page, here, "Joan Ellery", step_id=many, **given)
        assert once == again
        assert once <= MOST


def test_a_childs_page_with_more_and_more_on_it(here: World) -> None:
    here.incoming_report()
    few = here.child_id
    another_child(here)
    here.incoming_search()
    once, one = asked(person_summary, here, "Priya Nair", child_id=few)
    again, three = asked(person_summary, here, "Priya Nair", child_id=here.child_id)
    assert (len(one.way.steps), len(three.way.steps)) == (2, 3)
    assert once == again
    assert once <= MOST
