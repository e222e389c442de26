"""A process with faults is never published, each fault with its sentence; what follows a version is said (C24)."""

from dataclasses import replace
from typing import Any

import pytest

from permanence.kernel.definitions import Process
from permanence.kernel.reasons import Refused
from permanence.operations.definitions import publish_process
from permanence.outside.definitions import load_process
from permanence.records.definitions import ProcessVersion
from tests.factories import World
from tests.processes.test_check import SMALL


@pytest.fixture(scope="module")
def visits() -> Process:
    return load_process(SMALL / "home_visits", SMALL)


def publish(here: World, process: Process) -> Any:
    return publish_process(process=process, why="Agreed by the managers.", actor=here.founder, at=here.at)


def numbers(here: World) -> list[int]:
    rows = ProcessVersion.objects.filter(authority_id=here.authority_id, process_key="home_visits")
    return list(rows.order_by("number").values_list("number", flat=True))


def test_one_with_faults_is_refused_with_a_sentence_for_each(here: World, visits: Process) -> None:
    visit, review = visits.steps
    nobody = replace(visit, requests=tuple(replace(request, sent_by=()) for request in visit.requests))
    with pytest.raises(Refused) as refused:
        publish(here, replace(visits, steps=(nobody, review)))
    assert [reason.sentence for reason in refused.value.reasons] == [
        '"Please read" can be sent by nobody. Name the roles in sent_by.',
        '"Please authorise" can be sent by nobody. Name the roles in sent_by.',
    ]
    assert numbers(here) == []


def test_one_whose_old_key_means_something_else_is_refused(here: World, visits: Process) -> None:
    publish(here, visits)
    form = visits.form("visit")
    section = form.section("the_visit")
    score = next(question for question in section.questions if question.key == "score")
    changed = replace(section, questions=tuple(replace(q, kind="st") if q is score else q for q in section.questions))
    form_now = replace(form, sections=(changed, *form.sections[1:]))
    with pytest.raises(Refused, match="was of kind num when it was published and is of kind st"):
        publish(here, replace(visits, forms=(form_now, visits.form("review"))))
    assert numbers(here) == [1]


def test_one_without_faults_is_the_next_version(here: World, visits: Process) -> None:
    publish(here, visits)
    assert "version 2" in publish(here, replace(visits, title="Visits to a home")).says
    assert numbers(here) == [1, 2]
