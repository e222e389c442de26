"""Started work moved to a later version: what stays, what stays behind unlost, what is asked again (ADR 41)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.definitions import StepType
from permanence.kernel.form_definitions import Question
from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing, requests
from permanence.operations.moving import move_step
from permanence.operations.moving_many import move_steps
from permanence.operations.people import add_person
from permanence.records.audit import AuditRow
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.notices import Notice
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep
from tests.factories import WORDS, World, asked, inbox, version
from tests.processes.screens.administrators import ADA, publish
from tests.processes.screens.later import later, the_same
from tests.web.office import Office, flash, reasons, words

REASON = "The school is to be asked in this report too."
JOAN, PRIYA = "Joan Ellery", "Priya Nair"


def moves(w: World, step_id: UUID, *, by: str = JOAN, to: int = 2, **more: Any) -> Any:
    given = {"version": version(step_id), "reason": REASON, **more}
    return w.does(by, move_step, step_id=step_id, to=to, **given)


def answers(w: World, step_id: UUID) -> Any:
    return step_facts(step_id, actor=w.actor(JOAN), at=w.at).answers["details"]


def written(w: World) -> UUID:
    """Return a report of Priya's with a relative and a row of what somebody said."""
    step_id = w.started_report()
    given: dict[str, Any] = {"actor": w.actor(PRIYA), "at": w.at}
    relative = add_person(child_id=w.child_id, name="Aunt May", relation="other_relative", **given).person_id
    said = {"people.new-1.who": str(relative), "people.new-1.said": "She may stay with us."}
    w.saves(PRIYA, step_id, "details", **WORDS, relative=str(relative), **said)
    return step_id


def test_answers_with_equal_keys_and_meaning_stay_and_the_rest_is_listed(office: Office) -> None:
    w = office.world
    step_id = written(w)
    before = answers(w, step_id)
    assert before.keys() == {"words", "relative", "people"}
    publish(w, later())
    done = moves(w, step_id)
    assert done.says == (
        "Report is under version 2 now. 2 of its answers stay behind, readable as answers of version 1."
    )
    after = answers(w, step_id)
    assert after["words"] == WORDS["words"]
    assert [sorted(row) for row in after["people"]] == [["id", "who"]]
    assert "relative" not in after
    page = words(office.get(JOAN, f"/steps/{step_id}/moved/"))
    assert "From version 1 to version 2" in page
    assert f"Joan Ellery, Mon 16 Nov 2026 09:00: {REASON}" in page
    assert "Relative Aunt May 1. Details, answers of version 1. It is no longer asked." in page
    assert "She may stay with us." in page
    assert "Some of its columns or rows are no longer there." in page


def test_every_version_of_before_reads_as_it_was_written(office: Office) -> None:
    w = office.world
    step_id = written(w)
    publish(w, later())
    moves(w, step_id)
    kept = list(
        Revision.objects.filter(step_id=step_id).order_by("number").values_list("number", "saved_by__person__name")
    )
    assert kept == [(1, PRIYA), (2, None)]
    first = words(office.get(JOAN, f"/steps/{step_id}/versions/1/"))
    assert "Aunt May" in first
    assert "She may stay with us." in first
    changed = words(office.get(JOAN, f"/steps/{step_id}/versions/1/compare/2/"))
    assert "Relative" in changed
    assert office.get(JOAN, f"/steps/{step_id}/versions/").status_code == 200


def test_a_page_that_was_open_is_compared_with_what_stands_now(office: Office) -> None:
    """Nothing typed is lost: the section has a newer version, and the writer's words are their draft."""
    w = office.world
    step_id = written(w)
    publish(w, later())
    moves(w, step_id)
    row = SectionAnswers.objects.get(step_id=step_id)
    assert (row.version, row.saved_by and row.saved_by.person.name) == (2, PRIYA)
    typed = {"_section": "details", "_version": "1", "_authorised": "", "words": "Maya paints every day."}
    late = office.post(PRIYA, f"/steps/{step_id}/save", **typed)
    assert late.status_code == 409
    assert "Maya paints every day." in words(late)


def asks_more(asked_now: tuple[Question, ...]) -> tuple[Question, ...]:
    return (*asked_now, replace(asked_now[0], key="more", ask="What else?"))


def reworded(asked_now: tuple[Question, ...]) -> tuple[Question, ...]:
    return (replace(asked_now[0], ask="In her own words"), *asked_now[1:])


