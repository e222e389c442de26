"""Hands that do what people do through the pages, everybody signed in as themselves."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from playwright.sync_api import Browser, FloatRect, Locator, Page

from permanence.records.authorities import Inbox
from permanence.records.documents import StoredFile
from permanence.records.people import Worker
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from tests.browser.filling import fill
from tests.browser.fingers import turns
from tests.browser.signed_in import SignedIn
from tests.journeys.answering import complete, opens_more, some
from tests.journeys.by_operations import PAPER, proposal_on
from tests.journeys.definitions import action_key, form_of, request_key, step_type
from tests.journeys.story import Child, NotAllowed, NotOffered, Person

# Pictures for the README are taken only when they are asked for.
PICTURES = os.environ.get("PERMANENCE_PICTURES") == "1"
PICTURE_FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PICTURED: FloatRect = {"x": 0, "y": 0, "width": 1280, "height": 800}
MOST_BYTES = 200_000
Made = TypeVar("Made", bound="ByPages")


class ByPages(SignedIn):
    """Does each act on its page."""

    def begins(self, who: Person, child: Child, title: str) -> UUID:
        page = self.goes(who, f"/children/{child.id}/")
        form = page.locator(f'form[action="/children/{child.id}/begin"]:has([value="{step_type(title)}"])')
        before = set(Workstep.objects.filter(child_id=child.id).values_list("id", flat=True))
        self.press(who, form.get_by_role("button"), None, title, "Begin")
        (begun,) = set(Workstep.objects.filter(child_id=child.id).values_list("id", flat=True)) - before
        return begun

    def starts(self, who: Person, step_id: UUID) -> None:
        if not self.is_on(who, step_id):
            self.goes(who, "/work/incoming/")
        page = self.page_of(who)
        button = page.locator(f'form[action="/steps/{step_id}/start"]').get_by_role("button")
        self.press(who, button.first, step_id, "", "Start")

    def picks_up(self, who: Person, step_id: UUID) -> None:
        inbox = Inbox.objects.get(authority_id=who.story.authority_id, title=who.part.inbox)
        asked = Request.objects.filter(step_id=step_id, to_inbox=inbox, closed_at=None, picked_up_by=None)
        item = asked.values_list("id", flat=True).first() or step_id
        page = self.goes(who, f"/inboxes/{inbox.id}/")
        button = page.locator(f'button[value="{item}"]')
        self.press(who, button, step_id, "", "Pick up")

    def resumes(self, who: Person, step_id: UUID) -> None:
        resume = f'form[action="/steps/{step_id}/resume"]'
        if self.is_on(who, step_id) and not self.page_of(who).locator(resume).count():
            return  # what is next stands on the summary itself
        if not self.is_on(who, step_id):
            started = Workstep.objects.filter(id=step_id, assigned_worker_id=who.worker_id).exists()
            self.goes(who, "/work/started/" if started else "/work/requests/")
        self.press(who, self.page_of(who).locator(resume).get_by_role("button").first, step_id, "", "Resume")

    def reviews(self, who: Person, step_id: UUID) -> None:
        page = self.goes(who, "/work/requests/")
        self.press(who, page.locator(f'a[href^="/steps/{step_id}/"]').first, step_id, "", "Open")

    def fills(self, who: Person, step_id: UUID, section: int, answers: dict[str, Any]) -> None:
        self._saves(who, step_id, section, lambda: complete(who, step_id, section, answers))
        if opens_more(who, step_id, section):
            self._saves(who, step_id, section, lambda: complete(who, step_id, section, answers))

    def notes(self, who: Person, step_id: UUID, section: int, answers: dict[str, Any]) -> None:
        self._saves(who, step_id, section, lambda: some(who, step_id, section, answers))

    def _saves(self, who: Person, step_id: UUID, section: int, typed: Callable[[], Any]) -> None:
        asked = next(each for each in form_of(step_id).sections if each.number == section)
        page = self.goes(who, f"/steps/{step_id}/sections/{asked.key}/")
        if not page.locator("form[data-autosave]").count():
            raise NotAllowed(page.locator("main").inner_text())
        fill(page, typed())
        self._saves_and_closes(page)

    def _saves_and_closes(self, page: Page) -> None:
        self.refuse_if(page, turns(self.fingers, page.locator("main").get_by_role("button", name="Save and close")))
        self.met.look(page)

    def attaches(self, who: Person, step_id: UUID, section: int, field: str) -> None:
        asked = next(each for each in form_of(step_id).sections if each.number == section)
        page = self.goes(who, f"/steps/{step_id}/sections/{asked.key}/")
        table, _, column = field.partition(".")
        box = page.locator(f'input[type=file][name^="{table}."][name$=".{column}"]').first
        self.fingers.attach(box, {"name": "Minutes.txt", "mimeType": "text/plain", "buffer": PAPER})
        self._saves_and_closes(page)
        who.story.told["file"] = StoredFile.objects.filter(step_id=step_id).latest("uploaded_at").id

    def sends(self, who: Person, step_id: UUID, request: str, to: str) -> None:
        key = request_key(step_id, request)
        change = f'a[href="/steps/{step_id}/requests/?send={key}#send"]'
        page = self.here_or(who, step_id, change, "requests")
        asks = page.locator(f'form[action="/steps/{step_id}/requests/send"]:has([name="request_key"][value="{key}"])')
        button = asks.get_by_role("button", name="Send request", exact=True)
        if button.count() and to in asks.locator("xpath=ancestor::section[1]").inner_text():
            self.press(who, button, step_id, "", "Send request")
            return
        self.press(who, page.locator(change).first, step_id, "", "Change first")
        self._choose_whom(who, step_id, to)
        self.press(who, page.locator("#send").get_by_role("button", name="Send request"), step_id, "", "Send request")

    def _choose_whom(self, who: Person, step_id: UUID, to: str) -> None:
        page = self.page_of(who)
        if not page.locator("#send").count():
            raise NotOffered(page.locator("main").inner_text())
        choice = page.locator("#send").get_by_label(to)
        if not choice.count() and page.locator("#send #find").count():
            self.fingers.write(page.locator("#send #find"), to)
            self.press(who, page.locator("#send").get_by_role("button", name="Find"), step_id, "", "Find")
        if choice.count():
            self.fingers.choose(choice.first)
            self.count(step_id, "", "whom")

    def completes(self, who: Person, step_id: UUID, request: str) -> None:
        card = f'form[action="/requests/{_request(step_id, request)}/answer"]'
        page = self.here_or(who, step_id, card, "requests")
        form = page.locator(card)
        if not form.locator('[name="answer"][value="completed"]').count():
            raise NotOffered(page.locator("main").inner_text())
        self.fingers.choose(form.locator('[name="answer"][value="completed"]'))
        self.count(step_id, "", "Completed")
        self.press(who, form.get_by_role("button", name="OK"), step_id, "", "OK")

    def declines(self, who: Person, step_id: UUID, request: str, why: str) -> None:
        card = f'form[action="/requests/{_request(step_id, request)}/answer"]'
        form = self.here_or(who, step_id, card, "requests").locator(card)
        self.fingers.choose(form.locator('[name="answer"][value="declined"]'))
        self.fingers.write(form.locator('[name="reason"]'), why)
        self.count(step_id, "", "Declined")
        self.press(who, form.get_by_role("button", name="OK"), step_id, "", "OK")

    def adds(self, who: Person, step_id: UUID, action: str, to: str, reason: str, why: str) -> None:
        key, reason_key = action_key(step_id, action, reason)
        if not why and self._adds_what_is_asked(who, step_id, key, to, reason_key):
            return
        page = self.panel(who, step_id, "next-actions")
        form = page.locator(f'form[action="/steps/{step_id}/next-actions/add"]:has(button[name="then"])')
        offer = form.locator(f'[name="action"][value="{key}"]')
        if not offer.count():
            raise NotOffered(page.locator("main").inner_text())
        self.fingers.choose(offer)
        self.count(step_id, "", "next action")
        self._pass_to(form, key, to)
        self._because(form, key, reason_key, why)
        self.press(who, form.get_by_role("button", name="Add and close"), step_id, "", "Add and close")

    def _adds_what_is_asked(self, who: Person, step_id: UUID, key: str, to: str, reason_key: str) -> bool:
        """Add on the summary what the procedure asks for there, where it goes to the same place for the same reason."""
        asked = self.summary(who, step_id).locator("#asked-now")
        choice = asked.locator(f'[name="action"][value="{key}"]')
        reason = asked.locator(f'[name="reason.{key}"][value="{reason_key}"]')
        goes = to in ("", _place(asked.locator(f'[name="to.{key}"]')))
        button = asked.get_by_role("button", name="Add").filter(has_not_text="both")
        if not (choice.count() and reason.count() and goes and button.count()):
            return False
        if choice.get_attribute("type") == "radio":
            self.fingers.choose(choice)
            self.count(step_id, "", "next action")
        self.press(who, button, step_id, "", "Add")
        return True

    def _pass_to(self, form: Locator, key: str, to: str) -> None:
        hint = form.locator(f"#action-hint-{key}")
        if to and not (hint.count() and to in hint.inner_text()):
            choice = form.locator("#to option", has_text=to)
            if not choice.count():
                raise NotOffered(form.inner_text())
            self.fingers.pick(form.locator("#to"), choice.first.get_attribute("value") or "")

    def _because(self, form: Locator, key: str, reason_key: str, why: str) -> None:
        hidden = form.locator(f'[name="reason.{key}"]')
        if hidden.count():
            self._gives_reason(hidden, reason_key)
        if why:
            self.fingers.write(form.locator("#add-reason_text"), why)

    def _gives_reason(self, hidden: Locator, reason_key: str) -> None:
        """Send this reason, or none: what the page fills in is typed over, which hands alone cannot do."""
        hidden.evaluate("(field, value) => { field.value = value }", reason_key)

    def adds_both(self, who: Person, step_id: UUID) -> None:
        page = self.here_or(who, step_id, "#asked-now", "next-actions")
        both = page.locator("#asked-now").get_by_role("button", name="Add both")
        asked = page.locator("#asked-now").get_by_role("button", name="Add")
        self.press(who, both if both.count() else asked, step_id, "", "Add both")

    def removes(self, who: Person, step_id: UUID, action: str) -> None:
        page = self.panel(who, step_id, "next-actions")
        form = page.locator(f'form[action$="/next-actions/remove"]:has([value="{proposal_on(step_id, action)}"])')
        self.press(who, form.get_by_role("button"), step_id, "", "Remove")

    def replaces(self, who: Person, step_id: UUID, action: str, by: str, to: str, why: str) -> None:
        self.removes(who, step_id, action)
        self.adds(who, step_id, by, to, "", why)

    def sends_and_adds(self, who: Person, step_id: UUID, request: str, action: str) -> None:
        keys = (request_key(step_id, request), action_key(step_id, action, "")[0])
        asks = 'form:has([name="request_key"][value="{}"]):has([name="action"][value="{}"])'.format(*keys)
        form = self.here_or(who, step_id, asks, "requests").locator(asks)
        self.press(who, form.get_by_role("button", name="Send request and Add"), step_id, "", "Send request and Add")

    def sends_now(self, who: Person, step_id: UUID, action: str) -> None:
        page = self.panel(who, step_id, "next-actions")
        form = page.locator(f'form[action$="/next-actions/send"]:has([value="{proposal_on(step_id, action)}"])')
        self.press(who, form.get_by_role("button"), step_id, "", "Send now")

    def pictured(self, who: Person, name: str, place: str) -> None:
        if not PICTURES:
            return
        inbox = Inbox.objects.filter(authority_id=who.story.authority_id, title=who.part.inbox).first()
        paths = {"child": f"/children/{who.story.child.id}/", "inbox": f"/inboxes/{inbox.id if inbox else ''}/"}
        page = self.page_of(who)
        page.goto(self.address + paths.get(place, f"/steps/{who.step}/{place}"))
        picture = page.screenshot(path=PICTURE_FOLDER / f"{name}.png", clip=PICTURED)
        assert len(picture) < MOST_BYTES, f"{name}.png has {len(picture):,} bytes"

    def completes_and_finishes(self, who: Person, step_id: UUID, request: str) -> None:
        card = f'form[action="/requests/{_request(step_id, request)}/complete-and-finish"]'
        form = self.here_or(who, step_id, card, "requests").locator(card)
        self.press(who, form.get_by_role("button"), step_id, "", "Completed and Finish")

    def finishes(self, who: Person, step_id: UUID) -> None:
        page = self.summary(who, step_id)
        button = page.locator(f'form[action="/steps/{step_id}/finish"]').get_by_role("button")
        if not button.count():
            raise NotAllowed(page.locator("#reasons").inner_text())
        self.press(who, button, step_id, "", "Finish")


def _place(field: Locator) -> str:
    """Return whom a hidden field passes something to, by name."""
    kind, _, chosen = ((field.get_attribute("value") if field.count() else "") or "").partition(":")
    if not chosen:
        return ""
    if kind == "inbox":
        return Inbox.objects.get(id=chosen).title
    return Worker.objects.select_related("person").get(id=chosen).person.name


def _request(step_id: UUID, title: str) -> UUID:
    return Request.objects.filter(step_id=step_id, title=title).latest("sent_at").id


@contextmanager
def hands(browser: Browser, address: str, arguments: dict[str, Any]) -> Iterator[ByPages]:
    """Return hands for everybody of a story, and close their browsers at its end."""
    with closed_after(ByPages(browser=browser, address=address, arguments=arguments)) as made:
        yield made


@contextmanager
def closed_after(made: Made) -> Iterator[Made]:
    """Return these hands, and close their browsers at the end."""
    try:
        yield made
    finally:
        for context in made.contexts.values():
            context.close()
