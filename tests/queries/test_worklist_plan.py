"""What a folder of Current work asks, its counts among it, reads indexes alone (bench/worklist.py at size; P35)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.listings import Asked
from permanence.queries.worklists import folder
from permanence.records.people import Worker
from tests.records.conftest import owner_address
from tests.records.test_worklists import world
from tests.records.world import NOW, World
from tests.support.plans import read_whole

__all__ = ["owner_address", "world"]

GROWING = {"records_workstep", "records_request"}
"""Of the tables that grow, those of which this world has two thousand rows."""
OF_WORKSTEPS = ("incoming", "started", "finished")
"""Of so few, those of a page of requests are found as fast by reading all: bench/worklist.py has 200,000."""


def test_no_folder_of_worksteps_reads_all_of_them(world: World) -> None:
    actor = world.actor(Worker.objects.get(person__name="Worker 4"))
    assert set(OF_WORKSTEPS) < FOLDERS.keys()
    for key in OF_WORKSTEPS:
        with CaptureQueriesContext(connection) as asked:
            shown = folder(key=key, asked=Asked(), actor=actor, at=NOW)
        assert shown.rows, key
        assert [each["sql"] for each in asked if read_whole([each["sql"]]) & GROWING] == [], key