# What the later version asks where it was authorised, and whether the authorisation stands.
COVERED = [(the_same, "completed"), (reworded, "completed"), (asks_more, "voided")]


@pytest.mark.parametrize(("asks", "state"), COVERED, ids=["the same", "words alone", "another question"])
def test_an_authorisation_is_asked_again_only_where_its_questions_changed(
    office: Office, asks: Any, state: str
) -> None:
    w = office.world
    step_id = w.report_to_manager()
    w.completes(JOAN, step_id, "authorise")
    given = asked(step_id, "authorise")
    publish(w, later(asks=asks), wording=["report.words"] if asks is reworded else [])
    done = moves(w, step_id, by="Ravi Menon")
    given.refresh_from_db()
    assert given.state == state
    stands = Request.objects.get(step_id=step_id, key="authorise", state__in=["sent", "completed"])
    if state == "completed":
        assert stands.id == given.id
        assert "no longer stands" not in done.says
        w.sends(JOAN, step_id, "check", to_inbox=inbox("cs_qaag", w.authority_id))
    else:
        assert (stands.state, stands.to_worker and stands.to_worker.person.name) == ("sent", JOAN)
        assert "The authorisation no longer stands. Joan Ellery has been asked again." in done.says
        assert given.reason == (
            "Version 2 of the process asks otherwise what Joan Ellery authorised. The authorisation no longer stands."
        )
        assert "Joan Ellery has been asked again." in words(office.get(PRIYA, "/notices/"))


def without_request(key: str) -> Any:
    def change(step: StepType) -> StepType:
        kept = tuple(each for each in step.requests if each.key != key)
        return replace(step, requests=tuple(replace(each, after=()) for each in kept))

    return change


def without_search(step: StepType) -> StepType:
    kept = tuple(replace(each, exclusive_with=()) for each in step.next_actions if each.key != "search")
    also = replace(
        kept[0], key="look", title="Look", creates="search", ends_pathway=None, waives=(), tells=(), alert=""
    )
    return replace(step, next_actions=(*kept, replace(also, pass_to=step.next_actions[0].pass_to)))


def test_what_is_answered_and_no_longer_asked_for_counts_no_more(office: Office) -> None:
    w = office.world
    step_id = w.report_to_manager()
    w.completes(JOAN, step_id, "authorise")
    publish(w, later(asks=the_same, step=without_request("authorise")))
    moves(w, step_id)
    gone = asked(step_id, "authorise")
    assert (gone.state, gone.reason) == ("withdrawn", "Version 2 of the process does not ask for it.")
    assert office.get(JOAN, f"/steps/{step_id}/").status_code == 200
    assert office.get(JOAN, f"/steps/{step_id}/requests/").status_code == 200


def test_a_next_action_that_is_there_no_longer_is_taken_off(office: Office) -> None:
    w = office.world
    step_id = w.checked_report()
    publish(w, later(asks=the_same, step=without_search))
    assert "The next action “Search” is taken off" in words(office.get(JOAN, f"/steps/{step_id}/move/"))
    moves(w, step_id)
    assert list(NextAction.objects.filter(step_id=step_id).values_list("state", flat=True)) == ["removed"]


