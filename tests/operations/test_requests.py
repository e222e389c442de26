"""Requests: sent with the save, by and to the right role, in order; answered by somebody else (R83 to R99, R173)."""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing, requests
from permanence.records.forms import Draft, SectionAnswers
from permanence.records.notices import Notice
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep
from tests.factories import WORDS, World, as_typed, asked, inbox, newest, step, version


def test_sending_saves_the_form_in_the_same_act(here: World) -> None:
    report = here.started_report()
    here.sends(
        "Priya Nair",
        report,
        "authorise",
        to_worker=here.people["Joan Ellery"],
        section="details",
        typed=as_typed(dict(WORDS)),
        note="Please read section 1 first.",
    )
    assert SectionAnswers.objects.get(step_id=report).answers == WORDS
    sent = asked(report, "authorise")
    assert (sent.state, sent.form_version, sent.note) == ("sent", 1, "Please read section 1 first.")
    notice = Notice.objects.get(worker_id=here.people["Joan Ellery"], kind="request")
    assert notice.says == 'Priya Nair sent you "Manager authorises" on Report for Maya Thornbury.'


def test_a_refused_send_sends_nothing_saves_nothing_and_keeps_the_text(here: World) -> None:
    report = here.started_report()
    typed = {"words": "Fine.", "seen_on-day": "31", "seen_on-month": "2", "seen_on-year": "2027"}
    with pytest.raises(Refused, match="31 February 2027 does not exist"):
        here.sends(
            "Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"], section="details", typed=typed
        )
    assert not Request.objects.exists()
    assert not SectionAnswers.objects.filter(step_id=report).exists()
    assert Draft.objects.get(step_id=report).typed == typed


@pytest.mark.parametrize(
    ("name", "request_key", "to", "says"),
    [
        ("Joan Ellery", "authorise", "Ravi Menon", "sends"),
        ("Priya Nair", "check", "cs_qaag", "sends"),
        ("Joan Ellery", "check", "cs_qaag", "Joan Ellery has had it since"),
        ("Priya Nair", "authorise", "Ravi Menon", "was sent to Joan Ellery"),
        ("Priya Nair", "ask", "Una Tait", "Una Tait is none"),
        ("Priya Nair", "ask", "cs_qaag", "cannot go to CS QAAG"),
        ("Priya Nair", "no_such", "Joan Ellery", "There is nothing here"),
    ],
)
def test_order_and_roles_of_sending(here: World, name: str, request_key: str, to: str, says: str) -> None:
    report = here.report_to_manager()
    whom = {"to_inbox": inbox(to)} if to.startswith("cs_") else {"to_worker": here.people[to]}
    with pytest.raises(Refused) as refused:
        here.sends(name, report, request_key, **whom)
    assert says in str(refused.value)
    assert Request.objects.count() == 1


def test_an_empty_form_is_not_sent(here: World) -> None:
    report = here.started_report()
    with pytest.raises(Refused, match="Section 1"):
        here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])


@pytest.mark.parametrize(
    ("name", "status"), [("Priya Nair", 403), ("Ravi Menon", 403), ("Lena Voss", 404), ("Una Tait", 404)]
)
def test_nobody_else_completes(here: World, name: str, status: int) -> None:
    report = here.report_to_manager()
    with pytest.raises(Refused) as refused:
        here.completes(name, report, "authorise")
    assert refused.value.status == status
    assert asked(report, "authorise").state == "sent"


def test_completed_tells_the_sender(here: World) -> None:
    report = here.report_to_manager()
    done = here.reaches("2 Dec 2026 10:42").completes("Joan Ellery", report, "authorise")
    assert done.says == "Completed. Priya Nair is told."
    row = asked(report, "authorise")
    assert (row.state, row.completed_by_id, row.closed_at) == ("completed", here.people["Joan Ellery"], here.at)
    assert Notice.objects.filter(worker_id=here.people["Priya Nair"], kind="request").count() == 1


def test_two_managers_one_decision(here: World) -> None:
    report = here.report_to_manager()
    seen = version(report)
    here.completes("Joan Ellery", report, "authorise")
    given: dict[str, Any] = {"request_id": asked(report, "authorise").id, "version": seen}
    with pytest.raises((Refused, Stale)):
        here.does("Joan Ellery", requests.decline_request, reason="No", **given)
    assert asked(report, "authorise").state == "completed"


