"""Everybody of a story in a browser of their own, signed in as themselves; what they open and click."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

from permanence.records.worksteps import Workstep
from tests.browser.clicks import Clicks
from tests.browser.fingers import Fingers, Mouse, turns
from tests.browser.met import PagesMet
from tests.journeys.story import NotAllowed, NotOffered, Person

PASSWORD = "a home that lasts, 2027"
REFUSED = frozenset({403, 404, 409, 422})


@dataclass
class SignedIn:
    """Browsers of the people of a story.

    Args:
        arguments: of each browser context. clicks, met: what was clicked, and which pages were looked at.
        fingers: how each thing on a page is pressed, chosen and written.
    """

    browser: Browser
    address: str
    arguments: dict[str, Any]
    clicks: Clicks = field(default_factory=Clicks)
    met: PagesMet = field(default_factory=PagesMet)
    fingers: Fingers = field(default_factory=Mouse)
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    trying: bool = False

    def reaches(self, at: datetime) -> None:
        """Turn the clock on the page that has it, by whoever signed in first; before that nobody needs it."""
        if not self.pages:
            return
        page = next(iter(self.pages.values()))
        page.goto(f"{self.address}/demo/outbox")
        page.locator("#at").fill(at.strftime("%Y-%m-%dT%H:%M"))
        with page.expect_navigation():
            page.get_by_role("button", name="Set the clock").click()

    def page_of(self, who: Person) -> Page:
        """Return somebody's own browser, signed in by their own name and password."""
        first_name = who.part.first_name
        if first_name not in self.pages:
            self.contexts[first_name] = self.opens_browser()
            page = self.pages[first_name] = self.contexts[first_name].new_page()
            self.sign_in(page, first_name)
        return self.pages[first_name]

    def opens_browser(self) -> BrowserContext:
        """Return a browser of somebody's own."""
        return self.browser.new_context(**self.arguments)

    def sign_in(self, page: Page, first_name: str) -> None:
        """Sign in from the start."""
        page.goto(f"{self.address}/sign-in/")
        self.met.look(page)
        self.sign_in_here(page, first_name)

    def sign_in_here(self, page: Page, first_name: str) -> None:
        """Sign in on the page that asks for it."""
        self.fingers.write(page.locator("#login"), first_name)
        self.fingers.write(page.locator("#password"), PASSWORD)
        turns(self.fingers, page.get_by_role("button", name="Sign in"))
        self.met.look(page)

    def goes(self, who: Person, path: str) -> Page:
        """Open an address; a page that is there already stays."""
        page = self.page_of(who)
        if page.url.split("#")[0] != self.address + path:
            page.goto(self.address + path)
            self.met.look(page)
        return page

    def panel(self, who: Person, step_id: UUID, place: str) -> Page:
        """Open the requests or the next actions of a workstep; the way there is a click, unless one is there."""
        page = self.page_of(who)
        if page.url.split("#")[0].split("?")[0] != f"{self.address}/steps/{step_id}/{place}/":
            self.count(step_id, "", place)
        page.goto(f"{self.address}/steps/{step_id}/{place}/")
        self.met.look(page)
        return page

    def here_or(self, who: Person, step_id: UUID, wanted: str, place: str) -> Page:
        """Stay on the summary, where acts lead, if it has what is wanted; else open the requests or next actions."""
        page = self.summary(who, step_id)
        return page if page.locator(wanted).count() else self.panel(who, step_id, place)

    def summary(self, who: Person, step_id: UUID) -> Page:
        """Be on the summary of a workstep; the way back from its requests or next actions is a click."""
        here = self.page_of(who).url.split("#")[0].split("?")[0]
        if here in {f"{self.address}/steps/{step_id}/{place}/" for place in ("requests", "next-actions")}:
            self.count(step_id, "", "back")
        return self.goes(who, f"/steps/{step_id}/")

    def is_on(self, who: Person, step_id: UUID) -> bool:
        return self.page_of(who).url.split("#")[0] == f"{self.address}/steps/{step_id}/"

    def press(self, who: Person, button: Locator, step_id: UUID | None, title: str, what: str) -> None:
        """Click, counted, and wait for the page that follows; raise NotAllowed where it is a refusal."""
        page = self.page_of(who)
        if not button.count():
            raise NotOffered(f"{what}: {page.locator('main').inner_text()}")
        answer = turns(self.fingers, button)
        self.count(step_id, title, what)
        self.refuse_if(page, answer)
        self.met.look(page)

    def refuse_if(self, page: Page, response: Response | None) -> None:
        if response is None or response.status < 400:
            return
        self.met.look(page)
        assert response.status in REFUSED, f"{response.status} at {page.url}: {page.locator('body').inner_text()}"
        raise NotAllowed(page.locator("main").inner_text())

    def count(self, step_id: UUID | None, title: str, what: str) -> None:
        if step_id:
            title = Workstep.objects.values_list("title", flat=True).get(id=step_id)
        if not self.trying:
            self.clicks.count(title, step_id, what)
