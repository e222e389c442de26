"""Help with the work, the keyboard, and what is known of how accessible the pages are (R178, R179)."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from permanence.operations.shortcuts import set_shortcuts
from permanence.queries.helping import help_of_step, help_page, help_with
from permanence.queries.shortcuts import SHORTCUTS, shortcuts_page
from permanence.web.acting import NotAsSent, Refusal, act, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts


@reads
def show_help(request: HttpRequest) -> HttpResponse:
    """Show what the reader's roles do in each workstep."""
    return page(request, "help/help.html", help_page(actor=actor_of(request)), shortcuts=SHORTCUTS)


@reads
def show_help_with(request: HttpRequest, process: str, step: str) -> HttpResponse:
    """Show help with one kind of workstep."""
    return page(request, "help/step.html", help_with(process, step, actor=actor_of(request)))


@reads
def show_help_of_step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show help with a child's workstep, as the version says that it keeps to."""
    shown = help_of_step(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_step", child_id=shown.child.id, object_type="workstep", object_id=step_id, why=shown.why)
    return page(request, "help/step.html", shown.help, child=shown.child, step_id=step_id)


@reads
def show_shortcuts(request: HttpRequest) -> HttpResponse:
    """Show the keyboard shortcuts, and whether the reader has turned them on."""
    return _shortcuts(request)


@acts
def choose_shortcuts(request: HttpRequest) -> HttpResponse:
    """Turn the shortcuts on or off."""
    chosen = request.POST.get("shortcuts", "")
    if chosen not in {"on", "off"}:
        raise NotAsSent

    def again(refusal: Refusal) -> HttpResponse:
        return _shortcuts(request, status=refusal.status, **refusal_parts(refusal))

    return act(request, set_shortcuts, again, turned_on=chosen == "on")


@never_cache
@require_safe
def show_statement(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, to anybody."""
    return render(request, "help/accessibility.html", {"contact": settings.ACCESSIBILITY_CONTACT})


def _shortcuts(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = shortcuts_page(actor=actor_of(request))
    return page(request, "help/keyboard.html", shown, status=status, key=new_key(), **more)
