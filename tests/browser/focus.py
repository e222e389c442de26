"""What a page shows of where the keyboard is, looked at after each Tab (WCAG 2.2: 2.1.2, 2.4.7, 2.4.11)."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Page

# What has the focus is compared with itself once the focus has left it: its outline or its shadow is to differ.
# Radios and check boxes of the design system are drawn by their label, so that is looked at as well.
LOOK = """(wanted) => {
  const drawn = (each) => [each, ...(each.labels ?? [])].flatMap((one) => ['', '::before'].map((part) => {
    const style = getComputedStyle(one, part || null);
    const outline = style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`;
    return [outline, style.outlineOffset, style.boxShadow].join(';');
  })).join('|');
  const named = (each) => each.outerHTML.slice(0, 160);
  const now = document.activeElement, last = window.pmLast;
  const isNowhere = !now || now === document.body || now === document.documentElement;
  const isOfGroup = [now, wanted].every((each) => each?.type === 'radio')
    && now.name === wanted.name && now.form === wanted.form;
  const answer = {nowhere: isNowhere, there: now === wanted || isOfGroup, unshown: '', unseen: '', name: ''};
  answer.before = !isNowhere && Boolean(now.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING);
  if (last && last.element !== now && last.element.isConnected && last.drawn === drawn(last.element))
    answer.unshown = named(last.element);
  answer.stuck = Boolean(last) && !isNowhere && last.element === now;
  window.pmLast = null;
  if (isNowhere) return answer;
  answer.name = named(now);
  if (now.tabIndex < 0) return answer;
  window.pmLast = {element: now, drawn: drawn(now)};
  const boxes = [now, ...(now.labels ?? [])].flatMap((each) => [...each.getClientRects()]);
  const inside = boxes.filter((box) => box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth);
  const own = (found) => [now, ...(now.labels ?? [])].some((each) => each.contains(found));
  const middle = (box) => document.elementFromPoint(
    (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2);
  if (!now.checkVisibility({visibilityProperty: true}) || !inside.some((box) => own(middle(box))))
    answer.unseen = named(now);
  return answer;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Where the keyboard is.

    Attributes:
        nowhere: on nothing yet, as on a page just opened. there: on what is wanted, or in its group of radio buttons.
        before: past it on the page.
        stuck: where it was before. unshown: what had the focus before and looked no different for it.
        unseen: what has the focus and is hidden, covered or outside the window. name: its HTML.
    """

    nowhere: bool
    there: bool
    before: bool
    stuck: bool
    unshown: str
    unseen: str
    name: str


def focus_of(page: Page, wanted: ElementHandle) -> Focus:
    """Return where the keyboard is, as seen from what is wanted."""
    seen: dict[str, Any] = page.evaluate(LOOK, wanted)
    return Focus(**seen)
