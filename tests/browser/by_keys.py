"""Hands on a keyboard alone: Tab, Enter, Space, arrows, typing; what a pointer would do is counted, to be none."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext

from tests.browser.by_hand import ByHand
from tests.browser.keys import Keys
from tests.browser.met import NotLookedAt

# A press of a key is heard as a click as well; a pointer is told apart by what comes before it.
LISTEN = """for (const kind of ['pointerdown', 'mousedown', 'mousemove', 'touchstart', 'wheel'])
  addEventListener(kind, () => pmPointer(kind), true)"""


class ByKeys(ByHand):
    """Does each act by keyboard; the first address alone is typed, as a bookmark is opened."""

    keys: Keys
    pointed: list[str]

    def opens_browser(self) -> BrowserContext:
        """Return a browser that says when anything is done by a pointer, where script runs."""
        context = super().opens_browser()
        if self.arguments.get("java_script_enabled", True):
            context.expose_binding("pmPointer", lambda _source, kind: self.pointed.append(kind))
            context.add_init_script(LISTEN)
        return context


def by_keys(browser: Browser, address: str, arguments: dict[str, Any]) -> ByKeys:
    """Return hands on a keyboard. What axe says of the same pages is asked on the walk."""
    keys = Keys()
    made = ByKeys(browser=browser, address=address, arguments=arguments, fingers=keys, met=NotLookedAt())
    made.keys, made.pointed = keys, []
    return made
