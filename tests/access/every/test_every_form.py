"""Every form of every act, taken from its page: sent right, again, with something else, late, and not whole (C05, P04).

The table of forms is `sheets.py`; an address that takes a POST and has no row there turns the first test red.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F

from permanence.web.acting import LONGEST_KEY
from permanence.web.routes import routes
from tests.access.clerk import is_a_page
from tests.access.every.conftest import Everything
from tests.access.every.sheet import Body, Desk, open_sheet
from tests.access.every.sheets import SHEETS, WITHOUT_KEY, address_of
from tests.access.every.standing import effect, rows, standing
from tests.access.every.undoing import undone_afterwards
from tests.web.office import reasons, text, words

STEERS = frozenset({"_page", "then", "find", "_turn", "_draft", "_for"})
"""What says only which page comes next, or whose draft it is: without it the act is the same act."""
KEEPS_DRAFTS = frozenset({"save", "save_comparison", "attach"})
TAMPERED = ("", "three", "-1", "9" * 40, "\x00", "x" * 300, "01a2008c-0000-7000-8000-000000000000")
REUSED = "This page was sent a second time with something else in it."

every_form = pytest.mark.parametrize("name", SHEETS)


@pytest.fixture
def desk(name: str, everything: Everything) -> Desk:
    """The form on somebody's desk."""
    return open_sheet(everything.office, SHEETS[name](everything.office))


def test_every_address_that_takes_a_form_is_in_the_table() -> None:
    taking = {route.name for route in routes() if "POST" in route.methods}
    assert taking == {address_of(name) for name in SHEETS} | WITHOUT_KEY.keys()


@every_form
def test_sent_right_it_is_done_once_however_often_it_comes(desk: Desk) -> None:
    """P04: a double click, Back and send again, an answer that was lost: one effect, and the same answer."""
    before = standing()
    done = desk.send()
    assert done.status_code == desk.sheet.leads, words(done)
    after = standing(drafts=not desk.sheet.keyed)
    assert after != before or not desk.sheet.once
    for _ in range(2):
        again = desk.send()
        assert (again.status_code, again.get("Location")) == (done.status_code, done.get("Location")), words(again)
        assert standing(drafts=not desk.sheet.keyed) == after
    if desk.sheet.leads == 303:  # See Other
        shown = desk.office.get(desk.sheet.by, done["Location"])
        assert shown.status_code == 200, (done["Location"], words(shown))
        assert is_a_page(shown)


@every_form
def test_the_same_key_with_something_else_in_it_is_refused(desk: Desk) -> None:
    assert desk.send().status_code == desk.sheet.leads
    if not desk.sheet.keyed:
        return
    after = standing(drafts=True)
    elsewhere = {"_key": desk.body["_key"], "_version": "", "all": "yes"}
    other = desk.sheet.other
    reused = desk.send(other) if other else desk.send_just(elsewhere, to="/notices/read")
    assert reused.status_code == 422, (reused.status_code, words(reused))
    assert REUSED in said_by(reused)
    assert standing(drafts=True) == after


@every_form
def test_late_it_is_refused_with_who_was_quicker_and_all_that_was_typed(desk: Desk) -> None:
    """C05: 409 for a page that shows what stands no longer; the words are on the page again (P11)."""
    if desk.sheet.version_of is None:
        return  # its page shows nothing that has a version
    table, row = desk.sheet.version_of
    table.objects.filter(id=row).update(version=F("version") + 1)
    before = standing(drafts=True)
    late = desk.send()
    assert late.status_code == 409, words(late)
    assert is_a_page(late)
    assert "Somebody else was quicker" in words(late) or reasons(late) or 'data-test="conflict"' in text(late)
    assert desk.sheet.words in " ".join(words(late).split())
    assert standing(drafts=True) == before


@every_form
def test_sent_again_from_the_page_before_it_is_refused_in_words(desk: Desk) -> None:
    """Back, and sent again as a page of its own: the act was done, and is not done a second time."""
    assert desk.send().status_code == desk.sheet.leads
    before = standing(drafts=True)
    again = desk.send({"_key": str(uuid4())})
    if not desk.sheet.once:
        assert again.status_code == desk.sheet.leads, words(again)
        return
    assert again.status_code in {403, 404, 409}, (again.status_code, words(again))
    assert is_a_page(again)
    if "save" not in desk.sheet.action:  # there the words are what is saved
        assert desk.sheet.words in words(again)
    assert standing(drafts=True) == before


@every_form
def test_not_as_its_page_sends_it_it_is_refused_and_does_nothing(name: str, desk: Desk) -> None:
    """C05: each hidden field left out, doubled, changed: 4xx with a sentence, never a 5xx, and no effect.

    Where it is taken all the same, it is the very act that the page would have sent.
    """
    drafts = address_of(name) in KEEPS_DRAFTS
    before, earlier = standing(drafts=drafts), rows()
    with undone_afterwards():
        assert desk.send().status_code == desk.sheet.leads
        right = effect(earlier, rows())
    assert {"_version", "_key"} <= set(desk.hidden)
    for field, wrong in wrong_bodies(desk):
        with undone_afterwards():
            answer = desk.send_just(wrong)
            what = (field, wrong.get(field), answer.status_code, words(answer)[:300])
            assert answer.status_code < 500, what
            if answer.status_code < 400:
                assert only_steers(desk, field) or effect(earlier, rows()) == right, what
                continue
            assert said_by(answer), what
            assert standing(drafts=drafts) == before, what


def only_steers(desk: Desk, field: str) -> bool:
    """Return whether the act is the same act without the field: it says where to go on, or is of another choice."""
    of, _, choice = field.partition(".")
    is_of_another = of in {"to", "reason"} and choice not in {"", desk.body.get("action")}
    is_no_version = field == "_version" and desk.sheet.version_of is None
    return field in STEERS | desk.sheet.steers or is_of_another or is_no_version


def wrong_bodies(desk: Desk) -> Iterator[tuple[str, Body]]:
    """Yield the form with each hidden field left out, there twice, and changed."""
    for field in desk.hidden:
        value = desk.body[field]
        if value or field.startswith("_"):  # an empty one left out says the same
            yield field, {name: given for name, given in desk.body.items() if name != field}
        yield field, {**desk.body, field: [value, value]}
        yield field, {**desk.body, field: [value, "else"]}
        for wrong in TAMPERED:
            if wrong != value and not (field == "_key" and 0 < len(wrong) <= LONGEST_KEY):  # a key as good as another
                yield field, {**desk.body, field: wrong}


def said_by(answer: Any) -> str:
    """Return what an answer says, of a page or of what a script reads; "" where it says nothing whole."""
    if answer["Content-Type"].startswith("application/json"):
        return str(answer.json()["says"])
    return words(answer) if is_a_page(answer) and "." in words(answer) else ""
