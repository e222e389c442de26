"""Signing in and out (P20, P21; pages, 10.16, words 29)."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from permanence.records.accounts import User
from tests.web.office import Office, account, masked, open_office, words

PASSWORD = "correct horse battery"


@pytest.fixture
def priya(db: None) -> User:
    cache.clear()
    user = account(open_office().world, "Priya Nair")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(name: str, password: str = PASSWORD, *, to: str = "", browser: Client | None = None) -> Any:
    return (browser or Client()).post(f"/sign-in/{to}", {"login": name, "password": password})


@pytest.mark.parametrize("by", ["username", "email"])
def test_by_user_name_or_e_mail(priya: User, by: str) -> None:
    answer = sign_in(getattr(priya, by).upper())
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_afterwards_the_page_one_was_going_to(priya: User) -> None:
    assert sign_in(priya.username, to="?next=/work/started/")["Location"] == "/work/started/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_next_leads_nowhere_else(priya: User, elsewhere: str) -> None:
    assert sign_in(priya.username, to=f"?next={quote(elsewhere)}")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(priya: User) -> None:
    wrong, unknown = sign_in(priya.username, "no"), sign_in("nobody", "no")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert masked(wrong).replace(priya.username, "nobody") == masked(unknown)
    assert "The user name or e-mail address and the password do not match." in words(wrong)


def test_an_account_that_may_not_sign_in_gets_it_too(priya: User) -> None:
    User.objects.filter(id=priya.id).update(is_active=False)
    right, wrong = sign_in(priya.username), sign_in(priya.username, "no")
    assert right.status_code == 422
    assert masked(right) == masked(wrong)


def test_nothing_typed_is_said_field_by_field(priya: User) -> None:
    answer = sign_in("", "")
    assert answer.status_code == 422
    assert "Enter your user name or e-mail address." in words(answer)
    assert "Enter your password." in words(answer)


def test_after_ten_guesses_even_the_right_password_waits(priya: User) -> None:
    guesses = [sign_in(priya.username, f"guess {number}").status_code for number in range(11)]
    assert guesses == [422] * 10 + [429]
    locked = sign_in(priya.username)
    assert locked.status_code == 429
    assert "Too many tries. Try again at " in words(locked)


def test_name_and_address_share_one_budget(priya: User) -> None:
    for number in range(10):
        sign_in((priya.username, priya.email)[number % 2], "no")
    assert sign_in(priya.email).status_code == 429


def test_signed_out_by_time_one_is_told_and_comes_back(priya: User) -> None:
    browser = Client()
    sign_in(priya.username, browser=browser)
    browser.session.flush()
    answer = browser.get("/work/started/?sort=child")
    assert answer["Location"] == "/sign-in/?next=%2Fwork%2Fstarted%2F%3Fsort%3Dchild&out=1"
    assert "You were signed out after 30 minutes. What you had typed is kept." in words(browser.get(answer["Location"]))


def test_never_signed_in_nothing_is_said_of_time(db: None) -> None:
    assert Client().get("/work/started/")["Location"] == "/sign-in/?next=%2Fwork%2Fstarted%2F"


def test_an_act_sent_too_late_leads_back_to_its_page(db: None) -> None:
    address = "/steps/01a2008c-0000-7000-8000-000000000000/finish"
    assert (
        Client()
        .post(address)["Location"]
        .startswith(f"/sign-in/?next={quote(address.removesuffix('finish'), safe='')}")
    )


def test_sign_out_is_a_post_and_ends_the_session(priya: User) -> None:
    browser = Client()
    sign_in(priya.username, browser=browser)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.get("/work/incoming/").status_code == 200
    answer = browser.post("/sign-out/")
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/")
    assert browser.get("/work/incoming/").status_code == 302


def test_disabled_meanwhile_the_next_page_is_refused(priya: User) -> None:
    browser = Client()
    sign_in(priya.username, browser=browser)
    User.objects.filter(id=priya.id).update(is_active=False)
    assert browser.get("/work/incoming/").status_code == 302


def test_ones_own_account(db: None) -> None:
    office: Office = open_office()
    page = words(office.get("Lena Voss", "/account/"))
    assert "Roles QAAG worker Teams Qaag Team inboxes CS QAAG – Inbox" in page
