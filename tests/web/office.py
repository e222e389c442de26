"""An authority at its desks: the world of `tests.factories`, each worker with a browser, the demo clock at its time."""

import html
import re
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from permanence.operations.clock import set_clock
from permanence.records.accounts import User
from permanence.records.audit import AuditRow
from tests.factories import World, world

NOBODY = UUID("01a2008c-0000-7000-8000-000000000000")


@dataclass(kw_only=True)
class Office:
    """A world with browsers, by whole name."""

    world: World
    browsers: dict[str, Client] = field(default_factory=dict)

    def at(self, name: str) -> Client:
        """Return the browser of a worker, signed in."""
        if name not in self.browsers:
            self.browsers[name] = Client(headers={"user-agent": "Tests"})
            self.browsers[name].force_login(account(self.world, name))
        return self.browsers[name]

    def get(self, name: str, path: str) -> Any:
        """Return what a page answers to a worker."""
        return self.at(name).get(path)

    def post(self, name: str, path: str, **given: Any) -> Any:
        """Return what an act answers to a worker. A fresh key and no version go with it unless given."""
        return self.at(name).post(path, {"_key": str(uuid4()), "_version": "", **given})

    def reads(self, act: str) -> list[AuditRow]:
        """Return the audit rows of that act in this authority, oldest first."""
        return list(AuditRow.objects.filter(authority_id=self.world.authority_id, act=act).order_by("seq"))


def open_office(**more: Any) -> Office:
    """Return an office on the morning of 16 November 2026."""
    made = world(**more)
    founder = replace(made.founder, real_at=timezone.now())
    set_clock(practice_at=made.at, actor=founder, at=made.at)
    return Office(world=made)


def account(made: World, name: str) -> User:
    """Return the account of a worker, made where there is none."""
    first = name.split(maxsplit=1)[0].lower()
    given = {"email": f"{first}.{uuid4().hex[:8]}@example.org", "date_joined": made.at}
    found, _ = User.objects.get_or_create(
        worker_id=made.people[name],
        authority_id=made.authority_id,
        defaults={"username": f"{first}.{uuid4().hex[:8]}", **given},
    )
    return found


def text(answer: Any) -> str:
    """Return the words of a page."""
    return html.unescape(answer.content.decode())


def words(answer: Any) -> str:
    """Return what a page says, without its tags, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(answer)).split())


def rows(answer: Any) -> list[str]:
    """Return the words of each row of the page's lists."""
    found = re.findall(r'<tr class="[^"]*" data-test="row".*?</tr>', text(answer), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def reasons(answer: Any) -> list[str]:
    """Return the reasons that the page gives, each once."""
    found = re.findall(r'<li data-test="reason">(.*?)</li>', text(answer), re.DOTALL)
    return list(dict.fromkeys(" ".join(re.sub(r"<[^>]+>", " ", reason).split()) for reason in found))


def flash(answer: Any) -> str:
    """Return what the alert after an act says, "" where there is none."""
    found = re.search(r'data-test="flash".*?moj-alert__content">(.*?)</div>', text(answer), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split()) if found else ""


def masked(answer: Any) -> str:
    """Return a page without what differs from one answer to the next: its form token, and the seconds that are left."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|data-lasts="\d+"', "", text(answer))
