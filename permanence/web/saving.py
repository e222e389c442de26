"""Saving a section, keeping a draft of it, or rearranging it without reading it (C05, C10, P11)."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from permanence.kernel.reasons import Hidden, KeyReused, Refused, Stale
from permanence.operations.done import Done
from permanence.operations.forms import save_draft, save_section
from permanence.web.acting import key_of, refusal_of, version_of
from permanence.web.actors import actor_of
from permanence.web.attachments import with_files
from permanence.web.clock import practice_now
from permanence.web.comparing import answer_comparison
from permanence.web.flash import Flash, say
from permanence.web.opening import acts
from permanence.web.pages import SeeOther
from permanence.web.sections import answer_section, load
from permanence.web.typed import Change, Typed, change_of, rearranged, typed_from

REMOVED = "Removed from your draft. It is gone from the section when you save."


@acts
def save(request: HttpRequest, step_id: UUID) -> HttpResponseBase:
    """Do with the section what its button says."""
    key, typed = request.POST.get("_section", ""), typed_from(request.POST)
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
        return _refused(request, step_id, key, typed, refused)


def _save(request: HttpRequest, step_id: UUID, key: str, typed: Typed) -> HttpResponse:
    version, act_key = version_of(request), key_of(request)
    actor, at = actor_of(request), practice_now(request)
    files = with_files(request, typed, step_id=step_id, section=key, actor=actor, at=at)
    saved = save_section(
        step_id=step_id, section=key, version=version, typed=files.typed, actor=actor, at=at, key=act_key
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
    if _is_script(request):
        return JsonResponse({"says": load(request, step_id, key).draft_line})
    say(request, Flash(says=done.says))
    return SeeOther(f"/steps/{step_id}/sections/{key}/")


def _rearrange(request: HttpRequest, step_id: UUID, key: str, typed: Typed, change: Change) -> HttpResponse:
    shown = load(request, step_id, key)
    earlier = {name: each.typed for name, each in shown.earlier.items()}
    after = rearranged(change, typed, section=shown.section, earlier=earlier)
    _keep(request, step_id, key, after.typed)
    if change.kind in {"remove", "remove_file"}:
        say(request, Flash(says=REMOVED))
    asked = {"find": change.name if change.kind == "find" else "", "focus": after.focus}
    query = urlencode({name: value for name, value in asked.items() if value})
    return SeeOther(f"/steps/{step_id}/sections/{key}/?{query}#question-{change.name}")


def _keep(request: HttpRequest, step_id: UUID, key: str, typed: Typed) -> Done:
    version, actor, at = version_of(request), actor_of(request), practice_now(request)
    return save_draft(step_id=step_id, section=key, version=version, typed=typed, actor=actor, at=at)


def _refused(request: HttpRequest, step_id: UUID, key: str, typed: Typed, refused: Refused | KeyReused) -> HttpResponse:
    refusal = refusal_of(refused)
    if _is_script(request):
        return JsonResponse({"says": str(refused)}, status=refusal.status)
    return answer_section(request, load(request, step_id, key), refusal=refusal, typed=typed)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
