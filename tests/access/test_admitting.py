"""The coordinator of a privileged group admits others to a child's worksteps of it, with a reason, and ends that.

Mosaic's "privileged section, under a coordinator" (14184332).
"""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused
from permanence.operations import admitting as acts
from permanence.records.admissions import Admission
from permanence.records.notices import Notice
from permanence.records.people import RoleHeld
from tests.access.house import House
from tests.access.test_privileged import house as house  # noqa: PLC0414  # the fixture
from tests.access.test_privileged import listed, looks
from tests.web.office import flash, reasons, words

SETTING = "privileged section"
COORDINATOR = "Ravi Menon"  # manages the child's team, and is given the role
WHY = "She knows the family from before."


@pytest.fixture
def coordinated(house: House, settings: Any) -> House:
    """Ravi coordinates the inquiries of the child's team."""
    w = house.office.world
    given = {"worker_id": w.people[COORDINATOR], "role": "reviewing_team_manager", "team_id": w.teams["east"]}
    RoleHeld.objects.create(authority_id=w.authority_id, from_on=w.today, **given)
    return house


def admits(house: House, name: str, *, by: str = COORDINATOR, reason: str = WHY) -> Any:
    w = house.office.world
    given = {"step_id": house.report, "worker_id": w.people.get(name), "reason": reason}
    return w.does(by, acts.admit_worker, **given)


def test_whoever_is_admitted_opens_it_from_then_on_and_nobody_else(coordinated: House) -> None:
    before = {name: looks(coordinated, name) for name in ("Dai Prosser", "Tom Askew")}
    admits(coordinated, "Dai Prosser")
    after = {name: looks(coordinated, name) for name in ("Dai Prosser", "Tom Askew")}
    assert (before, after) == (dict.fromkeys(before, 403), {"Dai Prosser": 200, "Tom Askew": 403})
    assert listed(coordinated, "Dai Prosser")
    assert not listed(coordinated, "Tom Askew")


def test_it_is_ended_and_the_row_stays(coordinated: House) -> None:
    w = coordinated.office.world
    admits(coordinated, "Dai Prosser")
    w.does(COORDINATOR, acts.end_admission, step_id=coordinated.report, worker_id=w.people["Dai Prosser"])
    assert looks(coordinated, "Dai Prosser") == 403
    row = Admission.objects.get(worker_id=w.people["Dai Prosser"])
    assert (row.reason, row.ended_by_id) == (WHY, w.people[COORDINATOR])
    with pytest.raises(Refused, match="They are not admitted"):
        w.does(COORDINATOR, acts.end_admission, step_id=coordinated.report, worker_id=w.people["Dai Prosser"])


def test_admitting_opens_no_record_of_a_child_they_are_nothing_to(coordinated: House) -> None:
    admits(coordinated, "Una Tait")
    answer = coordinated.office.get("Una Tait", f"/steps/{coordinated.report}/")
    assert answer.status_code == 404


# Who asks, whom, with which reason, and what is said.
REFUSED = (
    ("Joan Ellery", "Dai Prosser", WHY, "Only the coordinator of Inquiries, a reviewing team manager, says who is"),
    ("Tom Askew", "Dai Prosser", WHY, "This workstep is of a privileged kind."),
    (COORDINATOR, "Nobody", WHY, "Choose who is admitted."),
    (COORDINATOR, "Nell Fry", WHY, "Nell Fry no longer works here."),
    (COORDINATOR, "Dai Prosser", "  ", "Say why they are admitted."),
    (COORDINATOR, "Gita Rao", WHY, "Gita Rao is admitted already."),
)


def test_it_is_refused_in_words(coordinated: House) -> None:
    admits(coordinated, "Gita Rao")
    for by, whom, reason, says in REFUSED:
        with pytest.raises(Refused, match=says):
            admits(coordinated, whom, by=by, reason=reason)
    assert Admission.objects.count() == 1


def test_the_page_says_who_opens_it_and_the_coordinator_admits_there(coordinated: House) -> None:
    office, here = coordinated.office, f"/steps/{coordinated.report}/admit"
    assert "Who opens it" in words(office.get(COORDINATOR, f"/steps/{coordinated.report}/"))
    found = office.get(COORDINATOR, f"{here}/?find=dai")
    assert "1 found." in words(found)
    whom = f"worker:{office.world.people['Dai Prosser']}"
    form = {"_key": "k", "_version": "", "to": whom, "reason": WHY, "find": "dai"}
    done = office.at(COORDINATOR).post(here, form, follow=True)
    assert flash(done) == "Dai Prosser opens the worksteps of Inquiries of this child from now on."
    assert "Admitted by Ravi Menon," in words(done)
    assert WHY in words(done)
    assert Notice.objects.get(kind="admitted").worker_id == office.world.people["Dai Prosser"]
    seen = office.get("Dai Prosser", f"{here}/")
    assert "Dai Prosser" in words(seen)
    assert "Admit somebody" not in words(seen)


def test_refused_on_the_page_the_words_stay(coordinated: House) -> None:
    form = {"to": "", "reason": WHY}
    answer = coordinated.office.post(COORDINATOR, f"/steps/{coordinated.report}/admit", **form)
    assert (answer.status_code, reasons(answer)) == (409, ["Choose who is admitted."])
    assert WHY in words(answer)


def test_it_is_on_record_who_admitted_whom(coordinated: House) -> None:
    admits(coordinated, "Dai Prosser")
    (row,) = coordinated.office.reads("admit_worker")
    dai = str(coordinated.office.world.people["Dai Prosser"])
    assert row.said == {"worker": dai, "group": "small.inquiries"}
