"""Worksteps: begun, started, picked up, put back, passed on, cancelled (R78 to R91, Q27; pages, words 14)."""

import pytest

from permanence.kernel.reasons import Hidden, Refused, Stale
from permanence.operations import worksteps
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.requests import Request
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep
from tests.factories import World, asked, inbox, newest, step, version
from tests.small_process import small_process


def test_beginning_opens_the_pathway_and_starts_at_once(here: World) -> None:
    review = step(here.begins_review())
    assert (review.state, review.started_by_id, review.version) == ("started", here.people["Tom Askew"], 2)
    assert Pathway.objects.get(child_id=here.child_id).closed_at is None
    assert review.process_version is not None
    assert [*review.events.order_by("at", "id").values_list("act", "said")][-2:] == [
        ("begin_step", "Tom Askew began Review."),
        ("start_step", "Tom Askew started the workstep."),
    ]


@pytest.mark.parametrize(
    ("name", "step_type", "status", "says"),
    [
        ("Priya Nair", "review", 403, "Independent Reviewing Officer"),
        ("Una Tait", "review", 404, "There is nothing here"),
        ("Tom Askew", "report", 404, "There is nothing here"),
        ("Tom Askew", "no_such", 404, "There is nothing here"),
    ],
)
def test_who_begins(here: World, name: str, step_type: str, status: int, says: str) -> None:
    with pytest.raises(Refused) as refused:
        here.does(name, worksteps.begin_step, child_id=here.child_id, step_type=step_type)
    assert refused.value.status == status
    assert says in str(refused.value)
    assert not Workstep.objects.exists()
    assert not Pathway.objects.exists()


def test_a_second_review_is_not_begun_while_one_is_open(here: World) -> None:
    here.begins_review()
    with pytest.raises(Refused, match="Review is open for Maya already with Tom Askew"):
        here.begins_review()


def test_start_pins_the_newest_process(here: World) -> None:
    report = here.incoming_report()
    assert step(report).process_version is None
    from permanence.operations.definitions import publish_process

    publish_process(process=small_process(version="2"), why="x", actor=here.founder, at=here.at)
    here.on("Priya Nair", worksteps.start_step, report)
    started = step(report).process_version
    assert started is not None
    assert started.version == "2"
    publish_process(process=small_process(version="3"), why="x", actor=here.founder, at=here.at)
    assert step(report).process_version == started


@pytest.mark.parametrize("name", ["Joan Ellery", "Tom Askew", "Lena Voss", "Una Tait"])
def test_nobody_else_starts_it(here: World, name: str) -> None:
    report = here.incoming_report()
    with pytest.raises(Refused) as refused:
        here.on(name, worksteps.start_step, report)
    assert refused.value.status in {403, 404}
    assert step(report).state == "incoming"


def test_starting_twice_names_who_started(here: World) -> None:
    report = here.started_report()
    with pytest.raises(Refused, match="Priya Nair has started this workstep"):
        here.on("Priya Nair", worksteps.start_step, report)


def test_starting_an_older_version_says_who_changed_it(here: World) -> None:
    report = here.incoming_report()
    seen = version(report)
    here.on("Priya Nair", worksteps.reassign_step, report, to_worker=here.people["Una Tait"], reason="Leave")
    here.on("Una Tait", worksteps.reassign_step, report, to_worker=here.people["Priya Nair"], reason="Back")
    with pytest.raises(Stale, match="Una Tait changed this workstep at 09:00"):
        here.on("Priya Nair", worksteps.start_step, report, version=seen)


def test_start_from_an_inbox_picks_up_as_well(here: World) -> None:
    search = here.incoming_search()
    here.on("Dee Marlow", worksteps.start_step, search)
    row = step(search)
    assert (row.state, row.assigned_worker_id, row.assigned_inbox_id) == ("started", here.people["Dee Marlow"], None)
    assert row.came_from_inbox_id == inbox("cs_family_finders")
    assert Due.objects.get(rule_id="inbox_pick_up", start_event=f"put_in_inbox:{search}").met_on == here.today


