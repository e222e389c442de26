"""A workstep's pages: where it stands, what stops it, and the same sentences when its POST is refused (pages, 10.3)."""

from uuid import uuid4

import pytest

from permanence.operations import worksteps
from permanence.records.forms import Revision
from tests.factories import step, version
from tests.web.office import NOBODY, Office, flash, masked, open_office, reasons, text, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def test_incoming_it_offers_start_alone_and_says_where_it_goes(office: Office) -> None:
    report = office.world.incoming_report()
    page = office.get("Priya Nair", f"/steps/{report}/")
    assert page.status_code == 200
    assert text(page).count("<h1") == 1
    assert f'action="/steps/{report}/start"' in text(page)
    assert f'action="/steps/{report}/resume"' not in text(page)
    assert "Goes to section 1 of Report." in words(page)


def test_the_title_names_page_and_child(office: Office) -> None:
    page = text(office.get("Priya Nair", f"/steps/{office.world.incoming_report()}/"))
    title = page.split("<title>")[1].split("</title>")[0]
    assert title.startswith("Report, Maya Thornbury")
    assert title.endswith("Permanence")


def test_its_sections_say_in_words_what_is_missing(office: Office) -> None:
    said = words(office.get("Priya Nair", f"/steps/{office.world.started_report()}/"))
    assert "1. Details Not started" in said
    assert "of 3 completed. Any order." in said


def test_the_panel_says_what_the_refused_post_says_word_for_word(office: Office) -> None:
    report = office.world.report_to_manager()
    shown = reasons(office.get("Joan Ellery", f"/steps/{report}/"))
    refused = office.post("Joan Ellery", f"/steps/{report}/finish", _version=version(report))
    assert refused.status_code == 403
    assert len(shown) >= 3
    assert reasons(refused) == shown
    assert step(report).state == "started"


def test_refused_the_heading_of_the_reasons_has_the_focus(office: Office) -> None:
    report = office.world.report_to_manager()
    refused = text(office.post("Joan Ellery", f"/steps/{report}/finish", _version=version(report)))
    assert '<h2 id="refused-title" tabindex="-1" autofocus>This was not done</h2>' in refused
    assert "<title>Error: " in refused


def test_nothing_in_the_way_the_panel_offers_finish_and_says_what_it_will_do(office: Office) -> None:
    report = office.world.checked_report()
    page = office.get("Lena Voss", f"/steps/{report}/")
    assert "Nothing stands in the way." in words(page)
    assert "Put Search in CS Permanence Family Finders – Inbox." in words(page)
    answer = office.at("Lena Voss").post(
        f"/steps/{report}/finish", {"_key": "k1", "_version": version(report)}, follow=True
    )
    assert flash(answer).startswith("Finished. Search is in CS Permanence Family Finders – Inbox.")


def test_finished_it_says_what_it_created_and_where_that_is(office: Office) -> None:
    search = office.world.incoming_search()
    report = office.world.people and step(search).pathway.worksteps.get(step_type="report").id
    page = words(office.get("Lena Voss", f"/steps/{report}/"))
    assert "Finished by Lena Voss" in page
    assert "What finishing created Search Incoming CS Permanence Family Finders – Inbox" in page
    assert "Why can’t I finish?" not in page


