"""A next action that goes to a team inbox by an answer: unanswered, answered, and answered otherwise afterwards."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from permanence.kernel.adding import reasons_against_adding, reasons_against_sending_now
from permanence.kernel.canonical import process_from_plain, to_plain
from permanence.kernel.checking.routing import routing_faults
from permanence.kernel.conditions import Need
from permanence.kernel.definitions import PassTo, Process
from permanence.kernel.differences import differences
from permanence.kernel.facts import ProposalFacts, StepFacts
from permanence.kernel.offers import not_offered, offered
from permanence.outside.checking import check
from permanence.outside.definitions import load_process
from tests.kernel.facts_builder import said
from tests.kernel.people import FINDERS, PRIYA, QAAG, actor, to
from tests.processes.mosaic.conftest import KEY, ROOT
from tests.processes.mosaic.facts import adding, against_the_finish, step

PROCESS = load_process(ROOT / KEY, ROOT)
NORTH, SOUTH = {"area": "north"}, {"area": "south"}
UNANSWERED = (
    'Answer "In which area does the child live?" first: the answer says to which team inbox Meet the family goes.'
)


def facts(answers: dict[str, Any], process: Process = PROCESS) -> StepFacts:
    inboxes = {"cs_family_finders": FINDERS, "cs_qaag": QAAG}
    return replace(step(process, answers=answers), inboxes=inboxes)


def added(answers: dict[str, Any], **changed: Any) -> StepFacts:
    """Return the step with the meeting added to go to the north, and then these answers."""
    given = adding(facts(NORTH), "book")
    waiting: ProposalFacts = replace(given.proposals[0], key="meet", title="Meet the family", **changed)
    return replace(facts(answers), proposals=(waiting,))


# The answer, and to which inbox it goes.
ROUTES = ((NORTH, FINDERS), (SOUTH, QAAG))


@pytest.mark.parametrize(("answers", "goes"), ROUTES)
def test_the_answer_names_the_inbox(answers: dict[str, str], goes: Any) -> None:
    here = facts(answers)
    (offer,) = [each for each in offered(here, actor(PRIYA)) if each.action.key == "meet"]
    assert (offer.to, offer.goes_to) == (goes, goes.inbox_name)
    for inbox in (FINDERS, QAAG):
        refused = said(reasons_against_adding(here, actor(PRIYA), "meet", to(inbox)))
        elsewhere = f"Meet the family goes to {goes.inbox_name}, so it cannot go to {inbox.inbox_name}."
        assert refused == ([] if inbox is goes else [elsewhere])


def test_unanswered_it_is_not_offered_and_the_question_is_named() -> None:
    here = facts({})
    (why,) = [each for each in not_offered(here, actor(PRIYA)) if each.action.key == "meet"]
    assert said(why.reasons) == [UNANSWERED]
    assert why.reasons[0].where == "section:the_break#area"
    assert said(reasons_against_adding(here, actor(PRIYA), "meet", None)) == [UNANSWERED]


def test_an_answer_that_changed_is_told_at_the_finish_and_before_it_is_sent() -> None:
    says = f"Meet the family goes to {QAAG.inbox_name}, not to {FINDERS.inbox_name}. Remove it and add it again."
    here = added(SOUTH)
    assert says in against_the_finish(here)
    assert says in said(reasons_against_sending_now(here, actor(PRIYA), here.proposals[0].id))
    assert "Meet the family goes to" not in against_the_finish(added(NORTH))


def test_an_answer_that_was_taken_away_is_asked_for_at_the_finish() -> None:
    assert UNANSWERED in against_the_finish(added({}))


def test_what_was_sent_stays_sent() -> None:
    sent = added(SOUTH, is_sent=True)
    assert "Meet the family goes to" not in against_the_finish(sent)


def routed(**changed: Any) -> Process:
    """Return the process with something else said of the question, or of the inboxes."""
    ask = PROCESS.step("ask")
    meet = ask.next_action("meet")
    pass_to = changed.pop("pass_to", meet.pass_to)
    actions = tuple(replace(each, pass_to=pass_to) if each is meet else each for each in ask.next_actions)
    form = PROCESS.form("ask")
    first = form.sections[0]
    asked = tuple(replace(each, **changed) if each.key == "area" else each for each in first.questions)
    form_now = replace(form, sections=(replace(first, questions=asked), *form.sections[1:]))
    return replace(
        PROCESS,
        steps=tuple(replace(each, next_actions=actions) if each is ask else each for each in PROCESS.steps),
        forms=tuple(form_now if each is form else each for each in PROCESS.forms),
    )


ONE_WAY = PassTo(inbox_by="area", inboxes=(("north", "cs_family_finders"),))
# What is said otherwise, and what is wrong with it.
FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"pass_to": ONE_WAY}, "and no inbox is said for south. Say one for every answer in inboxes."),
    ({"classes": "PA"}, "an address, which never leaves its form."),
    ({"kind": "many"}, "which is no choice of one."),
    ({"kind": "st", "options": ()}, "which is no choice of one."),
    ({"options": ()}, "which is no choice of one."),
    ({"kind": "yn", "options": ()}, "and no inbox is said for yes and no."),
)


@pytest.mark.parametrize(("changed", "says"), FAULTS)
def test_an_answer_that_leads_nowhere_is_a_fault(changed: dict[str, Any], says: str) -> None:
    (fault,) = routing_faults(routed(**changed))
    assert says in fault.says
    assert fault.says.startswith('"Meet the family" is passed by the answer to "In which area does the child live?"')


def test_a_whole_route_is_none_and_survives_publishing() -> None:
    assert list(routing_faults(routed(need=Need(required=True)))) == []
    assert process_from_plain(to_plain(PROCESS)) == PROCESS


def test_a_change_of_it_is_told_in_words() -> None:
    changes = [change.says for change in differences(PROCESS, routed(pass_to=ONE_WAY))]
    told = (
        'The next action "Meet the family" is now passed to Short Breaks – Inbox when area is north; before to '
        "Short Breaks – Inbox when area is north, Short Breaks South – Inbox when area is south."
    )
    assert changes == [told]


# How it is written, and what is said of it.
WRITTEN = (
    ("{inbox_by: area}", "Say both the question (inbox_by) and the inbox of each of its answers (inboxes)."),
    ("{inboxes: {north: cs_qaag}}", "Say either the roles or the inbox it is passed to."),
    ("{inbox: cs_qaag, inbox_by: area, inboxes: {north: cs_qaag}}", "Say either the roles or the inbox"),
    ("{inbox_by: area, inboxes: {north: cs_west}}", 'There is no inbox "cs_west".'),
    ("{inbox_by: region, inboxes: {north: cs_qaag}}", 'names "region", which is not asked here.'),
    ("{inbox_by: area, inboxes: {west: cs_qaag}}", '"area" is one of: north, south.'),
)


@pytest.mark.parametrize(("pass_to", "says"), WRITTEN)
def test_what_cannot_be_meant_is_refused_where_it_is_written(pass_to: str, says: str, tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path, "pass_to: {inbox_by: area, inboxes: {north: cs_family_finders, south: cs_qaag}}", pass_to
    )
    assert any(says in fault for fault in faults), faults


def test_a_workstep_itself_goes_nowhere_by_an_answer(tmp_path: Path) -> None:
    passed_to = 'passed_to: {roles: [social_worker], likely: "allocated:social_worker"}'
    faults = faults_of(tmp_path, passed_to, "{inbox_by: area, inboxes: {north: cs_qaag}}", field="passed_to")
    assert any('There is no field "inbox_by" here.' in fault for fault in faults), faults


def faults_of(tmp_path: Path, stands: str, instead: str, *, field: str = "pass_to") -> list[str]:
    """Return what is said of the files of the process, with another line in the place of one."""
    copy = Path(shutil.copytree(ROOT, tmp_path / "process"))
    place = copy / KEY / "steps" / "ask.yaml"
    text = place.read_text(encoding="utf-8")
    assert text.count(stands) == 1
    place.write_text(text.replace(stands, f"{field}: {instead}"), encoding="utf-8")
    return [fault.says for fault in check(copy / KEY, copy)]
