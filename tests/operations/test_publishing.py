"""A process with faults is never published, each fault with its sentence; what follows a version is said (C24)."""

from dataclasses import replace
from typing import Any

import pytest

from permanence.kernel.definitions import NextActionType, Process, StepType
from permanence.kernel.reasons import Refused
from permanence.operations.definitions import publish_process
from permanence.outside.definitions import load_process
from permanence.records.definitions import ProcessVersion
from tests.factories import World
from tests.processes.test_check import SMALL
from tests.small_process import small_process


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


def without(process: Process, gone: str) -> Process:
    """Return the process without one of its worksteps and the next actions to it; the others are begun by hand."""

    def shorter(step: StepType) -> StepType:
        kept: list[NextActionType] = [action for action in step.next_actions if action.creates != gone]
        by_hand = replace(step, begun_by=("social_worker",), ends_pathway_if_nothing_follows="Ended")
        return replace(by_hand, next_actions=tuple(kept))

    return replace(process, steps=tuple(shorter(step) for step in process.steps if step.key != gone))


def test_it_says_what_becomes_of_open_work(here: World) -> None:
    here.started_report()
    says = publish(here, small_process(version="2")).says
    assert says == (
        "Small process is published as version 2. 0 worksteps not started yet will follow it; "
        "1 workstep under way keeps the version of its start."
    )


def test_no_version_strands_work_that_is_incoming(here: World) -> None:
    here.incoming_search()
    with pytest.raises(Refused) as refused:
        publish(here, without(small_process(version="2"), "search"))
    assert str(refused.value) == (
        '1 of "Search" is incoming, and this version has no such workstep. Keep it until they are started or cancelled.'
    )


def test_no_version_strands_what_started_work_may_pass_on(here: World) -> None:
    here.started_report()
    with pytest.raises(Refused, match='1 of "Report" is started, and may pass on "'):
        publish(here, without(small_process(version="2"), "search"))
