"""Every address of the resolver stands in the table with the act it checks, and docs/access.md says the same (C02)."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, path

from permanence.access import permissions
from permanence.queries.examples import examples
from permanence.web.access_page import access_page
from permanence.web.health import healthz
from permanence.web.routes import Route, patterns, routes
from tests.access.house import write_report
from tests.web.office import NOBODY, Office, open_office, words

DOCS = Path(__file__).parents[2] / "docs" / "access.md"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def path_of(route: Route) -> str:
    """Return a path of the address that leads to nothing."""
    some = {"uuid": str(NOBODY), "int": "1", "slug": "incoming"}
    return re.sub(r"<(\w+):\w+>", lambda found: some[found.group(1)], route.pattern)


def test_each_address_is_in_the_table_once_and_names_its_act_or_says_why_it_is_public() -> None:
    found = routes()
    names = [route.name for route in found]
    assert len(names) == len(set(names)) == len(list(patterns(get_resolver().url_patterns)))
    assert set(names) == set(permissions().addresses), "the table holds an address that the resolver does not know"
    assert all(bool(route.acts) != bool(route.public) and route.methods for route in found)
    assert {act for route in found for act in route.acts} <= permissions().grants.keys()


def test_an_address_that_is_not_in_the_table_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = path("forgotten/", healthz, name="forgotten")
    resolver = SimpleNamespace(url_patterns=[*get_resolver().url_patterns, extra])
    monkeypatch.setattr("permanence.web.routes.get_resolver", lambda: resolver)
    with pytest.raises(KeyError, match='The address "forgotten" is opened to nobody'):
        routes()


def test_docs_access_says_what_the_table_says() -> None:
    assert DOCS.read_text(encoding="utf-8") == access_page(), "docs/access.md has drifted: run make docs."


@pytest.fixture
def office(db: None, settings: Any) -> Office:
    settings.DEMO = True
    return open_office()


def test_every_other_method_is_405_with_a_page_of_its_own(office: Office) -> None:
    browser = office.at("Priya Nair")
    for route in routes():
        for method in METHODS:
            if method in route.methods:
                continue
            asked = Client() if route.name == "account_login" else browser  # it leads on who is signed in
            answer = asked.generic(method, path_of(route))
            assert answer.status_code == 405, (method, route.name)
            assert set(answer["Allow"].replace(" ", "").split(",")) <= {*route.methods, "OPTIONS"}, route.name
            assert method == "HEAD" or "Nothing was done" in words(answer), (method, route.name)


def test_an_example_leads_to_something_of_the_demo(office: Office) -> None:
    write_report(office.world)
    found = {route.name: route.example for route in routes(examples())}
    assert found["step"].startswith("/steps/")
    for name in ("home", "folder", "inbox", "children", "child", "pathway", "step", "section", "requests", "version"):
        statuses = [office.get(who, found[name]).status_code for who in ("Priya Nair", "Lena Voss")]
        assert any(status in {200, 302} for status in statuses), (name, found[name], statuses)


def test_signed_out_every_address_but_the_public_ones_leads_to_sign_in(office: Office) -> None:
    for route in routes():
        answer = Client().generic(route.methods[-1], path_of(route))
        is_led = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
        assert is_led or route.public, (route.name, answer.status_code)
