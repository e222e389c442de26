"""A workstep of a privileged kind: who opens it, by what they are to it, at every address; what others are told (P13).

Mosaic's "privileged access" (14193892). Whoever may see the child knows that there is such a workstep, by its name.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from permanence.kernel.definitions import Process
from permanence.kernel.privileged import CLOSED, PrivilegedGroup
from permanence.kernel.reasons import Hidden, Refused
from permanence.operations import attaching, worksteps
from permanence.operations.definitions import publish_process
from permanence.queries.papers.happenings import happenings
from permanence.records import privileged as rule
from permanence.records.documents import StoredFile
from permanence.records.requests import Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep
from permanence.web.routes import Route
from tests.access.house import House, build
from tests.factories import WORDS, meet_the_child, version
from tests.small_process import small_process
from tests.web.office import open_office, text, words

# What each of the house is to Maya's report besides, and whether they open it. By hand: the rule is not asked.
OPENS = {
    "Priya Nair": True,  # has it
    "Joan Ellery": True,  # was asked to authorise it, and did
    "Lena Voss": True,  # works from the inbox in which she is asked
    "Gita Rao": True,  # the same
    "Ruth Calloway": True,  # holds a role of its group, and has oversight of the child
    "Tom Askew": False,  # is allocated to the child, and passed it on
    "Ravi Menon": False,  # manages the child's team
    "Dai Prosser": False,  # works in the child's team
}
# Whoever is nothing to the child does not learn that there is a workstep, whichever role they hold.
KNOW_NOTHING = ("Una Tait", "Dee Marlow", "Ivo Marsh", "Max Lund", "Ola Reed", "Ada Quill")
ABOUT_IT = frozenset({"workstep", "request", "comment", "file"})
SECRET = WORDS["words"]


def closed(group: str | None = "inquiries") -> Process:
    """Return the small process, in which the report is of a privileged kind."""
    whole = small_process()
    of_group = PrivilegedGroup(
        key="inquiries", title="Inquiries", roles=("service_manager",), coordinator="reviewing_team_manager"
    )
    steps = tuple(replace(each, privileged=group) if each.key == "report" else each for each in whole.steps)
    return replace(whole, steps=steps, privileged_groups=(of_group,) if group else ())


@pytest.fixture
def house(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> House:
    settings.DEMO = True
    monkeypatch.setattr("tests.access.house.open_office", partial(open_office, process=closed()))
    return build()


def looks(house: House, name: str) -> int:
    """Return what a single look answers: 200, or the status of the refusal."""
    try:
        step_facts(house.report, actor=house.actor(name), at=house.office.world.at)
    except Refused as refused:
        return refused.status
    return 200


def listed(house: House, name: str) -> bool:
    return Workstep.objects.filter(rule.opened_by(house.actor(name)), id=house.report).exists()


def faults(house: House) -> list[str]:
    """Return each of the house for whom list, look and the table above are not one."""
    wanted = {name: 200 if opens else 403 for name, opens in OPENS.items()} | dict.fromkeys(KNOW_NOTHING, 404)
    return [
        f"{name}: {status}, looks {looks(house, name)}, listed {listed(house, name)}"
        for name, status in wanted.items()
        if looks(house, name) != status or listed(house, name) != (status == 200)
    ]


def test_the_list_and_the_look_are_one_rule_for_everybody(house: House) -> None:
    assert Workstep.objects.get(id=house.report).privileged == "small.inquiries"
    assert faults(house) == []


# Planted: what the rule would forget, or let in. Each turns the table red.
PLANTED: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("open_places", lambda _actor: []),
    ("open_places", lambda _actor: ["small.inquiries"]),
    ("_asked", lambda *_: Request.objects.none()),
)


def test_a_rule_that_forgets_or_lets_in_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for part, instead in PLANTED:
        with monkeypatch.context() as planted:
            planted.setattr(rule, part, instead)
            assert faults(house), part
    assert not faults(house)


def about_it(house: House, method: str) -> list[Route]:
    """Return the addresses that are about the report, its requests, comments and files."""
    found = [each for each in house.found if each.object_type in ABOUT_IT and each.example and method in each.methods]
    assert len(found) >= 25, [each.name for each in found]
    return found


@pytest.mark.parametrize("name", ["Tom Askew", "Dai Prosser"])
def test_no_page_about_it_is_shown_to_whoever_only_sees_the_child(house: House, name: str) -> None:
    for route in about_it(house, "GET"):
        answer = house.asks(name, route, "GET")
        assert answer.status_code in {403, 404}, (route.name, answer.status_code)
        assert SECRET not in text(answer), route.name
    assert CLOSED in words(house.office.get(name, f"/steps/{house.report}/"))


def test_no_act_on_it_is_theirs(house: House) -> None:
    before = version(house.report)
    for route in about_it(house, "POST"):
        answer = house.asks("Ravi Menon", route, "POST")
        assert answer.status_code in {403, 404, 409, 422}, (route.name, answer.status_code)
        assert SECRET not in text(answer), route.name
    assert version(house.report) == before


def test_whoever_opens_it_finds_every_page(house: House) -> None:
    for route in about_it(house, "GET"):
        answer = house.asks("Ruth Calloway", route, "GET")
        assert answer.status_code < 500
        if answer["Content-Type"].startswith("text/html"):
            assert CLOSED not in words(answer), route.name
    assert SECRET in text(house.office.get("Ruth Calloway", f"/steps/{house.report}/versions/1/"))


def test_its_file_is_its_own(house: House) -> None:
    file_id = StoredFile.objects.get(step_id=house.report).id
    given: dict[str, Any] = {"file_id": file_id, "at": house.office.world.at}
    with pytest.raises(Refused, match="of a privileged kind"):
        attaching.open_file(actor=house.actor("Tom Askew"), **given)
    with pytest.raises(Hidden):
        attaching.open_file(actor=house.actor("Una Tait"), **given)
    assert attaching.open_file(actor=house.actor("Lena Voss"), **given).name


def test_the_childs_page_names_it_and_the_chronology_does_not(house: House) -> None:
    w = house.office.world
    page = house.office.get("Dai Prosser", f"/children/{w.child_id}/")
    assert (page.status_code, "Report" in words(page), SECRET in text(page)) == (200, True, False)
    told = {
        name: any(each.what.startswith("Report") for each in happenings(w.child_id, actor=w.actor(name), today=w.today))
        for name in ("Dai Prosser", "Ruth Calloway")
    }
    assert told == {"Dai Prosser": False, "Ruth Calloway": True}


def test_whoever_it_is_passed_to_opens_it_and_whoever_answered_keeps_it(house: House) -> None:
    w = house.office.world
    assert looks(house, "Dai Prosser") == 403
    given = {"to_worker": w.people["Dai Prosser"], "reason": "On leave."}
    w.on("Priya Nair", worksteps.reassign_step, house.report, **given)
    assert (looks(house, "Dai Prosser"), looks(house, "Joan Ellery")) == (200, 200)


def test_started_work_keeps_what_its_version_says_and_new_work_is_open(house: House) -> None:
    w = house.office.world
    open_again = replace(closed(group=None), version="3")
    publish_process(process=open_again, why="It is open again.", actor=w.founder, at=w.at)
    assert looks(house, "Tom Askew") == 403
    meet_the_child(w)
    report = w.started_report()
    assert Workstep.objects.get(id=report).privileged == ""
    assert Workstep.objects.get(id=house.report).privileged == "small.inquiries"
