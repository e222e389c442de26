"""Every page of the table of addresses is looked at by axe, at the width of a desktop and at 320 px."""

import importlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from playwright.sync_api import Page

from permanence.queries.examples import LETTER
from permanence.records.authorities import Authority
from permanence.web.routes import Route, routes
from tests.access.house import House, build
from tests.browser.axe import assert_no_axe_findings
from tests.browser.looked_at import NO_PAGE, PAGES
from tests.browser.seats import take_seat
from tests.papers.test_letters import SEEN

HERE = "test_every_page.test_the_pages_that_no_other_test_looks_at_have_no_axe_findings"
# Whoever may open the page; the others are the social worker's.
SEATS = {"reassign_page": "Joan Ellery", "cancel_page": "Joan Ellery"}


@pytest.fixture
def house(live_demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Everybody whom the table tells apart, and an example of each address.

    A search stands beside the report, which else nobody could cancel; the authority has a letter of its own.
    """
    assert live_demo
    made = build()
    with transaction.atomic():
        made.office.world.another_search(made.report)
    key = Authority.objects.values_list("key", flat=True).get(id=made.office.world.authority_id)
    papers = tmp_path / "small" / "papers"
    papers.mkdir(parents=True)
    (tmp_path / "authority.yaml").write_text(f"authority: {key}\nname: Westmere\nsource: tests\n", "utf-8")
    (papers / f"{LETTER}.yaml").write_text(SEEN.replace("letter: seen", f"letter: {LETTER}"), "utf-8")
    monkeypatch.setattr(settings, "AUTHORITY_FOLDERS", [tmp_path])
    return made


def read_by_get() -> set[str]:
    """Return the names of the addresses that answer a GET."""
    return {route.name for route in routes() if "GET" in route.methods}


def test_each_address_is_a_page_that_one_test_looks_at_or_no_page() -> None:
    named = [name for names in PAGES.values() for name in names]
    assert len(named) == len(set(named)), "a page is looked at where it is named, once"
    assert read_by_get() == {*named, *NO_PAGE}, "an address is new, or gone: say which test has axe look at it"
    for test in PAGES:
        module, _, function = test.partition(".")
        assert hasattr(importlib.import_module(f"tests.browser.{module}"), function), test


def test_what_is_called_no_page_is_none(house: House) -> None:
    found = {route.name: route for route in house.found}
    for name in NO_PAGE:
        answer = house.browser("Priya Nair").get(found[name].example)
        kind = answer.headers.get("Content-Type", "")
        assert answer.status_code in {302, 303} or not kind.startswith("text/html"), (name, answer.status_code, kind)


def test_the_pages_that_no_other_test_looks_at_have_no_axe_findings(page: Page, house: House, live_demo: str) -> None:
    found = {route.name: route for route in house.found}
    seated = ""
    for name in sorted(PAGES[HERE], key=lambda name: (SEATS.get(name, ""), name)):
        who = SEATS.get(name, "Priya Nair")
        if who != seated:
            take_seat(page, live_demo, house.browser(who))
            seated = who
        opens(page, live_demo, found[name])
        assert_no_axe_findings(page)


def opens(page: Page, address: str, route: Route) -> None:
    """Open the example of an address; it is there, and it is the page itself."""
    answer = page.goto(address + route.example)
    assert answer
    assert answer.status == 200, (route.name, answer.status)
