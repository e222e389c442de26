"""P23: a form that carries more than its page asks: columns of the tables, answers of other sections, other people.

Nothing of it is written: the act is the very act that the page would have sent, or it is refused and does nothing.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from tests.access.every.conftest import Everything
from tests.access.every.sheet import Body, Desk, open_sheet
from tests.access.every.sheets import SHEETS
from tests.access.every.standing import effect, rows, standing
from tests.access.every.undoing import sign_everybody_in, undone_afterwards
from tests.support.proof import Proof
from tests.web.office import words

ANSWERS = {
    "checked": "Checked by nobody.",
    "check.checked": "Checked by nobody.",
    "told": "Told nobody.",
    "agreed": "yes",
    "purpose": "review",
    "found": "yes",
    "notes": "Notes of a meeting that was not held.",
    "why": "Because.",
}
"""Of sections that the form is not of."""


def columns() -> list[str]:
    """Return the name of every column of every table, and of what it leads to."""
    models = apps.get_app_config("records").get_models()
    fields = [field for model in models for field in model._meta.concrete_fields]  # Django's only name
    return sorted({name for field in fields for name in (field.name, field.attname)})


def extras(everything: Everything) -> Body:
    """Return what is sent besides, by name: each of it would change something if it were taken."""
    theirs = everything.secrets.ids
    given: Body = {name: _forged(name, theirs) for name in columns()} | ANSWERS
    for prefix in ("", "action_"):
        given[f"{prefix}to_worker"] = str(theirs["other worker"])
        given[f"{prefix}to_inbox"] = str(theirs["other inbox"])
    return given | {f"_{name}": value for name, value in given.items()}


def _forged(name: str, theirs: dict[str, Any]) -> str:
    if name.endswith("_id") or name in {"id", "worker", "user", "step", "child", "authority", "person"}:
        return str(theirs.get(f"other {name.removesuffix('_id')}", theirs["other worker"]))
    if name.endswith(("_at", "_on")) or name == "at":
        return "2020-01-01T00:00:00+00:00"
    return {"state": "finished", "version": "99", "access_class": "open", "is_active": "false"}.get(name, "yes")


def test_what_a_page_does_not_ask_is_not_written(everything: Everything, proof: Proof) -> None:
    sent, wrong, more = 0, list[str](), extras(everything)
    sign_everybody_in(everything.office)
    for build in SHEETS.values():
        with undone_afterwards():
            desk = open_sheet(everything.office, build(everything.office))
            asked = set(desk.form.fields) | desk.form.named | desk.sheet.typed.keys() | desk.sheet.takes
            besides = {name: value for name, value in more.items() if name not in asked}
            wrong += written_besides(desk, besides, at_once=proof.size(len(besides), 12))
            sent += len(besides)
    assert wrong == []
    assert sent >= 2_000
    proof.found("P23", what="fields sent besides what the page asks", n=sent, result="0 extra writes")


def written_besides(desk: Desk, besides: Body, *, at_once: int) -> Iterator[str]:
    """Send the form with more in it, so many fields at once; yield what that did which it should not have done."""
    before, earlier = standing(drafts=True), rows()
    with undone_afterwards():
        assert desk.send().status_code == desk.sheet.leads
        right = effect(earlier, rows())
    every = list(besides)
    for first in range(0, len(every), at_once):
        names = every[first : first + at_once]
        with undone_afterwards():
            answer = desk.send({name: besides[name] for name in names})
            sent = f"{desk.sheet.action} with {', '.join(names[:12])} and so on: {answer.status_code}"
            if answer.status_code >= 500:
                yield f"{sent} {words(answer)[:200]}"
            elif answer.status_code >= 400:
                yield from [sent] if standing(drafts=True) != before else []
            else:
                now = effect(earlier, rows())
                yield from (f"{sent} wrote {row}" for row in (now - right) | (right - now))
