"""The next act stands on the Workstep summary, filled in, with its one button (pages, sections 5, 8 and 10.3)."""

from datetime import date

import pytest

from permanence.operations import worksteps
from tests.factories import asked, inbox, proposal, step, version
from tests.shown import card
from tests.web.office import Office, open_office, reasons, text, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def summary(office: Office, name: str, step_id: object) -> str:
    return words(office.get(name, f"/steps/{step_id}/"))


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field of the form that the procedure asks for."""
    form = page.split("asked-next", 1)[1].split("</form>", 1)[0]
    return form.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def test_while_the_form_lacks_answers_nothing_is_asked_but_writing_it(office: Office) -> None:
    page = summary(office, "Priya Nair", office.world.started_report())
    assert "The procedure asks" not in page
    assert "Resume" in page


def test_once_it_is_written_the_request_is_filled_in_with_one_button(office: Office) -> None:
    report = office.world.started_report()
    office.world.saves("Priya Nair", report, "details", words="She paints.")
    page = text(office.get("Priya Nair", f"/steps/{report}/"))
    assert "The procedure asks one thing of you" in page
    assert "Manager authorises, to Joan Ellery" in page
    given = {"_version": version(report), "_page": "summary", "request_key": hidden(page, "request_key")}
    answer = office.post("Priya Nair", f"/steps/{report}/requests/send", to=hidden(page, "to"), **given)
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{report}/")
    assert asked(report, "authorise").to_worker_id == office.world.people["Joan Ellery"]


def test_what_is_filled_in_can_be_changed_first(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.completes("Joan Ellery", report, "authorise")
    page = text(office.get("Joan Ellery", f"/steps/{report}/"))
    assert f'href="/steps/{report}/requests/?send=check#send"' in page
    assert f'href="/steps/{report}/next-actions/?action=search#add"' in page
    changed = text(office.get("Joan Ellery", f"/steps/{report}/next-actions/?action=search"))
    assert 'id="action-search" value="search" checked' in changed


def test_the_request_that_waits_is_answered_here(office: Office) -> None:
    report = office.world.report_to_manager()
    page = summary(office, "Joan Ellery", report)
    assert "Yours to complete Waiting for you Manager authorises From Priya Nair" in page
    assert "Resume" not in page
    request = asked(report, "authorise").id
    given = {**card(request), "_page": "summary", "answer": "completed"}
    answer = office.post("Joan Ellery", f"/requests/{request}/answer", **given)
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{report}/")
    assert "The procedure asks two things of you" in summary(office, "Joan Ellery", report)


def test_neither_completed_nor_declined_is_said_so_on_the_same_page(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"_version": version(report), "_covered": "", "_page": "summary"}
    request = asked(report, "authorise").id
    answer = office.post("Joan Ellery", f"/requests/{request}/answer", **given)
    assert answer.status_code == 422
    assert f'href="#answer-{request}">Choose Completed or Declined.' in text(answer)
    assert "<title>Error: Report, " in text(answer)


def test_a_refused_sending_shows_the_summary_with_the_note_and_the_choice(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.completes("Joan Ellery", report, "authorise")
    given = {"_version": version(report), "_page": "summary", "request_key": "check", "to": f"inbox:{inbox('cs_qaag')}"}
    more = {"action": "no_longer", "reason_text": "  ", "note": "Ready for you"}
    answer = office.post("Joan Ellery", f"/steps/{report}/requests/send", **given, **more)
    assert answer.status_code == 409
    assert "Write the reason. Spaces alone are not kept." in reasons(answer)
    assert "1. Details" in words(answer)
    assert ">Ready for you</textarea>" in text(answer)
    assert not step(report).next_actions.exists()


def test_without_the_choice_that_goes_with_it_nothing_is_sent(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.completes("Joan Ellery", report, "authorise")
    given = {"_version": version(report), "_page": "summary", "request_key": "check", "to": f"inbox:{inbox('cs_qaag')}"}
    answer = office.post("Joan Ellery", f"/steps/{report}/requests/send", **given, and_add="yes")
    assert answer.status_code == 409
    assert "Choose the next action." in reasons(answer)
    assert not step(report).requests.filter(key="check").exists()


def test_what_the_outcome_fills_in_goes_with_it(office: Office) -> None:
    """The form names of each next action where it goes; whoever presses the button names nobody."""
    report = office.world.report_to_manager()
    office.world.completes("Joan Ellery", report, "authorise")
    page = text(office.get("Joan Ellery", f"/steps/{report}/"))
    given = {"request_key": "check", "to": hidden(page, "to"), "action": "search"}
    given |= {"to.search": hidden(page, "to.search"), "_page": "summary"}
    answer = office.post("Joan Ellery", f"/steps/{report}/requests/send", _version=version(report), **given)
    assert answer.status_code == 303
    assert proposal(report, "search").to_inbox_id == inbox("cs_family_finders")
    assert asked(report, "check").state == "sent"


def test_completed_and_finish_is_here_when_it_is_the_last_thing(office: Office) -> None:
    report = office.world.report_to_qaag()
    assert "Completed and Finish" in summary(office, "Lena Voss", report)
    request = asked(report, "check").id
    given = {**card(request), "_page": "summary"}
    answer = office.post("Lena Voss", f"/requests/{request}/complete-and-finish", **given)
    assert (answer.status_code, step(report).state) == (303, "finished")


def test_two_at_three_months_are_added_here(office: Office) -> None:
    here, search = office.world, office.world.incoming_search()
    here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=(search,))
    here.on("Dee Marlow", worksteps.start_step, search)
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 3, 1))
    assert "Two are due from this meeting" in summary(office, "Dee Marlow", search)
    given = {"_version": version(search), "_page": "summary", "then": "close"}
    answer = office.post("Dee Marlow", f"/steps/{search}/next-actions/add-both", **given)
    assert (answer.status_code, answer["Location"]) == (303, f"/steps/{search}/")
    again = office.post(
        "Dee Marlow", f"/steps/{search}/next-actions/add-both", **{**given, "_version": version(search)}
    )
    assert again.status_code == 409
    assert "Both next actions are added already." in reasons(again)
    assert "Sections" in words(again)


def test_nobody_else_is_asked_for_it(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.completes("Joan Ellery", report, "authorise")
    page = summary(office, "Priya Nair", report)
    assert "The procedure asks" not in page
    assert "Yours to complete" not in page


def test_finish_stands_wherever_the_reasons_stand(office: Office) -> None:
    report = office.world.checked_report()
    for place in ("", "requests/", "next-actions/"):
        page = text(office.get("Lena Voss", f"/steps/{report}/{place}"))
        assert f'action="/steps/{report}/finish"' in page
    assert f'action="/steps/{report}/finish"' not in text(office.get("Joan Ellery", f"/steps/{report}/requests/"))
