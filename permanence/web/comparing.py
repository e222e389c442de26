"""Two saves of a section: which words stand (pages, section 10.4b)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from permanence.kernel.reasons import Hidden, KeyReused, Refused, Stale
from permanence.operations.forms import save_section
from permanence.queries.forms import compare_page
from permanence.queries.section_pages import ComparePage, Differing
from permanence.web.acting import Refusal, key_of, new_key, refusal_of, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.fields import Choice
from permanence.web.flash import Flash, say
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import SeeOther, page
from permanence.web.refused import refusal_parts
from permanence.web.section_filling import ErrorLink
from permanence.web.typed import Typed, typed_from

NOT_CHOSEN = "Choose which words stand."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """A differing question with its radios, the box of "Write one from both", and an error."""

    question: Differing
    choices: tuple[Choice, ...]
    both: str
    error: str


@reads
def show_comparison(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show what somebody saved beside what the reader had typed."""
    return answer_comparison(request, step_id, request.GET.get("section", ""))


@acts
def save_comparison(request: HttpRequest, step_id: UUID) -> HttpResponseBase:
    """Save the words that were chosen; a third save meanwhile gives the page again with the newer text."""
    key, chosen = request.POST.get("_section", ""), typed_from(request.POST)
    actor, at = actor_of(request), practice_now(request)
    shown = compare_page(step_id=step_id, section=key, actor=actor, at=at)
    if any(f"choice.{each.key}" not in chosen for each in shown.differing):
        return answer_comparison(request, step_id, key, status=422, chosen=chosen)
    version, typed, act_key = version_of(request), resolved(shown, chosen), key_of(request)
    try:
        saved = save_section(
            step_id=step_id, section=key, version=version, typed=typed, actor=actor, at=at, key=act_key
        )
    except Hidden:
        raise
    except (Refused, Stale, KeyReused) as refused:
        return answer_comparison(request, step_id, key, refusal=refusal_of(refused))
    say(request, Flash(says=saved.says))
    return SeeOther(f"/steps/{step_id}/" if request.POST.get("_act") == "close" else shown.section_href)


def resolved(shown: ComparePage, chosen: Mapping[str, str | list[str]]) -> Typed:
    """Return the section as the choices make it: theirs, but where mine was kept or one was written from both."""
    typed: Typed = dict(shown.theirs)
    for each in shown.differing:
        choice = chosen[f"choice.{each.key}"]
        if choice == "theirs":
            continue
        typed = {name: value for name, value in typed.items() if name not in each.names}
        typed |= {name: shown.mine[name] for name in each.names if name in shown.mine}
        if choice == "both" and each.merged is not None:
            typed[each.key] = chosen.get(f"both.{each.key}", "")
    return typed


def answer_comparison(
    request: HttpRequest,
    step_id: UUID,
    key: str,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    chosen: Mapping[str, str | list[str]] | None = None,
) -> HttpResponse:
    """Answer with the two versions; nothing is chosen beforehand."""
    shown = compare_page(step_id=step_id, section=key, actor=actor_of(request), at=practice_now(request))
    on_record(
        request, "compare_section", child_id=shown.child.id, object_type="workstep", object_id=step_id, why=shown.why
    )
    asked = [_choosing(each, shown, chosen) for each in shown.differing]
    errors = [
        ErrorLink(text=f"Choose which words stand: {each.question.ask}", href=f"#choice.{each.question.key}")
        for each in asked
        if each.error
    ]
    return page(
        request,
        "forms/compare.html",
        shown,
        child=shown.child,
        status=refusal.status if refusal else status,
        asked=asked,
        errors=errors,
        key=new_key(),
        **{"has_errors": bool(errors), **refusal_parts(refusal, step_id=step_id)},
    )


def _choosing(question: Differing, shown: ComparePage, chosen: Mapping[str, str | list[str]] | None) -> Choosing:
    said = (chosen or {}).get(f"choice.{question.key}", "")
    offered = [("theirs", f"Keep {shown.by_first}’s"), ("mine", "Keep mine")]
    offered += [("both", "Write one from both")] if question.merged is not None else []
    return Choosing(
        question=question,
        choices=tuple(Choice(value=value, text=text, checked=value == said) for value, text in offered),
        both=str((chosen or {}).get(f"both.{question.key}", question.merged or "")),
        error=NOT_CHOSEN if chosen is not None and not said else "",
    )
