"""How somebody works a page: presses, chooses, writes. By the mouse here; by keyboard alone in keys.py."""

from typing import Protocol

from playwright.sync_api import FilePayload, Locator, Response


class Fingers(Protocol):
    """What is done to one thing on a page; each stays on the page, but for what a press leads to."""

    def reach(self, wanted: Locator) -> None:
        """Go to it, and stay on the page."""

    def press(self, button: Locator) -> None:
        """Press a button, or follow a link."""

    def choose(self, box: Locator) -> None:
        """Choose a radio button, or tick a box."""

    def untick(self, box: Locator) -> None:
        """Take the tick out of a box."""

    def write(self, field: Locator, text: str) -> None:
        """Write a text in a field, in place of what stands there."""

    def pick(self, field: Locator, value: str) -> None:
        """Pick a line of a list."""

    def attach(self, field: Locator, file: FilePayload) -> None:
        """Choose a file of one's own."""


def turns(fingers: Fingers, button: Locator) -> Response | None:
    """Press what leads on, and wait for the page that follows; return how it was answered."""
    fingers.reach(button)  # the way there may go by a link within the page, which is a navigation as well
    with button.page.expect_navigation() as went:
        fingers.press(button)
    return went.value


class Mouse:
    """Clicks."""

    def reach(self, wanted: Locator) -> None:
        wanted.scroll_into_view_if_needed()

    def press(self, button: Locator) -> None:
        button.click()

    def choose(self, box: Locator) -> None:
        box.check()

    def untick(self, box: Locator) -> None:
        box.uncheck()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def pick(self, field: Locator, value: str) -> None:
        field.select_option(value=value)

    def attach(self, field: Locator, file: FilePayload) -> None:
        field.set_input_files(file)
