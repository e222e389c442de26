"""What a page holds: its words, its fields, what a browser would send of it."""

import html
import re
from html.parser import HTMLParser
from typing import Any


def text(answer: Any) -> str:
    """Return the page with its character references read."""
    return html.unescape(answer.content.decode())


def words(answer: Any) -> str:
    """Return what a page says, without its tags, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


class Fields(HTMLParser):
    """Reads what a browser would send of the form on a page that has a section in it, no button pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.area = ""
        self.select = ""
        self.first_line = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element holds."""
        has = {name: value or "" for name, value in attrs}
        name = has.get("name", "")
        if tag == "input" and name and (has.get("type") not in {"radio", "checkbox", "file"} or "checked" in has):
            self.sent.setdefault(name, []).append(has.get("value", ""))
        elif tag == "textarea":
            self.area, self.first_line = name, True
            self.sent.setdefault(name, []).append("")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in has:
            self.sent.setdefault(self.select, []).append(has.get("value", ""))

    def handle_data(self, data: str) -> None:
        """Take the words of a text area, but for one line break at its beginning, which a browser leaves out."""
        if self.area:
            self.sent[self.area][-1] += data.removeprefix("\n") if self.first_line else data
            self.first_line = False

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.area = "" if tag == "textarea" else self.area
        self.select = "" if tag == "select" else self.select


def fields(answer: Any) -> dict[str, list[str]]:
    """Return what a browser would send of the page's form."""
    page = answer.content.decode()
    whole = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="_section"' in form)
    reader = Fields()
    reader.feed(whole)
    return {name: [value.replace("\r\n", "\n") for value in values] for name, values in reader.sent.items()}
