"""Duels: people who press their buttons at the same moment, each on a connection of their own (P04, P08 to P12).

One winner each, a plain sentence for whoever lost, and no answer that would be a fault of ours. What is sent is what
the page shows. Small beside the other tests, at the promises' own counts by `make prove`.
"""

import re
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from permanence.operations.workers import disable_worker
from permanence.records import catalogue
from permanence.records.audit import AuditRow
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.people import Worker
from permanence.records.requests import Request
from permanence.records.worksteps import StepEvent, Workstep
from tests.duels.browsers import Answer, Press, at_once, done, lost
from tests.duels.conftest import Arena
from tests.duels.pressing import button
from tests.factories import asked, inbox
from tests.support.proof import Proof
from tests.support.race import race
from tests.web.office import Office

FINISHERS = 100


def settled(answers: list[Answer], *, winners: int = 1) -> list[str]:
    """Check that so many won and that nobody met a fault of ours; return what the others were told."""
    assert [answer for answer in answers if answer.status >= 500] == []
    assert len(done(answers)) == winners, [(answer.status, answer.says[:80]) for answer in answers]
    assert {answer.status for answer in lost(answers)} <= {403, 404, 409}
    return [answer.says for answer in lost(answers)]


def rows(act: str, object_id: UUID) -> int:
    return AuditRow.objects.filter(act=act, object_id=object_id).count()


def test_of_a_hundred_finishers_one_finishes(arena: Arena, proof: Proof) -> None:
    n = proof.size(1, 200)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["report"] = office.world.checked_report()

    for office in arena.duels(prepare, many=n):
        report = known["report"]
        press = button(office, "Lena Voss", of=f"/steps/{report}/", to=f"/steps/{report}/finish")
        said = settled(at_once(office, *(fresh(press) for _ in range(FINISHERS))))
        assert {sentence.split(" at ")[0] for sentence in said} == {"Lena Voss finished this workstep"}
        assert (rows("finish_step", report), Workstep.objects.filter(step_type="search").count()) == (1, 1)
        assert StepEvent.objects.filter(step_id=report, act="finish_step").count() == 1
    proof.found("P09", what=f"{FINISHERS} finishers of one workstep at once", n=n, result="1 finish each, 0 of 5xx")


def fresh(press: Press) -> Press:
    """Return the same button of another window: its form has a key of its own."""
    return replace(press, fields={**press.fields, "_key": str(uuid4())})


@pytest.mark.parametrize("second", ["completed", "declined"])
def test_two_answers_to_one_request_are_one_decision(arena: Arena, proof: Proof, second: str) -> None:
    n = proof.size(2, 200)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["report"] = office.world.report_to_qaag()
        known["asked"] = asked(known["report"], "check").id

    for office in arena.duels(prepare, many=n):
        of, request = f"/steps/{known['report']}/requests/", f"/requests/{known['asked']}"
        answers = at_once(
            office,
            button(office, "Lena Voss", of=of, to=f"{request}/answer", answer="completed"),
            button(office, "Gita Rao", of=of, to=f"{request}/answer", answer=second, reason="Thin on contact."),
        )
        (said,) = settled(answers)
        assert "Lena Voss" in said or "Gita Rao" in said
        decided = rows("complete_request", known["asked"]) + rows("decline_request", known["asked"])
        assert decided == 1
    proof.found("P10", what=f"Two answer one request at once: completed and {second}", n=n, result="1 decision each")


def test_an_author_who_saves_while_it_is_authorised_never_leaves_a_text_authorised_that_nobody_read(
    arena: Arena, proof: Proof
) -> None:
    n = proof.size(4, 200)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["report"] = office.world.report_to_manager()
        known["asked"] = asked(known["report"], "authorise").id

    for office in arena.duels(prepare, many=n):
        step, section = f"/steps/{known['report']}/", f"/steps/{known['report']}/sections/details/"
        answers = at_once(
            office,
            button(
                office,
                "Joan Ellery",
                of=f"{step}requests/",
                to=f"/requests/{known['asked']}/answer",
                answer="completed",
            ),
            button(office, "Priya Nair", of=section, to=f"{step}save", words="Maya wants to stay with Jo."),
        )
        assert {answer.status for answer in answers} <= {303, 409}, answers
        standing = Request.objects.filter(step_id=known["report"], key="authorise", state="completed")
        text_now = SectionAnswers.objects.get(step_id=known["report"], section="details").answers["words"]
        assert not standing.exists() or text_now != "Maya wants to stay with Jo."
    proof.found("P10", what="An author saves while the manager authorises", n=n, result="0 texts authorised unread")


