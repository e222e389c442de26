"""Work view (14201319): a sort and a layout that somebody chose are remembered, for them and for that folder alone."""

import re
from typing import Any

import pytest

from permanence.records.accounts import User
from permanence.records.worksteps import Workstep
from tests.queries.test_query_counts import another_child
from tests.web.office import Office, flash, open_office, rows, text, words

SETTING = "work view"
STARTED = "/work/started/"
# What is chosen: the query string of it, and what the folder then shows first and says of its order.
CHOSEN = (
    ("sort=-child", "Noah Pelham", "Sorted by child, last first."),
    ("group=child&sort=-moment", "Maya Thornbury", "Grouped by child. Sorted by started, last first."),
    ("group=stage&size=50", "Maya Thornbury", "Grouped by stage. Due soonest first, then the longest in progress."),
)


@pytest.fixture
def office(db: None) -> Office:
    """Priya has the reports of Maya and of Noah in progress."""
    here = open_office()
    here.world.started_report()
    another_child(here.world)
    here.world.started_report()
    return here


def keeps(office: Office, name: str, query: str, folder: str = STARTED) -> Any:
    """Press the button that the folder has where it is asked for in this way."""
    found = re.search(r'name="view" value="([^"]*)"', text(office.get(name, f"{folder}?{query}")))
    assert found, f"{folder}?{query} has no button that keeps it"
    return office.at(name).post(f"{folder}view", {"_key": query, "_version": "", "view": found.group(1)}, follow=True)


def usual(office: Office, name: str) -> Any:
    return office.at(name).post(f"{STARTED}view", {"_key": "usual", "_version": "", "usual": "yes"}, follow=True)


@pytest.mark.parametrize(("query", "first", "order"), CHOSEN)
def test_what_was_kept_is_how_the_folder_opens_and_what_was_not_is_not(
    office: Office, query: str, first: str, order: str
) -> None:
    before = text(office.get("Priya Nair", STARTED))
    assert order in words(office.get("Priya Nair", f"{STARTED}?{query}"))
    assert order not in before  # asking once keeps nothing
    shown = keeps(office, "Priya Nair", query)
    assert flash(shown) == "This folder opens as you see it here from now on."
    opened = office.get("Priya Nair", STARTED)
    assert order in words(opened)
    assert rows(opened)[0].startswith(first)
    assert "You kept this view of the folder." in words(opened)


def test_it_outlives_the_session_and_is_nobody_elses_and_of_no_other_folder(office: Office) -> None:
    keeps(office, "Priya Nair", "group=child")
    office.browsers.clear()
    assert "Grouped by child." in words(office.get("Priya Nair", STARTED))
    assert "Grouped by child." not in words(office.get("Joan Ellery", "/work/waiting/"))
    assert User.objects.exclude(views={}).count() == 1
    assert "You kept" not in words(office.get("Priya Nair", "/work/incoming/"))


def test_the_address_wins_and_the_view_kept_is_a_click_away(office: Office) -> None:
    keeps(office, "Priya Nair", "sort=-child")
    asked = office.get("Priya Nair", f"{STARTED}?sort=child")
    assert rows(asked)[0].startswith("Maya Thornbury")
    assert '<a href="?sort=-child">Show the view you kept</a>' in text(asked)
    assert "Keep this view" in words(asked)


def test_one_button_goes_back_to_the_usual_view(office: Office) -> None:
    keeps(office, "Priya Nair", "sort=-child")
    keeps(office, "Priya Nair", "sort=child", "/work/incoming/")
    answer = usual(office, "Priya Nair")
    assert flash(answer) == "This folder opens in its usual view again."
    assert "Due soonest first" in words(answer)
    assert "Back to the usual view" not in words(answer)
    assert User.objects.filter(views={"incoming": "sort=child"}).exists()  # the other folder's stays


def test_both_are_in_the_audit_and_neither_names_a_child(office: Office) -> None:
    keeps(office, "Priya Nair", "child=Maya&sort=-child")
    usual(office, "Priya Nair")
    written = office.reads("keep_view")
    assert [row.said for row in written] == [
        {"folder": "started", "view": "sort=-child"},
        {"folder": "started", "view": "usual"},
    ]
    assert {row.child_id for row in written} == {None}


def test_the_child_looked_for_is_not_kept_or_she_would_hide_the_others(office: Office) -> None:
    keeps(office, "Priya Nair", "child=Maya&sort=-child")
    assert len(rows(office.get("Priya Nair", STARTED))) == 2


def test_a_view_that_leaves_work_out_says_how_much(office: Office) -> None:
    Workstep.objects.filter(child_name="Noah Pelham").update(due_on="2026-11-02")
    keeps(office, "Priya Nair", "due=overdue")
    opened = office.get("Priya Nair", STARTED)
    assert len(rows(opened)) == 1
    assert "You kept this view of the folder. It leaves out 1 of the 2 here." in words(opened)
    assert "In progress (2)" in words(opened)


def test_a_kind_of_workstep_that_is_not_there_any_more_stays_to_be_seen_in_the_filter(office: Office) -> None:
    keeps(office, "Priya Nair", "step=search")
    opened = office.get("Priya Nair", STARTED)
    assert '<option value="search" selected>Search</option>' in text(opened)
    assert "It leaves out 2 of the 2 here." in words(opened)


@pytest.mark.parametrize("view", ["sort=password", "child=Maya", "size=7", "group=siblings", "step=%00", "page=2", "x"])
def test_what_is_no_view_of_the_folder_is_not_kept(office: Office, view: str) -> None:
    assert office.post("Priya Nair", f"{STARTED}view", view=view).status_code == 422
    assert not User.objects.exclude(views={}).exists()


def test_filtering_leaves_the_sort_as_it_was(office: Office) -> None:
    shown = text(office.get("Priya Nair", f"{STARTED}?sort=-child&size=50"))
    assert '<input type="hidden" name="sort" value="-child"><input type="hidden" name="size" value="50">' in shown
