"""A child is found when her name is misspelt, heard, cut short, or one she has no longer (issue 4, point 7)."""

from typing import Any

import pytest

from permanence.kernel.reasons import Refused
from permanence.operations.other_names import add_name
from permanence.records.audit import AuditRow
from tests.factories import World, when
from tests.finding.conftest import Finds, child
from tests.finding.misspelt import BORN, NOBODY, SIGNS, TYPED

NUMBERS = ("3900001", "390 0001", "39 00 001", "#3900001", "maya 3900001", "3900001, Thornbury")


def test_found_among_the_first_three(all_here: World, finds: Finds) -> None:
    answers = {typed: finds(typed) for typed, _ in TYPED}
    assert {typed: answers[typed] for typed, meant in TYPED if meant not in answers[typed][:3]} == {}
    exact = ("Maya Thornbury", "Thomas Thornton", "Emilia Brien", "Lucas Lukas", "محمد علي")
    assert [finds(name)[0] for name in exact] == list(exact)


def test_signs_break_nothing_and_stand_for_nothing(all_here: World, finds: Finds) -> None:
    assert [typed for typed in SIGNS if "Maya Thornbury" not in finds(typed)[:3]] == []
    assert {typed: finds(typed) for typed in NOBODY if finds(typed)} == {}


def test_found_by_number_and_by_date_of_birth_however_they_are_written(here: World, finds: Finds) -> None:
    child(here, "Thomas Thornton")
    assert [typed for typed in (*NUMBERS, *BORN) if finds(typed) != ["Maya Thornbury"]] == []


def test_not_found_by_a_part_of_a_number(finds: Finds) -> None:
    """Else one could count through the numbers of the children whom one may see."""
    assert (finds("390000"), finds("39000011"), finds("900001")) == ([], [], [])


def test_a_name_and_a_date_of_birth_both_count(here: World, finds: Finds) -> None:
    child(here, "Maya Thornbury")
    assert len(finds("Maya Thornberry")) == 2
    assert finds("Thornberry 4/5/2018") == ["Maya Thornbury"]
    assert finds("Thornberry 5/5/2018") == []
    assert finds("Quigley 4/5/2018") == []


def test_found_by_what_she_likes_to_be_called_and_by_former_names(here: World, finds: Finds) -> None:
    child(here, "Eleanor Wragg", known_as="Buttons")
    told: dict[str, Any] = {"child_id": here.child_id, "actor": here.actor("Priya Nair"), "at": here.at}
    add_name(name="Maya  Zielińska ", kind="birth", **told)
    add_name(name="Mo", kind="alias", **told)
    assert finds("butons") == ["Eleanor Wragg"]
    assert finds("Zelinska") == ["Maya Thornbury"]
    assert finds("Mo Thornbury") == ["Maya Thornbury"]
    added = AuditRow.objects.filter(act="add_name", child_id=here.child_id).order_by("seq")
    assert [row.said for row in added] == [{"kind": "birth"}, {"kind": "alias"}]


REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"name": " "}, "Write the name."),
    ({"name": "x" * 201}, "The name is 1 character over the 200 that fit."),
    ({"kind": "current"}, "Choose what the name is."),
    ({"name": "Maya Thornbury"}, "Maya Thornbury is written down already. Look through the names above."),
    ({"from_on": when("17 Nov 2026 09:00").date()}, "A day of the name lies in the future."),
    (
        {"from_on": when("2 Feb 2020 09:00").date(), "to_on": when("1 Feb 2020 09:00").date()},
        "The name ends before it begins.",
    ),
)


def test_a_name_that_cannot_be_is_refused_in_a_sentence(here: World) -> None:
    told: dict[str, Any] = {"child_id": here.child_id, "actor": here.actor("Priya Nair"), "at": here.at}
    for given, sentence in REFUSED:
        with pytest.raises(Refused) as refused:
            add_name(**{"name": "Maya Carrow", "kind": "former", **told, **given})
        assert sentence in refused.value.reasons[0].sentence
    stranger = {**told, "actor": here.actor("Una Tait")}
    with pytest.raises(Refused):
        add_name(name="Maya Carrow", kind="former", **stranger)
