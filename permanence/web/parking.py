"""A form that comes from somebody who has been signed out: its text waits for them, in no other account's sight."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from permanence.operations.parking import KEPT_FOR, Sent, give_back, is_empty, park
from permanence.outside.sealing import is_key, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now, real_now
from permanence.web.errors import error_page
from permanence.web.flash import Flash, say
from permanence.web.page_marks import Reader, marks_of, reader_of
from permanence.web.typed import typed_from, version_shown, written_from_both

WORDS = "What you typed before you were signed out is back, as your draft. Nobody else sees it until you save."
FILES = "A file you had chosen was not kept: choose it again."
SIGNED_OUT = (
    "You are signed out. What you typed is on this page and kept for you. Sign in on another tab; then go on here."
)
TOO_MUCH = (
    "You are signed out, and this is more text than is kept for you until you sign in. "
    "It is still on the page you came from: sign in on another tab, go back, and save it again."
)


def cookie_name() -> str:
    """Return the name of the cookie that holds the key of what waits."""
    return "__Host-kept" if settings.SECURE_COOKIES else "kept"


def is_script(request: HttpRequest) -> bool:
    """Return whether the page's script asks, which wants one line and no page."""
    return request.headers.get("Accept") == "application/json"


def keep_for_reader(request: HttpRequest) -> HttpResponseBase | None:
    """Keep what a signed-out person sent from a form of ours, and lead to sign-in and back; None for any other page."""
    reader = reader_of(request) if request.method == "POST" else None
    if reader is None:
        return None
    return _answer(request, reader, keep_for(request, reader))


def keep_for(request: HttpRequest, reader: Reader) -> str:
    """Keep what was sent for whom its page was made; return the key that opens it, "" where it was too much."""
    kept = request.COOKIES.get(cookie_name(), "")
    key = kept if is_key(kept) else new_key()
    return key if park(_sent(request, reader), user_id=reader.user_id, key=key, at=real_now(request)) else ""


def with_cookie(response: HttpResponse, key: str) -> HttpResponse:
    """Give the browser the key of what waits; nobody else has it."""
    if key:
        response.set_cookie(
            cookie_name(),
            key,
            max_age=int(KEPT_FOR.total_seconds()),
            secure=settings.SECURE_COOKIES,
            httponly=True,
            samesite="Lax",
        )
    return response


def give_back_to(request: HttpRequest) -> bool:
    """Give whoever is signed in what waits for them in this browser; return whether its cookie is of no more use."""
    key = request.COOKIES.get(cookie_name(), "")
    if not is_key(key):
        return bool(key)
    given = give_back(key=key, actor=actor_of(request), at=practice_now(request))
    if given:
        say(request, Flash(says=f"{WORDS} {FILES}" if any(each.files for each in given) else WORDS))
    return is_empty(key=key)


def _sent(request: HttpRequest, reader: Reader) -> Sent:
    both = written_from_both(request.POST)
    marks: dict[str, Any] = marks_of(request)
    return Sent(
        step_id=str(reader.step_id),
        section=reader.section,
        version=version_shown(request.POST),
        typed=typed_from(request.POST) if both is None else both,
        key=marks["key"] or "",
        over=marks["over"],
        turn=marks["turn"],
        is_part=both is not None,
        files=[upload.name or "file" for upload in request.FILES.values() if not isinstance(upload, list)],
    )


def _answer(request: HttpRequest, reader: Reader, key: str) -> HttpResponse:
    if not key:
        return error_page(request, status=413, says=(TOO_MUCH,))
    if is_script(request):
        return with_cookie(JsonResponse({"says": SIGNED_OUT, "signed_out": True}, status=401), key)
    where = {"next": f"/steps/{reader.step_id}/sections/{reader.section}/", "out": "1"}
    return with_cookie(HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(where)}"), key)
