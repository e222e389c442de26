"""Chromium, and the product served on loopback from a database of the test's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from pytest_django import Settings

from tests.browser.looked_at import PAGES, looked_at

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Playwright's loop runs in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def chromium() -> str:
    """Return the path of Chromium; without one the browser tests fail, they are never skipped."""
    found = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("Chromium was not found. Type: sudo apt-get install chromium (or set CHROMIUM_PATH to one).")
    return found


@pytest.fixture(autouse=True)
def looks_at_what_it_says(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold a test to the pages that it is named for: axe looked at each of them."""
    named = PAGES.get(f"{request.node.path.stem}.{getattr(request.node, 'originalname', '')}", frozenset())
    looked_at.clear()
    yield
    assert named <= looked_at, f"axe never looked at {sorted(named - looked_at)}"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch the machine's Chromium, which calls nobody by itself."""
    return {"executable_path": chromium(), "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Be a reader in England on a desktop."""
    return {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def live(own_database: str) -> Iterator[str]:
    """The address of the product, served from `own_database`."""
    server = LiveServerThread("localhost", static_handler=StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    with closing(_Stopping(server)):
        yield f"http://localhost:{server.port}"


class _Stopping:
    def __init__(self, server: LiveServerThread) -> None:
        self.server = server

    def close(self) -> None:
        self.server.terminate()


@pytest.fixture
def live_demo(live: str, settings: Settings) -> str:
    """The same address, where the demonstration's clock can be set."""
    settings.DEMO = True
    return live
