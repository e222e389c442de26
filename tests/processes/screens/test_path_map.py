"""A child's path on the drawing of the process: taken, where it stands now, and what was begun off it, dashed."""

import re
from uuid import UUID

import pytest

from permanence.operations import finishing
from permanence.operations.replacing import replace_step
from permanence.records.worksteps import Workstep
from tests.web.office import Office, text, words

BOX = re.compile(r'<g id="[^"]*" class="(node[^"]*)">(.*?)</g>', re.DOTALL)


def boxes(page: str) -> dict[str, str]:
    """Return the marks of each box, by its first words."""
    found = {}
    for marks, inside in BOX.findall(page):
        lines = re.findall(r"<text[^>]*>([^<]*)</text>", inside)
        found[lines[0]] = marks.removeprefix("node").strip()
    return found


def test_the_path_is_marked_with_dates_and_leads_to_its_worksteps(office: Office) -> None:
    w = office.world
    w.on("Lena Voss", finishing.finish_step, w.checked_report())
    page = text(office.get("Joan Ellery", f"/children/{w.child_id}/pathway/map/"))
    marked = boxes(page)
    assert (marked["Review"], marked["1 Report"], marked["2 Search"]) == ("taken", "taken", "now")
    assert marked["3 Meeting"] == ""
    assert page.count('class="edge walked"') == 2
    assert ">Mon 16 Nov to Mon 16 Nov<" in page
    for step in Workstep.objects.filter(child_id=w.child_id):
        assert f'href="/steps/{step.id}/"' in page
    said = words(office.get("Joan Ellery", f"/children/{w.child_id}/pathway/map/"))
    assert "Maya came to 3 kinds of workstep. Now at Search." in said
    assert "Begun off the drawn path" not in said.replace("Dashed: begun off the drawn path.", "")


def test_what_was_begun_off_it_is_dashed_and_told(office: Office) -> None:
    w = office.world
    report: UUID = w.started_report()
    to = {"to_worker": w.people["Una Tait"]}
    w.on("Joan Ellery", replace_step, report, step_type="report", reason="Una knows the family.", **to)
    page = text(office.get("Joan Ellery", f"/children/{w.child_id}/pathway/map/"))
    assert 'class="edge off"' in page
    assert "1 workstep begun off the drawn path." in page
    assert "Put in its place" in words(office.get("Joan Ellery", f"/children/{w.child_id}/pathway/map/"))


@pytest.mark.parametrize(("name", "status"), [("Priya Nair", 200), ("Una Tait", 404), ("Ada Quill", 404)])
def test_it_is_seen_as_the_child_s_other_pages_are(office: Office, name: str, status: int) -> None:
    w = office.world
    w.started_report()
    assert office.get(name, f"/children/{w.child_id}/pathway/map/").status_code == status
    assert len(office.reads("open_pathway")) == (status == 200)


def test_before_the_first_pathway_it_says_so(office: Office) -> None:
    said = words(office.get("Priya Nair", f"/children/{office.world.child_id}/pathway/map/"))
    assert "No plan for permanence yet." in said
