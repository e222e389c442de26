"""Makes a data directory with an authority at work, and prints who may press what: python -m tests.kills.prepare DIR N.

Eight writers have a report each that they go on writing; N more reports wait for nothing but their finish, each with
two next actions that it will make worksteps of.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from permanence.cli.data import database
from permanence.cli.main import main as permanence

WRITERS = 8


def prepare(data: Path, *, to_finish: int) -> dict[str, Any]:
    """Make it; return the cookies of Priya and Lena, and their reports: ids, and ids with versions."""
    with database(data):
        from tests.web.office import open_office

        office = open_office(process=with_two_next_actions())
        writing = [str(another(office.world, number).started_report()) for number in range(WRITERS)]
        finishing = [to_be_finished(another(office.world, 100 + n)) for n in range(to_finish)]
        # Signed in last: many reports take longer to make than a session lasts that nobody uses.
        priya, lena = (office.at(name).cookies["__Host-session"].value for name in ("Priya Nair", "Lena Voss"))
        return {"priya": priya, "lena": lena, "writing": writing, "finishing": finishing}


def with_two_next_actions() -> Any:
    """Return the small process, whose report may also lead to a meeting."""
    from permanence.kernel.definitions import NextActionType
    from tests.small_forms import MANAGER
    from tests.small_process import REPORT, TO_WORKER, small_process

    meet = NextActionType(key="meet", title="Meet", creates="meeting", pass_to=TO_WORKER, added_by=(MANAGER,))
    report = replace(REPORT, next_actions=(*REPORT.next_actions, meet))
    process = small_process()
    return replace(process, steps=tuple(report if step.key == "report" else step for step in process.steps))


def another(world: Any, number: int) -> Any:
    """Return the same authority about another child."""
    from permanence.operations import children
    from tests.factories import ALLOCATED, BORN

    here: dict[str, Any] = {"actor": world.founder, "at": world.at}
    given = {"date_of_birth": BORN, "sex": "F", "team_id": world.teams["east"]}
    added = children.add_child(name=f"Maya Thornbury {number}", **given, **here)
    assert added.child_id
    for role, name in ALLOCATED.items():
        given = {"worker_id": world.people[name], "role": role, "from_on": world.today}
        children.allocate(child_id=added.child_id, **given, **here)
    return replace(world, child_id=added.child_id)


def to_be_finished(world: Any) -> tuple[str, int]:
    """Have a report wait for Lena's finish, which is to make a search and a meeting; return its id and version."""
    from permanence.operations.next_actions import add_next_action
    from tests.factories import version

    report = world.report_to_qaag()
    to_worker = world.people["Priya Nair"]
    world.on("Joan Ellery", add_next_action, report, action_key="meet", to_worker=to_worker)
    world.completes("Lena Voss", report, "check")
    return str(report), version(report)


if __name__ == "__main__":
    permanence(["migrate", "--data", sys.argv[1]])
    print(json.dumps(prepare(Path(sys.argv[1]), to_finish=int(sys.argv[2]))))  # noqa: T201  # read by the test
