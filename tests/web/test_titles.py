"""The title of a page is its h1, the child it is about, "Permanence"; "Error: " first when there is one (pages, 2)."""

import re
from pathlib import Path

import pytest

from tests.factories import version
from tests.web.office import Office, open_office, text

TEMPLATES = Path(__file__).resolve().parents[2] / "permanence" / "templates"
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if "{% block title %}" in path.read_text("utf-8")]
TITLE = re.compile(r"{% block title %}(.*?){% endblock %}")
HEADING = re.compile(r'<c-page-heading :?title="(.*?)"')


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent.name != "layouts"], ids=lambda path: path.stem)
def test_each_page_is_called_what_its_heading_says(path: Path) -> None:
    said = path.read_text("utf-8")
    (title,), (heading,) = TITLE.findall(said), HEADING.findall(said)
    assert _words(title) == _words(heading)


def _words(words: str) -> str:
    return re.sub(r"{{ (.*?) }}", r"\1", words)


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def test_the_child_and_the_product_follow(office: Office) -> None:
    report = office.world.incoming_report()
    for path, title in (
        (f"/steps/{report}/", "Report, Maya Thornbury, Permanence"),
        (f"/steps/{report}/requests/", "Requests, Maya Thornbury, Permanence"),
        (f"/children/{office.world.child_id}/", "Maya Thornbury, Permanence"),
        ("/work/incoming/", "Current work, Permanence"),
    ):
        assert f"<title>{title}</title>" in text(office.get("Priya Nair", path))


def test_an_error_comes_first(office: Office) -> None:
    report = office.world.incoming_report()
    refused = office.post("Priya Nair", f"/steps/{report}/finish", _version=version(report))
    assert "<title>Error: Report, Maya Thornbury, Permanence</title>" in text(refused)
