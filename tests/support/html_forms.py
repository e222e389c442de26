"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTS = {"hidden", "text", "search", "number", "email", "tel", "date", ""}


@dataclass
class Form:
    """Where a form goes, by which method, and what it sends when nothing more is typed or pressed.

    `hidden` names the fields nobody sees, `named` every field, chosen or not.
    """

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside: Form | None = None
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._inside = Form(action=given.get("action", ""), method=given.get("method", "get").lower())
            self.forms.append(self._inside)
        elif self._inside:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag in {"textarea", "select"}:
            self._area = self._select = ""

    def handle_data(self, data: str) -> None:
        if self._inside and self._area:
            self._inside.fields[self._area][-1] += data

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "")
        if self._inside and name:
            self._inside.named.add(name)
        if tag == "textarea":
            self._area = name
            self._send(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self._send(self._select, given.get("value", ""))
        elif tag == "button" and self._inside:
            self._inside.buttons.append((name, given.get("value", "")))
        elif tag == "input" and (kind in TEXTS or "checked" in given):
            self._send(name, given.get("value", ""))
            if self._inside and kind == "hidden":
                self._inside.hidden.append(name)

    def _send(self, name: str, value: str) -> None:
        if self._inside and name:
            self._inside.fields.setdefault(name, []).append(value)


def forms_of(page: str) -> list[Form]:
    """Return every form of a page, in its order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms
