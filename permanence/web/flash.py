"""The one alert after an act: what happened and what follows. It stays until the next page (pages, section 7)."""

from dataclasses import asdict, dataclass
from typing import Literal

from django.http import HttpRequest

KEPT_AS = "_flash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """What is said, and how it looks; `title` is what a screen reader calls the alert.

    `href` and `link` lead on from it. After Save and continue the focus is on the next heading instead (pages,
    section 7).
    """

    says: str
    variant: Literal["information", "success", "warning", "error"] = "success"
    title: str = "What happened"
    takes_focus: bool = True
    href: str = ""
    link: str = ""


def say(request: HttpRequest, flash: Flash) -> None:
    """Keep the alert for the next page of this session."""
    request.session[KEPT_AS] = asdict(flash)


def take_flash(request: HttpRequest) -> Flash | None:
    """Return the alert for this page, once."""
    kept = request.session.pop(KEPT_AS, None) if hasattr(request, "session") else None
    return Flash(**kept) if kept else None
