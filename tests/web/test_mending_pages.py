"""The pages on which mistakes are mended: offered to whom, what they say beforehand, and the refusals (pages, 10.3)."""

from typing import Any
from uuid import UUID

import pytest

from permanence.operations import finishing, worksteps
from permanence.records.pathways import Pathway, PathwayEnding
from permanence.records.worksteps import Workstep
from tests.factories import inbox, newest, step, version
from tests.operations.test_replacing import sent_early
from tests.operations.test_wrong_child import TEXT, another_child, written_on_maya
from tests.web.office import Office, flash, open_office, reasons, rows, text, words

WHY = "The wrong version was authorised."
END = {"on-day": "16", "on-month": "11", "on-year": "2026", "reason": "Home.", "evidence": "Order of 13 November 2026."}


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def follow(office: Office, name: str, answer: Any) -> Any:
    assert answer.status_code == 303, words(answer)
    return office.get(name, answer["Location"])


@pytest.mark.parametrize(("name", "offered"), [("Lena Voss", True), ("Joan Ellery", True), ("Priya Nair", False)])
def test_undo_is_offered_to_the_finisher_and_the_manager(office: Office, name: str, offered: bool) -> None:
    office.world.incoming_search()
    page = text(office.get(name, f"/steps/{newest('report')}/"))
    assert ("Undo finish</a>" in page) is offered


def test_undo_says_beforehand_what_goes_back_and_leads_to_the_workstep(office: Office) -> None:
    office.world.incoming_search()
    report = newest("report")
    page = office.get("Lena Voss", f"/steps/{report}/undo-finish/")
    said = words(page)
    assert "Report is started again, with Priya Nair." in said
    assert "Search in CS Permanence Family Finders – Inbox is cancelled; nobody has begun it." in said
    assert "Search is a proposal again." in said
    answer = office.post("Lena Voss", f"/steps/{report}/undo-finish", _version=version(report), reason=WHY)
    shown = follow(office, "Lena Voss", answer)
    assert flash(shown) == "The finish is undone. Report is started again. Search is cancelled."
    assert f"Lena Voss undid the finish: {WHY}" in words(shown)


def test_refused_the_page_comes_again_with_the_reason_typed(office: Office) -> None:
    office.world.incoming_search()
    report = newest("report")
    answer = office.post("Lena Voss", f"/steps/{report}/undo-finish", _version=version(report), reason="  ")
    assert answer.status_code == 409
    assert reasons(answer) == ["Write the reason. Spaces alone are not kept."]
    assert '<h2 id="refused-title" tabindex="-1" autofocus>This was not done</h2>' in text(answer)


def test_once_others_have_gone_on_the_page_says_who(office: Office) -> None:
    search = office.world.incoming_search()
    office.world.on("Dee Marlow", worksteps.start_step, search)
    answer = office.get("Lena Voss", f"/steps/{newest('report')}/undo-finish/")
    assert answer.status_code == 409
    assert "Dee Marlow started Search at 09:00, so this finish stands." in words(answer)


def gone_on(office: Office) -> UUID:
    office.world.on("Dee Marlow", worksteps.start_step, office.world.incoming_search())
    return newest("report")


def test_reopening_lists_what_followed_and_names_who_had_it(office: Office) -> None:
    report = gone_on(office)
    page = office.get("Joan Ellery", f"/steps/{report}/reopen/?find=una")
    said = words(page)
    assert "What followed from it, and stays Search Started Dee Marlow" in said
    assert "Manager authorises is asked for anew: Joan Ellery completed it" in said
    assert "Una Tait" in said
    assert 'value="worker:' in text(page)
    given = {"_version": version(report), "to": f"worker:{office.world.people['Una Tait']}", "reason": WHY}
    shown = follow(office, "Joan Ellery", office.post("Joan Ellery", f"/steps/{report}/reopen", **given))
    assert flash(shown) == "Reopened. Report is with Una Tait."


def test_only_a_manager_gets_the_page(office: Office) -> None:
    report = gone_on(office)
    answer = office.get("Priya Nair", f"/steps/{report}/reopen/")
    assert answer.status_code == 403
    assert "Only a Team manager reopens this workstep." in words(answer)


def test_an_inbox_is_nobody_to_reopen_it_for(office: Office) -> None:
    report = gone_on(office)
    given = {"_version": version(report), "to": f"inbox:{inbox('cs_qaag')}", "reason": WHY}
    assert office.post("Joan Ellery", f"/steps/{report}/reopen", **given).status_code == 422


