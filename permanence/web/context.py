"""The frame around every page: strip, header, navigation. Templates call it `frame`."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from permanence.kernel.dates import plain_date
from permanence.kernel.london import london_time
from permanence.queries.navigation import Place, surroundings
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now, practice_today
from permanence.web.page_marks import mark_for
from permanence.web.session_limit import seconds_in_any_case

SAME_PLACE = {"/steps/": "/work/incoming/", "/requests/": "/work/incoming/", "/work/": "/work/incoming/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the main navigation."""

    text: str
    href: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page. Signed out, it holds only whether this is a demonstration.

    `mark` says for whom the forms of the page were made (page_marks.py). `idle` is after how many seconds without
    opening anything one is signed out, `lasts` how many are left in any case. `shortcuts`: single
    keys lead somewhere, since whoever is signed in turned them on. `opened`: when the page was opened, for its print.
    """

    is_demo: bool
    authority: str = ""
    worker: str = ""
    job: str = ""
    navigation: tuple[Item, ...] = ()
    today: date | None = None
    sign_out: str = ""
    mark: str = ""
    idle: int = 0
    lasts: int = 0
    shortcuts: bool = False
    opened: str = ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the frame for templates, made only when one asks for it: an error page asks for nothing."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Frame:
    """Return what stands around the pages of whoever is signed in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return Frame(is_demo=settings.DEMO)
    around = surroundings(actor=actor_of(request))
    return Frame(
        is_demo=around.is_demo,
        authority=around.authority,
        worker=around.worker,
        job=around.job,
        navigation=tuple(_item(place, request.path) for place in around.places),
        today=practice_today(request),
        sign_out=reverse("account_logout"),
        mark=mark_for(request),
        idle=settings.SESSION_COOKIE_AGE,
        lasts=seconds_in_any_case(request),
        shortcuts=request.user.shortcuts,
        opened=f"{plain_date(practice_today(request))} {london_time(practice_now(request))}",
    )


def _item(place: Place, path: str) -> Item:
    home = next((href for prefix, href in SAME_PLACE.items() if path.startswith(prefix)), path)
    return Item(text=place.text, href=place.href, count=place.count, current=home.startswith(place.href))
