"""Finishing: what it creates, links, waives, cancels, closes and tells, once (R84, R86, R127, Q11 to Q18, Q28)."""

from datetime import date
from typing import Any

import pytest

from permanence.kernel.canonical import digest
from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing, next_actions, requests, worksteps
from permanence.records.audit import AuditRow
from permanence.records.forms import Draft
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep
from tests.factories import WORDS, World, asked, inbox, newest, proposal, step, version

SEARCH = "cs_family_finders"


def test_a_proposal_becomes_one_workstep_at_the_finish_and_not_before(here: World) -> None:
    report = here.checked_report()
    assert not Workstep.objects.filter(step_type="search").exists()
    here.reaches("9 Dec 2026 10:42")
    done = here.on("Lena Voss", finishing.finish_step, report)
    assert done.says == (
        "Finished. Search is in CS Permanence Family Finders – Inbox. "
        "Nobody has picked it up yet; Dee Marlow watches it."
    )
    search = Workstep.objects.get(step_type="search")
    assert (search.passed_by_id, search.passed_at, search.assigned_inbox_id, search.state) == (
        here.people["Lena Voss"],
        here.at,
        inbox(SEARCH),
        "incoming",
    )
    sent = proposal(report, "search")
    assert (sent.state, sent.sent_at, sent.created_step_id) == ("sent", here.at, search.id)
    assert Pathway.objects.get().position == "search"


def test_a_finish_locks_the_form_with_the_hash_of_all_answers(here: World) -> None:
    report = here.checked_report()
    here.on("Lena Voss", finishing.finish_step, report)
    row = step(report)
    assert (row.state, row.finished_by_id, row.closed_at) == ("finished", here.people["Lena Voss"], here.at)
    assert row.finished_hash == digest({"answers": {"details": WORDS}, "head": row.head})
    said = AuditRow.objects.get(act="finish_step", object_id=report)
    assert said.said["onward"] == ["create_step"]
    assert (said.worker_id, said.child_id) == (here.people["Lena Voss"], here.child_id)
    assert said.why


def test_every_reason_refuses_the_finish(here: World) -> None:
    report = here.started_report()
    with pytest.raises(Refused) as refused:
        here.on("Priya Nair", finishing.finish_step, report)
    assert refused.value.status == 403
    said = [reason.sentence for reason in refused.value.reasons]
    assert "Section 1 is not started." in said[0]
    assert any("No next action is added" in sentence for sentence in said)
    assert any("a QAAG worker finishes this workstep" in sentence for sentence in said)
    assert step(report).state == "started"


def test_finishing_again_says_who_finished(here: World) -> None:
    report = here.checked_report()
    seen = version(report)
    here.reaches("9 Dec 2026 10:42").on("Lena Voss", finishing.finish_step, report)
    for given in ({}, {"version": seen}):
        with pytest.raises((Stale, Refused), match="Lena Voss finished this workstep at 10:42"):
            here.on("Lena Voss", finishing.finish_step, report, **given)
    assert Workstep.objects.filter(step_type="search").count() == 1


def test_a_review_that_agrees_nothing_ends_the_pathway(here: World) -> None:
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="no")
    done = here.on("Tom Askew", finishing.finish_step, review)
    assert done.says == 'Finished. The pathway is closed: "Nothing agreed".'
    pathway = Pathway.objects.get()
    assert (pathway.closed_at, pathway.outcome) == (here.at, "Nothing agreed")
    assert Notice.objects.get(worker_id=here.people["Priya Nair"]).says == (
        'Tom Askew finished Review for Maya Thornbury. The pathway is closed: "Nothing agreed".'
    )
    assert here.begins_review() != review


def test_a_review_on_an_open_pathway_links_to_the_open_step(here: World) -> None:
    report = here.started_report()
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="yes")
    here.on("Tom Askew", next_actions.add_next_action, review, action_key="write_report")
    here.on("Tom Askew", finishing.finish_step, review)
    assert Workstep.objects.filter(step_type="report").count() == 1
    assert proposal(review, "write_report").created_step_id == report
    assert Pathway.objects.count() == 1


def test_no_longer_required_waives_ends_alerts_and_tells(here: World) -> None:
    report = here.report_to_qaag()
    gone = proposal(report, "search")
    given: dict[str, Any] = {"action_key": "no_longer", "replaces": gone.id}
    for reason_text, says in (("", "Write the reason"), ("  ", "Spaces alone are not kept")):
        with pytest.raises(Refused, match=says):
            here.on("Joan Ellery", next_actions.add_next_action, report, reason_text=reason_text, **given)
    here.on("Joan Ellery", next_actions.add_next_action, report, reason_text="The court discharged the order.", **given)
    gone.refresh_from_db()
    assert (gone.state, gone.removed_by_id) == ("removed", here.people["Joan Ellery"])
    assert proposal(report, "no_longer").replaces_id == gone.id
    here.on("Lena Voss", finishing.finish_step, report)
    states = dict(Request.objects.filter(step_id=report).values_list("key", "state"))
    assert states == {"authorise": "completed", "check": "waived"}
    assert not Workstep.objects.filter(step_type="search").exists()
    pathway = Pathway.objects.get()
    assert (pathway.outcome, pathway.outcome_reason) == ("No longer required", "The court discharged the order.")
    alerts = Notice.objects.filter(is_alert=True).order_by("worker_id").values_list("worker_id", "says", "ended_at")
    text = "There is no plan. A review is needed."
    assert {*alerts} == {(here.people[name], text, None) for name in ("Priya Nair", "Tom Askew")}


