"""C1 through the pages by keyboard alone, and without script: the story of the walk, with every link and field in it.

Small, its first part; whole, all of it (`make prove`).
"""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser

from permanence.records.worksteps import Workstep
from tests.browser.by_hand import ByHand
from tests.browser.by_keys import by_keys
from tests.browser.by_pages import closed_after
from tests.browser.met import NotLookedAt
from tests.browser.signed_in import PASSWORD
from tests.journeys import c1
from tests.journeys.cast import CHILDREN
from tests.journeys.founding import found, let_sign_in
from tests.journeys.story import Story
from tests.support.proof import WHOLE, Proof

NO_SCRIPT = {"java_script_enabled": False}
NAMES = {"Tab", "Shift+Tab", "Enter", "Space", "ArrowDown", "ArrowUp", "Control+a", "Delete"}


def tell(hands: ByHand, proof: Proof) -> Story:
    """Tell C1: its two reviews beside the other tests, all of it by `make prove`."""
    s: Story = found(hands, CHILDREN["maya"], looked_after_from=c1.LOOKED_AFTER_FROM)
    let_sign_in(s, password=PASSWORD)
    hands.page_of(s.tom)
    for step in c1.STEPS[: proof.size(2, len(c1.STEPS))]:
        step(s)
    return s


def finished(s: Story) -> int:
    """Return how many worksteps were finished."""
    return Workstep.objects.filter(child_id=s.child.id, state="finished").count()


@pytest.mark.proof
@pytest.mark.parametrize("script", [True, False] if WHOLE in os.environ else [True])
def test_maya_goes_from_the_review_to_the_placement_by_keyboard_alone(
    browser: Browser, live_demo: str, browser_context_args: dict[str, Any], proof: Proof, *, script: bool
) -> None:
    arguments = {**browser_context_args, **({} if script else NO_SCRIPT)}
    with closed_after(by_keys(browser, live_demo, arguments)) as hands:
        s = tell(hands, proof)
        keys, pages, pointed = hands.keys.pressed, hands.opened, hands.pointed
    assert pointed == []
    assert set(keys) <= {*NAMES, "typing"}
    moves = f"{keys.total() - keys['typing']:,} keys to move and choose, {keys['typing']:,} typed"
    told = f"worksteps finished on {pages:,} pages: {moves}; no trap, no focus that does not show"
    what, heard = ("", "; 0 pointer events") if script else (", with JavaScript off", "")
    proof.found("C1", what=f"C1 by keyboard alone{what}", n=finished(s), result=told + heard)


@pytest.mark.proof
def test_maya_goes_from_the_review_to_the_placement_with_script_off(
    browser: Browser, live_demo: str, browser_context_args: dict[str, Any], proof: Proof
) -> None:
    arguments = {**browser_context_args, **NO_SCRIPT}
    made = ByHand(browser=browser, address=live_demo, arguments=arguments, met=NotLookedAt())
    with closed_after(made) as hands:
        s = tell(hands, proof)
    result = f"worksteps finished on {hands.opened:,} pages, by links and fields alone"
    proof.found("C1", what="C1 by clicks with JavaScript off", n=finished(s), result=result)
