"""Saving a section, keeping a draft of it, or rearranging it without reading it (C05, C10, P11)."""

from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token

from permanence.kernel.reasons import Hidden, KeyReused, Reason, Refused, Stale
from permanence.operations.done import Done
from permanence.operations.forms import save_draft, save_section
from permanence.web.acting import NotAsSent, Refusal, refusal_of, version_of
from permanence.web.actors import actor_of
from permanence.web.attachments import with_files
from permanence.web.authorised import authorised_of
from permanence.web.clock import practice_now
from permanence.web.comparing import answer_comparison
from permanence.web.flash import Flash, say
from permanence.web.opening import acts
from permanence.web.page_marks import marks_of, reader_of
from permanence.web.pages import SeeOther
from permanence.web.parking import is_script, keep_for, with_cookie
from permanence.web.sections import answer_section, load
from permanence.web.typed import Change, Typed, change_of, rearranged, typed_from, version_shown

REMOVED = "Removed from your draft. It is gone from the section when you save."
NOT_WHOLE = (
    "Part of this page did not arrive, so nothing is saved. What you typed is kept as your draft: save it again."
)
SIGNED_IN_ANEW = (
    "You signed in again after this page was opened, so nothing is saved yet. What you typed is here: save it again."
)
SOMEBODY_ELSES = (
    "This page was opened by somebody else who was signed in here. Nothing is saved. What was typed is kept for them."
)


@acts
def _as_asked(request: HttpRequest, step_id: UUID) -> HttpResponseBase:
    key, typed = request.POST.get("_section", ""), typed_from(request.POST)
    reader, user = reader_of(request), request.user
    if reader and reader != user.pk:
        return _for_somebody_else(request, step_id, reader)
    change = change_of(request.POST)
    try:
        if change:
            return _rearrange(request, step_id, key, typed, change)
        if request.POST.get("_act") == "draft":
            return _draft(request, step_id, key, typed)
        return _save(request, step_id, key, typed)
    except Hidden:
        raise
    except Stale as stale:
        return answer_comparison(request, step_id, key, refusal=refusal_of(stale))
    except (Refused, KeyReused) as refused:
        return _refused(request, step_id, key, typed, refusal_of(refused))


@wraps(_as_asked)
def save(request: HttpRequest, step_id: UUID) -> HttpResponseBase:
    """Do with the section what its button says; a page that did not come whole is kept as a draft (422)."""
    try:
        return _as_asked(request, step_id)
    except NotAsSent:
        key, typed = request.POST.get("_section", ""), typed_from(request.POST)
        actor, at, version = actor_of(request), practice_now(request), version_shown(request.POST)
        save_draft(step_id=step_id, section=key, version=version, typed=typed, actor=actor, at=at)
        return _refused(request, step_id, key, typed, Refusal(status=422, reasons=(Reason(sentence=NOT_WHOLE),)))


def save_again(request: HttpRequest, step_id: UUID, section: str) -> HttpResponse:
    """Answer a form whose token is of an earlier sign-in of the same reader: all that was typed, to be saved again."""
    typed = typed_from(request.POST)
    given = {"step_id": step_id, "section": section, **marks_of(request)}
    actor, at = actor_of(request), practice_now(request)
    save_draft(version=version_shown(request.POST), typed=typed, actor=actor, at=at, **given)
    if is_script(request):
        return JsonResponse({"says": SIGNED_IN_ANEW, "token": get_token(request)}, status=403)
    refusal = Refusal(status=403, reasons=(Reason(sentence=SIGNED_IN_ANEW),), title="This was not saved yet")
    return _refused(request, step_id, section, typed, refusal)


def _save(request: HttpRequest, step_id: UUID, key: str, typed: Typed) -> HttpResponse:
    version, marks = version_of(request), marks_of(request)
    actor, at = actor_of(request), practice_now(request)
    files = with_files(request, typed, step_id=step_id, section=key, actor=actor, at=at)
    saved = save_section(
        step_id=step_id,
        section=key,
        version=version,
        typed=files.typed,
        actor=actor,
        at=at,
        **marks,
        authorised=authorised_of(request),
    )
    if saved.errors or files.errors:
        says = saved.says if saved.errors else f"{saved.says} But a file could not be kept."
        shown = load(request, step_id, key, checked=True)
        return answer_section(request, shown, status=422, says=says, errors=files.errors)
    is_closing = request.POST.get("_act") == "close"
    say(request, Flash(says=saved.says, takes_focus=is_closing))
    return SeeOther(f"/steps/{step_id}/" if is_closing else f"{load(request, step_id, key).next_href}#title")


def _draft(request: HttpRequest, step_id: UUID, key: str, typed: Typed) -> HttpResponse:
    done = _keep(request, step_id, key, typed)
    if is_script(request):
        return JsonResponse({"says": done.says})
    say(request, Flash(says=done.says))
    return SeeOther(f"/steps/{step_id}/sections/{key}/")


def _rearrange(request: HttpRequest, step_id: UUID, key: str, typed: Typed, change: Change) -> HttpResponse:
    shown = load(request, step_id, key)
    earlier = {name: each.typed for name, each in shown.earlier.items()}
    after = rearranged(change, typed, section=shown.section, earlier=earlier)
    _keep(request, step_id, key, after.typed)
    if change.kind == "remove_file":
        say(request, Flash(says=REMOVED))
    asked = {"find": change.name if change.kind == "find" else "", "focus": after.focus, "gone": after.gone}
    query = urlencode({name: value for name, value in asked.items() if value})
    return SeeOther(f"/steps/{step_id}/sections/{key}/?{query}#{after.place or f'question-{change.name}'}")


def _keep(request: HttpRequest, step_id: UUID, key: str, typed: Typed) -> Done:
    version, actor, at = version_of(request), actor_of(request), practice_now(request)
    return save_draft(
        step_id=step_id, section=key, version=version, typed=typed, actor=actor, at=at, **marks_of(request)
    )


def _for_somebody_else(request: HttpRequest, step_id: UUID, reader: UUID) -> HttpResponse:
    key = keep_for(request, reader)
    if is_script(request):
        return with_cookie(JsonResponse({"says": SOMEBODY_ELSES}, status=409), key)
    refusal = Refusal(status=409, reasons=(Reason(sentence=SOMEBODY_ELSES),))
    shown = load(request, step_id, request.POST.get("_section", ""))
    return with_cookie(answer_section(request, shown, refusal=refusal), key)


def _refused(request: HttpRequest, step_id: UUID, key: str, typed: Typed, refusal: Refusal) -> HttpResponse:
    if is_script(request):
        return JsonResponse({"says": " ".join(each.sentence for each in refusal.reasons)}, status=refusal.status)
    return answer_section(request, load(request, step_id, key), refusal=refusal, typed=typed)
