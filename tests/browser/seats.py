"""A browser given the session of somebody who signed in elsewhere."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

NO_ICON = '<link rel="icon" href="data:,">Signed in.'
"""A page that names no icon has the browser ask for one, and that answer would bring a token of its own."""


def take_seat(page: Page, address: str, signed_in: Client) -> None:
    """Give the page the session of a browser that is signed in."""
    kept = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={kept}; Secure; HttpOnly; SameSite=Lax; Path=/"
    answer: dict[str, Any] = {"headers": {"Set-Cookie": cookie}, "content_type": "text/html", "body": NO_ICON}
    page.route("**/signed-in", lambda route: route.fulfill(**answer))
    page.goto(f"{address}/signed-in")
    page.unroute("**/signed-in")