def test_pick_up_then_the_other_is_told_who_has_it(here: World) -> None:
    search = here.incoming_search()
    at_09_04 = here.reaches("16 Nov 2026 09:04")
    at_09_04.does("Kit Hale", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    assert step(search).state == "incoming"
    for act, given in (
        (worksteps.pick_up, {"inbox_id": inbox("cs_family_finders"), "steps": [search]}),
        (worksteps.start_step, {"step_id": search, "version": 1}),
    ):
        with pytest.raises(Stale) as beaten:
            here.does("Dee Marlow", act, **given)
        assert beaten.value.sentence == "Kit Hale picked this up at 09:04, a moment before you."
    assert step(search).assigned_worker_id == here.people["Kit Hale"]


def test_pick_up_is_for_those_who_work_from_the_inbox(here: World) -> None:
    search = here.incoming_search()
    with pytest.raises(Refused) as refused:
        here.does("Una Tait", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    assert refused.value.status == 404
    with pytest.raises(Refused) as refused:
        here.does("Lena Voss", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    assert "You do not work from this inbox." in str(refused.value)


def test_a_request_in_an_inbox_is_picked_up_once(here: World) -> None:
    report = here.report_to_qaag()
    request = asked(report, "check")
    here.does("Gita Rao", worksteps.pick_up, inbox_id=inbox("cs_qaag"), requests=[request.id])
    request.refresh_from_db()
    assert (request.picked_up_by_id, request.state) == (here.people["Gita Rao"], "sent")
    with pytest.raises(Stale, match="Gita Rao picked this up at 09:00, a moment before you"):
        here.does("Lena Voss", worksteps.pick_up, inbox_id=inbox("cs_qaag"), requests=[request.id])


def test_several_are_picked_up_together_or_not_at_all(here: World) -> None:
    search = here.incoming_search()
    with pytest.raises(Hidden):
        here.does(
            "Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search], requests=[search]
        )
    assert step(search).assigned_worker_id is None
    with pytest.raises(Refused, match="Choose what you pick up"):
        here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"))


def test_put_back_waits_in_the_inbox_again(here: World) -> None:
    search = here.incoming_search()
    here.does("Kit Hale", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    here.on("Kit Hale", worksteps.put_back_step, search)
    row = step(search)
    assert (row.assigned_worker_id, row.assigned_inbox_id) == (None, inbox("cs_family_finders"))
    waiting = Due.objects.filter(start_event=f"put_in_inbox:{search}")
    assert [(due.superseded_by is None, due.met_on) for due in waiting.order_by("made_at", "id")] == [
        (False, here.today),
        (True, None),
    ]
    here.on("Dee Marlow", worksteps.start_step, search)


def test_put_back_is_refused_once_started(here: World) -> None:
    search = here.incoming_search()
    here.on("Kit Hale", worksteps.start_step, search)
    with pytest.raises(Refused, match="is started, so it is not put back"):
        here.on("Kit Hale", worksteps.put_back_step, search)
    report = newest("report")
    assert step(report).state == "finished"


@pytest.mark.parametrize(
    ("name", "to", "reason", "says"),
    [
        ("Priya Nair", "Una Tait", "", "Write the reason."),
        ("Priya Nair", "Una Tait", "  ", "Spaces alone are not kept"),
        ("Priya Nair", "Joan Ellery", "Leave", "Joan Ellery is none"),
        ("Priya Nair", "Priya Nair", "Leave", "is with Priya Nair already"),
        ("Tom Askew", "Una Tait", "Leave", "reassigns it"),
        ("Lena Voss", "Una Tait", "Leave", "There is nothing here"),
    ],
)
def test_reassigning_is_refused(here: World, name: str, to: str, reason: str, says: str) -> None:
    report = here.started_report()
    with pytest.raises(Refused) as refused:
        here.on(name, worksteps.reassign_step, report, to_worker=here.people[to], reason=reason)
    assert says in str(refused.value)
    assert step(report).assigned_worker_id == here.people["Priya Nair"]


def test_reassigned_work_is_told_and_kept(here: World) -> None:
    report = here.started_report()
    here.on("Joan Ellery", worksteps.reassign_step, report, to_worker=here.people["Una Tait"], reason="Long leave")
    row = step(report)
    assert (row.assigned_worker_id, row.state, row.seen_at) == (here.people["Una Tait"], "started", None)
    assert (
        Notice.objects.get(worker_id=here.people["Una Tait"]).says
        == "Joan Ellery passed you Report for Maya Thornbury."
    )
    assert StepEvent.objects.filter(step_id=report, act="reassign_step").get().said.endswith("Una Tait: Long leave")


def test_passing_to_somebody_who_left_is_refused(here: World) -> None:
    from permanence.operations.workers import disable_worker

    report = here.started_report()
    here.does("Priya Nair", lambda **_: None)
    disable_worker(worker_id=here.people["Una Tait"], actor=here.founder, at=here.at)
    with pytest.raises(Refused, match="Una Tait"):
        here.on("Priya Nair", worksteps.reassign_step, report, to_worker=here.people["Una Tait"], reason="Leave")


def test_cancelling_takes_a_manager_and_a_reason_and_withdraws_what_was_asked(here: World) -> None:
    report = here.report_to_manager()
    with pytest.raises(Refused, match="Nothing else carries on the way to a permanent home for Maya"):
        here.on("Joan Ellery", worksteps.cancel_step, report, reason="Begun on the wrong child")
    here.another_search(report)
    for name, reason, says in (("Priya Nair", "Wrong child", "cancels"), ("Joan Ellery", " ", "Spaces alone")):
        with pytest.raises(Refused, match=says):
            here.on(name, worksteps.cancel_step, report, reason=reason)
    here.on("Joan Ellery", worksteps.cancel_step, report, reason="Begun on the wrong child")
    row = step(report)
    assert (row.state, row.cancelled_by_id, row.cancel_reason) == (
        "cancelled",
        here.people["Joan Ellery"],
        "Begun on the wrong child",
    )
    assert row.closed_at is not None
    assert [*Request.objects.filter(step_id=report).values_list("state", flat=True)] == ["withdrawn"]
    with pytest.raises((Refused, Stale), match="Joan Ellery cancelled this workstep"):
        here.on("Priya Nair", worksteps.start_step, report)


def test_seen_and_resumed_are_written_down_and_change_no_version(here: World) -> None:
    report = here.report_to_manager()
    before = version(report)
    here.reaches("16 Nov 2026 10:15")
    here.does("Joan Ellery", worksteps.mark_seen, step_id=report)
    request = asked(report, "authorise")
    assert (request.seen_by_id, request.seen_at, request.resumed_at) == (here.people["Joan Ellery"], here.at, None)
    here.reaches("16 Nov 2026 10:20").does("Joan Ellery", worksteps.resume_step, step_id=report)
    request.refresh_from_db()
    assert request.resumed_at == here.at
    assert version(report) == before
    with pytest.raises(Refused):
        here.does("Tom Askew", worksteps.resume_step, step_id=report)


def test_whose_move_it_is_stands_on_the_row(here: World) -> None:
    report = here.incoming_report()
    assert step(report).move.startswith("Priya Nair")
    here.on("Priya Nair", worksteps.start_step, report)
    here.saves("Priya Nair", report, "details", words="She likes to paint.")
    here.reaches("23 Nov 2026 11:00").sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    row = step(report)
    assert (row.move, row.waits_since) == ("Joan Ellery: Manager authorises", here.at)
