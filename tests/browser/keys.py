"""Working a page by keyboard alone: Tab, Shift+Tab, Enter, Space, arrows and typing; nothing is clicked."""

from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import FilePayload, Locator, Page

from tests.browser.focus import Focus, focus_of

SKIP_LINK = ".govuk-skip-link"
GROUP = "(box) => [...box.form.elements].filter((each) => each.type === 'radio' && each.name === box.name).length"
HAS_FOCUS = "(element) => document.activeElement === element"
PLACES = "(field) => [field.selectedIndex, [...field.options].map((each) => each.value)]"
SPARE = 25
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"


@dataclass
class Keys:
    """Fingers on a keyboard.

    Args:
        pressed: how often each key was pressed; what is typed counts as `typing`, a press a character.
    """

    pressed: Counter[str] = field(default_factory=Counter)

    def press(self, button: Locator) -> None:
        """Reach it and press Enter."""
        self.reach(button)
        self.key(button.page, "Enter")

    def choose(self, box: Locator) -> None:
        """Reach the group of a radio button and go on in it by arrows; tick a box by Space."""
        if box.is_checked():
            return
        self.reach(box)
        if box.get_attribute("type") == "radio":
            self._arrow_to(box)
        if not box.is_checked():
            self.key(box.page, "Space")
        assert box.is_checked(), f"Space does not choose {_named(box)}"

    def untick(self, box: Locator) -> None:
        """Reach it and press Space."""
        if box.is_checked():
            self.reach(box)
            self.key(box.page, "Space")
        assert not box.is_checked(), f"Space does not untick {_named(box)}"

    def write(self, field: Locator, text: str) -> None:
        """Reach it, take out what stands there, type."""
        page, stands = field.page, field.input_value()
        if stands == text:
            return
        self.reach(field)
        if stands:
            self.key(page, "Control+a")
            self.key(page, "Delete")
        page.keyboard.type(text)
        self.pressed["typing"] += len(text)
        assert field.input_value() == text, f"{_named(field)} does not take what is typed"

    def pick(self, field: Locator, value: str) -> None:
        """Reach the list and go to the line by arrows."""
        self.reach(field)
        now, values = field.evaluate(PLACES)
        by = values.index(value) - now
        for _ in range(abs(by)):
            self.key(field.page, "ArrowDown" if by > 0 else "ArrowUp")
        assert field.input_value() == value, f"Arrows do not reach {value} of {_named(field)}"

    def attach(self, field: Locator, file: FilePayload) -> None:
        """Press Enter on it, which opens the browser's own window for files."""
        with field.page.expect_file_chooser() as opened:
            self.reach(field)
            self.key(field.page, "Enter")
        opened.value.set_files(file)

    def reach(self, wanted: Locator) -> None:
        """Press Tab, or Shift+Tab where it lies before, until the focus is there; skip to the main content first."""
        page, element = wanted.page, wanted.element_handle()
        focus = focus_of(page, element)
        for _ in range(page.locator(FOCUSABLE).count() + SPARE):
            if focus.there:
                return
            if focus.nowhere and "#" not in page.url and _is_in_main(wanted):
                self._skip(page)
            self.key(page, "Shift+Tab" if focus.before else "Tab")
            focus = focus_of(page, element)
            _fails_nobody(focus, page)
        raise AssertionError(f"Tab never reaches {_named(wanted)} on {page.url}; it is at {focus.name}")

    def key(self, page: Page, name: str) -> None:
        """Press a key, counted."""
        page.keyboard.press(name)
        self.pressed[name] += 1

    def _skip(self, page: Page) -> None:
        self.key(page, "Tab")
        assert page.locator(f"{SKIP_LINK}:focus").count(), f"The first Tab on {page.url} does not reach the skip link"
        self.key(page, "Enter")

    def _arrow_to(self, box: Locator) -> None:
        for _ in range(box.evaluate(GROUP)):
            if box.evaluate(HAS_FOCUS):
                return
            self.key(box.page, "ArrowDown")
        raise AssertionError(f"Arrows never reach {_named(box)}")


def _fails_nobody(focus: Focus, page: Page) -> None:
    assert not focus.stuck, f"Tab does not leave {focus.name} on {page.url}"
    assert not focus.unshown, f"Nothing shows that the focus is on {focus.unshown} on {page.url}"
    assert not focus.unseen, f"What has the focus cannot be seen: {focus.unseen} on {page.url}"


def _is_in_main(wanted: Locator) -> bool:
    return bool(wanted.evaluate("(element) => Boolean(element.closest('main'))"))


def _named(wanted: Locator) -> str:
    return str(wanted.evaluate("(element) => element.outerHTML.slice(0, 160)"))