def test_the_finishers_saved_drafts_go_and_other_peoples_stay(here: World) -> None:
    report = here.checked_report()
    from permanence.operations.drafts import keep_draft

    for name, section, words in (
        ("Lena Voss", "details", WORDS["words"]),
        ("Lena Voss", "check", "Never saved."),
        ("Priya Nair", "details", "Still thinking."),
    ):
        key = "words" if section == "details" else "checked"
        here.does(name, keep_draft, step_id=report, section=section, base_version=1, typed={key: words})
    here.on("Lena Voss", finishing.finish_step, report)
    left = Draft.objects.order_by("section", "worker_id").values_list("section", "worker_id")
    assert [*left] == [("check", here.people["Lena Voss"]), ("details", here.people["Priya Nair"])]


def begun_search(here: World, on: str) -> Any:
    """A search that Dee has started on a day: its anchor."""
    search = here.incoming_search()
    here.reaches(on).on("Dee Marlow", worksteps.start_step, search)
    return search


def test_the_anchor_is_the_first_start_and_the_dues_count_from_it(here: World) -> None:
    """Q11: started 13 January 2027; due 13 April and 13 July, without drift."""
    search = begun_search(here, "13 Jan 2027 09:00")
    assert Pathway.objects.get().anchors == {"family_finding_started": "2027-01-13"}
    dues = Due.objects.filter(rule_id="family_finding_review").order_by("due_on").values_list("due_on", "start_event")
    assert [*dues] == [
        (date(2027, 4, 13), "family_finding_started:1"),
        (date(2027, 7, 13), "family_finding_started:2"),
    ]
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 2, 10))
    here.on("Dee Marlow", next_actions.add_next_action, search, action_key="search", to_inbox=inbox(SEARCH))
    here.on("Dee Marlow", finishing.finish_step, search)
    second = newest("search")
    assert (step(second).purpose, step(second).due_on, step(second).pair) == ("meeting", date(2027, 2, 10), None)
    here.reaches("10 Feb 2027 09:00").on("Dee Marlow", worksteps.start_step, second)
    assert Pathway.objects.get().anchors == {"family_finding_started": "2027-01-13"}


def pair(here: World) -> tuple[Workstep, Workstep]:
    """The two worksteps due at three months: the review, and the meeting."""
    search = begun_search(here, "13 Jan 2027 09:00")
    here.reaches("10 Mar 2027 10:00")
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 4, 14))
    here.on("Dee Marlow", next_actions.add_both, search)
    here.on("Dee Marlow", finishing.finish_step, search)
    review, meeting = (Workstep.objects.get(purpose=purpose) for purpose in ("review", "meeting"))
    return review, meeting


def test_two_at_three_months_are_a_labelled_pair(here: World) -> None:
    review, meeting = pair(here)
    assert review.pair == meeting.pair is not None
    assert (review.review_due_on, review.due_on) == (date(2027, 4, 13), date(2027, 4, 13))
    assert (meeting.review_due_on, meeting.due_on) == (None, date(2027, 4, 14))
    assert {review.assigned_inbox_id, meeting.assigned_inbox_id} == {inbox(SEARCH)}


def test_add_both_adds_what_is_missing_and_never_a_third(here: World) -> None:
    search = begun_search(here, "13 Jan 2027 09:00")
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 2, 10))
    with pytest.raises(Refused, match="Two next actions are not due here"):
        here.on("Dee Marlow", next_actions.add_both, search)
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 4, 14))
    one: dict[str, Any] = {"action_key": "search", "to_inbox": inbox(SEARCH)}
    here.on("Dee Marlow", next_actions.add_next_action, search, purpose="meeting", **one)
    here.on("Dee Marlow", next_actions.add_both, search)
    assert {*NextAction.objects.filter(step_id=search).values_list("purpose", flat=True)} == {"meeting", "review"}
    with pytest.raises(Refused, match="Both next actions are added already"):
        here.on("Dee Marlow", next_actions.add_both, search)
    with pytest.raises(Refused, match="one more is"):
        here.on("Dee Marlow", next_actions.add_next_action, search, **one)


