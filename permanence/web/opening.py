"""How a view is opened: signed in, let in by the table, by the one method it has, kept in no cache, and on record."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from permanence.access import permissions
from permanence.operations import allowed
from permanence.operations.reading import read
from permanence.web.acting import NotAsSent, key_of, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.page_marks import reader_of
from permanence.web.pages import SeeOther
from permanence.web.parking import (
    SECTIONS,
    cookie_name,
    for_somebody_else,
    forget_what_was_done,
    give_back_to,
    keep_for_reader,
)
from permanence.web.typed import UNKEEPABLE

P = ParamSpec("P")
SAFE = ("GET", "HEAD")
NOTHING: Mapping[str, str] = MappingProxyType({})
HIDDEN_FIELDS = ("_version", "_key")
ANSWERS = ("answers of a section",)
TICKED = {"pick_up": ("steps", "requests"), "publish": ("wording",), "save": ANSWERS, "save_comparison": ANSWERS}
"""What may come more than once, by the name of the address."""
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def reads(view: View[P]) -> View[P]:
    """Make a page of a view: GET and HEAD alone, for whoever is signed in and let in."""
    return _by(SAFE, require_safe(never_cache(_let_in(view))))


def shows(view: View[P]) -> View[P]:
    """Make a page of a view that must not come by a link, since it is on record each time: POST alone."""
    return _by(("POST",), require_POST(never_cache(_let_in(view))))


def acts(view: View[P]) -> View[P]:
    """Make an act of a view: POST alone, with what its form carries (C05), for whoever is signed in and let in."""
    return _by(("POST",), require_POST(never_cache(_let_in(_as_sent(view)))))


def methods_of(view: object) -> tuple[str, ...]:
    """Return the methods that a view answers, as its decorator says; () where none does."""
    found: tuple[str, ...] = getattr(view, "methods", ())
    return found


def on_record(
    request: HttpRequest,
    act: str,
    *,
    child_id: UUID | None = None,
    object_type: str,
    object_id: UUID | None = None,
    ids: Iterable[UUID] = (),
    why: str,
    said: Mapping[str, str] = NOTHING,
) -> None:
    """Write the audit row of what is about to be shown (P19); where it cannot be written nothing is shown."""
    read(
        actor=actor_of(request),
        at=practice_now(request),
        act=act,
        child_id=child_id,
        object_type=object_type,
        object_id=object_id,
        ids=ids,
        why=why,
        said=said,
    )


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in and back: to the page asked for, or to the page whose act was sent.

    A browser that still sends the cookie of a session that has ended was signed out by time, and is told so.
    """
    asked = request.get_full_path()
    back = asked if request.method in {"GET", "HEAD"} else request.path.rstrip("/").rpartition("/")[0] + "/"
    was_signed_in = {"out": "1"} if settings.SESSION_COOKIE_NAME in request.COOKIES else {}
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back, **was_signed_in})}")


def _let_in(view: View[P]) -> View[P]:
    """Open a view to whoever is signed in, where the table lets them in; an act on a child asks about the child too."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return keep_for_reader(request) or to_sign_in(request)
        is_spent = cookie_name() in request.COOKIES and give_back_to(request)
        table = permissions()
        for act in table.address(_name_of(request)).acts:
            if table.grants[act].about != "child":
                allowed.why(act, actor=actor_of(request))
        answer = view(request, *args, **kwargs)
        if answer.status_code == SeeOther.status_code:
            forget_what_was_done(request)
        if is_spent:
            answer.delete_cookie(cookie_name(), samesite="Lax")
        return answer

    return opened  # type: ignore[return-value]  # wraps() forgets that the first argument has no name


def _as_sent(view: View[P]) -> View[P]:
    """Refuse a form whose version or key is missing, there twice, or of another shape (422), before anything is asked.

    `_version` is empty where the page shows nothing that has a version, such as an inbox. No other field comes twice
    either, but what is ticked: the answers of a section, and the rows of an inbox.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        reader = reader_of(request)
        if reader and reader != request.user.pk and _name_of(request) not in SECTIONS:
            return for_somebody_else(request, reader)
        if any(name not in request.POST for name in HIDDEN_FIELDS) or not key_of(request):
            raise NotAsSent
        if _is_doubled(request) or _is_unkeepable(request):
            raise NotAsSent
        if request.POST["_version"]:
            version_of(request)
        return view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]  # wraps() forgets that the first argument has no name


def _is_doubled(request: HttpRequest) -> bool:
    """Return whether a field came twice that no page sends twice."""
    ticked = TICKED.get(_name_of(request), ())
    answers = ticked is ANSWERS
    return any(
        len(values) > 1 and (name.startswith("_") or not (answers or name in ticked))
        for name, values in request.POST.lists()
    )


def _is_unkeepable(request: HttpRequest) -> bool:
    """Return whether a hidden field holds what no text of ours can hold: no page of ours sent it."""
    return any(UNKEEPABLE.search(str(value)) for name, value in request.POST.items() if name.startswith("_"))


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name if match else None) or ""


def _by(methods: tuple[str, ...], view: View[P]) -> View[P]:
    view.methods = methods  # type: ignore[attr-defined]
    return view
