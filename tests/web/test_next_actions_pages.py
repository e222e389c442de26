"""Next actions: what is asked now, what is added, what is not offered and why (R86, R98, Q18; pages, 10.5)."""

from dataclasses import replace
from datetime import date

import pytest

from permanence.kernel.conditions import Need
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Question
from permanence.operations import worksteps
from tests.factories import inbox, proposal, version
from tests.small_process import small_process
from tests.web.office import Office, flash, open_office, reasons, text, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def test_what_the_procedure_asks_is_added_in_one_act(office: Office) -> None:
    report = office.world.report_to_manager()
    page = office.get("Joan Ellery", f"/steps/{report}/next-actions/")
    assert "The procedure asks this now" in words(page)
    assert "Added so far (0) None yet. Nobody has been told anything." in words(page)


def test_add_stays_and_add_and_close_leads_to_the_summary(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"action": "search", "to.search": f"inbox:{inbox('cs_family_finders')}"}
    added = office.post("Joan Ellery", f"/steps/{report}/next-actions/add", _version=version(report), **given)
    assert (added.status_code, added["Location"]) == (303, f"/steps/{report}/next-actions/")
    row = proposal(report, "search").id
    removed = office.post(
        "Joan Ellery", f"/steps/{report}/next-actions/remove", _version=version(report), proposal=str(row)
    )
    assert removed.status_code == 303
    closed = office.post(
        "Joan Ellery", f"/steps/{report}/next-actions/add", _version=version(report), then="close", **given
    )
    assert closed["Location"] == f"/steps/{report}/"


def test_a_next_action_that_cannot_stand_beside_is_named_with_why(office: Office) -> None:
    report = office.world.report_to_qaag()
    page = words(office.get("Joan Ellery", f"/steps/{report}/next-actions/"))
    assert "Added so far (1) Search Proposal" in page
    assert "Not offered here" in page
    assert "cannot stand beside it" in page


def test_without_a_reason_it_is_refused_and_what_was_typed_stays(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"_version": version(report), "action": "no_longer", "reason_text": "   "}
    answer = office.post("Joan Ellery", f"/steps/{report}/next-actions/add", **given)
    assert answer.status_code == 409
    assert reasons(answer)
    assert 'id="action-no_longer" value="no_longer" checked' in text(answer)


def test_somebody_who_may_not_add_is_told_who_does(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"_version": version(report), "action": "search", "to": f"inbox:{inbox('cs_family_finders')}"}
    answer = office.post("Priya Nair", f"/steps/{report}/next-actions/add", **given)
    assert answer.status_code == 403
    assert any("adds Search" in reason for reason in reasons(answer))


def test_nothing_chosen_is_refused_in_words(office: Office) -> None:
    report = office.world.report_to_manager()
    answer = office.post("Joan Ellery", f"/steps/{report}/next-actions/add", _version=version(report))
    assert answer.status_code == 409
    assert reasons(answer)


def test_a_stale_page_adds_nothing(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"action": "search", "to": f"inbox:{inbox('cs_family_finders')}", "_version": version(report) - 1}
    answer = office.post("Joan Ellery", f"/steps/{report}/next-actions/add", **given)
    assert answer.status_code == 409
    assert "Added so far (0)" in words(answer)


def test_the_flash_says_what_follows(office: Office) -> None:
    report = office.world.report_to_manager()
    given = {"action": "search", "to": f"inbox:{inbox('cs_family_finders')}", "_version": version(report)}
    answer = office.at("Joan Ellery").post(f"/steps/{report}/next-actions/add", {"_key": "k1", **given}, follow=True)
    assert flash(answer) == "Search is added. It is passed on when the workstep is finished."
    assert "What finishing will do" in words(answer)


def test_at_three_months_both_are_added_in_one_act(office: Office) -> None:
    here, search = office.world, office.world.incoming_search()
    here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=(search,))
    here.on("Dee Marlow", worksteps.start_step, search)
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 3, 1))
    page = office.get("Dee Marlow", f"/steps/{search}/next-actions/")
    assert "Two are due from this meeting" in words(page)
    assert "Three months on is Tue 16 February 2027" in words(page)
    answer = office.post("Dee Marlow", f"/steps/{search}/next-actions/add-both", _version=version(search))
    assert answer.status_code == 303
    assert "Added so far (2)" in words(office.get("Dee Marlow", f"/steps/{search}/next-actions/"))
    third = office.post("Dee Marlow", f"/steps/{search}/next-actions/add-both", _version=version(search))
    assert third.status_code == 409


def with_a_question(process: Process) -> Process:
    """Return the process with a question that is asked with one next action alone."""
    why = Question(key="why", ask="Why?", kind="lt", need=Need(required=True), asked_with="no_longer")
    forms = []
    for form in process.forms:
        sections = [replace(each, questions=(why,)) if each.is_next_actions else each for each in form.sections]
        forms.append(replace(form, sections=tuple(sections)) if form.key == "report" else form)
    return replace(process, forms=tuple(forms))


def test_what_is_asked_with_a_next_action_is_asked_on_the_same_page(db: None) -> None:
    office = open_office(process=with_a_question(small_process()))
    report = office.world.report_to_manager()
    page = f"/steps/{report}/next-actions/"
    assert "What is asked with it" not in words(office.get("Joan Ellery", page))
    given = {"_version": version(report), "action": "no_longer", "reason_text": "He goes home."}
    assert office.post("Joan Ellery", f"{page}add", **given).status_code == 303
    assert "What is asked with it" in words(office.get("Joan Ellery", page))
    typed = {
        "_section": "next_actions",
        "_act": "close",
        "_version": "0",
        "_authorised": "",
        "why": "The court decided.",
    }
    assert office.post("Joan Ellery", f"/steps/{report}/save", **typed).status_code == 303
    assert "The court decided." in text(office.get("Joan Ellery", page))
