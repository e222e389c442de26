"""A form that comes from somebody who has been signed out: its text waits for them, in no other account's sight."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from permanence.operations.parking import KEPT_FOR, Sent, forget_form, give_back, is_empty, park, waiting_form
from permanence.outside.sealing import is_key, new_key
from permanence.web.acting import key_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now, real_now
from permanence.web.errors import error_page
from permanence.web.flash import Flash, say
from permanence.web.page_marks import marks_of, reader_of
from permanence.web.typed import typed_from, version_shown, written_from_both
from permanence.web.written import written_on

WORDS = "What you typed before you were signed out is back, as your draft. Nobody else sees it until you save."
FORM_WAITS = "What you wrote before you were signed out is kept, and nothing of it was done yet."
FILES = "A file you had chosen was not kept: choose it again."
SOMEBODY_ELSES = (
    "This page was opened by somebody else who was signed in here, so nothing was done. "
    "What was written is kept for them."
)
SIGNED_OUT = (
    "You are signed out. What you typed is on this page and kept for you. Sign in on another tab; then go on here."
)
TOO_MUCH = (
    "You are signed out, and this is more text than is kept for you until you sign in. "
    "It is still on the page you came from: sign in on another tab, go back, and save it again."
)
SECTIONS = frozenset({"save", "save_comparison"})
OF_THE_SESSION = frozenset({"csrfmiddlewaretoken", "_for"})
OFFERED, PUT_BACK = "_form_offered", "_form_put_back"


def cookie_name() -> str:
    """Return the name of the cookie that holds the key of what waits."""
    return "__Host-kept" if settings.SECURE_COOKIES else "kept"


def is_script(request: HttpRequest) -> bool:
    """Return whether the page's script asks, which wants one line and no page."""
    return request.headers.get("Accept") == "application/json"


def keep_for_reader(request: HttpRequest) -> HttpResponseBase | None:
    """Keep what a signed-out person wrote on a form of ours, and lead to sign-in and back; None for any other page."""
    reader = reader_of(request) if request.method == "POST" else None
    if reader is None or not (section_of(request) or written_on(request.POST)):
        return None
    return _answer(request, keep_for(request, reader))


def keep_for(request: HttpRequest, reader: UUID) -> str:
    """Keep what was sent for whom its page was made; return the key that opens it, "" where it was too much."""
    kept = request.COOKIES.get(cookie_name(), "")
    key = kept if is_key(kept) else new_key()
    sent = _sent(request) if section_of(request) else _sent_as_it_is(request)
    return key if park(sent, user_id=reader, key=key, at=real_now(request)) else ""


def for_somebody_else(request: HttpRequest, reader: UUID) -> HttpResponse:
    """Do nothing with a form that another account had opened in this browser; what they wrote is kept for them."""
    key = keep_for(request, reader) if section_of(request) or written_on(request.POST) else ""
    return with_cookie(error_page(request, status=409, says=(SOMEBODY_ELSES,)), key)


def section_of(request: HttpRequest) -> tuple[UUID, str] | None:
    """Return the workstep and the section that a form saves, None where it is no section's."""
    match = request.resolver_match
    if match is None or match.url_name not in SECTIONS:
        return None
    return match.kwargs["step_id"], request.POST.get("_section", "")


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
    else:
        _offer(request)
    return is_empty(key=key)


def form_that_waits(request: HttpRequest) -> Sent | None:
    """Return the form, no section's, that waits for whoever is signed in, in this browser; None where none does."""
    key = request.COOKIES.get(cookie_name(), "")
    return waiting_form(key=key, actor=actor_of(request)) if is_key(key) else None


def forget_what_was_done(request: HttpRequest) -> None:
    """Forget the form that was put back before its reader, and that they have sent and done now."""
    put_back = request.session.get(PUT_BACK)
    if put_back and put_back["path"] == request.path:
        key = request.COOKIES.get(cookie_name(), "")
        forget_form(key=key, actor=actor_of(request), page=request.session.pop(PUT_BACK)["page"])


def _offer(request: HttpRequest) -> None:
    """Say once a sign-in that a form waits, wherever its reader goes first."""
    where = reverse("kept")
    if request.path != where and OFFERED not in request.session and form_that_waits(request):
        request.session[OFFERED] = True
        say(request, Flash(says=FORM_WAITS, href=where, link="Go on with it"))


def _sent(request: HttpRequest) -> Sent:
    both = written_from_both(request.POST)
    marks: dict[str, Any] = marks_of(request)
    step_id, section = section_of(request) or ("", "")
    return Sent(
        step_id=str(step_id),
        section=section,
        version=version_shown(request.POST),
        typed=typed_from(request.POST) if both is None else both,
        key=marks["key"] or "",
        over=marks["over"],
        turn=marks["turn"],
        is_part=both is not None,
        files=[upload.name or "file" for upload in request.FILES.values() if not isinstance(upload, list)],
    )


def _sent_as_it_is(request: HttpRequest) -> Sent:
    """Return a form as it was sent, so that its page can be shown again with all of it."""
    fields = {name: value for name, value in request.POST.lists() if name not in OF_THE_SESSION}
    typed: dict[str, str | list[str]] = {name: [str(each) for each in values] for name, values in fields.items()}
    return Sent(path=request.path, typed=typed, key=key_of(request) or "")


def _answer(request: HttpRequest, key: str) -> HttpResponse:
    if not key:
        return error_page(request, status=413, says=(TOO_MUCH,))
    if is_script(request):
        return with_cookie(JsonResponse({"says": SIGNED_OUT, "signed_out": True}, status=401), key)
    step_id, section = section_of(request) or (None, "")
    back = f"/steps/{step_id}/sections/{section}/" if step_id else reverse("kept")
    query = urlencode({"next": back, "out": "1"})
    return with_cookie(HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{query}"), key)
