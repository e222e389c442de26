"""Help by role and step, the keyboard, and the accessibility statement (R178, R179; pages, section 7)."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from permanence.kernel.definitions import Help, Procedure
from permanence.records.audit import AuditRow
from tests.small_process import small_process
from tests.web.office import NOBODY, Office, flash, open_office, text, words

HELP = (
    Help(roles=("social_worker",), says="Write it, then send “{request.authorise}”."),
    Help(roles=("team_manager",), says="Read it. The next one waits in {inbox.cs_family_finders}."),
)
HERE = Procedure(key="reports", title="How we write reports", href="https://example.org/reports", steps=("report",))
ALL = Procedure(key="standards", title="Practice standards", href="https://example.org/standards")


@pytest.fixture
def office(db: None) -> Office:
    process: Any = small_process()
    steps = tuple(replace(step, help=HELP) if step.key == "report" else step for step in process.steps)
    return open_office(process=replace(process, steps=steps, procedures=(HERE, ALL)))


def test_help_says_what_the_readers_own_roles_do_and_leads_to_the_authoritys_procedures(office: Office) -> None:
    page = office.get("Priya Nair", "/help/")
    assert "Write it, then send “Manager authorises”." in words(page)
    assert "Read it." not in words(page)
    assert 'href="https://example.org/standards"' in text(page)
    assert "Read it. The next one waits in" in words(office.get("Joan Ellery", "/help/"))


def test_help_with_a_workstep_says_what_others_do_and_how_it_runs(office: Office) -> None:
    process = small_process().key
    page = office.get("Priya Nair", f"/help/{process}/report/")
    mine, others = words(page).split("What others do")
    assert "Write it" in mine
    assert "Read it." in others
    assert "Completed before the workstep is finished" in others
    assert 'href="https://example.org/reports"' in text(page)
    assert "https://example.org/standards" not in text(page)


@pytest.mark.parametrize("place", ["/help/no_process/report/", "/help/small/no_step/"])
def test_help_with_what_there_is_not(office: Office, place: str) -> None:
    assert office.get("Priya Nair", place).status_code == 404


def test_help_stands_beside_the_work_and_is_on_record_with_the_child(office: Office) -> None:
    report = office.world.started_report()
    for place in (f"/steps/{report}/", f"/steps/{report}/sections/details/"):
        assert f'href="/steps/{report}/help/"' in text(office.get("Priya Nair", place))
    before = len(office.reads("see_step"))
    page = office.get("Priya Nair", f"/steps/{report}/help/")
    assert "Write it" in words(page)
    assert "Maya Thornbury" in words(page)
    row = office.reads("see_step")[-1]
    assert (len(office.reads("see_step")), row.child_id, row.object_id) == (before + 1, office.world.child_id, report)
    assert office.get("Una Tait", f"/steps/{report}/help/").status_code == 404
    assert office.get("Priya Nair", f"/steps/{NOBODY}/help/").status_code == 404


def test_shortcuts_are_off_until_somebody_turns_them_on_for_themselves(office: Office) -> None:
    assert "They are off ." in words(office.get("Priya Nair", "/account/keyboard/"))
    assert "data-shortcuts" not in text(office.get("Priya Nair", "/help/"))
    answer = office.post("Priya Nair", "/account/keyboard/choose", shortcuts="on")
    assert (answer.status_code, answer["Location"]) == (303, "/account/keyboard/")
    assert flash(office.get("Priya Nair", "/account/keyboard/")) == "Keyboard shortcuts are on."
    assert "data-shortcuts" in text(office.get("Priya Nair", "/help/"))
    assert "data-shortcuts" not in text(office.get("Joan Ellery", "/help/"))
    row = AuditRow.objects.get(act="set_shortcuts")
    assert row.said == {"shortcuts": "on"}
    office.post("Priya Nair", "/account/keyboard/choose", shortcuts="off")
    assert "data-shortcuts" not in text(office.get("Priya Nair", "/help/"))


def test_the_same_press_twice_is_one_choice_and_nothing_else_is_taken(office: Office) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert office.post("Priya Nair", "/account/keyboard/choose", shortcuts="on", _key=key).status_code == 303
    assert AuditRow.objects.filter(act="set_shortcuts").count() == 1
    assert office.post("Priya Nair", "/account/keyboard/choose", shortcuts="off", _key=key).status_code == 422
    assert office.post("Priya Nair", "/account/keyboard/choose", shortcuts="perhaps").status_code == 422


def test_the_accessibility_statement_is_there_for_anybody_signed_in_or_not(office: Office) -> None:
    for browser in (Client(), office.at("Priya Nair")):
        page = browser.get("/accessibility/")
        assert page.status_code == 200
        assert "2.2, level AA" in words(page)
        assert "Equality Advisory and Support Service" in words(page)
    assert Client().post("/accessibility/").status_code == 405


def test_whom_to_write_to_is_the_authoritys_own(office: Office, settings: Any) -> None:
    assert "help desk" in words(Client().get("/accessibility/"))
    settings.ACCESSIBILITY_CONTACT = "access@example.org"
    assert "mailto:access@example.org" in text(Client().get("/accessibility/"))
