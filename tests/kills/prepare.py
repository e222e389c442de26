"""Makes a data directory with an authority at work, and prints who may press what: python -m tests.kills.prepare DIR N.

Eight writers have a report each that they go on writing; N more reports wait for nothing but their finish.
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
    """Make it; return the cookies of Priya and Lena, and the ids of their reports."""
    with database(data):
        from tests.web.office import open_office

        office = open_office()
        return {
            "priya": office.at("Priya Nair").cookies["__Host-session"].value,
            "lena": office.at("Lena Voss").cookies["__Host-session"].value,
            "writing": [str(another(office.world, number).started_report()) for number in range(WRITERS)],
            "finishing": [str(another(office.world, 100 + n).checked_report()) for n in range(to_finish)],
        }


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


if __name__ == "__main__":
    permanence(["migrate", "--data", sys.argv[1]])
    print(json.dumps(prepare(Path(sys.argv[1]), to_finish=int(sys.argv[2]))))  # noqa: T201  # read by the test