def test_cancelled_it_says_who_and_why(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.another_search(report)
    given = {"_version": version(report), "reason": "Begun on the wrong child"}
    answer = office.post("Joan Ellery", f"/steps/{report}/cancel", **given)
    assert answer.status_code == 303
    assert "Cancelled by Joan Ellery: Begun on the wrong child" in words(office.get("Priya Nair", f"/steps/{report}/"))


def test_a_stale_page_is_refused_and_shows_the_workstep_as_it_is(office: Office) -> None:
    report = office.world.incoming_report()
    old = version(report)
    office.world.on("Priya Nair", worksteps.start_step, report)
    answer = office.post("Priya Nair", f"/steps/{report}/start", _version=old)
    assert answer.status_code == 409
    assert reasons(answer)[0].startswith("Priya Nair ")


def test_a_key_used_for_something_else_is_refused(office: Office) -> None:
    report, key = office.world.incoming_report(), str(uuid4())
    first = office.post("Priya Nair", f"/steps/{report}/start", _version=version(report), _key=key)
    again = office.post("Priya Nair", f"/steps/{report}/start", _version=version(report), _key=key)
    assert (first.status_code, again.status_code) == (303, 422)


def test_sent_twice_it_is_done_once(office: Office) -> None:
    report, given = office.world.incoming_report(), {"_version": "1", "_key": str(uuid4())}
    given["_version"] = str(version(report))
    answers = [office.post("Priya Nair", f"/steps/{report}/start", **given) for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (303, f"/steps/{report}/sections/details/")
    ] * 2
    assert step(report).events.filter(act="start_step").count() == 1


@pytest.mark.parametrize("missing", ["", "three", "-1", "9" * 30])
def test_a_form_without_its_version_is_not_done(office: Office, missing: str) -> None:
    report = office.world.incoming_report()
    assert office.post("Priya Nair", f"/steps/{report}/start", _version=missing).status_code == 422
    assert step(report).state == "incoming"


def test_a_stranger_gets_the_bytes_of_nothing(office: Office) -> None:
    report = office.world.incoming_report()
    for path in ("", "requests/", "next-actions/", "events/", "versions/", "reassign/", "cancel/"):
        hidden = office.get("Una Tait", f"/steps/{report}/{path}")
        nothing = office.get("Una Tait", f"/steps/{NOBODY}/{path}")
        assert (hidden.status_code, nothing.status_code) == (404, 404)
        assert masked(hidden) == masked(nothing)


def test_another_authority_gets_the_bytes_of_nothing(office: Office) -> None:
    report, other = office.world.incoming_report(), open_office()
    other.world.incoming_report()
    hidden, nothing = other.get("Priya Nair", f"/steps/{report}/"), other.get("Priya Nair", f"/steps/{NOBODY}/")
    assert hidden.status_code == 404
    assert masked(hidden) == masked(nothing)
    assert other.post("Priya Nair", f"/steps/{report}/start", _version=version(report)).status_code == 404


def test_opening_it_is_on_record_with_why(office: Office) -> None:
    report = office.world.incoming_report()
    office.get("Joan Ellery", f"/steps/{report}/")
    (read,) = office.reads("see_step")
    assert (read.child_id, read.object_id) == (office.world.child_id, report)
    assert read.why


def test_reassigned_to_a_colleague_who_is_found_by_name(office: Office) -> None:
    report = office.world.started_report()
    page = office.get("Priya Nair", f"/steps/{report}/reassign/?find=una")
    assert "Una Tait" in words(page)
    to = f"worker:{office.world.people['Una Tait']}"
    given = {"_version": version(report), "to": to, "reason": "Priya is on a course"}
    assert office.post("Priya Nair", f"/steps/{report}/reassign", **given).status_code == 303
    assert step(report).assigned_worker_id == office.world.people["Una Tait"]


@pytest.mark.parametrize(("to", "reason"), [("", "On a course"), ("una", "   ")])
def test_reassigning_without_whom_or_why_keeps_what_was_typed(office: Office, to: str, reason: str) -> None:
    report = office.world.started_report()
    chosen = f"worker:{office.world.people['Una Tait']}" if to else ""
    given = {"_version": version(report), "to": chosen, "reason": reason, "find": "una"}
    answer = office.post("Priya Nair", f"/steps/{report}/reassign", **given)
    assert answer.status_code == 409
    assert reasons(answer)
    assert (">" + "\n" * reason.startswith("\n") + reason + "</textarea>") in text(answer)


def test_events_and_versions_are_read_only_pages(office: Office) -> None:
    report = office.world.report_to_manager()
    office.world.saves("Priya Nair", report, "details", words="She paints and she sings.")
    assert Revision.objects.filter(step_id=report).count() == 2
    assert "Priya Nair started the workstep." in words(office.get("Joan Ellery", f"/steps/{report}/events/"))
    assert "Version 2" in words(office.get("Joan Ellery", f"/steps/{report}/versions/"))
    assert "She paints and she sings." in words(office.get("Joan Ellery", f"/steps/{report}/versions/2/"))
    changed = words(office.get("Joan Ellery", f"/steps/{report}/versions/1/compare/2/"))
    assert "What changed from version 1 to version 2" in changed
    assert "1. Details: Words" in changed


@pytest.mark.parametrize(
    "path", ["versions/99/", "versions/99999999999999999999/", "versions/1/compare/99/", "versions/0/"]
)
def test_a_version_that_is_not_there(office: Office, path: str) -> None:
    report = office.world.report_to_manager()
    assert office.get("Joan Ellery", f"/steps/{report}/{path}").status_code == 404
