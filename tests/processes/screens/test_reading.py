"""Who published what, when and why; a version read in plain words, compared, drawn and tried (C24)."""

import pytest

from tests.processes.screens.administrators import ADA, IVO, WHY, publish
from tests.processes.screens.later import later
from tests.web.office import Office, text, words

PAGES = ("", "small/1/", "small/1/forms/report/", "small/1/compare/2/", "small/1/drawing/", "small/1/trial/")


@pytest.fixture
def versions(office: Office) -> Office:
    """Two versions are published, the second by Ada."""
    publish(office.world, later())
    return office


@pytest.mark.parametrize("place", PAGES)
def test_it_is_read_by_administrators_and_governance_and_refused_to_others_in_a_sentence(
    versions: Office, place: str
) -> None:
    for name in (ADA, IVO):
        assert versions.get(name, f"/processes/{place}").status_code == 200
    refused = versions.get("Joan Ellery", f"/processes/{place}")
    assert refused.status_code == 403
    assert "Only a system administrator or a information governance does this." in words(refused).replace(
        "an info", "a info"
    )


def test_the_list_says_who_published_what_when_and_why(versions: Office) -> None:
    said = words(versions.get(ADA, "/processes/"))
    assert "Version 2 of Small process In force for new work" in said
    assert "Mon 16 Nov 2026 09:00" in said
    assert f"Ada Quill Why: {WHY}" in said
    assert "The command line Why: For tests" in said
    assert "Publish a version" in said
    assert "Publish a version" not in words(versions.get(IVO, "/processes/"))


def test_a_version_is_read_in_plain_words_with_its_sources(versions: Office) -> None:
    said = words(versions.get(ADA, "/processes/small/2/"))
    for what in ("Manager authorises", "QAAG checks", "No longer required (NFA)", "Source tests", WHY):
        assert what in said
    form = words(versions.get(ADA, "/processes/small/2/forms/report/"))
    assert "What does the school say? Answered by: text When: Optional" in form
    assert "Relative" not in form
    assert "Written by Social worker." in form


def test_two_are_compared_as_minutes_are(versions: Office) -> None:
    said = words(versions.get(ADA, "/processes/small/2/compare/1/"))
    assert "What changed from version 1 to version 2" in said
    assert '1. Form Report "Relative" is no longer asked.' in said
    assert '"What does the school say?" is new in "Details" (optional).' in said
    chosen = versions.get(ADA, "/processes/small/2/?with=1")
    assert (chosen.status_code, chosen["Location"]) == (302, "/processes/small/2/compare/1/")


def test_it_is_drawn_with_links_from_its_worksteps_to_its_table(versions: Office) -> None:
    page = text(versions.get(ADA, "/processes/small/2/drawing/"))
    assert page.count('<svg class="pm-map"') == 1
    for step in ("review", "report", "search", "meeting"):
        assert f'href="#step-{step}"' in page
        assert f'id="step-{step}"' in page


def test_it_is_tried_and_what_is_never_come_to_is_said(versions: Office) -> None:
    said = words(versions.get(ADA, "/processes/small/2/trial/"))
    assert "Walked 1,000 times at random" in said
    assert "The longest pathway" in said
    assert "Every workstep was come to, every request sent and every next action added." in said


@pytest.mark.parametrize("place", ["small/9/", "nothing/1/", "small/1/forms/nothing/", "small/1/compare/9/"])
def test_what_is_not_there_is_said_so(versions: Office, place: str) -> None:
    assert versions.get(ADA, f"/processes/{place}").status_code == 404