def test_a_review_finishes_with_nothing_after_it_and_meets_its_due_date(here: World) -> None:
    review, meeting = pair(here)
    here.reaches("13 Apr 2027 09:00").on("Kit Hale", worksteps.start_step, review.id)
    here.saves("Kit Hale", review.id, "plan", purpose="review", found="no", next_on=date(2027, 5, 12))
    with pytest.raises(Refused, match="adds no next action"):
        here.on("Kit Hale", next_actions.add_next_action, review.id, action_key="search", to_inbox=inbox(SEARCH))
    here.on("Kit Hale", finishing.finish_step, review.id)
    met = Due.objects.get(rule_id="family_finding_review", due_on=date(2027, 4, 13))
    assert met.met_on == date(2027, 4, 13)
    still = Workstep.objects.filter(step_type="search", closed_at=None)
    assert [one.id for one in still] == [meeting.id]


def test_sent_immediately_is_there_before_the_finish_and_not_made_twice(here: World) -> None:
    review, meeting = pair(here)
    here.reaches("12 Apr 2027 09:00").on("Dee Marlow", worksteps.start_step, meeting.id)
    here.saves("Dee Marlow", meeting.id, "plan", purpose="meeting", found="yes")
    given: dict[str, Any] = {"action_key": "meet", "to_worker": here.people["Priya Nair"]}
    here.on("Dee Marlow", next_actions.add_next_action, meeting.id, **given)
    with pytest.raises(Refused, match="cannot stand beside it"):
        here.on("Dee Marlow", next_actions.add_next_action, meeting.id, action_key="search", to_inbox=inbox(SEARCH))
    here.on("Dee Marlow", next_actions.send_now, meeting.id, proposal_id=proposal(meeting.id, "meet").id)
    early = step(newest("meeting"))
    assert (early.sent_early, early.assigned_worker_id) == (True, here.people["Priya Nair"])
    assert step(meeting.id).state == "started"
    with pytest.raises(Refused, match="was sent already"):
        here.on("Dee Marlow", next_actions.send_now, meeting.id, proposal_id=proposal(meeting.id, "meet").id)
    here.reaches("14 Apr 2027 16:00").on("Dee Marlow", finishing.finish_step, meeting.id)
    assert Workstep.objects.filter(step_type="meeting").count() == 1
    cancelled = step(review.id)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "Match identified")
    stopped = Due.objects.filter(rule_id="family_finding_review", stopped_at=None)
    assert not stopped.exists()


def test_only_what_the_process_allows_is_sent_before_the_finish(here: World) -> None:
    report = here.report_to_qaag()
    with pytest.raises(Refused, match="is sent when this workstep is finished, not before"):
        here.on("Joan Ellery", next_actions.send_now, report, proposal_id=proposal(report, "search").id)


def test_work_is_not_passed_to_somebody_who_has_left_meanwhile(here: World) -> None:
    from permanence.records.people import Worker

    search = begun_search(here, "13 Jan 2027 09:00")
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="yes")
    given: dict[str, Any] = {"action_key": "meet", "to_worker": here.people["Priya Nair"]}
    here.on("Dee Marlow", next_actions.add_next_action, search, **given)
    Worker.objects.filter(id=here.people["Priya Nair"]).update(disabled_at=here.at)
    with pytest.raises(Refused, match="Priya Nair no longer works here"):
        here.on("Dee Marlow", finishing.finish_step, search)
    assert not Workstep.objects.filter(step_type="meeting").exists()


def test_the_end_of_the_pathway_closes_all_that_is_open_on_it(here: World) -> None:
    _, meeting = pair(here)
    here.reaches("12 Apr 2027 09:00").on("Dee Marlow", worksteps.start_step, meeting.id)
    here.saves("Dee Marlow", meeting.id, "plan", purpose="meeting", found="yes")
    given: dict[str, Any] = {"action_key": "meet", "to_worker": here.people["Priya Nair"]}
    here.on("Dee Marlow", next_actions.add_next_action, meeting.id, **given)
    here.on("Dee Marlow", finishing.finish_step, meeting.id)
    last = newest("meeting")
    here.on("Priya Nair", worksteps.start_step, last)
    here.saves("Priya Nair", last, "notes", notes="She has moved in.")
    here.on("Priya Nair", next_actions.add_next_action, last, action_key="placed")
    here.on("Priya Nair", finishing.finish_step, last)
    assert Pathway.objects.get().outcome == "Child placed"
    assert not Workstep.objects.filter(closed_at=None).exists()


def test_a_notification_is_answered_after_the_finish(here: World) -> None:
    """R111: what need not be completed may be read once the step is finished; a plain request likewise (R93)."""
    report = here.started_report()
    here.saves("Priya Nair", report, "details", **WORDS)
    here.sends("Priya Nair", report, "ask", to_worker=here.people["Joan Ellery"])
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    here.completes("Joan Ellery", report, "authorise")
    given: dict[str, Any] = {"request_key": "check", "action_key": "search"}
    here.on("Joan Ellery", requests.send_request_and_add, report, **given)
    here.completes("Lena Voss", report, "check")
    here.on("Lena Voss", finishing.finish_step, report)
    here.completes("Joan Ellery", report, "ask")
    assert asked(report, "ask").state == "completed"
