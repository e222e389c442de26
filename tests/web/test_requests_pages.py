"""Requests: what was I asked, and what may be sent (R83 to R99; pages, 10.5)."""

import re

import pytest

from tests.factories import asked, inbox, proposal, step, version
from tests.shown import card
from tests.web.office import Office, flash, open_office, reasons, rows, text, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def test_the_card_names_who_asked_and_what_was_read(office: Office) -> None:
    report = office.world.report_to_manager()
    page = words(office.get("Joan Ellery", f"/steps/{report}/requests/"))
    assert "Yours to complete Waiting for you Manager authorises From Priya Nair" in page
    assert "Completed: I authorise version 1" in page
    assert "Declined: send it back to Priya with a reason" in page
    assert "You read version 1. Nothing has changed since it was sent." in page


def test_the_sender_has_no_card(office: Office) -> None:
    page = office.get("Priya Nair", f"/steps/{office.world.report_to_manager()}/requests/")
    assert "Yours to complete" not in words(page)
    assert rows(page)[0].startswith("Order: 1 Manager authorises")


def test_completed_ok_then_the_procedure_asks_two_things(office: Office) -> None:
    report = office.world.report_to_manager()
    request = asked(report, "authorise").id
    given = {**card(request), "answer": "completed"}
    answer = office.post("Joan Ellery", f"/requests/{request}/answer", **given)
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{report}/")
    page = office.get("Joan Ellery", answer["Location"])
    assert "The procedure asks two things of you" in words(page)
    assert ">Send request and Add<" in text(page)


