"""The system administrator and the information governance officer of an office, and what is published there."""

from typing import Any
from uuid import UUID, uuid4

from permanence.kernel.actors import ADMINISTRATOR
from permanence.kernel.definitions import Process
from permanence.operations import authorities
from permanence.operations import workers as staff
from permanence.operations.definitions import publish_process
from tests.factories import World

ADA, IVO = "Ada Quill", "Ivo Marsh"
WHY = "The managers agreed on 12 November that the school is asked."


def hire_administrators(w: World) -> None:
    """Hire both."""
    here: dict[str, Any] = {"actor": w.founder, "at": w.at}
    team: UUID = authorities.add_team(name="Office", slug="office", **here).team_id or uuid4()
    for name, role in ((ADA, ADMINISTRATOR), (IVO, "information_governance")):
        given: dict[str, Any] = {"job_title": role, "roles": [(role, None)], "teams": [team]}
        w.people[name] = staff.add_worker(name=name, **given, **here).worker_id or uuid4()


def publish(w: World, process: Process, **more: Any) -> None:
    """Publish the next version, as Ada does."""
    publish_process(process=process, why=WHY, actor=w.actor(ADA), at=w.at, **more)
