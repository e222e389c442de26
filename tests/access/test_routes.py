"""Every address of the resolver stands in the table with the act it checks, and docs/access.md says the same (C02)."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, path

from permanence.access import permissions
from permanence.web.access_page import access_page
from permanence.web.health import healthz
from permanence.web.routes import Route, patterns, routes
from tests.web.office import NOBODY

DOCS = Path(__file__).parents[2] / "docs" / "access.md"


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


def test_signed_out_every_address_but_the_public_ones_leads_to_sign_in(db: None, settings: Any) -> None:
    settings.DEMO = True
    for route in routes():
        answer = Client().generic(route.methods[-1], path_of(route))
        is_led = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
        assert is_led or route.public, (route.name, answer.status_code)
