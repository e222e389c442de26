"""P30: hard but real names are accepted everywhere, and are the same wherever they are shown."""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused
from permanence.operations import children, workers
from permanence.records.people import Person
from tests.factories import BORN
from tests.forms.conftest import Desks
from tests.forms.hostile import NAMES
from tests.forms.pages import words
from tests.small_forms import WORKER


def in_one_line(name: str) -> str:
    return " ".join(name.split())


@pytest.mark.parametrize("name", NAMES)
def test_of_a_child_a_worker_and_somebody_named_in_a_form(desks: Desks, name: str) -> None:
    here, founder = desks.world, desks.world.founder
    given: dict[str, Any] = {"date_of_birth": BORN, "sex": "F", "team_id": here.teams["east"]}
    child = children.add_child(name=name, actor=founder, at=here.at, **given).child_id
    assert child
    children.allocate(
        child_id=child, worker_id=here.people["Priya Nair"], role=WORKER, from_on=here.today, actor=founder, at=here.at
    )
    team = here.teams["east"]
    workers.add_worker(
        name=f"{name} Worker", job_title="Worker", roles=[(WORKER, team)], teams=[team], actor=founder, at=here.at
    )
    assert Person.objects.filter(name=name).exists()
    priya = desks.at("Priya Nair")
    assert in_one_line(name) in words(priya.get("/children/", {"q": name}))
    assert in_one_line(name) in words(priya.get(f"/children/{child}/"))
    saved = desks.save(**{"guardian-new-name": f"{name} Friend", "guardian-new-relation": "friend"})
    assert saved.status_code == 303
    assert in_one_line(f"{name} Friend") in words(priya.get(desks.section))
    found = desks.save(act=None, _find="visited_by", **{"visited_by-find": f"{name} Worker"})
    assert in_one_line(f"{name} Worker") in words(priya.get(found["Location"].split("#")[0]))


@pytest.mark.parametrize("name", ["a\x00b", "a\x07b", "two\nlines", "x" * 201, "\ufffd"])
def test_what_is_no_name_is_refused_with_a_sentence_and_stays_in_the_form(desks: Desks, name: str) -> None:
    answer = desks.save(**{"guardian-new-name": name, "guardian-new-relation": "friend"})
    assert answer.status_code == 422
    assert not Person.objects.filter(name__startswith=name[:150].replace("\x00", "\ufffd")).exists()
    with pytest.raises(Refused):
        children.add_child(
            name=name,
            date_of_birth=BORN,
            sex="F",
            team_id=desks.world.teams["east"],
            actor=desks.world.founder,
            at=desks.world.at,
        )
