"""A page as a browser without script reads it: its forms, what stands in them, and the buttons that send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("submit", "button", "image", "reset", "file")


@dataclass
class Button:
    """A button: the words people see on it, and the field it sends with its form."""

    words: str = ""
    name: str = ""
    value: str = ""


@dataclass
class Form:
    """A form: where it goes, what stands in its fields, what can be chosen in it, and its buttons."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: set[tuple[str, str]] = field(default_factory=set)
    buttons: list[Button] = field(default_factory=list)

    def holds(self, name: str, value: str) -> None:
        """Put a value into a field, as it stands when the page is opened."""
        self.fields.setdefault(name, []).append(value)


class Reading(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._button: Button | None = None
        self._text: tuple[str, list[str]] | None = None
        self._select = ""
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        flags = {name for name, _ in attrs}
        if tag == "form":
            self._form = Form(action=given.get("action", ""), method=given.get("method", "get"))
            self.forms.append(self._form)
        elif tag == "button":
            self._button = Button(name=given.get("name", ""), value=given.get("value", ""))
        elif self._button is not None and "govuk-visually-hidden" in given.get("class", ""):
            self._unseen = True
        elif self._form is not None:
            self._field(self._form, tag, given, flags)

    def _field(self, form: Form, tag: str, given: dict[str, str], flags: set[str]) -> None:
        if tag == "input" and given.get("type", "text") in {"radio", "checkbox"}:
            form.choices.add((given.get("name", ""), given.get("value", "")))
            if "checked" in flags:
                form.holds(given["name"], given.get("value", ""))
        elif tag == "input" and given.get("type", "text") not in VOID and given.get("name"):
            form.holds(given["name"], given.get("value", ""))
        elif tag == "textarea":
            self._text = (given.get("name", ""), [])
        elif tag == "select":
            self._select = given.get("name", "")
            form.fields.setdefault(self._select, [])
        elif tag == "option" and self._select:
            form.choices.add((self._select, given.get("value", "")))
            if "selected" in flags or not form.fields[self._select]:
                form.fields[self._select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._button is not None and not self._unseen:
            self._button.words += data
        if self._text is not None:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "span":
            self._unseen = False
        elif tag == "button" and self._button is not None:
            self._button.words = " ".join(self._button.words.split())
            if self._form is not None:
                self._form.buttons.append(self._button)
            self._button = None
        elif tag == "textarea" and self._text is not None and self._form is not None:
            name, parts = self._text
            self._form.holds(name, "".join(parts).removeprefix("\n"))
            self._text = None
        elif tag == "select":
            self._select = ""


def forms_of(page: str) -> list[Form]:
    """Return the forms of a page, in order."""
    reading = Reading()
    reading.feed(page)
    return reading.forms
