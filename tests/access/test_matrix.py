"""Every address x login x state of the record answers as the published table says (P13): 404 hidden, 403 not allowed.

The rest is up to the rules: a page, an act done (303), refused (409, or 403 by a role within the workstep) or not as
its form sends it (422). Never 5xx, and never 404 for what the reader may see.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from permanence.access import permissions
from permanence.kernel.permissions import Permissions
from permanence.kernel.reasons import Reason
from permanence.records.child_facts import child_facts
from permanence.records.relations import relations_of
from permanence.web.routes import Route
from tests.access.house import ELSEWHERE, STATES, House, build
from tests.support.proof import Proof

OPENED = frozenset({200, 201, 302, 303, 403, 409, 422})
LEAVER = "Nell Fry"
# Of a child who may be seen, these say that there is no such thing: nothing was withheld, nothing is to be ended.
NOTHING_THERE = frozenset(
    {"withheld", "bring_over", "brought_over", "moved", "take_back", "authorise_end", "decline_end"}
)
NOTHING_THERE |= {"address", "remove_next_action", "send_now", "comparison", "save_comparison", "begin"}
NOTHING_THERE |= {"letter", "printed_letter"}  # the small process has none
Cell = tuple[Route, str, str, str]


@pytest.fixture
def house(db: None, settings: Any) -> House:
    settings.DEMO = True
    return build()


def expected(house: House, route: Route, name: str) -> frozenset[int]:
    """Return what the published table lets an address answer to somebody."""
    if route.name == "inbox" and name == ELSEWHERE:
        return frozenset({404})
    table, actor, today = permissions(), house.actor(name), house.office.world.today
    child = child_facts([house.office.world.child_id], today)[house.office.world.child_id]
    relations = relations_of(actor, [child.id], today).get(child.id, frozenset())
    found = set()
    for act in route.acts:
        about = child if table.grants[act].about == "child" else None
        reasons = table.reasons_against(act, actor, about, relations)
        found.add(max((reason.status for reason in reasons), default=200))
    if route.name == "pick_up":  # it asks about the inbox besides, which every worker may know of
        found.add(403)
    if 200 in found:
        found |= OPENED
    if 404 not in found and route.name in NOTHING_THERE:
        found.add(404)
    return frozenset(found)


def cells(house: House) -> Iterator[Cell]:
    """Yield every address but the public ones with each of its methods, each login and each state of the record."""
    checked = [route for route in house.found if route.acts]
    for route, name, state in product(checked, house.everybody, STATES):
        if name != LEAVER:
            yield from ((route, name, state, method) for method in route.methods if method != "HEAD")


def faults(house: House, chosen: list[Cell]) -> list[str]:
    """Return each cell that answers otherwise than the table says."""
    found, standing = [], ""
    for route, name, state, method in sorted(chosen, key=lambda cell: cell[2]):
        if state != standing:
            house.puts_record(standing := state)
        wanted = expected(house, route, name)
        status = house.asks(name, route, method).status_code
        if status not in wanted:
            found.append(f"{method} {route.name} by {name}, {state}: {status}, not {sorted(wanted)}")
    return found


def test_every_address_has_an_example(house: House) -> None:
    assert [route.name for route in house.found if not route.example] == []


def test_every_cell_answers_as_the_table_says(house: House, proof: Proof) -> None:
    every = list(cells(house))
    chosen = every if proof.whole else proof.random.sample(every, 400)
    found = faults(house, chosen)
    assert not found, "\n".join(found)
    assert len(every) > 3_000
    proof.found("P13", what="address x login x record state over HTTP", n=len(chosen), result="0 unexpected")


def test_whoever_has_left_is_led_to_sign_in_everywhere(house: House) -> None:
    checked = [route for route in house.found if route.acts]
    for route in checked:
        where = house.asks(LEAVER, route, route.methods[0]).headers.get("Location", "")
        assert where.startswith("/sign-in/"), (route.name, where)


def test_a_dropped_check_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: nobody is refused by the table any more."""
    chosen = [cell for cell in cells(house) if cell[1] == "Una Tait" and cell[2] == "open" and cell[3] == "GET"]
    wanted = {cell[0].name: expected(house, cell[0], cell[1]) for cell in chosen}
    monkeypatch.setattr(Permissions, "reasons_against", lambda *_, **__: iter(()))
    statuses = {cell[0].name: house.asks(cell[1], cell[0], "GET").status_code for cell in chosen}
    assert {name for name, status in statuses.items() if status not in wanted[name]} >= {"child", "step", "requests"}


def test_each_address_asks_for_the_act_that_the_table_names(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, asks = set[str](), Permissions.reasons_against

    def listening(table: Permissions, act: str, *given: Any, **more: Any) -> Iterator[Reason]:
        asked.add(act)
        return asks(table, act, *given, **more)

    monkeypatch.setattr(Permissions, "reasons_against", listening)
    for route in (route for route in house.found if route.acts):
        asked.clear()
        for name in ("Priya Nair", "Joan Ellery", "Lena Voss"):
            house.asks(name, route, "POST" if route.methods == ("POST",) else "GET")
        assert route.name in NOTHING_THERE or asked & set(route.acts), (route.name, sorted(asked))
