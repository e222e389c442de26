"""What is written on any form by somebody whose session has ended: not done, not lost, nobody else's (ADR 29, P11)."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from permanence.records.parked import ParkedText
from permanence.web.parking import SECTIONS
from permanence.web.written import WRITTEN
from tests.access.every.conftest import Everything
from tests.access.every.sheet import Desk, open_sheet
from tests.access.every.sheets import SHEETS, address_of
from tests.access.every.standing import standing
from tests.support.html_forms import forms_of
from tests.web.office import account, words

WRITING = (
    *("pass_over", "reassign", "cancel", "send_request", "send_request, to somebody", "send_request, and add"),
    *("answer_request, declined", "decline_request", "add_next_action", "take_back", "undo_finish", "reopen"),
    *("replace", "end_pathway", "decline_end", "comment", "settle_comment", "publish", "move", "move_all"),
)
SAVES = tuple(name for name in SHEETS if address_of(name) in SECTIONS)
TEMPLATES = Path(__file__).parents[3] / "permanence" / "templates"
BACK = "What you wrote is back on this page. Read it, and send it again."


def opened(name: str, everything: Everything) -> Desk:
    return open_sheet(everything.office, SHEETS[name](everything.office))


def records() -> list[str]:
    """Return what stands, but for who signed in when and what waits for them."""
    return [line for line in standing() if not line.startswith(("records_parkedtext", "records_user"))]


def signed_out(desk: Desk) -> Client:
    """End the session of whoever has the page open; what the browser holds besides stays."""
    browser = desk.office.at(desk.sheet.by)
    browser.session.flush()
    return browser


def signs_in(desk: Desk, browser: Client, name: str = "") -> None:
    browser.force_login(account(desk.office.world, name or desk.sheet.by))


@pytest.mark.parametrize("name", WRITING)
def test_it_waits_is_put_back_on_its_page_and_goes_once_it_is_done(name: str, everything: Everything) -> None:
    desk = opened(name, everything)
    before, browser = records(), signed_out(desk)
    answer = desk.send()
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fkept%2F&out=1")
    assert desk.sheet.words.encode() not in bytes(ParkedText.objects.get().sealed)
    signs_in(desk, browser)
    assert "What you wrote before you were signed out is kept" in words(browser.get("/notices/"))
    browser.get("/kept/")
    page = browser.get("/kept/")  # it waits until it is done, however often it is looked at
    assert page.status_code == 200, words(page)
    assert BACK in words(page)
    assert desk.sheet.words in words(page)
    assert records() == before
    again = form_of(desk, page)
    done = browser.post(desk.sheet.action, {**again, **desk.sheet.typed})
    assert done.status_code == desk.sheet.leads, words(done)
    assert not ParkedText.objects.exists()
    assert browser.get("/kept/")["Location"] == "/work/incoming/"


def form_of(desk: Desk, page: Any) -> dict[str, str]:
    """Return what the page that was put back sends, with what had been written in it."""
    at = desk.sheet.form or desk.sheet.action
    (form, *_) = [
        each
        for each in forms_of(page.content.decode())
        if each.action.partition("#")[0] == at
        and all(each.fields.get(name) == [value] for name, value in desk.sheet.holds.items())
    ]
    for name in WRITTEN:
        if name in desk.sheet.typed:
            assert desk.sheet.typed[name] in form.fields[name][0], "it is in its box"
    return {name: values[0] for name, values in form.fields.items()}


@pytest.mark.parametrize("name", [name for name in SHEETS if name not in {*WRITING, *SAVES}])
def test_where_nothing_is_written_nothing_waits_and_nothing_is_done(name: str, everything: Everything) -> None:
    desk = opened(name, everything)
    before = records()
    signed_out(desk)
    assert desk.send()["Location"].startswith("/sign-in/?next=")
    assert records() == before


def test_every_box_in_which_somebody_writes_is_known() -> None:
    """A form with a new one would lose its words: it is added to `WRITTEN`, and its form to the table above."""
    named = {
        found
        for template in TEMPLATES.rglob("*.html")
        if "components" not in template.parts and "gallery" not in template.parts
        for found in re.findall(r'<c-textarea[^>]* name="([^"]*)"', template.read_text(encoding="utf-8"))
    }
    assert named - {"both.{{ each.question.key }}"} == set(WRITTEN)


def test_another_account_in_the_same_browser_is_shown_nothing_of_it(everything: Everything) -> None:
    desk = opened("cancel", everything)
    browser = signed_out(desk)
    desk.send()
    signs_in(desk, browser, "Ravi Menon")
    assert browser.get("/kept/")["Location"] == "/work/incoming/"
    assert "What you wrote before" not in words(browser.get("/notices/"))
    elsewhere = Client()
    signs_in(desk, elsewhere)
    assert elsewhere.get("/kept/")["Location"] == "/work/incoming/", "the key is in the other browser"


def test_a_page_that_another_account_had_opened_does_nothing_and_is_kept_for_them(everything: Everything) -> None:
    desk = opened("cancel", everything)
    before, browser = records(), desk.office.at(desk.sheet.by)
    signs_in(desk, browser, "Ravi Menon")
    answer = desk.send()
    assert answer.status_code == 409
    assert "This page was opened by somebody else who was signed in here" in words(answer)
    assert records() == before
    signs_in(desk, browser)
    assert desk.sheet.words in words(browser.get("/kept/"))


def test_signed_in_again_on_another_tab_it_is_sent_by_one_more_click(everything: Everything) -> None:
    """Its token is of the earlier sign-in: 403, on its own page, with all that was written."""
    desk = opened("reassign", everything)
    strict = Client(enforce_csrf_checks=True)
    signs_in(desk, strict)
    before = records()
    answer = strict.post(desk.sheet.action, desk.body)
    assert answer.status_code == 403
    assert "You signed in again after this page was opened." in words(answer)
    assert records() == before
    done = strict.post(desk.sheet.action, {**form_of(desk, answer), "to": desk.sheet.typed["to"]})
    assert done.status_code == 303, words(done)


@pytest.mark.parametrize("mark", ["", "nonsense", "forged:mark:signature"])
def test_a_form_without_the_mark_of_a_page_of_ours_is_not_kept(mark: str, everything: Everything) -> None:
    desk = opened("cancel", everything)
    signed_out(desk)
    assert desk.send({"_for": mark})["Location"].startswith("/sign-in/?next=%2Fsteps%2F")
    assert not ParkedText.objects.exists()