def test_declined_keeps_the_gate_shut_until_sent_again(here: World) -> None:
    report = here.report_to_manager()
    given: dict[str, Any] = {"request_id": asked(report, "authorise").id, "version": version(report)}
    for reason in ("", "   "):
        with pytest.raises(Refused, match="Write the reason"):
            here.does("Joan Ellery", requests.decline_request, reason=reason, **given)
    here.does("Joan Ellery", requests.decline_request, reason="Section 1 is thin.", **given)
    declined = asked(report, "authorise")
    assert (declined.state, declined.reason, declined.completed_by_id) == (
        "declined",
        "Section 1 is thin.",
        here.people["Joan Ellery"],
    )
    assert [*Request.objects.declined_to(here.actor("Priya Nair"))] == [declined]
    with pytest.raises(Refused, match="Joan Ellery declined"):
        here.on("Priya Nair", finishing.finish_step, report)
    here.reaches("17 Nov 2026 09:00").sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    assert not Request.objects.declined_to(here.actor("Priya Nair")).exists()


def test_withdrawn_by_its_sender(here: World) -> None:
    report = here.report_to_manager()
    given: dict[str, Any] = {"request_id": asked(report, "authorise").id, "version": version(report)}
    with pytest.raises(Refused):
        here.does("Tom Askew", requests.withdraw_request, **given)
    here.does("Priya Nair", requests.withdraw_request, reason="Sent too early", **given)
    assert asked(report, "authorise").state == "withdrawn"
    assert Notice.objects.filter(worker_id=here.people["Joan Ellery"], kind="withdrawn").exists()


def test_completing_from_the_inbox_picks_it_up(here: World) -> None:
    report = here.report_to_qaag()
    here.completes("Gita Rao", report, "check")
    row = asked(report, "check")
    assert (row.picked_up_by_id, row.completed_by_id) == (here.people["Gita Rao"], here.people["Gita Rao"])
    assert not Due.objects.filter(rule_id="inbox_pick_up", met_on=None, start_event__endswith=str(row.id)).exists()
    with pytest.raises(Stale, match="Gita Rao changed this workstep at 09:00"):
        here.completes("Lena Voss", report, "check")


def test_the_clock_starts_with_the_referral_and_the_later_date_counts(here: World) -> None:
    """B5.3: 18 December 2026 plus 7 working days is Thursday 31 December."""
    here.reaches("18 Dec 2026 10:00")
    report = here.report_to_qaag()
    due = Due.objects.get(rule_id="adm_decision")
    assert (due.start_on.isoformat(), due.due_on.isoformat()) == ("2026-12-18", "2026-12-31")
    assert step(report).due_on == due.due_on
    assert due.start_event == f"recommendation_received:{report}"


def test_send_request_and_add_is_one_act(here: World) -> None:
    report = here.report_to_manager()
    here.completes("Joan Ellery", report, "authorise")
    done = here.on("Joan Ellery", requests.send_request_and_add, report, request_key="check", action_key="search")
    assert "Sent to CS QAAG – Inbox." in done.says
    assert NextAction.objects.get(step_id=report).to_inbox_id == inbox("cs_family_finders")
    assert asked(report, "check").to_inbox_id == inbox("cs_qaag")


def test_send_request_and_add_does_neither_where_one_is_refused(here: World) -> None:
    report = here.report_to_manager()
    with pytest.raises(Refused, match="Joan Ellery has had it"):
        here.on("Joan Ellery", requests.send_request_and_add, report, request_key="check", action_key="search")
    assert (NextAction.objects.filter(step_id=report).count(), Request.objects.count()) == (0, 1)


def test_completed_and_finish_is_one_act(here: World) -> None:
    report = here.report_to_qaag()
    given: dict[str, Any] = {"request_id": asked(report, "check").id, "version": version(report)}
    done = here.does("Lena Voss", finishing.complete_and_finish, **given)
    assert done.says.startswith("Finished. Search is in CS Permanence Family Finders – Inbox.")
    assert (step(report).state, asked(report, "check").state) == ("finished", "completed")
    assert step(newest("search")).state == "incoming"


def test_completed_and_finish_does_neither_where_something_stands_in_the_way(here: World) -> None:
    report = here.report_to_manager()
    here.completes("Joan Ellery", report, "authorise")
    here.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag"))
    given: dict[str, Any] = {"request_id": asked(report, "check").id, "version": version(report)}
    with pytest.raises(Refused, match="No next action is added"):
        here.does("Lena Voss", finishing.complete_and_finish, **given)
    assert (step(report).state, asked(report, "check").state) == ("started", "sent")
    assert Workstep.objects.count() == 2
