"""What a list shows and what a single look answers are one rule (P13): every act x role x relationship x record state.

A8: a role alone opens nothing; what somebody is to the child today does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from permanence.access import permissions
from permanence.kernel.actors import Actor, Held
from permanence.kernel.facts import ChildFacts
from permanence.kernel.permissions import Permissions
from permanence.records import relations as relations_module
from permanence.records.child_facts import child_facts
from permanence.records.children import Child
from permanence.records.relations import relations_of
from tests.records.test_relations import GRID
from tests.records.world import TODAY, World
from tests.support.proof import Proof

pytestmark = pytest.mark.django_db

# The roles of A8, and those that open no record (demo logins of promises.md, section 2).
ROLES = (
    *("social_worker", "practice_supervisor", "team_manager", "qaag_worker", "agency_decision_maker", "family_finder"),
    *("family_finding_manager", "review_team_worker", "independent_reviewing_officer", "supervising_social_worker"),
    *("fostering_team_manager", "fostering_assessment_team_manager", "service_manager", "team_administrator"),
    *("panel_administrator", "panel_chair", "professional_advisor", "reviewing_team_manager", "data_analyst"),
    *("information_governance", "system_administrator"),
)
STATES = ("open", "restricted", "sealed")
# Restricted: it is known that there is a record (403). Sealed: nothing is (404). Architecture, section 4.
ANSWERS = {"open": 200, "restricted": 403, "sealed": 404}


@dataclass(frozen=True)
class Cell:
    """Somebody with one more role, and a child: what the list shows of it."""

    actor: Actor
    child: ChildFacts
    state: str
    relations: frozenset[str]
    known: bool
    seen: bool


@dataclass
class Grid:
    """An authority for each relationship, with a child of its own and somebody who is that to it."""

    people: list[tuple[str, Actor, UUID]]

    def cells(self, roles: tuple[str, ...], *, whole: bool) -> Iterator[Cell]:
        """Yield a cell for everybody with each role and their own child, or every child, in each state."""
        ids = [child_id for _, _, child_id in self.people]
        for state in STATES:
            Child.objects.filter(id__in=ids).update(access_class=state)
            children = child_facts(ids, TODAY)
            for _, actor, own in self.people:
                for role in roles:
                    more = Held(role=role, team_id=next(iter(actor.teams), None))
                    somebody = replace(actor, held=(*actor.held, more))
                    yield from _cells(somebody, state, [children[each] for each in (ids if whole else (own, ids[0]))])


def _cells(actor: Actor, state: str, children: list[ChildFacts]) -> Iterator[Cell]:
    ids = [child.id for child in children]
    related = relations_of(actor, ids, TODAY)
    asked = Child.objects.filter(id__in=ids)
    known = set(asked.known_to(actor, TODAY).values_list("id", flat=True))
    seen = set(asked.seen_by(actor, TODAY).values_list("id", flat=True))
    for child in children:
        relations = related.get(child.id, frozenset())
        in_list = {"known": child.id in known, "seen": child.id in seen}
        yield Cell(actor=actor, child=child, state=state, relations=relations, **in_list)


@pytest.fixture
def grid() -> Grid:
    people = []
    for number, (relating, _) in enumerate(GRID):
        world = World(key=f"a{number}")
        child = world.child()
        people.append((relating.__name__, world.actor(relating(world, child)), child.id))
    return Grid(people=people)


def answer(table: Permissions, act: str, cell: Cell) -> int:
    """Return what the single look answers: 200, or the status of the refusal that hides most."""
    reasons = table.reasons_against(act, cell.actor, cell.child, cell.relations)
    return max((reason.status for reason in reasons), default=200)


def faults(cells: Iterator[Cell], table: Permissions) -> tuple[list[str], int]:
    """Return every cell in which list and look differ, and how many cells there were."""
    of_a_child = [act for act, grant in table.grants.items() if grant.about == "child"]
    found, count = [], 0
    for cell in cells:
        listed = ANSWERS[cell.state] if cell.known else 404
        if cell.seen != (listed == 200) or bool(cell.relations) != cell.known:
            found.append(f"{cell}: the list of those seen and of those known differ")
        for act in of_a_child:
            count += 1
            looked = answer(table, act, cell)
            is_one = looked == listed if act == "see_child" else looked in ({listed, 403} if cell.seen else {listed})
            if not is_one and not ("administers" in str(table.grants[act].lines) and listed == 404):
                found.append(f"{act} {sorted(cell.relations)} {cell.state}: list {listed}, look {looked}")
    return found, count


def test_the_list_and_the_look_are_one_rule_in_every_cell(grid: Grid, proof: Proof) -> None:
    roles = ROLES if proof.whole else tuple(proof.random.sample(ROLES, 2))
    found, count = faults(grid.cells(roles, whole=proof.whole), permissions())
    assert found[:10] == []
    assert count >= proof.size(4_000, 100_000)
    proof.found("P13", what="act x role x relationship x record state: list and look", n=count, result="0 differ")


def test_a_role_alone_opens_no_childs_record(grid: Grid) -> None:
    """Whoever is nothing to the child: of another team, of another authority, or gone (A8)."""
    strangers = {"of_another_team", "of_another_authority", "leaver", "formerly_of_the_team", "allocated_until_today"}
    grid.people = [each for each in grid.people if each[0] in strangers]
    roles = tuple(role for role in ROLES if role not in {"practice_supervisor", "team_manager", "service_manager"})
    assert len(grid.people) == len(strangers)
    assert not [cell for cell in grid.cells(roles, whole=False) if cell.known or cell.seen or cell.relations]


def test_a_list_that_forgets_the_state_is_found(grid: Grid, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: restricted records in the list."""
    monkeypatch.setattr(relations_module.ChildQuerySet, "seen_by", relations_module.ChildQuerySet.known_to)
    assert faults(grid.cells(ROLES[:1], whole=False), permissions())[0]


def test_a_look_that_forgets_a_relation_is_found(grid: Grid, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: whoever works in the team sees the child in the list and not on its page."""
    grants = dict(permissions().grants)
    lines = tuple(line for line in grants["see_child"].lines if line != ("team",))
    narrow = replace(permissions(), grants={**grants, "see_child": replace(grants["see_child"], lines=lines)})
    assert faults(grid.cells(ROLES[:1], whole=False), narrow)[0]


def test_a_look_that_hides_nothing_is_found(grid: Grid, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: the check of another authority and of sealed records dropped."""
    monkeypatch.setattr(Permissions, "_treatment", lambda *_: "granted")
    assert faults(grid.cells(ROLES[:1], whole=False), permissions())[0]
