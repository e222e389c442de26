"""The tabs of Current work say of each folder how many rows it has, whoever looks."""

import pytest

from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.folder_counts import folder_counts
from permanence.queries.listings import Asked
from permanence.queries.worklists import folder
from tests.factories import PEOPLE, World, world


@pytest.fixture
def here(db: None) -> World:
    return world()


@pytest.mark.parametrize("state", ["incoming_report", "report_to_manager", "report_to_qaag", "incoming_search"])
def test_as_many_as_the_folder_has_rows(here: World, state: str) -> None:
    getattr(here, state)()
    for name in PEOPLE:
        actor = here.actor(name)
        shown = {key: folder(key=key, asked=Asked(), actor=actor, at=here.at).rows for key in FOLDERS}
        assert folder_counts(actor) == {key: len(rows) for key, rows in shown.items()}


def test_somebody_has_something_in_each_folder_but_what_was_declined(here: World) -> None:
    here.report_to_qaag()
    counted = [folder_counts(here.actor(name)) for name in PEOPLE]
    assert {key for counts in counted for key, count in counts.items() if count} >= {"started", "waiting", "finished"}


def test_whoever_is_no_worker_has_nothing_in_any(here: World) -> None:
    here.incoming_report()
    assert set(folder_counts(here.founder).values()) == {0}
