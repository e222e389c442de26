"""Whether a page holds anything that a text put there: an element, an attribute, a script of its own."""

from html.parser import HTMLParser
from typing import Any

OURS = {"start.mjs", "supported.js"}
FETCHES = {"href", "src", "action", "formaction", "srcdoc", "data", "poster", "xlink:href"}
NEVER = {"iframe", "object", "embed", "math", "style", "base", "img", "audio", "video", "applet"}


class Elements(HTMLParser):
    """Reads the elements of a page as a browser would, and notes each that no template of ours writes."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        has = {name: value or "" for name, value in attrs}
        is_ours = tag != "script" or any(has.get("src", "").endswith(name) for name in OURS)
        runs = [name for name in has if name.startswith("on")]
        leads = [value for name, value in has.items() if name in FETCHES and "pwned" in value.split("?")[0]]
        if tag in NEVER or not is_ours or runs or leads:
            self.strange.append(f"<{tag} {has}>")


def assert_nothing_strange(answer: Any, *, page: str) -> None:
    """Fail where the page broke, or holds an element that a text put there, or a template's own words."""
    assert answer.status_code < 500, f"{page}: {answer.status_code}"
    text = answer.content.decode()
    reader = Elements()
    reader.feed(text)
    assert not reader.strange, f"{page}: {reader.strange[:3]}"
    assert "{{" not in text.replace("{{ 7*7 }}", "").replace("{{ request.user.password }}", "").replace("{{0", ""), page
