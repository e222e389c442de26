"""Somebody at a browser without script, who clicks: each named click and choice counts, as pages section 8 counts."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client

from permanence.kernel.reading import Typed
from permanence.records.accounts import User
from tests.journeys.pages_read import Button, Form, forms_of
from tests.journeys.story import Person


@dataclass
class Clicks:
    """Clicks and choices, by the step of the pathway that they belong to."""

    of: dict[str, list[str]] = field(default_factory=dict)
    step: str = ""

    def count(self, what: str) -> None:
        """Count one."""
        self.of.setdefault(self.step, []).append(what)

    def numbers(self) -> Counter[str]:
        """Return how many there were in each step."""
        return Counter({step: len(clicks) for step, clicks in self.of.items()})


@dataclass
class Sitting:
    """A worker at their browser, and the page they are on."""

    who: Person
    clicks: Clicks
    browser: Client = field(default_factory=Client)
    at: str = ""
    page: str = ""

    @classmethod
    def of(cls, who: Person, clicks: Clicks) -> "Sitting":
        """Return somebody who has signed in."""
        first_name, story = who.part.first_name, who.story
        given = {"email": f"{first_name}@example.org", "date_joined": story.at}
        account, _ = User.objects.get_or_create(
            worker_id=who.worker_id,
            authority_id=story.authority_id,
            defaults={"username": f"{first_name}-{story.authority_id}", **given},
        )
        sitting = cls(who=who, clicks=clicks)
        sitting.browser.force_login(account)
        return sitting

    def opens(self, path: str) -> "Sitting":
        """Open a list, or the next section: neither is counted."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        self.at, self.page = path, answer.content.decode()
        return self

    def presses(self, words: str, *, about: UUID | str = "", **chosen: str) -> "Sitting":
        """Make choices and press the button of these words on the page they are on; each of them is a click.

        Args:
            about: id of what the row is about, where several rows have such a button.
            chosen: field of the form to what is chosen in it, such as `answer="completed"`.
        """
        form, button = self._found(words, str(about), chosen)
        for name, value in chosen.items():
            assert (name, value) in form.choices, f"{value} is no choice of {name}: {sorted(form.choices)}"
            self.clicks.count(value)
        self.clicks.count(words)
        return self._sends(form, button, {name: [value] for name, value in chosen.items()})

    def _found(self, words: str, about: str, chosen: dict[str, str]) -> tuple[Form, Button]:
        found = [
            (form, button)
            for form in forms_of(self.page)
            for button in form.buttons
            if button.words == words
            and (about in (button.value, "") or about in form.action)
            and all(name in {choice for choice, _ in form.choices} for name in chosen)
        ]
        assert len(found) == 1, (
            f"{len(found)} buttons say {words!r} at {self.at}: {self._buttons()}. {_said(self.page)}"
        )
        return found[0]

    def _buttons(self) -> list[str]:
        return [button.words for form in forms_of(self.page) for button in form.buttons]

    def writes(self, typed: Typed) -> "Sitting":
        """Answer the section they are on: Save and close. Answering and moving between questions is not counted."""
        (form,) = [each for each in forms_of(self.page) if "_section" in each.fields]
        hidden = {name: value for name, value in form.fields.items() if name.startswith("_")}
        given = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
        form.fields = {**hidden, **{name: value for name, value in given.items() if value not in ([], [""])}}
        close = next(each for each in form.buttons if (each.name, each.value) == ("_act", "close"))
        return self._sends(form, close, {})

    def _sends(self, form: Form, button: Button, chosen: dict[str, list[str]]) -> "Sitting":
        data: dict[str, Any] = {**form.fields, **chosen}
        if button.name:
            data[button.name] = [button.value]
        answer = self.browser.post(form.action, data)
        assert answer.status_code == 303, (form.action, answer.status_code, _said(answer.content.decode()))
        return self.opens(answer["Location"].split("#")[0])


def _said(page: str) -> str:
    main = page.split("<main", 1)[-1]
    return " ".join(part.split(">", 1)[-1].strip() for part in main.split("<"))[:2000]
