"""A search shows whom the lists show, and nothing of anybody else: not in rows, counts, order or words (P13, P15)."""

from datetime import date

import pytest

from permanence.kernel.actors import Actor
from permanence.kernel.finding import Sought, read_sought
from permanence.queries.finding_children import found_ids
from permanence.records.children import Child
from permanence.records.people import PersonName
from tests.finding.conftest import child
from tests.records.test_relations import GRID
from tests.records.world import TODAY
from tests.records.world import World as Rows
from tests.web.office import Office, masked, open_office, rows, text, words

TYPED = ("Maya Thornbury", "thornberry", "Maia", "bury", "9 March 2018", "Maya Thornbury 9.3.18")
ROLES = ("social_worker", "service_manager", "system_administrator", "information_governance")


@pytest.fixture
def related(db: None) -> list[tuple[str, Actor, Child]]:
    """Everybody who can be something to a child or was, each in an authority of their own with a Maya Thornbury."""
    found = []
    for number, (relating, _) in enumerate(GRID):
        world = Rows(key=f"a{number}")
        its_child = world.child()
        PersonName.objects.create(authority=world.authority, person=its_child.person, name=its_child.person.name)
        found.append((relating.__name__, world.actor(relating(world, its_child)), its_child))
    return found


def test_found_are_those_whom_the_lists_show_in_every_relation_and_state(
    related: list[tuple[str, Actor, Child]],
) -> None:
    sought = [read_sought(typed, today=TODAY) for typed in TYPED]
    for state in ("open", "restricted", "sealed"):
        Child.objects.update(access_class=state)
        for relation, actor, its_child in related:
            seen = set(Child.objects.seen_by(actor, TODAY).values_list("id", flat=True))
            by_number = Sought(number=its_child.person.number or "")
            for each in (*sought, by_number):
                found = set(found_ids(each, actor=actor, today=TODAY))
                assert found == seen, (relation, state, each)
            assert seen <= ({its_child.id} if state == "open" else set())


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


HIDDEN_BY = ("sealed", "restricted", "another team")


@pytest.mark.parametrize("hidden_by", HIDDEN_BY)
def test_a_hidden_child_and_none_at_all_are_the_same_bytes(office: Office, hidden_by: str) -> None:
    reader = "Una Tait" if hidden_by == "another team" else "Joan Ellery"
    if hidden_by != "another team":
        Child.objects.filter(id=office.world.child_id).update(access_class=hidden_by)
    for hidden, nothing in (("Thornberry", "Quagmirez"), ("3900001", "3999999"), ("4.5.2018", "5.4.2018")):
        answers = [office.at(reader).get("/children/", {"q": typed}) for typed in (hidden, nothing)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert rows(answers[0]) == []
        assert masked(answers[0]).replace(hidden, "typed") == masked(answers[1]).replace(nothing, "typed")
        assert f"No child you may see matches “{hidden}”. Try part of a name or the number." in words(answers[0])


def test_the_hidden_change_nothing_of_an_answer(office: Office) -> None:
    """Two who may be seen, then beside them some whom nothing may tell of: likelier, and more than are counted."""
    here = office.world
    child(here, "Mae Thornbery")
    before = masked(office.get("Joan Ellery", "/children/?q=maya+thornbury"))
    assert "2 children found. The likeliest first." in before
    for number in range(3):
        child(here, "Maya Thornbury", access_class="sealed", date_of_birth=date(2018, 5, 1 + number))
        child(here, "Maya Thornbury", access_class="restricted")
        child(here, "Maya Thornbury", team="west")
    other = open_office()
    assert masked(office.get("Joan Ellery", "/children/?q=maya+thornbury")) == before
    assert str(here.child_id) not in text(other.get("Joan Ellery", "/children/?q=maya+thornbury"))


def test_whoever_is_nobodys_worker_finds_nobody(related: list[tuple[str, Actor, Child]]) -> None:
    """A role alone opens no record (A8)."""
    strangers = [
        (name, actor, its) for name, actor, its in related if name in {"of_another_team", "of_another_authority"}
    ]
    assert len(strangers) == 2
    for _, actor, _ in strangers:
        assert found_ids(Sought(words=("maya",)), actor=actor, today=TODAY) == []
