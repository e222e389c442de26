"""Comments on the sections of a form: read, written by whoever reviews it, settled by whoever writes it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.commenting import comment_on_section, settle_comment
from permanence.operations.done import Done
from permanence.queries.comments import comments_page
from permanence.queries.request_places import step_of_comment
from permanence.web.acting import Refusal, act, new_key, version_of
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.leading import leads_to
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.passing import words_of
from permanence.web.refused import refusal_parts

LONGEST_KEY = 60
MOST = 100_000
"""What arrives of a comment; one that is longer than fits is refused with all its words, not cut."""


@reads
def show_comments(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show every comment on a workstep's form."""
    return _page(request, step_id)


@acts
def comment(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Comment on a section; it leads back to the section. Refused, the comment is on the page of all of them."""
    section, text = request.POST.get("_section", "")[:LONGEST_KEY], words_of(request.POST.get("text", ""), most=MOST)

    def again(refusal: Refusal) -> HttpResponse:
        return _page(request, step_id, refusal, section=section, text=text)

    def acted(**given: Any) -> Done:
        return replace(comment_on_section(**given), next_where=f"/steps/{step_id}/sections/{section}/")

    given = {"step_id": step_id, "section": section, "version": version_of(request), "text": text}
    return act(request, acted, again, **given)


@acts
def settle(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Settle a comment with a word."""
    word = words_of(request.POST.get("word", ""), most=MOST)

    def again(refusal: Refusal) -> HttpResponse:
        step_id = step_of_comment(comment_id=comment_id, actor=actor_of(request), at=practice_now(request))
        return _page(request, step_id, refusal, settling_on=comment_id, word=word)

    given = {"comment_id": comment_id, "version": version_of(request), "word": word}
    return act(request, leads_to(settle_comment, "comments/"), again, **given)


def _page(
    request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, section: str = "", **more: Any
) -> HttpResponse:
    shown = comments_page(step_id=step_id, section=section, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_comments", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why)
    more |= {"key": new_key(), **refusal_parts(refusal, step_id=step_id)}
    status = refusal.status if refusal else 200
    return page(request, "comments/comments.html", shown, child=shown.bar, status=status, **more)
