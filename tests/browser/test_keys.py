"""The keyboard itself notices what is planted: a trap, a focus that does not show, what is hidden or out of reach."""

import pytest
from playwright.sync_api import Page

from tests.browser.keys import Keys

PAGE = """<html lang="en"><head><title>Work</title><style>:focus {{ outline: 3px solid blue }} {style}</style></head>
<body><a class="govuk-skip-link" href="#content">Skip to main content</a><a href="#away">Away</a><main id="content">
<form>{before}<input type="text" name="first">
<fieldset><input type="radio" name="answer" value="yes" id="yes"><label for="yes">Yes</label>
<input type="radio" name="answer" value="no" id="no"><label for="no">No</label></fieldset>
<select name="to"><option value="">Choose</option><option value="a">Ann</option><option value="b">Bo</option></select>
<input type="checkbox" name="told"><textarea name="why">Old words</textarea><button type="button">OK</button>
</form></main>
<script>{script}</script></body></html>"""
TRAP = (
    "document.querySelector('[name=first]').onkeydown = (event) => { if (event.key === 'Tab') event.preventDefault() }"
)
PLANTED = [
    ({"script": TRAP}, "Tab does not leave"),
    ({"style": "[name=first]:focus { outline: none }"}, "Nothing shows that the focus is on"),
    ({"before": '<a href="#x" style="position:absolute;left:-999px">Lost</a>'}, "cannot be seen"),
    ({"style": "main::before { content: ''; position: fixed; inset: 0; background: white }"}, "cannot be seen"),
    ({"script": "document.querySelector('button').tabIndex = -1"}, "Tab never reaches"),
    ({"before": '<a href="#y" tabindex="1">First</a>'}, "does not reach the skip link"),
]


def show(page: Page, **parts: str) -> None:
    page.set_content(PAGE.format(**({"style": "", "before": "", "script": ""} | parts)))


@pytest.mark.parametrize(("parts", "said"), PLANTED, ids=[said for _, said in PLANTED])
def test_a_planted_fault_is_found(page: Page, parts: dict[str, str], said: str) -> None:
    show(page, **parts)
    with pytest.raises(AssertionError, match=said):
        Keys().press(page.locator("button"))


def test_a_form_is_filled_in_forwards_and_backwards(page: Page) -> None:
    show(page)
    keys = Keys()
    keys.write(page.locator("[name=first]"), "Maya")
    keys.choose(page.locator("[value=no]"))
    keys.pick(page.locator("select"), "b")
    keys.choose(page.locator("[name=told]"))
    keys.write(page.locator("textarea"), "New words")
    keys.choose(page.locator("[value=yes]"))
    keys.pick(page.locator("select"), "a")
    keys.untick(page.locator("[name=told]"))
    given = page.evaluate(
        "[...document.querySelectorAll('input, select, textarea')].map((one) => one.checked || one.value)"
    )
    assert given == ["Maya", True, "no", "a", "on", "New words"]
    assert keys.pressed["Shift+Tab"] > 0
