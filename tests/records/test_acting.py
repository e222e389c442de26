"""An act is done once, whole, with its audit row last (P03, P04, C05)."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import KeyReused, Reason, Refused
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.reading import read
from permanence.queries.audit import verify
from permanence.records.acts import DoneAct
from permanence.records.audit import AuditRow
from permanence.records.people import Person
from tests.records.world import NOW, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Done):
    """More than Done says."""

    version: int
    errors: Mapping[str, str] = field(default_factory=dict)


@practice_act("add_person", gives=Named)
def add_person(*, name: str, actor: Actor, at: object, key: str | None = None) -> Acted[Named]:
    """An act for these tests: it adds a person, and refuses one who has no name."""
    person = Person.objects.create(authority_id=actor.authority_id, name=name)
    if not name:
        raise Refused([Reason(sentence="Write the name.")])
    done = Named(says=f"{name} was added.", child_id=person.id, version=1, errors={"name": "Ø"})
    return Acted(done=done, object_type="person", object_id=person.id, why="team", said={"by": actor.user_id})


@practice_act("add_two")
def add_two(*, names: tuple[str, str], actor: Actor, at: object, key: str | None = None) -> Acted[Done]:
    """An act of two acts."""
    for name in names:
        add_person(name=name, actor=actor, at=at, key=key)
    return Acted(done=Done(says="Two were added."), object_type="person", why="team")


NO_SPACE = "No space left on device"


@pytest.fixture
def world(own_database: str) -> World:
    return World()


@pytest.fixture
def actor(world: World) -> Actor:
    return world.actor(world.worker("Priya Nair", "social_worker", team=world.team))


def acts() -> list[str]:
    return list(AuditRow.objects.order_by("seq").values_list("act", flat=True))


def people(name: str) -> int:
    return Person.objects.filter(name=name).count()


def test_an_act_leaves_its_audit_row(actor: Actor) -> None:
    done = add_person(name="May", actor=actor, at=NOW + timedelta(days=3), key="k1")
    row = AuditRow.objects.get()
    assert (row.act, row.object_id, row.why) == ("add_person", done.child_id, "team")
    assert (row.user_id, row.worker_id) == (actor.user_id, actor.worker_id)
    assert (row.at, row.real_at, row.request_id) == (NOW + timedelta(days=3), actor.real_at, actor.request_id)
    assert row.said == {"by": str(actor.user_id)}


def test_the_same_key_again_gives_the_same_answer_and_does_nothing(actor: Actor) -> None:
    first = add_person(name="May", actor=actor, at=NOW, key="k1")
    again = add_person(name="May", actor=actor, at=NOW + timedelta(minutes=1), key="k1")
    assert again == first
    assert isinstance(again, Named)
    assert (people("May"), acts()) == (1, ["add_person"])


def test_the_same_key_with_something_else_in_it_is_refused(actor: Actor) -> None:
    add_person(name="May", actor=actor, at=NOW, key="k1")
    with pytest.raises(KeyReused):
        add_person(name="June", actor=actor, at=NOW, key="k1")
    with pytest.raises(KeyReused):
        add_two(names=("May", "June"), actor=actor, at=NOW, key="k1")
    assert people("June") == 0


def test_a_key_is_its_users_own(world: World, actor: Actor) -> None:
    other = world.actor(world.worker("Dai Prosser"))
    add_person(name="May", actor=actor, at=NOW, key="k1")
    add_person(name="May", actor=other, at=NOW, key="k1")
    add_person(name="May", actor=actor, at=NOW, key=None)
    add_person(name="May", actor=actor, at=NOW, key=None)
    assert people("May") == 4


@pytest.mark.parametrize("key", ["x" * 10_000, "nul\x00", "\ud800", ""])
def test_any_text_may_be_a_key(actor: Actor, key: str) -> None:
    for _ in range(2):
        add_person(name="May", actor=actor, at=NOW, key=key)
    assert people("May") == 1


def test_a_refused_act_leaves_nothing_and_may_be_done_under_the_same_key(actor: Actor) -> None:
    with pytest.raises(Refused):
        add_person(name="", actor=actor, at=NOW, key="k1")
    assert not DoneAct.objects.exists()
    assert (people(""), acts()) == (0, [])
    add_person(name="May", actor=actor, at=NOW, key="k1")
    assert people("May") == 1


def test_acts_within_an_act_are_one_act_with_a_row_each(world: World, actor: Actor) -> None:
    for _ in range(2):
        add_two(names=("May", "June"), actor=actor, at=NOW, key="k1")
    assert acts() == ["add_person", "add_person", "add_two"]
    with pytest.raises(Refused):
        add_two(names=("Tia", ""), actor=actor, at=NOW, key="k2")
    assert (people("Tia"), len(acts())) == (0, 3)


def test_where_the_audit_cannot_be_written_nothing_is_done(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_row: object) -> None:
        raise OSError(NO_SPACE)

    monkeypatch.setattr("permanence.records.audit.append", fails)
    with pytest.raises(OSError, match=NO_SPACE):
        add_person(name="May", actor=actor, at=NOW, key="k1")
    assert (people("May"), DoneAct.objects.count()) == (0, 0)
    with pytest.raises(OSError, match=NO_SPACE):
        read(actor=actor, at=NOW, act="open_child", object_type="child", why="team")


def at_once(times: int, act: Callable[[], UUID | None]) -> list[UUID | None]:
    barrier, results = threading.Barrier(times), list[UUID | None]()

    def one() -> None:
        barrier.wait()
        results.append(act())
        connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return results


def test_twenty_at_once_under_one_key_have_one_effect_and_one_answer(actor: Actor) -> None:
    results = at_once(20, lambda: add_person(name="May", actor=actor, at=NOW, key="k1").child_id)
    assert len(results) == 20
    assert len(set(results)) == 1
    assert (people("May"), acts()) == (1, ["add_person"])


def test_twenty_at_once_with_keys_of_their_own_are_twenty_acts_in_one_chain(actor: Actor) -> None:
    at_once(20, lambda: add_person(name="May", actor=actor, at=NOW, key=str(uuid4())).child_id)
    assert people("May") == 20
    found = verify(actor.authority_id)
    assert (found.rows, found.first_bad) == (20, None)


def test_a_read_is_on_record_when_it_returns(world: World, actor: Actor) -> None:
    children = [world.child(name).id for name in ("Maya Thornbury", "Callum Reid")]
    read(actor=actor, at=NOW, act="search_children", object_type="child", ids=children, why="team")
    row = AuditRow.objects.get()
    assert (row.act, row.child_id) == ("search_children", None)
    assert row.ids == [str(each) for each in children]