def refusal(w: World, step_id: UUID, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        moves(w, step_id, **more)
    return str(refused.value)


def test_it_is_refused_in_a_sentence_and_leaves_all_as_it_was(office: Office) -> None:
    w = office.world
    step_id = w.report_to_manager()
    assert refusal(w, step_id, to=1) == "This workstep is under version 1 already."
    publish(w, later(asks=the_same, step=without_request("authorise")))
    before = Workstep.objects.values().get(id=step_id)
    assert refusal(w, step_id) == (
        "“Manager authorises” waits for Joan Ellery, and version 2 asks it otherwise or not at all. "
        "Have it answered, or withdraw it, first."
    )
    w.does(PRIYA, requests.withdraw_request, request_id=asked(step_id, "authorise").id, version=version(step_id))
    assert refusal(w, step_id, reason="  ") == "Write the reason. Spaces alone are not kept."
    assert refusal(w, step_id, by=PRIYA).startswith("Only a Team manager, or a system administrator, moves this")
    moves(w, step_id)
    assert refusal(w, step_id, to=1).startswith("This workstep is under version 2, and version 1 is an earlier one.")
    assert before["process_version_id"] != Workstep.objects.get(id=step_id).process_version_id


def test_finished_and_incoming_work_is_not_moved(office: Office) -> None:
    w = office.world
    step_id = w.checked_report()
    w.on("Lena Voss", finishing.finish_step, step_id)
    search = Workstep.objects.get(step_type="search").id
    publish(w, later())
    assert refusal(w, step_id).endswith("It stays under version 1, so that it reads as it was decided.")
    assert refusal(w, search) == "This workstep is not started: it follows the newest version when it is."


def test_twice_and_late(office: Office) -> None:
    w = office.world
    step_id = w.started_report()
    publish(w, later())
    shown = version(step_id)
    moves(w, step_id, version=shown)
    with pytest.raises(Stale, match="Joan Ellery changed this workstep at 09:00"):
        moves(w, step_id, version=shown, by=JOAN)


def test_whoever_has_it_is_told_and_it_is_on_record(office: Office) -> None:
    w = office.world
    step_id = written(w)
    publish(w, later())
    moves(w, step_id)
    told = Notice.objects.get(worker_id=w.people[PRIYA], kind="moved_on")
    assert told.says.startswith("Joan Ellery moved Report for Maya Thornbury to version 2 of the process.")
    row = AuditRow.objects.get(authority_id=w.authority_id, act="move_step")
    assert row.said == {
        "step": "report",
        "from": 1,
        "to": 2,
        "left": ["details.people", "details.relative"],
        "voided": [],
    }
    latest = words(office.get(PRIYA, f"/steps/{step_id}/events/"))
    assert f"Joan Ellery moved it from version 1 of the process to version 2: {REASON}" in latest


def test_its_page_says_what_moving_does_and_moves_it(office: Office) -> None:
    w = office.world
    step_id = written(w)
    assert "Move to the newest version" not in words(office.get(JOAN, f"/steps/{step_id}/"))
    publish(w, later())
    assert "Move to the newest version of the process" in words(office.get(JOAN, f"/steps/{step_id}/"))
    assert "Move to the newest version" not in words(office.get(PRIYA, f"/steps/{step_id}/"))
    page = words(office.get(JOAN, f"/steps/{step_id}/move/"))
    assert "The form asks what version 2 asks. 2 answers stay in it." in page
    assert "2 answers stay behind, readable as answers of version 1." in page
    assert '"Relative" is no longer asked.' in page
    assert office.get(PRIYA, f"/steps/{step_id}/move/").status_code == 403
    given = {"_version": version(step_id), "to": "2"}
    again = office.post(JOAN, f"/steps/{step_id}/move", **given, reason="")
    assert (again.status_code, reasons(again)) == (409, ["Write the reason."])
    done = office.post(JOAN, f"/steps/{step_id}/move", **given, reason=REASON)
    assert done["Location"] == f"/steps/{step_id}/moved/"
    assert flash(office.get(JOAN, done["Location"])).startswith("Report is under version 2 now.")


def test_all_of_a_kind_is_moved_by_an_administrator_who_reads_no_record(office: Office) -> None:
    w = office.world
    step_id = written(w)
    publish(w, later())
    page = words(office.get(ADA, "/processes/small/1/move/?step=report"))
    assert "1 workstep “Report” under way under version 1." in page
    assert "Maya" not in page
    done = office.post(ADA, "/processes/small/1/move", step="report", to="2", reason=REASON)
    assert done["Location"] == "/processes/small/1/"
    assert flash(office.get(ADA, done["Location"])) == "1 workstep moved from version 1 to version 2."
    assert office.get(ADA, f"/steps/{step_id}/").status_code == 404, "moving it lets nobody see the child"
    assert f"Ada Quill moved it from version 1 of the process to version 2: {REASON}" in words(
        office.get(JOAN, f"/steps/{step_id}/events/")
    )
    rows = AuditRow.objects.filter(authority_id=w.authority_id, act__startswith="move_step").order_by("seq")
    assert [row.act for row in rows] == ["move_step", "move_steps"]
    again = office.post(ADA, "/processes/small/1/move", step="report", to="2", reason=REASON)
    assert reasons(again) == ["No work of that kind is under way under version 1."]


def test_what_cannot_be_moved_is_left_with_its_reason_and_the_rest_goes(office: Office) -> None:
    w = office.world
    w.report_to_manager()
    publish(w, later(asks=the_same, step=without_request("authorise")))
    given = {"process_key": "small", "step_type": "report", "number": 1, "to": 2, "reason": REASON}
    done = w.does(ADA, move_steps, **given)
    assert done.says == "0 worksteps moved from version 1 to version 2. 1 workstep not moved; each page says why."
