"""The live server answers with the real application, from the test's own database, under its policy."""

from django.contrib.sessions.models import Session
from playwright.sync_api import Page


def test_it_serves_pages_and_files_under_the_policy(page: Page, live: str) -> None:
    answer = page.goto(f"{live}/healthz")
    assert answer
    assert answer.status == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    style = page.request.get(f"{live}/static/permanence.css")
    assert style.status == 200
    assert "govuk-button" in style.text()


def test_both_sides_see_the_same_database(page: Page, live: str) -> None:
    assert not Session.objects.exists()
    answer = page.goto(f"{live}/readyz")
    assert answer
    assert answer.json()["reasons"] == ["Nothing runs the jobs: no process of theirs has been heard of for a minute."]


def test_a_secure_host_only_cookie_is_kept_on_localhost(page: Page, live: str) -> None:
    """What signs somebody in is refused by a browser on plain http elsewhere; the walks rely on localhost."""
    page.goto(f"{live}/healthz")
    page.route("**/cookie", lambda route: route.fulfill(headers={"Set-Cookie": COOKIE}, body="set"))
    page.goto(f"{live}/cookie")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["__Host-session"]


COOKIE = "__Host-session=kept; Secure; HttpOnly; SameSite=Lax; Path=/"
