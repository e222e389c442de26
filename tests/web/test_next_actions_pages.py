"""Next actions: what is asked now, what is added, what is not offered and why (R86, R98, Q18; pages, 10.5)."""

import pytest

from tests.factories import inbox, proposal, version
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
    answer = office.at("Joan Ellery").post(f"/steps/{report}/next-actions/add", given, follow=True)
    assert flash(answer) == "Search is added. It is passed on when the workstep is finished."
    assert "What finishing will do" in words(answer)
