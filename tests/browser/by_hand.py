"""Hands that leave nothing to script: every link followed, every question answered on its page, one after the other."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from playwright.sync_api import BrowserContext, Locator, Page, Response

from permanence.kernel.actors import operator
from permanence.operations.clock import set_clock
from permanence.records.children import Child as ChildRow
from permanence.records.worksteps import Workstep
from tests.browser.answering import FORM, Answering
from tests.browser.by_pages import ByPages
from tests.browser.fingers import turns
from tests.journeys.definitions import form_of
from tests.journeys.real_time import now
from tests.journeys.story import NotAllowed, NotOffered, Person, Story

STEP = re.compile(r"/steps/([0-9a-f-]{36})/")
PATIENCE = 120_000
CHILD = re.compile(r"/children/([0-9a-f-]{36})/")


class ByHand(ByPages):
    """Goes by links from page to page, and answers field by field."""

    story: Story
    opened: int = 0

    def opens_browser(self) -> BrowserContext:
        """Return a browser of somebody's own; each page that it opens is counted."""
        context = super().opens_browser()
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        context.on("response", self._counts_page)
        return context

    def _counts_page(self, response: Response) -> None:
        is_page = response.request.resource_type == "document" and not 300 <= response.status < 400
        self.opened += is_page

    def page_of(self, who: Person) -> Page:
        self.story = who.story
        return super().page_of(who)

    def reaches(self, at: Any) -> None:
        """Let time go on: it does so by itself, whatever anybody presses."""
        if self.pages:
            founder = operator(authority_id=self.story.authority_id, real_at=now())
            set_clock(practice_at=at, actor=founder, at=at)

    def goes(self, who: Person, path: str) -> Page:
        page = self.page_of(who)
        if page.url.split("#")[0] != self.address + path:
            self._follows_to(page, path)
        return page

    def panel(self, who: Person, step_id: UUID, place: str) -> Page:
        page = self.page_of(who)
        path = f"/steps/{step_id}/{place}/"
        if page.url.split("#")[0].split("?")[0] != self.address + path:
            self.count(step_id, "", place)
        self._follows_to(page, path)
        return page

    def _follows_to(self, page: Page, path: str) -> None:
        """Follow the link to a page; where none is here, that to the page before it."""
        link = page.locator(f'a[href="{path}"]:visible').first
        if link.count():
            self._turns_to(page, link)
            return
        before = _place_before(path)
        if before:
            self._follows_to(page, before)
        else:
            self._searches(page, path)
        found = page.locator(f'a[href="{path}"]:visible').first
        assert found.count(), f"Nothing on {page.url} leads to {path}"
        self._turns_to(page, found)

    def _searches(self, page: Page, path: str) -> None:
        """Find the child by name, as every page lets one."""
        child = CHILD.fullmatch(path)
        assert child, f"Nothing on {page.url} leads to {path}"
        name = ChildRow.objects.select_related("person").get(id=child[1]).person.name
        self.fingers.write(page.locator("#find-child"), name)
        self._turns_to(page, page.get_by_role("search", name="Find a child").get_by_role("button"))

    def _turns_to(self, page: Page, link: Locator) -> None:
        self.refuse_if(page, turns(self.fingers, link))
        self.met.look(page)

    def _saves(self, who: Person, step_id: UUID, section: int, typed: Callable[[], Any]) -> None:
        asked = next(each for each in form_of(step_id).sections if each.number == section)
        said = {name: value for name, value in typed().items() if value not in ("", [])}
        left: list[str] = []
        while True:
            page = self.goes(who, f"/steps/{step_id}/sections/{asked.key}/")
            if not page.locator(FORM).count():
                raise NotAllowed(page.locator("main").inner_text())
            answering = Answering(page=page, fingers=self.fingers, typed=said)
            goes_on = answering.answers()
            self._saves_and_closes(page)
            if not goes_on or answering.left == left:
                return
            left = answering.left

    def _gives_reason(self, hidden: Locator, reason_key: str) -> None:
        if hidden.get_attribute("value") != reason_key:
            raise NotOffered("The page gives the reason by itself.")


def _place_before(path: str) -> str:
    """Return the page from which a link leads to this one, "" where the child is searched for."""
    step, child = STEP.match(path), CHILD.match(path)
    if step and step[0] != path:
        return step[0]
    if step:
        return f"/children/{Workstep.objects.values_list('child_id', flat=True).get(id=step[1])}/pathway/"
    if child and child[0] != path:
        return child[0]
    return "/work/incoming/" if path.startswith("/work/") and path != "/work/incoming/" else ""
