"""Each of our GOV.UK components gives upstream's own HTML for the options it takes (stack.md: conformance)."""

import re

import pytest
from django.template import Context, Template
from django.test.html import parse_html

from tests.web.upstream import Fixture, NotTaken, fixtures
from tests.web.upstream_tables import NAMES, attributes

# A smaller number of fixtures that use only what ours take would mean that less is compared.
AT_LEAST = 200


def pairs() -> list[tuple[Fixture, dict[str, object]]]:
    found = []
    for name in NAMES:
        for fixture in fixtures(name):
            try:
                found.append((fixture, attributes(name, fixture.options)))
            except NotTaken:
                continue
    return found


PAIRS = pairs()


def rendered(name: str, given: dict[str, object]) -> str:
    said = " ".join(f':{key}="given.{key}"' for key in given)
    return Template(f"{{% cotton {name} {said} %}}{{% endcotton %}}").render(Context({"given": given}))


def normal(html: str) -> object:
    """Ours marks what tests look for (C06); upstream escapes some characters by name. Neither changes the page."""
    without_marks = re.sub(r' data-test="\w+"', "", html)
    return parse_html(without_marks.replace("&ctdot;", "⋯"))


@pytest.mark.parametrize(("fixture", "given"), PAIRS, ids=[f"{f.component}: {f.name}" for f, _ in PAIRS])
def test_gives_upstreams_html(fixture: Fixture, given: dict[str, object]) -> None:
    assert normal(rendered(fixture.component, given)) == normal(fixture.html)


def test_compares_enough() -> None:
    total = sum(len(fixtures(name)) for name in NAMES)
    print(f"{len(PAIRS)} of {total} fixtures of {len(NAMES)} components use only options that ours take")  # noqa: T201
    assert len(PAIRS) >= AT_LEAST
    assert {fixture.component for fixture, _ in PAIRS} == set(NAMES)
