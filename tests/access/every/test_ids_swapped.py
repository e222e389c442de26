"""P16: an id that is not theirs, in the place of each id of a form, of its address, of a page and of a search.

Nothing of what is secret is changed or shown. The act is refused and does nothing; where the field says nothing (such
as whom a next action goes to that was not chosen), it is the very act that the page would have sent.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from permanence.web.routes import routes
from tests.access.every.conftest import Everything
from tests.access.every.secrets import MARKS
from tests.access.every.sheet import Body, Desk, open_sheet
from tests.access.every.sheets import SHEETS
from tests.access.every.standing import Rows, effect, rows, standing
from tests.access.every.undoing import sign_everybody_in, undone_afterwards
from tests.support.proof import Proof
from tests.web.office import Office, text, words

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OF_THE_PAGE = frozenset({"_key", "_for", "_turn", "csrfmiddlewaretoken"})
"""Random, signed, or a number: none of them is the id of a thing."""
READERS = ("Priya Nair", "Joan Ellery", "Lena Voss", "Tom Askew")
SEARCHES = (
    "/children/?q={}",
    "/work/incoming/?q={}",
    "/work/finished/?q={}",
    "/notices/?q={}",
    "/work/incoming/?sort={}",
    "/work/incoming/?child={}",
    "/inboxes/{}/",
)
Swap = tuple[str, Body]


def test_an_id_that_is_not_theirs_does_nothing_and_shows_nothing(everything: Everything, proof: Proof) -> None:
    share, tried = proof.size(6, 10_000), 0
    sign_everybody_in(everything.office)
    for build in SHEETS.values():
        with undone_afterwards():
            desk = open_sheet(everything.office, build(everything.office))
            swapped = list(swaps(desk, everything.secrets.every))
            chosen = swapped if len(swapped) <= share else proof.random.sample(swapped, share)
            is_refused(desk, chosen)
            tried += len(chosen)
    assert tried >= 200
    proof.found("P16", what="ids swapped in the forms of every act", n=tried, result="0 effects, 0 leaks")


def swaps(desk: Desk, forbidden: list[UUID]) -> Iterator[Swap]:
    """Yield the form with a forbidden id in the place of each id of its address and of its fields."""
    for theirs in map(str, forbidden):
        for mine in dict.fromkeys(ID.findall(desk.sheet.action)):
            yield desk.sheet.action.replace(mine, theirs), desk.body
        for name, value in desk.body.items():
            if name not in OF_THE_PAGE:
                for mine in dict.fromkeys(ID.findall(str(value))):
                    yield desk.sheet.action, {**desk.body, name: str(value).replace(mine, theirs)}


def is_refused(desk: Desk, chosen: list[Swap]) -> None:
    """Send each of them, undone afterwards."""
    before, earlier = standing(drafts=True), rows()
    with undone_afterwards():
        assert desk.send().status_code == desk.sheet.leads
        right = effect(earlier, rows())
    for path, body in chosen:
        with undone_afterwards():
            answer = desk.send_just(body, to=path)
            what = (path, body, answer.status_code, words(answer)[:300])
            assert answer.status_code < 500, what
            assert not shown_of_it(answer), what
            if answer.status_code < 400:
                after = rows()
                assert effect(earlier, after) == right, what
                assert secret_rows(after) == secret_rows(earlier), what
            else:
                assert standing(drafts=True) == before, what


def shown_of_it(answer: Any) -> list[str]:
    """Return what of the secrets an answer shows, in its body or in where it leads."""
    return [mark for mark in MARKS if mark in text(answer) + answer.get("Location", "")]


def secret_rows(found: Rows) -> list[str]:
    """Return each row that holds something secret."""
    said = (str(row) for table in sorted(found) if table != "records_auditrow" for row in found[table].values())
    return sorted(row for row in said if any(mark in row for mark in MARKS))


def test_no_page_is_opened_with_an_id_that_is_not_theirs(everything: Everything, proof: Proof) -> None:
    every = [(name, path) for path in addresses(everything) for name in READERS]
    chosen = every if proof.whole else proof.random.sample(every, 160)
    sign_everybody_in(everything.office)
    before = standing()
    for name, path in chosen:
        answer = everything.office.get(name, path)
        assert answer.status_code in {200, 302, 403, 404}, (name, path, answer.status_code)
        assert not shown_of_it(answer), (name, path)
    assert standing() == before
    proof.found("P16", what="ids swapped in the addresses and searches of pages", n=len(chosen), result="0 leaks")


def addresses(everything: Everything) -> Iterator[str]:
    """Yield each page with a forbidden id in the place of its id, or of one of its two; and each search for one."""
    forbidden = everything.secrets.every
    mine = str(everything.office.world.child_id)
    for route in routes():
        if "GET" in route.methods and "<uuid" in route.pattern:
            names = re.findall(r"<uuid:\w+>", route.pattern)
            for theirs, other in ((str(each), id_) for each in forbidden for id_ in {mine, str(each)}):
                path = route.pattern.replace(names[0], theirs)
                for name in names[1:]:
                    path = path.replace(name, other)
                yield re.sub(r"<slug:\w+>", "details", re.sub(r"<int:\w+>", "1", path))
    for search in SEARCHES:
        yield from (search.format(each) for each in (*forbidden, "zephyr", "quillf", "ambergr"))


@pytest.mark.parametrize("name", READERS)
def test_what_is_secret_stands_on_no_list(everything: Everything, name: str) -> None:
    """Every list that somebody is led to, with the records there and nobody of theirs among them."""
    office: Office = everything.office
    for path in ("/work/incoming/", "/work/finished/", "/children/", "/notices/", "/account/", "/demo/outbox"):
        answer = office.get(name, path)
        assert answer.status_code == 200, path
        assert not shown_of_it(answer), path
