"""Private drafts over HTTP: one a page, never seen by others, never in the way of a newer save (P11)."""

import json
from typing import Any

import pytest

from permanence.operations import worksteps
from permanence.records.audit import AuditRow
from permanence.records.forms import Draft, SectionAnswers
from permanence.web.section_filling import new_row_id
from tests.forms.conftest import Desks
from tests.forms.pages import fields, text, words

JSON = {"Accept": "application/json"}


def draft(desks: Desks, name: str = "Priya Nair", **typed: Any) -> Any:
    return desks.save(name, "draft", headers=JSON, **typed)


def typed_of(desks: Desks) -> list[str]:
    return [each.typed.get("why_now", "") for each in Draft.objects.filter(step_id=desks.report).order_by("id")]


def test_the_line_says_when_it_was_kept_and_for_whom(desks: Desks) -> None:
    said = draft(desks, _key="page-1", why_now="Half a sent").json()["says"]
    assert said.startswith("Draft kept 09:0")
    assert said.endswith(". Only you see a draft.")
    assert said in words(desks.at("Priya Nair").get(desks.section))


def test_nobody_else_sees_it_and_its_writer_sees_it_after_signing_in_anew(desks: Desks) -> None:
    draft(desks, _key="page-1", why_now="Half a sentence about her Nan")
    for name in ("Joan Ellery", "Tom Askew"):
        for page in (desks.section, f"{desks.section}?draft=first", f"{desks.href}versions/", desks.href):
            assert "about her Nan" not in text(desks.at(name).get(page))
        assert desks.at(name).get(f"{desks.href}compare/?section=details").status_code == 404
    desks.at("Priya Nair").logout()
    desks.browsers.clear()
    assert "about her Nan" in text(desks.at("Priya Nair").get(desks.section))


def test_it_is_on_record_once_a_page_and_without_its_text(desks: Desks) -> None:
    for turn in range(1, 4):
        draft(desks, _key="page-1", _turn=turn, why_now=f"Secret words {turn}")
    draft(desks, _key="page-2", why_now="Secret words of another page")
    rows = AuditRow.objects.filter(act="keep_draft", object_id=desks.report)
    assert rows.count() == 2
    for row in rows:
        assert row.said == {"section": "details"}
        assert "Secret" not in json.dumps([row.said, row.why, row.ids])


@pytest.mark.parametrize(("turn", "stands"), [(1, "newer"), (2, "newer"), (3, "late"), (4, "late")])
def test_what_a_page_sent_before_and_arrives_later_changes_nothing(desks: Desks, turn: int, stands: str) -> None:
    draft(desks, _key="page-1", _turn=3, why_now="newer")
    draft(desks, _key="page-1", _turn=turn, why_now="late")
    assert typed_of(desks) == [stands]


def test_a_draft_that_arrives_after_its_page_was_saved_is_none(desks: Desks) -> None:
    assert desks.save(_key="page-1", _turn=2, why_now="Saved.").status_code == 303
    late = draft(desks, _key="page-1", _turn=1, _version=0, why_now="Sav")
    assert late.json() == {"says": "This page was saved. Open the section again to go on writing."}
    assert typed_of(desks) == []
    assert fields(desks.at("Priya Nair").get(desks.section))["why_now"] == ["Saved."]


def test_two_pages_of_one_writer_keep_both_drafts(desks: Desks) -> None:
    draft(desks, _key="page-1", why_now="On the first page.")
    draft(desks, _key="page-2", why_now="On the second page.")
    assert typed_of(desks) == ["On the first page.", "On the second page."]
    page = desks.at("Priya Nair").get(desks.section)
    assert fields(page)["why_now"] == ["On the second page."]
    assert "You have another draft of this section, typed on another page" in words(page)
    [other] = {line.split('"')[0] for line in text(page).split('href="') if "?draft=" in line and "sections" in line}
    assert fields(desks.at("Priya Nair").get(other))["why_now"] == ["On the first page."]


def test_a_save_on_one_page_leaves_the_draft_of_another_to_be_compared(desks: Desks) -> None:
    draft(desks, _key="page-1", _version=0, why_now="On the first page.")
    assert desks.save(_key="page-2", why_now="Saved on the second.").status_code == 303
    page = desks.at("Priya Nair").get(desks.section)
    assert "You saved this section while you were writing. What you see is your draft." in words(page)
    both = words(desks.at("Priya Nair").get(f"{desks.href}compare/?section=details"))
    assert "You saved at" in both
    for word in ("Saved", "second", "On", "first"):
        assert word in both


def test_rows_that_are_added_come_back_in_their_order(desks: Desks) -> None:
    sent = {f"contact.{new_row_id()}.notes": "The first row"}
    for number in range(1, 6):
        where = desks.save(act=None, _add="contact", _key=f"page-{number}", **sent)["Location"]
        page = fields(desks.at("Priya Nair").get(where.split("#")[0]))
        names = [name for name in page if name.startswith("contact.") and name.endswith(".notes")]
        sent = {name: page[name][0] or f"Row {number}" for name in names} | {"_draft": page["_draft"][0]}
    del sent["_draft"]
    assert [*sent.values()] == ["The first row", *(f"Row {number}" for number in range(1, 6))]


def test_a_page_opened_with_a_draft_takes_its_place(desks: Desks) -> None:
    draft(desks, _key="page-1", why_now="Begun in the morning.")
    page = fields(desks.at("Priya Nair").get(desks.section))
    draft(desks, _key=page["_key"][0], _draft=page["_draft"][0], why_now="Begun in the morning, ended at noon.")
    assert typed_of(desks) == ["Begun in the morning, ended at noon."]
    assert desks.save(_key="page-3", _draft=Draft.objects.get().page, why_now="Whole.").status_code == 303
    assert typed_of(desks) == []


def test_one_that_cannot_be_saved_any_more_is_kept_and_shown(desks: Desks) -> None:
    here = desks.world
    una = here.people["Una Tait"]
    here.on("Joan Ellery", worksteps.reassign_step, desks.report, to_worker=una, reason="Priya is on leave.")
    answer = draft(desks, _key="page-1", why_now="Typed a moment before.")
    assert answer.status_code in {403, 409}
    assert typed_of(desks) == ["Typed a moment before."]
    assert "Typed a moment before." in words(desks.at("Priya Nair").get(desks.section))


def test_a_page_sent_twice_with_other_words_keeps_both(desks: Desks) -> None:
    desks.save(_key="page-1", why_now="First.")
    again = desks.save(_key="page-1", _version=0, why_now="Second, after Back.")
    assert again.status_code == 422
    sent = fields(again)
    assert (sent["why_now"], sent["_version"]) == (["Second, after Back."], ["0"]), "not as if it had seen the first"
    assert SectionAnswers.objects.get(step_id=desks.report, section="details").answers["why_now"] == "First."


@pytest.mark.parametrize("missing", ["_version", "_key"])
def test_a_page_that_did_not_come_whole_is_kept_as_a_draft(desks: Desks, missing: str) -> None:
    given: dict[str, Any] = {missing: None, "why_now": "All my words."}
    answer = desks.save(**given)
    assert answer.status_code == 422
    assert "What you typed is kept as your draft" in words(answer)
    assert fields(answer)["why_now"] == ["All my words."]
    assert typed_of(desks) == ["All my words."]
