"""Undoing an edit by an earlier version, and comparing any two."""

import re
from typing import Any

import pytest

from permanence.operations import worksteps
from permanence.records.audit import AuditRow
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.worksteps import StepEvent, Workstep
from tests.forms.conftest import Desks
from tests.forms.pages import text, words


@pytest.fixture
def written(desks: Desks) -> Desks:
    """Priya has saved the section three times."""
    for school, why in (("Hazel Road", "First."), ("Hazel Road", "Second."), ("Elm Park", "Third.")):
        assert desks.save(school=school, why_now=why).status_code == 303
    return desks


def stands(desks: Desks) -> dict[str, Any]:
    return dict(SectionAnswers.objects.get(step_id=desks.report, section="details").answers)


def restore(desks: Desks, number: int, *, name: str = "Priya Nair", **given: Any) -> Any:
    return desks.save(name, to=f"versions/{number}/restore", **given)


def test_it_is_a_new_version_with_the_old_words_and_no_reason_is_asked_of_its_writer(written: Desks) -> None:
    page = written.at("Priya Nair").get(f"{written.href}versions/1/")
    assert "Section 1 says again what is written here, as a new version." in words(page)
    assert "text replaced?" not in words(page)
    answer = restore(written, 1)
    assert (answer.status_code, answer["Location"]) == (303, written.section)
    assert stands(written) == {"school": "Hazel Road", "why_now": "First."}
    kept = Revision.objects.filter(step_id=written.report).order_by("number")
    assert [each.answers["why_now"] for each in kept] == ["First.", "Second.", "Third.", "First."]
    assert "Section 1 says again what it said in version 1." in words(written.at("Priya Nair").get(written.section))
    row = AuditRow.objects.get(act="restore_version")
    assert row.said == {"section": "details", "restored": 1, "version": 4}
    assert StepEvent.objects.filter(said="Priya Nair brought back version 1 of section 1.").exists()


def test_it_is_refused_where_somebody_saved_meanwhile(written: Desks) -> None:
    answer = restore(written, 1, _version=2)
    assert answer.status_code == 409
    assert "saved this section while you were" in words(answer)
    assert stands(written)["why_now"] == "Third."


def test_the_version_that_stands_is_not_offered(written: Desks) -> None:
    assert "Bring this version back" not in words(written.at("Priya Nair").get(f"{written.href}versions/3/"))
    assert restore(written, 3).status_code == 409


def test_another_role_is_told_whose_it_is(written: Desks) -> None:
    page = words(written.at("Joan Ellery").get(f"{written.href}versions/1/"))
    assert "Only a Social worker writes this section." in page
    assert restore(written, 1, name="Joan Ellery").status_code == 403
    assert restore(written, 1, name="Una Tait").status_code == 404
    assert stands(written)["why_now"] == "Third."


def test_who_replaces_another_workers_words_says_why(written: Desks) -> None:
    here = written.world
    una = here.people["Una Tait"]
    here.on("Joan Ellery", worksteps.reassign_step, written.report, to_worker=una, reason="Priya is on leave.")
    page = words(written.at("Una Tait").get(f"{written.href}versions/1/"))
    assert "Why is Priya Nair’s text replaced?" in page
    silent = restore(written, 1, name="Una Tait", reason="  ")
    assert silent.status_code == 409
    assert "Say why Priya Nair’s text is replaced: its writer reads it." in words(silent)
    assert restore(written, 1, name="Una Tait", reason="The school was mixed up.").status_code == 303
    assert StepEvent.objects.filter(said__endswith="version 1 of section 1: The school was mixed up.").exists()


def test_of_a_finished_form_nothing_is_brought_back(written: Desks) -> None:
    here = written.world
    ended = {"finished_at": here.at, "finished_by_id": here.people["Lena Voss"], "closed_at": here.at}
    Workstep.objects.filter(id=written.report).update(state="finished", **ended)
    assert restore(written, 1).status_code == 409
    assert stands(written)["why_now"] == "Third."


def test_any_two_versions_are_compared_whole_or_by_section(written: Desks) -> None:
    priya = written.at("Priya Nair")
    page = priya.get(f"{written.href}versions/")
    assert "Compare version" in words(page)
    chosen = priya.get(f"{written.href}versions/", {"from": "3", "to": "1", "section": "details"})
    assert chosen["Location"] == f"{written.href}versions/3/compare/1/?section=details"
    both = words(priya.get(chosen["Location"]))
    assert "What changed from version 1 to version 3" in both
    assert "[left out here: Elm Park ]" in both
    assert "[only here: Elm Park ]" in both
    elsewhere = words(priya.get(f"{written.href}versions/1/compare/3/?section=check"))
    assert "No answer differs." in elsewhere
    assert priya.get(f"{written.href}versions/1/compare/9/").status_code == 404


def test_the_words_added_and_removed_are_said_and_not_only_coloured(written: Desks) -> None:
    page = text(written.at("Priya Nair").get(f"{written.href}versions/2/compare/3/"))
    assert re.search(r"<ins><span class=\"govuk-visually-hidden\">\[only here: </span>Elm Park", page)
    assert re.search(r"<del><span class=\"govuk-visually-hidden\">\[left out here: </span>Hazel Road", page)