SECOND = {
    "same answers": {"words": "Maya likes to swim."},
    "different answers": {"seen_on-day": "14", "seen_on-month": "11", "seen_on-year": "2026"},
}


@pytest.mark.parametrize("fields", SECOND)
def test_of_two_savers_one_stands_and_the_other_loses_no_word(arena: Arena, proof: Proof, fields: str) -> None:
    n = proof.size(2, 250)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["report"] = office.world.started_report()

    for office in arena.duels(prepare, many=n):
        step, section = f"/steps/{known['report']}/", f"/steps/{known['report']}/sections/details/"
        typed = [{"words": "Maya likes to paint."}, SECOND[fields]]
        answers = at_once(
            office, *(button(office, "Priya Nair", of=section, to=f"{step}save", **each) for each in typed)
        )
        (said,) = settled(answers)
        assert "You saved this section on another page while you were writing." in said
        assert SectionAnswers.objects.get(step_id=known["report"], section="details").version == 1
        kept = str(Draft.objects.get(step_id=known["report"]).typed)
        saved = str(SectionAnswers.objects.get(step_id=known["report"], section="details").answers)
        for words in ("Maya likes to paint.", next(iter(SECOND[fields].values()))):
            assert words in kept or words in saved
        assert Revision.objects.filter(step_id=known["report"]).count() == 1
    proof.found("P11", what=f"Two save one section at once, {fields}", n=n, result="0 silent overwrites")


def test_of_two_who_pick_up_one_has_it(arena: Arena, proof: Proof) -> None:
    n = proof.size(2, 200)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["search"] = office.world.incoming_search()
        known["inbox"] = inbox("cs_family_finders")

    for office in arena.duels(prepare, many=n):
        place = f"/inboxes/{known['inbox']}/"
        both = [
            button(office, name, of=place, to=f"{place}pick-up", steps=str(known["search"]))
            for name in ("Dee Marlow", "Kit Hale")
        ]
        (said,) = settled(at_once(office, *both))
        assert re.search(r"(Dee Marlow|Kit Hale) picked this up at 09:\d\d, a moment before you\.", said)
        assert StepEvent.objects.filter(step_id=known["search"], act="pick_up").count() == 1
    proof.found("P09", what="Two pick up one workstep at once", n=n, result="1 owner each")


def test_one_key_sent_twenty_times_at_once_and_again_after_a_restart_does_it_once(arena: Arena, proof: Proof) -> None:
    n = proof.size(1, 200)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["report"] = office.world.started_report()

    for office in arena.duels(prepare, many=n):
        step, section = f"/steps/{known['report']}/", f"/steps/{known['report']}/sections/details/"
        press = button(office, "Priya Nair", of=section, to=f"{step}save", words="Maya likes to paint.")
        answers = at_once(office, *[press] * 20)
        assert [answer.status for answer in answers] == [303] * 20
        forget(catalogue)
        again = at_once(office, press)
        assert {answer.says for answer in [*answers, *again] if answer.says} == {again[0].says}
        other = at_once(office, replace(press, fields={**press.fields, "words": "Maya likes to swim."}))
        assert other[0].status == 422
        saved = Revision.objects.filter(step_id=known["report"]).count()
        assert (saved, rows("save_section", known["report"])) == (1, 1)
    proof.found("P04", what="One key 20 times at once, and after a restart", n=n, result="1 effect each, one answer")


def forget(module: Any) -> None:
    """Forget what a process that starts anew would not know."""
    for each in vars(module).values():
        if hasattr(each, "cache_clear"):
            each.cache_clear()


def test_who_is_disabled_while_picking_up_holds_nothing_afterwards(arena: Arena, proof: Proof) -> None:
    n = proof.size(4, 500)
    known: dict[str, UUID] = {}

    def prepare(office: Office) -> None:
        known["search"] = office.world.incoming_search()
        known["inbox"] = inbox("cs_family_finders")

    for office in arena.duels(prepare, many=n):
        place, kit = f"/inboxes/{known['inbox']}/", office.world.people["Kit Hale"]
        press = button(office, "Kit Hale", of=place, to=f"{place}pick-up", steps=str(known["search"]))
        given: dict[str, Any] = {"worker_id": kit, "work_to": office.world.people["Dee Marlow"]}
        race(
            partial(at_once, office, press),
            partial(disable_worker, actor=office.world.founder, at=office.world.at, **given),
        )
        assert Worker.objects.get(id=kit).disabled_at
        assert Workstep.objects.get(id=known["search"]).assigned_worker_id != kit
        assert at_once(office, press)[0].status in {302, 403, 404}
    proof.found("P12", what="Disabled while picking up from an inbox", n=n, result="0 left holding work, next refused")
