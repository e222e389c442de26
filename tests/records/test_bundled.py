"""Queries asked in one statement say what each says by itself, value for value and in the same order."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.records.bundled import Bundle
from permanence.records.child_facts import CHILDREN
from permanence.records.prepared import Prepared, given_id
from permanence.records.relations import RELATED, Whose
from permanence.records.standing_requests import ACTIONS, REQUESTS
from permanence.records.standing_steps import STEPS
from permanence.records.worksteps import Workstep
from tests.factories import World, step, world

QUERIES: dict[str, Prepared] = {
    "way": STEPS,
    "child": CHILDREN,
    "requests": REQUESTS,
    "actions": ACTIONS,
    "related": RELATED[False],
    "all": RELATED[True],
}


@pytest.fixture
def here(db: None) -> World:
    return world()


def asked(here: World, step_id: Any) -> dict[str, Any]:
    whose = Whose.of(here.actor("Joan Ellery"), here.today)
    row = step(step_id)
    of_step = {"step": step_id, "pathway": row.pathway_id, "children": [row.child_id]}
    return {**whose.named(), **of_step, "today": here.today}


def test_each_query_says_the_same_by_itself_and_with_the_others(here: World) -> None:
    given = asked(here, here.checked_report())
    with CaptureQueriesContext(connection) as one:
        together = Bundle(**QUERIES).rows(**given)
    assert len(one) == 1
    for name, query in QUERIES.items():
        alone = query.rows(**given)
        assert alone, name
        in_order = sorted if name in {"related", "all"} else list
        assert in_order(map(str, together[name])) == in_order(map(str, alone))
        assert [{key: type(value) for key, value in row.items()} for row in together[name]] == [
            {key: type(value) for key, value in row.items()} for row in alone
        ]


def test_what_has_no_rows_is_an_empty_list(here: World) -> None:
    nothing = Bundle(requests=REQUESTS, child=CHILDREN).rows(step=here.child_id, children=[], today=here.today)
    assert nothing == {"requests": [], "child": []}


def test_a_query_that_locks_is_asked_by_itself(here: World) -> None:
    locking = Prepared(lambda: Workstep.objects.filter(id=given_id("step")).values("id").select_for_update())
    with pytest.raises(ValueError, match="asked by itself"):
        Bundle(step=locking).rows(step=here.child_id)
