"""Keyboard shortcuts: what there is, and whether the reader has turned them on (pages, section 7)."""

from dataclasses import dataclass
from typing import Final

from permanence.kernel.actors import Actor
from permanence.records.accounts import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """Keys pressed one after another outside a field, and where they lead."""

    keys: tuple[str, ...]
    does: str


SHORTCUTS: Final = (
    Shortcut(keys=("g", "w"), does="Go to Current work"),
    Shortcut(keys=("g", "n"), does="Go to Notices"),
    Shortcut(keys=("g", "h"), does="Go to Help"),
    Shortcut(keys=("/",), does="Go to Find a child"),
    Shortcut(keys=("s",), does="Save draft, where a section is open"),
)
"""static/src/shortcuts.mjs does what is listed here; a test holds them together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcutsPage:
    """The shortcuts, and whether they are on."""

    turned_on: bool
    shortcuts: tuple[Shortcut, ...]


def shortcuts_page(*, actor: Actor) -> ShortcutsPage:
    """Return the shortcuts as the reader has them. One query."""
    on = User.objects.filter(id=actor.user_id or "").values_list("shortcuts", flat=True).first()
    return ShortcutsPage(turned_on=bool(on), shortcuts=SHORTCUTS)