def test_send_request_and_add_is_one_post(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.completes("Joan Ellery", report, "authorise")
    to, action_to = f"inbox:{inbox('cs_qaag')}", f"inbox:{inbox('cs_family_finders')}"
    given = {"_version": version(report), "request_key": "check", "to": to, "action": "search", "action_to": action_to}
    assert office.post("Joan Ellery", f"/steps/{report}/requests/send", **given).status_code == 303
    assert asked(report, "check").state == "sent"
    assert proposal(report, "search").state == "proposal"


def test_completed_and_finish_is_offered_when_it_is_the_last_thing(office: Office) -> None:
    report = office.world.report_to_qaag()
    assert "Completed and Finish" in words(office.get("Lena Voss", f"/steps/{report}/requests/"))
    assert "Completed and Finish" not in words(office.get("Joan Ellery", f"/steps/{report}/requests/"))
    request = asked(report, "check").id
    address = f"/requests/{request}/complete-and-finish"
    answer = office.at("Lena Voss").post(address, {"_key": "k1", **card(request)}, follow=True)
    assert flash(answer).startswith("Finished.")
    assert step(report).state == "finished"


def test_nothing_chosen_is_said_so(office: Office) -> None:
    report = office.world.report_to_manager()
    request, given = asked(report, "authorise").id, {"_version": version(report), "_covered": ""}
    answer = office.post("Joan Ellery", f"/requests/{request}/answer", **given)
    assert answer.status_code == 422
    assert "Choose Completed or Declined." in words(answer)
    assert asked(report, "authorise").state == "sent"


@pytest.mark.parametrize(("reason", "says"), [("", "Write the reason."), ("  ", "Spaces alone are not kept.")])
def test_declined_without_a_reason_is_refused(office: Office, reason: str, says: str) -> None:
    report = office.world.report_to_manager()
    given = {"_version": version(report), "_covered": "", "answer": "declined", "reason": reason}
    answer = office.post("Joan Ellery", f"/requests/{asked(report, 'authorise').id}/answer", **given)
    assert answer.status_code == 409
    assert any(says in reason for reason in reasons(answer))
    assert 'value="declined" checked' in text(answer)


def test_declined_with_a_reason_goes_back(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"_version": version(report), "reason": "Ask the school."}
    office.post("Joan Ellery", f"/requests/{asked(report, 'authorise').id}/decline", **given)
    (row, *_) = rows(office.get("Priya Nair", f"/steps/{report}/requests/"))
    assert "Declined" in row
    assert "Ask the school." in row
    assert "Send request" in row


def test_a_wrong_role_gets_the_page_with_the_sentence(office: Office) -> None:
    report = office.world.report_to_manager()
    request = asked(report, "authorise").id
    own = office.post("Priya Nair", f"/requests/{request}/complete", **card(request))
    assert own.status_code == 403
    assert "You sent this request, so someone else completes it." in reasons(own)
    assert office.post("Una Tait", f"/requests/{request}/complete", **card(request)).status_code == 404


def test_authorising_what_changed_meanwhile_is_refused_with_what_changed(office: Office) -> None:
    """P10: the page carries the hash of what it showed."""
    report = office.world.report_to_manager()
    request = asked(report, "authorise").id
    shown = card(request)
    office.world.saves("Priya Nair", report, "details", words="She paints and sings.")
    for act in ("complete", "complete-and-finish"):
        answer = office.post("Joan Ellery", f"/requests/{request}/{act}", **shown)
        assert answer.status_code == 409
        assert asked(report, "authorise").state == "sent"
        page = words(answer)
        assert "What you read is not what stands there now: Priya Nair saved section 1 at 09:00." in page
        assert "What changed after you had opened this page: 1. Details: Words" in page
        assert "[only here: sings ]" in page or "sings" in re.findall(r"<ins>.*?</ins>", text(answer), re.DOTALL)[0]
        assert "It was sent as version 1: 1 save since." in page


@pytest.mark.parametrize("covered", [None, "", "0" * 64, "x", "é" * 64])
def test_a_hash_that_is_tampered_with_authorises_nothing(office: Office, covered: str | None) -> None:
    report = office.world.report_to_manager()
    request = asked(report, "authorise").id
    given = {"_version": version(report)} | ({} if covered is None else {"_covered": covered})
    answer = office.post("Joan Ellery", f"/requests/{request}/complete", **given)
    assert answer.status_code in {409, 422}
    assert asked(report, "authorise").state == "sent"


def test_a_request_is_sent_to_somebody_found_by_name(office: Office) -> None:
    report = office.world.started_report()
    office.world.saves("Priya Nair", report, "details", words="She paints.")
    page = office.get("Priya Nair", f"/steps/{report}/requests/?send=authorise&find=ravi")
    assert "Joan Ellery" in words(page)
    assert "Ravi Menon" in words(page)
    to = f"worker:{office.world.people['Ravi Menon']}"
    given = {"_version": version(report), "request_key": "authorise", "to": to, "note": "For you"}
    assert office.post("Priya Nair", f"/steps/{report}/requests/send", **given).status_code == 303
    assert asked(report, "authorise").to_worker_id == office.world.people["Ravi Menon"]


def test_a_refused_sending_keeps_the_note_and_the_choice(office: Office) -> None:
    report = office.world.started_report()
    to = f"worker:{office.world.people['Joan Ellery']}"
    given = {"_version": version(report), "request_key": "authorise", "to": to, "note": "Ready for you"}
    answer = office.post("Priya Nair", f"/steps/{report}/requests/send", **given)
    assert answer.status_code == 409
    assert "Section 1 is not started." in reasons(answer)


@pytest.mark.parametrize("to", ["worker:", "inbox:42", "everybody", "worker:01a2008c-0000-7000-8000-000000000000"])
def test_a_choice_no_page_offers_is_not_sent(office: Office, to: str) -> None:
    report = office.world.started_report()
    given = {"_version": version(report), "request_key": "authorise", "to": to}
    assert office.post("Priya Nair", f"/steps/{report}/requests/send", **given).status_code in {404, 422}


def test_withdrawn_by_its_sender(office: Office) -> None:
    report = office.world.report_to_manager()
    request = asked(report, "authorise").id
    assert office.post("Priya Nair", f"/requests/{request}/withdraw", _version=version(report)).status_code == 303
    assert asked(report, "authorise").state == "withdrawn"


def test_the_address_of_a_request_leads_to_its_workstep(office: Office) -> None:
    report = office.world.report_to_manager()
    request = asked(report, "authorise").id
    assert office.get("Joan Ellery", f"/requests/{request}/")["Location"] == f"/steps/{report}/requests/"
    assert office.get("Una Tait", f"/requests/{request}/").status_code == 404
