"""Answering a section on its page as people do: field by field, row by row, whoever is named found by name.

What a page asks only once something is saved is answered on the page that follows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from permanence.records.people import Person as PersonRow
from permanence.records.people import Worker
from tests.browser.fingers import Fingers, turns
from tests.browser.wanted import Field, Typed, fields_of, onto_rows, rows_missing

Mapped = Mapping[str, str | list[str]]
FORM = "form[data-autosave]"
MOST_ROUNDS = 200


@dataclass
class Answering:
    """One section being answered.

    Args:
        typed: by HTML name, what it is to hold: with rows as the story numbers them.
    """

    page: Page
    fingers: Fingers
    typed: Typed
    left: list[str] = field(default_factory=list)
    searched: set[str] = field(default_factory=set)

    @property
    def form(self) -> Locator:
        """Return the form of the section."""
        return self.page.locator(FORM)

    def answers(self) -> bool:
        """Answer whatever the page asks; return whether something is left that it does not ask yet."""
        for _ in range(MOST_ROUNDS):
            if not (self._fills_in() or self._finds_somebody() or self._adds_a_row()):
                fields = fields_of(self.form)
                self.left = sorted(self._unasked(fields, onto_rows(self.typed, fields)))
                return bool(self.left)
        raise AssertionError(f"{self.page.url} is never answered")

    def _adds_a_row(self) -> bool:
        missing = rows_missing(self.typed, [each for each in fields_of(self.form) if each.shown or each.folded])
        if not missing:
            return False
        turns(self.fingers, self.form.locator(f'button[name="_add"][value="{missing[0]}"]'))
        return True

    def _fills_in(self) -> bool:
        """Fill in what the page shows, top to bottom; return whether anything was to be filled in."""
        fields = fields_of(self.form)
        wanted = onto_rows(self.typed, fields)
        open_ones = [each for each in fields if (each.shown or each.folded) and self._is_to_be_set(each, wanted)]
        for each in open_ones:
            self._sets(each, _said(wanted, each.name))
        return bool(open_ones)

    def _is_to_be_set(self, each: Field, wanted: Mapped) -> bool:
        said = _said(wanted, each.name)
        if each.kind == "radio":
            return each.value in said and not each.checked if said else each.value == "" and not each.checked
        if each.kind == "checkbox":
            return (each.value in said) != each.checked
        if each.lines:
            return (said or [""])[0] != each.value and (said or [""])[0] in each.lines
        return (said or [""])[0] != each.value

    def _sets(self, each: Field, said: list[str]) -> None:
        box = self._field(each)
        if not box.is_visible():
            self._unfolds(box)
        if not box.is_visible():
            return  # an answer further up took the question away
        if each.kind in {"radio", "checkbox"}:
            (self.fingers.untick if each.checked else self.fingers.choose)(box)
        elif each.lines:
            self.fingers.pick(box, (said or [""])[0])
        else:
            self.fingers.write(box, (said or [""])[0])

    def _unfolds(self, box: Locator) -> None:
        summary = box.locator("xpath=ancestor::details[not(@open)][1]/summary")
        if summary.count():
            self.fingers.press(summary)

    def _field(self, each: Field) -> Locator:
        one = f'[name={json.dumps(each.name)}]:not([type="hidden"]):not([type="file"])'
        return self.form.locator(
            one + (f"[value={json.dumps(each.value)}]" if each.kind in {"radio", "checkbox"} else "")
        )

    def _finds_somebody(self) -> bool:
        """Find by name the first who is wanted and not offered yet; the page that follows offers them."""
        fields = fields_of(self.form)
        wanted = onto_rows(self.typed, fields)
        offered = {(each.name, each.value) for each in fields}
        for find in self.form.locator('input[name$="-find"]').all():
            name = str(find.get_attribute("name")).removesuffix("-find")
            who = _said(wanted, name)
            if who and (name, who[0]) not in offered and find.is_visible():
                assert name not in self.searched, f"{_name_of(who[0])} is not found by name for {name}"
                self.searched.add(name)
                self.fingers.write(find, _name_of(who[0]))
                turns(self.fingers, self.form.locator(f'button[name="_find"][value={json.dumps(name)}]'))
                return True
        return False

    def _unasked(self, fields: list[Field], wanted: Mapped) -> set[str]:
        """Return what is wanted and not on the page, or hidden on it. A file is attached by an act of its own."""
        stands = {(each.name, each.value) for each in fields if each.checked or each.kind not in {"radio", "checkbox"}}
        papers = {box.get_attribute("name") for box in self.form.locator("input[type=file]").all()}
        said = {(name, each) for name in wanted for each in _said(wanted, name) if name not in papers}
        return {name for name, _ in said - stands}


def _said(wanted: Mapped, name: str) -> list[str]:
    value = wanted.get(name, [])
    return [each for each in ([value] if isinstance(value, str) else value) if each]


def _name_of(listed: str) -> str:
    """Return the name of a worker or a person."""
    worker = Worker.objects.filter(id=listed).select_related("person").first()
    return worker.person.name if worker else PersonRow.objects.get(id=listed).name