def test_cancel_and_replace_links_both_pages(office: Office) -> None:
    report = office.world.report_to_manager()
    page = office.get("Joan Ellery", f"/steps/{report}/replace/")
    assert "Report takes its place." in words(page)
    given = {"_version": version(report), "step_type": "report", "reason": WHY}
    given["to"] = f"worker:{office.world.people['Priya Nair']}"
    shown = follow(office, "Joan Ellery", office.post("Joan Ellery", f"/steps/{report}/replace", **given))
    new = newest("report")
    assert flash(shown) == "Report is cancelled. Report is with Priya Nair."
    assert f'href="/steps/{report}/"' in text(shown)
    assert "In place of Report, cancelled" in words(shown)
    old = office.get("Joan Ellery", f"/steps/{report}/")
    assert f'href="/steps/{new}/"' in text(old)
    assert "Its place was taken by Report" in words(old)


def test_replacing_by_an_earlier_kind_asks_whom_that_goes_to(office: Office) -> None:
    search = office.world.incoming_search()
    page = office.get("Joan Ellery", f"/steps/{search}/replace/?step_type=report")
    assert "Report takes its place." in words(page)
    assert "Priya Nair" in words(page)
    assert "CS Permanence Family Finders – Inbox" in words(office.get("Joan Ellery", f"/steps/{search}/replace/"))


def test_what_was_sent_at_once_is_taken_back_from_the_summary(office: Office) -> None:
    search, sent = sent_early(office.world)
    href = f"/steps/{search}/next-actions/{sent}/take-back"
    assert f'href="{href}/"' in text(office.get("Dee Marlow", f"/steps/{search}/"))
    assert "Meeting leaves the list of Priya Nair." in words(office.get("Dee Marlow", f"{href}/"))
    answer = office.post("Dee Marlow", href, _version=version(search), reason=WHY)
    assert flash(follow(office, "Dee Marlow", answer)) == "Meet is taken back."
    assert f"Cancelled by Dee Marlow: {WHY}" in words(office.get("Priya Nair", f"/steps/{newest('meeting')}/"))


def test_closed_on_the_wrong_child_every_page_of_it_leads_to_where_it_says_so(office: Office) -> None:
    report = written_on_maya(office.world)
    assert "Close it on this child" in words(office.get("Priya Nair", f"/steps/{report}/wrong-child/"))
    answer = office.post("Priya Nair", f"/steps/{report}/wrong-child", _version=version(report))
    closed = f"/steps/{report}/withheld/"
    assert answer["Location"] == closed
    for place in ("", "sections/details/", "versions/", "versions/1/", "events/", "requests/", "next-actions/"):
        assert office.get("Tom Askew", f"/steps/{report}/{place}")["Location"] == closed
    theirs = office.get("Tom Askew", closed)
    assert theirs.status_code == 200
    assert TEXT not in text(theirs)
    assert "Priya Nair, their manager and information governance read its text." in words(theirs)
    assert TEXT in text(office.get("Priya Nair", closed))
    assert TEXT in text(office.get("Joan Ellery", closed))
    for path in (closed, f"/steps/{report}/"):
        assert office.get("Una Tait", path).status_code == 404
        assert office.get("Lena Voss", path).status_code == 404
    (read,) = [row for row in office.reads("read_withheld") if row.worker_id == office.world.people["Joan Ellery"]]
    assert read.why == "manages whoever wrote it"


def test_its_writer_finds_the_right_child_and_brings_it_over(office: Office) -> None:
    here = office.world
    maya, here.child_id = here.child_id, another_child(here)
    target, daniel = here.started_report(), here.child_id
    here.child_id = maya
    report = written_on_maya(here)
    office.post("Priya Nair", f"/steps/{report}/wrong-child", _version=version(report))
    page = office.get("Priya Nair", f"/steps/{report}/withheld/?find=okafor")
    assert "1 found." in words(page)
    assert "Daniel Okafor" in words(page)
    refused = office.post("Priya Nair", f"/steps/{report}/bring-over", child="")
    assert (refused.status_code, reasons(refused)) == (409, ["Find the right child and choose them."])
    same = office.post("Priya Nair", f"/steps/{report}/bring-over", child=str(maya))
    assert reasons(same) == ["This is the child on whom it was begun. Choose the right one."]
    answer = office.post("Priya Nair", f"/steps/{report}/bring-over", child=str(daniel), find="okafor")
    assert answer["Location"] == f"/steps/{target}/brought-over/"
    shown = office.get("Priya Nair", answer["Location"])
    assert [row for row in rows(shown) if "1. Details" in row and "A draft, to read and save" in row]
    assert "Maya" not in text(shown)
    assert TEXT in text(office.get("Priya Nair", f"/steps/{target}/sections/details/"))
    assert "Brought over from a workstep begun on another child" in words(
        office.get("Joan Ellery", f"/steps/{target}/")
    )


