"""A session that ends while somebody types loses nothing, and gives nobody else anything (P11, P21; ADR 29)."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from permanence.operations.parking import MOST_BYTES
from permanence.records.audit import AuditRow
from permanence.records.forms import Draft, SectionAnswers
from permanence.records.parked import ParkedText
from tests.forms.conftest import PASSWORD, Desks
from tests.forms.pages import fields, words

WORDS = "Maya wants to stay near her school and to see her Nan on Sundays."
BACK = "What you typed before you were signed out is back, as your draft."


@pytest.fixture
def signed_out(desks: Desks) -> Desks:
    """Priya has the section open; then the row of her session is deleted."""
    give_password(desks, "Priya Nair")
    give_password(desks, "Joan Ellery")
    desks.browsers["Priya Nair"] = Client(enforce_csrf_checks=True)
    sign_in(desks, "Priya Nair")
    open_section(desks)
    end_session(desks)
    return desks


PAGES: dict[int, dict[str, list[str]]] = {}


def open_section(desks: Desks) -> None:
    PAGES[id(desks)] = fields(desks.at("Priya Nair").get(desks.section))


def end_session(desks: Desks) -> None:
    Session.objects.all().delete()


def give_password(desks: Desks, name: str) -> None:
    user = desks.user(name)
    user.set_password(PASSWORD)
    user.save()


def sign_in(desks: Desks, name: str, browser: Client | None = None, to: str = "/") -> Any:
    browser = browser or desks.at(name)
    page = browser.get("/sign-in/")
    token = page.content.decode().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"login": desks.user(name).username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    return browser.post(f"/sign-in/?next={to}", given)


def send(desks: Desks, act: str = "close", *, headers: Any = None, browser: Client | None = None, **typed: Any) -> Any:
    """Send the page that was opened, with what was typed on it."""
    sent = {name: values if len(values) > 1 else values[0] for name, values in PAGES[id(desks)].items()}
    given = {**sent, "_act": act, "why_now": WORDS, **typed}
    return (browser or desks.at("Priya Nair")).post(f"{desks.href}save", given, headers=headers)


def test_it_leads_to_sign_in_and_back_and_the_text_is_there(signed_out: Desks) -> None:
    answer = send(signed_out)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=%2Fsteps%2F")
    assert not Draft.objects.exists(), "nobody is signed in, so nothing is written for anybody"
    page = signed_out.at("Priya Nair").get(answer["Location"])
    assert "What you had typed is kept." in words(page)
    assert sign_in(signed_out, "Priya Nair", to=signed_out.section)["Location"] == signed_out.section
    page = signed_out.at("Priya Nair").get(signed_out.section)
    assert BACK in words(page)
    assert fields(page)["why_now"] == [WORDS]
    assert not ParkedText.objects.exists()
    assert signed_out.at("Priya Nair").cookies["__Host-kept"].value == "", "its key is of no more use"
    assert not SectionAnswers.objects.filter(step_id=signed_out.report).exists()
    assert AuditRow.objects.filter(act="keep_draft", object_id=signed_out.report).count() == 1


def test_what_waits_is_sealed_and_its_key_is_in_the_browser_alone(signed_out: Desks) -> None:
    cookie = send(signed_out).cookies["__Host-kept"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie["max-age"] == 24 * 60 * 60
    row = ParkedText.objects.get()
    for kept in (bytes(row.sealed), row.cookie.encode(), row.page.encode()):
        assert b"Sundays" not in kept
        assert cookie.value.encode() not in kept


def test_another_account_in_the_same_browser_gets_nothing(signed_out: Desks) -> None:
    send(signed_out)
    browser = signed_out.at("Priya Nair")
    sign_in(signed_out, "Joan Ellery", browser)
    for page in (signed_out.section, "/work/incoming/"):
        assert "Nan on Sundays" not in words(browser.get(page))
    assert not Draft.objects.exists()
    browser.post("/sign-out/", {"csrfmiddlewaretoken": token_of(browser)})
    sign_in(signed_out, "Priya Nair", browser)
    assert fields(browser.get(signed_out.section))["why_now"] == [WORDS], "it still waits for her"


def test_the_same_account_in_another_browser_gets_nothing(signed_out: Desks) -> None:
    send(signed_out)
    elsewhere = Client()
    sign_in(signed_out, "Priya Nair", elsewhere)
    assert "Nan on Sundays" not in words(elsewhere.get(signed_out.section))
    wrong = Client()
    wrong.cookies["__Host-kept"] = "A" * 43 + "="
    sign_in(signed_out, "Priya Nair", wrong)
    assert "Nan on Sundays" not in words(wrong.get(signed_out.section))
    assert ParkedText.objects.count() == 1


def test_a_sealed_text_that_was_changed_is_not_opened(signed_out: Desks) -> None:
    send(signed_out)
    row = ParkedText.objects.get()
    sealed = bytearray(row.sealed)
    sealed[40] ^= 1
    ParkedText.objects.update(sealed=bytes(sealed))
    sign_in(signed_out, "Priya Nair")
    assert signed_out.at("Priya Nair").get(signed_out.section).status_code == 200
    assert not Draft.objects.exists()


def test_after_a_day_it_is_gone(signed_out: Desks) -> None:
    send(signed_out)
    row = ParkedText.objects.get()
    ParkedText.objects.update(parked_at=row.parked_at - timedelta(days=1, minutes=1))
    sign_in(signed_out, "Priya Nair")
    assert "Nan on Sundays" not in words(signed_out.at("Priya Nair").get(signed_out.section))
    assert not ParkedText.objects.exists()


@pytest.mark.parametrize("mark", ["", "nonsense", "forged:mark:signature"])
def test_a_form_without_the_mark_of_a_page_of_ours_parks_nothing(signed_out: Desks, mark: str) -> None:
    assert send(signed_out, _for=mark)["Location"].startswith("/sign-in/")
    assert not ParkedText.objects.exists()


def test_what_is_too_much_is_said(signed_out: Desks) -> None:
    answer = send(signed_out, why_now="a" * MOST_BYTES)
    assert answer.status_code == 413
    assert "this is more text than is kept for you until you sign in" in words(answer)
    assert not ParkedText.objects.exists()


def test_an_account_has_ten_pages_waiting_at_most(signed_out: Desks) -> None:
    for number in range(12):
        send(signed_out, _key=f"page-{number}", why_now=f"Text {number}")
    assert ParkedText.objects.count() == 10
    sign_in(signed_out, "Priya Nair")
    assert fields(signed_out.at("Priya Nair").get(signed_out.section))["why_now"] == ["Text 11"]


def test_a_file_that_came_with_it_is_asked_for_again(signed_out: Desks) -> None:
    send(signed_out, genogram=SimpleUploadedFile("tree.txt", b"A drawing in words."))
    sign_in(signed_out, "Priya Nair")
    said = words(signed_out.at("Priya Nair").get(signed_out.section))
    assert f"{BACK} Nobody else sees it until you save. A file you had chosen was not kept: choose it again." in said


def test_the_draft_of_the_script_waits_too(signed_out: Desks) -> None:
    answer = send(signed_out, "draft", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["says"].startswith("You are signed out. What you typed is on this page and kept for you.")
    sign_in(signed_out, "Priya Nair")
    assert fields(signed_out.at("Priya Nair").get(signed_out.section))["why_now"] == [WORDS]


def test_what_was_sent_before_and_arrives_later_takes_no_place(signed_out: Desks) -> None:
    send(signed_out, _turn=4, why_now="The whole sentence.")
    send(signed_out, "draft", _turn=3, why_now="The whole sen")
    sign_in(signed_out, "Priya Nair")
    assert fields(signed_out.at("Priya Nair").get(signed_out.section))["why_now"] == ["The whole sentence."]


def test_signed_in_again_on_another_tab_the_old_page_is_saved_by_one_more_click(signed_out: Desks) -> None:
    sign_in(signed_out, "Priya Nair")
    answer = send(signed_out)
    assert answer.status_code == 403
    assert "You signed in again after this page was opened, so nothing is saved yet." in words(answer)
    again = fields(answer)
    assert again["why_now"] == [WORDS]
    PAGES[id(signed_out)] = again
    assert send(signed_out).status_code == 303
    assert SectionAnswers.objects.get(step_id=signed_out.report, section="details").answers["why_now"] == WORDS
    assert not Draft.objects.exists()


def test_the_script_gets_the_token_of_the_new_sign_in(signed_out: Desks) -> None:
    sign_in(signed_out, "Priya Nair")
    answer = send(signed_out, "draft", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    kept = send(signed_out, "draft", headers={"Accept": "application/json"}, csrfmiddlewaretoken=answer.json()["token"])
    assert kept.status_code == 200
    assert Draft.objects.get().typed["why_now"] == WORDS


def test_a_page_of_somebody_else_who_was_signed_in_here_is_kept_for_them(signed_out: Desks) -> None:
    browser = signed_out.at("Priya Nair")
    sign_in(signed_out, "Joan Ellery", browser)
    token = token_of(browser)
    answer = send(signed_out, browser=browser, csrfmiddlewaretoken=token)
    assert answer.status_code == 409
    assert "This page was opened by somebody else who was signed in here." in words(answer)
    assert "Nan on Sundays" not in words(answer)
    assert not Draft.objects.exists()
    assert not SectionAnswers.objects.filter(step_id=signed_out.report).exists()
    browser.post("/sign-out/", {"csrfmiddlewaretoken": token})
    sign_in(signed_out, "Priya Nair", browser)
    assert fields(browser.get(signed_out.section))["why_now"] == [WORDS]


def token_of(browser: Client) -> str:
    page: str = browser.get("/account/").content.decode()
    return page.split('csrfmiddlewaretoken" value="')[1].split('"', maxsplit=1)[0]


def test_a_forged_form_of_another_site_keeps_nothing(signed_out: Desks) -> None:
    sign_in(signed_out, "Priya Nair")
    answer = send(signed_out, csrfmiddlewaretoken="a" * 64, _for="")
    assert answer.status_code == 403
    assert not Draft.objects.exists()


def test_it_warns_when_the_session_ends_and_asking_makes_it_longer(desks: Desks) -> None:
    page = desks.at("Priya Nair").get(desks.section)
    assert "unless you open or keep something before then. What you typed is kept." in words(page)
    assert f'data-idle="{settings.SESSION_COOKIE_AGE}"' in page.content.decode()
    assert desks.at("Priya Nair").get("/account/session").json() == {"seconds": settings.SESSION_COOKIE_AGE}
    session = desks.at("Priya Nair").session
    session["_began_at"] = time.time() - settings.SESSION_ABSOLUTE_AGE + 60
    session.save()
    assert 50 <= desks.at("Priya Nair").get("/account/session").json()["seconds"] <= 60
