"""A section of a form: read, or offered to be written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.kernel.london import london_time
from permanence.queries.forms import section_page
from permanence.queries.section_pages import SectionPage
from permanence.web.acting import Refusal, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads, shows
from permanence.web.pages import page
from permanence.web.refused import refusal_parts
from permanence.web.section_filling import error_links, fields_of
from permanence.web.session_limit import signed_out_at
from permanence.web.typed import Typed

LONGEST = 200


@reads
def show_section(request: HttpRequest, step_id: UUID, key: str) -> HttpResponse:
    """Show a section, to be written or read."""
    asked = {name: request.GET.get(name, "")[:LONGEST] for name in ("find", "focus", "gone", "draft")}
    shown = load(request, step_id, key, find=asked["find"], draft=asked["draft"])
    return answer_section(request, shown, focus=asked["focus"], gone=asked["gone"])


@shows
def show_answer(request: HttpRequest, step_id: UUID, key: str) -> HttpResponse:
    """Show the section with one answer that holds an address; on record first, and gone on the next page."""
    asked = request.POST.get("_show", "")
    shown = load(request, step_id, key, show=asked)
    why = f"asked for the address in {key}.{asked}"[:200]
    on_record(request, "show_address", child_id=shown.child.id, object_type="answer", object_id=step_id, why=why)
    return answer_section(request, shown)


def load(request: HttpRequest, step_id: UUID, key: str, **asked: Any) -> SectionPage:
    """Return the section's page for whoever asks."""
    return section_page(step_id=step_id, section=key, actor=actor_of(request), at=practice_now(request), **asked)


def answer_section(
    request: HttpRequest,
    shown: SectionPage,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
    focus: str = "",
    gone: str = "",
    says: str = "",
) -> HttpResponse:
    """Answer with the section's page; after a refusal with its reasons on top and all that was typed in the fields."""
    whole = replace(shown, typed=shown.typed if typed is None else typed, errors={**shown.errors, **(errors or {})})
    on_record(
        request, "open_section", child_id=shown.child.id, object_type="workstep", object_id=shown.step_id, why=shown.why
    )
    fields = () if shown.against else fields_of(whole, focus=focus, gone=gone)
    return page(
        request,
        "forms/section.html",
        whole,
        child=shown.child,
        status=refusal.status if refusal else status,
        fields=fields,
        errors=error_links(whole, fields),
        says=says,
        key=new_key(),
        signed_out_at=london_time(signed_out_at(request)),
        **{"has_errors": bool(whole.errors), **refusal_parts(refusal, step_id=shown.step_id)},
    )
