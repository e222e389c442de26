"""Founding an invented authority from its folder in authorities/, as any authority has, and its file in people/."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from ruamel.yaml import YAML

from permanence.demo.house import House, real_now
from permanence.demo.logins import PASSWORD
from permanence.demo.subject import Colleague
from permanence.demo.versions import publish_earlier, publish_present
from permanence.kernel.actors import operator
from permanence.kernel.london import LONDON
from permanence.operations.accounts import add_login
from permanence.operations.authorities import add_inbox, add_team, found_authority
from permanence.operations.workers import add_worker, disable_worker, put_on_leave
from permanence.outside.authority_folders import InboxNamed, read_authority
from permanence.outside.definitions import PROCESSES
from permanence.outside.overlays import load_under
from permanence.queries.actors import worker_acting
from permanence.records.base import new_id
from permanence.records.people import Worker

PEOPLE = Path(__file__).parent / "people"
AUTHORITIES = Path(__file__).parent / "authorities"
PROCESS = "long_term_fostering"
ADMINISTRATOR = "tariq.mensah"
FOUNDED_ON = date(2025, 1, 6)
FOUNDED_AT = datetime.combine(FOUNDED_ON, time(8), LONDON)
MAIL = "example.org"


def read_people(name: str) -> dict[str, Any]:
    """Return a file of people/."""
    return dict(YAML(typ="safe", pure=True).load((PEOPLE / f"{name}.yaml").read_text("utf-8")))


def found(name: str) -> House:
    """Found the authority of that folder and file, with everybody who works there from its first day."""
    plan, folder = read_people(name), read_authority(AUTHORITIES / name)
    process = load_under(PROCESSES / PROCESS, folder.folder)
    authority_id = new_id()
    house = House(
        name=name,
        authority_id=authority_id,
        process=process,
        operator=operator(authority_id=authority_id, real_at=real_now()),
    )
    told: dict[str, Any] = {"actor": house.operator, "at": FOUNDED_AT}
    found_authority(name=folder.name, slug=folder.key, is_demo=True, **told)
    publish_earlier(process, **told)
    for slug, title in folder.teams.items():
        house.teams[slug] = _given(add_team(name=title, slug=slug, **told).team_id)
    for worker in plan["workers"]:
        _add_worker(house, worker, told)
    for inbox in plan["inboxes"]:
        _add_inbox(house, inbox, folder.inboxes[inbox["slug"]], told)
    # Only now: what a worker may pick up is known once the inboxes are there.
    for worker in plan["workers"]:
        if login := worker.get("login"):
            house.actors[login] = worker_acting(
                worker_id=house.worker_id(login), today=FOUNDED_ON, real_at=real_now(), request_id=str(new_id())
            )
    publish_present(process, actor=house.actors.get(ADMINISTRATOR, house.operator), at=FOUNDED_AT)
    return house


def _given(found: Any) -> Any:
    if found is None:
        raise LookupError("An act of the demo made nothing where it should have.")
    return found


def _add_worker(house: House, worker: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    team = house.teams[worker["team"]]
    added = add_worker(
        name=worker["name"],
        job_title=worker["title"],
        roles=[(role, None if worker.get("everywhere") else team) for role in worker["roles"]],
        teams=[team],
        **told,
    )
    row = Worker.objects.get(id=_given(added.worker_id))
    login = worker.get("login")
    house.colleagues[login or worker["name"]] = Colleague(id=row.id, person_id=row.person_id, name=worker["name"])
    if login:
        add_login(
            worker_id=row.id,
            username=login,
            email=f"{login}@{MAIL}",
            password=PASSWORD,
            hashed=_hashed(),
            situation=worker["situation"],
            **told,
        )


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def _add_inbox(house: House, inbox: Mapping[str, Any], named: InboxNamed, told: Mapping[str, Any]) -> None:
    added = add_inbox(
        title=named.title,
        slug=inbox["slug"],
        team_id=house.teams[named.team],
        members=[house.worker_id(login) for login in inbox["members"]],
        owner_id=house.worker_id(inbox["owner"]),
        deputy_id=house.worker_id(inbox["deputy"]),
        **told,
    )
    house.inboxes[inbox["slug"]] = _given(added.inbox_id)


def absences(name: str) -> list[tuple[date, Mapping[str, Any]]]:
    """Return the days on which it becomes known that a worker will be away or leaves, with the worker's entry."""
    told = [(worker, worker.get("left") or worker.get("away")) for worker in read_people(name)["workers"]]
    return [(date.fromisoformat(day if isinstance(day, str) else day[0]), worker) for worker, day in told if day]


def tell_absence(house: House, worker: Mapping[str, Any], *, at: datetime) -> None:
    """Put a worker on leave, or disable one who leaves, their work handed over."""
    told: dict[str, Any] = {"actor": replace(house.operator, real_at=real_now()), "at": at}
    worker_id = house.worker_id(worker["login"])
    if "left" in worker:
        disable_worker(worker_id=worker_id, work_to=house.worker_id(worker["work_to"]), **told)
        return
    from_on, to_on = (date.fromisoformat(day) for day in worker["away"])
    covered_by = house.worker_id(worker["covered_by"]) if "covered_by" in worker else None
    put_on_leave(worker_id=worker_id, from_on=from_on, to_on=to_on, covered_by=covered_by, **told)