def pathway_version() -> str:
    return str(Pathway.objects.get(closed_at=None).version)


def test_the_end_is_offered_on_the_pathway_page_and_says_what_ends(office: Office) -> None:
    here = office.world
    here.report_to_qaag()
    child = f"/children/{here.child_id}"
    assert "End the pathway</a>" in text(office.get("Joan Ellery", f"{child}/pathway/"))
    page = words(office.get("Joan Ellery", f"{child}/end-pathway/"))
    assert "1 workstep Report, started, with Priya Nair" in page
    assert "1 request QAAG checks, with CS QAAG – Inbox" in page
    given = {"_version": pathway_version(), "ground": "ceased", **END}
    shown = follow(office, "Joan Ellery", office.post("Joan Ellery", f"{child}/end-pathway", **given))
    assert flash(shown).startswith('The pathway is ended: "Ceased to be looked after".')
    assert "Ceased to be looked after: Home." in words(shown)
    assert "End the pathway</a>" not in text(shown)


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({"ground": ""}, 409, "Choose why the pathway ends."),
        ({"on-month": "2", "on-day": "31"}, 422, "31 February 2026 does not exist."),
        ({"on-day": "", "on-month": "", "on-year": ""}, 409, "Enter the day from which it is so."),
        ({"_version": "9"}, 409, "The pathway was changed while you had this page open."),
        ({"evidence": ""}, 409, "Write what shows it: the document and its date."),
    ],
)
def test_refused_the_end_keeps_what_was_typed(office: Office, changed: Any, status: int, says: str) -> None:
    here = office.world
    here.report_to_qaag()
    given = {"_version": pathway_version(), "ground": "ceased", **END, **changed}
    answer = office.post("Joan Ellery", f"/children/{here.child_id}/end-pathway", **given)
    assert answer.status_code == status
    assert says in words(answer)
    assert ">Home.</textarea>" in text(answer)
    assert Workstep.objects.filter(closed_at=None).exists()


def test_an_end_that_is_asked_for_waits_for_another_manager(office: Office) -> None:
    here = office.world
    gone_on(office)
    child = f"/children/{here.child_id}"
    given = {"_version": pathway_version(), "ground": "no_longer_required", **END}
    office.post("Priya Nair", f"{child}/end-pathway", **given)
    waits = office.get("Joan Ellery", f"{child}/end-pathway/")
    assert "Priya Nair asked on 16 November 2026 to end the pathway as “No longer required”" in words(waits)
    assert "I authorise the end" in words(waits)
    own = office.get("Priya Nair", f"{child}/end-pathway/")
    assert "I authorise the end" not in words(own)
    assert "Withdraw" in words(own)
    assert "asks to end the pathway of Maya Thornbury" in words(office.get("Joan Ellery", "/work/incoming/"))
    alone = office.post("Priya Nair", f"{child}/end-pathway/authorise", _version=pathway_version())
    assert alone.status_code == 403
    answer = office.post("Joan Ellery", f"{child}/end-pathway/authorise", _version=pathway_version())
    assert flash(follow(office, "Joan Ellery", answer)).startswith('The pathway is ended: "No longer required".')
    assert PathwayEnding.objects.get().state == "ended"
    assert "asks to end the pathway" not in words(office.get("Joan Ellery", "/work/incoming/"))


def test_no_longer_required_points_to_the_workstep_where_it_is_chosen(office: Office) -> None:
    """Q18."""
    office.world.report_to_qaag()
    page = words(office.get("Joan Ellery", f"/children/{office.world.child_id}/end-pathway/"))
    assert "Report is open: choose it there, as its next action." in page


@pytest.mark.parametrize("name", ["Tom Askew", "Dee Marlow"])
def test_who_ends_no_pathway_gets_no_page(office: Office, name: str) -> None:
    gone_on(office)
    answer = office.get(name, f"/children/{office.world.child_id}/end-pathway/")
    assert answer.status_code == 403
    assert "Only a Practice Supervisor or Team Manager of Maya's team ends the pathway." in words(answer)


def test_finished_again_after_an_undo_it_is_as_if_finished_once(office: Office) -> None:
    office.world.incoming_search()
    report = newest("report")
    office.post("Lena Voss", f"/steps/{report}/undo-finish", _version=version(report), reason=WHY)
    office.world.on("Lena Voss", finishing.finish_step, report)
    assert step(report).state == "finished"
    created = words(office.get("Lena Voss", f"/steps/{report}/")).split("What finishing created")[1]
    assert created.count("Search") >= 1
