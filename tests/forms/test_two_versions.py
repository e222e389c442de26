"""A stale save: both texts question by question, mine, theirs or both of each, settled by one save (pages, 10.4b)."""

from typing import Any

import pytest

from permanence.records.forms import Draft, Revision, SectionAnswers
from tests.forms.conftest import Desks
from tests.forms.pages import fields, words

BASE: dict[str, Any] = {
    "school": "Hazel Road",
    "why_now": "She sees Nan.",
    "present": ["child"],
    "contact.a.notes": "Weekly",
}
THEIRS: dict[str, Any] = {
    **BASE,
    "why_now": "She sees Nan on Sundays.",
    "present": ["child", "carer"],
    "contact.b.notes": "By phone",
}
MINE: dict[str, Any] = {
    **BASE,
    "why_now": "Maya sees Nan.",
    "present": ["child", "teacher"],
    "contact.c.notes": "Letters",
}


@pytest.fixture
def both(desks: Desks) -> Any:
    """What answers a save of mine after another save of the same version."""
    assert desks.save(**BASE).status_code == 303
    assert desks.save(**THEIRS).status_code == 303
    stale = desks.save(_version=1, **MINE)
    assert stale.status_code == 409
    return stale


def settle(desks: Desks, both: Any, **chosen: str) -> Any:
    sent = {name: values[0] for name, values in fields(both).items() if name.startswith("_") or "both" in name}
    given = {**sent, **{f"choice.{name}": value for name, value in chosen.items()}}
    return desks.at("Priya Nair").post(f"{desks.href}compare", {"_act": "close", **given})


def stands(desks: Desks) -> dict[str, Any]:
    return dict(SectionAnswers.objects.get(step_id=desks.report, section="details").answers)


def test_one_save_settles_it_with_both_of_each(desks: Desks, both: Any) -> None:
    assert "Keep what either added or changed" in words(both)
    assert settle(desks, both, why_now="both", present="both", contact="both").status_code == 303
    assert stands(desks) == {
        "school": "Hazel Road",
        "why_now": "Maya sees Nan on Sundays.",
        "present": ["child", "carer", "teacher"],
        "contact": [
            {"id": "a", "notes": "Weekly"},
            {"id": "b", "notes": "By phone"},
            {"id": "c", "notes": "Letters"},
        ],
    }
    assert not Draft.objects.exists()
    assert Revision.objects.filter(step_id=desks.report).count() == 3


@pytest.mark.parametrize(("choice", "who"), [("theirs", THEIRS), ("mine", MINE)])
def test_or_with_one_of_them(desks: Desks, both: Any, choice: str, who: dict[str, Any]) -> None:
    assert settle(desks, both, why_now=choice, present=choice, contact=choice).status_code == 303
    assert (stands(desks)["why_now"], stands(desks)["present"]) == (who["why_now"], who["present"])


def test_an_unknown_choice_is_asked_again(desks: Desks, both: Any) -> None:
    again = settle(desks, both, why_now="nobody's", present="mine", contact="mine")
    assert again.status_code == 422
    assert words(again).count("Choose which words stand: Why is the child") == 1


def test_a_third_save_meanwhile_keeps_what_was_chosen_and_written(desks: Desks, both: Any) -> None:
    assert desks.save(**{**THEIRS, "why_now": "She sees Nan on Saturdays."}).status_code == 303
    sent = fields(both)
    sent["both.why_now"] = ["Written by hand from both."]
    chosen = {"choice.why_now": "both", "choice.present": "mine", "choice.contact": "theirs"}
    flat = {name: values[0] for name, values in sent.items() if name.startswith("_") or "both" in name}
    third = desks.at("Priya Nair").post(f"{desks.href}compare", {"_act": "save", **flat, **chosen})
    assert third.status_code == 409
    assert fields(third)["both.why_now"] == ["Written by hand from both."]
    assert fields(third)["choice.present"] == ["mine"]
    [kept] = Draft.objects.all()
    assert kept.typed["why_now"] == "Written by hand from both."
    assert kept.typed["contact.c.notes"] == "Letters", "what was not chosen is not lost either"


def test_rows_that_both_changed_are_not_joined(desks: Desks) -> None:
    desks.save(**BASE)
    desks.save(**{**BASE, "contact.a.notes": "Monthly"})
    page = desks.save(_version=1, **{**BASE, "contact.a.notes": "Daily"})
    assert "Keep what either added or changed" not in words(page)
    assert "[only here: Daily ]" in words(page) or "Daily" in words(page)
