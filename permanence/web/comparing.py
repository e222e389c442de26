"""Two saves of a section: which words stand (pages, section 10.4b)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from permanence.kernel.reasons import Hidden, KeyReused, Reason, Refused, Stale
from permanence.operations.forms import Saved
from permanence.operations.settling import Settled, settle_section, settled_before
from permanence.queries.drafts import KEYLESS
from permanence.queries.forms import compare_page
from permanence.queries.section_pages import ComparePage, Differing
from permanence.web.acting import Refusal, new_key, refusal_of, version_of
from permanence.web.actors import actor_of
from permanence.web.authorised import authorised_of
from permanence.web.clock import practice_now
from permanence.web.fields import Choice
from permanence.web.flash import Flash, say
from permanence.web.opening import acts, on_record, reads
from permanence.web.page_marks import marks_of
from permanence.web.pages import SeeOther, page
from permanence.web.refused import refusal_parts
from permanence.web.section_filling import ErrorLink
from permanence.web.sections import answer_section, load
from permanence.web.typed import Typed, typed_from, written_from_both

NOT_CHOSEN = "Choose which words stand."
UNPROCESSED = 422
QUICKER = refusal_of(Stale("")).title
LONGEST = 64


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
    draft = request.GET.get("draft", "")[:LONGEST]
    return answer_comparison(request, step_id, request.GET.get("section", ""), draft=draft)


@acts
def save_comparison(request: HttpRequest, step_id: UUID) -> HttpResponseBase:
    """Save the words that were chosen; a third save meanwhile gives the page again with the newer text."""
    key, chosen, marks = request.POST.get("_section", ""), typed_from(request.POST), marks_of(request)
    given: dict[str, Any] = {"step_id": step_id, "section": key, "version": version_of(request), "chosen": chosen}
    given |= {"actor": actor_of(request), "key": marks["key"]}
    try:
        saved = settled_before(**given) or _settled(request, given, authorised=authorised_of(request))
    except Hidden:
        raise
    except KeyReused as reused:
        return _again(request, step_id, key, refusal_of(reused))
    except (Refused, Stale) as refused:
        return answer_comparison(request, step_id, key, refusal=refusal_of(refused), chosen=chosen)
    if saved is None:
        return answer_comparison(request, step_id, key, status=UNPROCESSED, chosen=chosen, draft=marks["over"])
    say(request, Flash(says=saved.says))
    section_href = f"/steps/{step_id}/sections/{key}/"
    return SeeOther(f"/steps/{step_id}/" if request.POST.get("_act") == "close" else section_href)


def _settled(request: HttpRequest, given: dict[str, Any], *, authorised: tuple[UUID, ...]) -> Saved | None:
    """Save it; return None where the words of a question were not chosen."""
    chosen, at, draft = given["chosen"], practice_now(request), marks_of(request)["over"]
    where = {name: given[name] for name in ("step_id", "section", "actor")}
    shown = compare_page(at=at, draft=draft, **where)
    if any(chosen.get(f"choice.{each.key}") not in _offered(each) for each in shown.differing):
        return None
    derived = Settled(
        typed=resolved(shown, chosen),
        instead=as_written(shown, chosen),
        over="" if shown.draft == KEYLESS else shown.draft,
        authorised=authorised,
    )
    return settle_section(at=at, derived=derived, **given)


def _again(request: HttpRequest, step_id: UUID, key: str, refusal: Refusal) -> HttpResponse:
    """Answer a page that was saved already with the section, and in it what was written from both."""
    shown = load(request, step_id, key)
    return answer_section(
        request, shown, refusal=refusal, typed={**shown.typed, **(written_from_both(request.POST) or {})}
    )


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
        elif choice == "both" and each.joined is not None:
            typed = {name: value for name, value in typed.items() if name not in each.names} | dict(each.joined)
    return typed


def as_written(shown: ComparePage, chosen: Mapping[str, str | list[str]]) -> Typed:
    """Return the reader's own text with what they wrote from both: what their draft keeps where a save is refused."""
    both = {each.key: chosen.get(f"both.{each.key}", "") for each in shown.differing if each.merged is not None}
    return {**shown.mine, **{key: text for key, text in both.items() if chosen.get(f"choice.{key}") == "both"}}


def _offered(question: Differing) -> tuple[str, ...]:
    can_both = question.merged is not None or question.joined is not None
    return ("theirs", "mine", "both") if can_both else ("theirs", "mine")


def answer_comparison(
    request: HttpRequest,
    step_id: UUID,
    key: str,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    chosen: Mapping[str, str | list[str]] | None = None,
    draft: str = "",
) -> HttpResponse:
    """Answer with the two versions; nothing is chosen beforehand, and what was chosen stays."""
    shown = compare_page(step_id=step_id, section=key, actor=actor_of(request), at=practice_now(request), draft=draft)
    on_record(
        request, "compare_section", child_id=shown.child.id, object_type="workstep", object_id=step_id, why=shown.why
    )
    if refusal and refusal.title == QUICKER and shown.is_own:
        refusal = replace(refusal, title="This was not saved yet", reasons=(Reason(sentence=f"{shown.heading}."),))
    asked = [_choosing(each, shown, chosen, is_error=status == UNPROCESSED) for each in shown.differing]
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


def _choosing(
    question: Differing, shown: ComparePage, chosen: Mapping[str, str | list[str]] | None, *, is_error: bool
) -> Choosing:
    said = (chosen or {}).get(f"choice.{question.key}", "")
    joins = "Write one from both" if question.merged is not None else "Keep what either added or changed"
    words = {"theirs": f"Keep {shown.keeps}", "mine": "Keep mine", "both": joins}
    return Choosing(
        question=question,
        choices=tuple(Choice(value=value, text=words[value], checked=value == said) for value in _offered(question)),
        both=str((chosen or {}).get(f"both.{question.key}", question.merged or "")),
        error=NOT_CHOSEN if is_error and said not in _offered(question) else "",
    )
