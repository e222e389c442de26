"""Browsers that press their buttons at the same moment, and what they are answered."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.support.race import race
from tests.web.office import Office, flash, reasons, words


@dataclass(frozen=True)
class Answer:
    """What a browser got: the status, and the words that matter."""

    status: int
    says: str


@dataclass(frozen=True)
class Press:
    """One button of one person's page, with all that the page sends along."""

    name: str
    path: str
    fields: dict[str, Any]


def at_once(office: Office, *presses: Press) -> list[Answer]:
    """Press all of them at one moment, each in a browser of its own; an error of ours is an answer of 500."""
    browsers = [_copy_of(office.at(press.name)) for press in presses]
    return race(
        *(
            lambda browser=browser, press=press: _answer(browser, browser.post(press.path, press.fields))
            for browser, press in zip(browsers, presses, strict=True)
        )
    )


def _copy_of(browser: Client) -> Client:
    """Return another window of the same session."""
    other = Client(headers={"user-agent": "Tests"}, raise_request_exception=False)
    other.cookies.update(browser.cookies)
    return other


def _answer(browser: Client, answer: Any) -> Answer:
    if answer.status_code == 303:
        return Answer(status=303, says=flash(browser.get(answer["Location"])))
    told = reasons(answer)
    return Answer(status=answer.status_code, says=" ".join(told) or words(answer))


def done(answers: list[Answer]) -> list[Answer]:
    """Return those whose act was done."""
    return [answer for answer in answers if answer.status == 303]


def lost(answers: list[Answer]) -> list[Answer]:
    """Return the others."""
    return [answer for answer in answers if answer.status != 303]
