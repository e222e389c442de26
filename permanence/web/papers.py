"""Papers: forms, chronologies and letters, as a page to print or as a file, each on record before its first byte."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.queries.papers.chronology import chronology_paper
from permanence.queries.papers.form import form_paper
from permanence.queries.papers.letters import letter_paper, letters_page
from permanence.queries.papers.making import Made
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads
from permanence.web.pages import page
from permanence.web.paper_answers import answer_file, answer_page, made_or_refused


@reads
def show_form(request: HttpRequest, step_id: UUID, number: int | None = None) -> HttpResponse:
    """Show a whole form to be read or printed, at its newest version or an earlier one."""
    return answer_page(request, _form(request, step_id, number))


@reads
def send_form(request: HttpRequest, step_id: UUID, kind: str, number: int | None = None) -> HttpResponse:
    """Send a form as a file."""
    return answer_file(request, _form(request, step_id, number), kind=kind)


@reads
def show_letters(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """List the forms and letters of a workstep."""
    return made_or_refused(request, lambda: _letters(request, step_id))


def _letters(request: HttpRequest, step_id: UUID) -> HttpResponse:
    shown = letters_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_letters", child_id=shown.bar.id, object_type="workstep", object_id=step_id, why=shown.why)
    return page(request, "papers/letters.html", shown, child=shown.bar)


@reads
def show_letter(request: HttpRequest, step_id: UUID, letter: str) -> HttpResponse:
    """Show a letter to be read before it is printed or sent."""
    return made_or_refused(request, lambda: answer_page(request, _letter(request, step_id, letter)))


@reads
def send_letter(request: HttpRequest, step_id: UUID, letter: str, kind: str) -> HttpResponse:
    """Send a letter as a file."""
    return made_or_refused(request, lambda: answer_file(request, _letter(request, step_id, letter), kind=kind))


@reads
def show_chronology(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show a child's chronology."""
    return answer_page(request, _chronology(request, child_id))


@reads
def send_chronology(request: HttpRequest, child_id: UUID, kind: str) -> HttpResponse:
    """Send a child's chronology as a file."""
    return answer_file(request, _chronology(request, child_id), kind=kind)


def _form(request: HttpRequest, step_id: UUID, number: int | None) -> Made:
    return form_paper(step_id=step_id, number=number, actor=actor_of(request), at=practice_now(request))


def _letter(request: HttpRequest, step_id: UUID, key: str) -> Made:
    return letter_paper(step_id=step_id, key=key, actor=actor_of(request), at=practice_now(request))


def _chronology(request: HttpRequest, child_id: UUID) -> Made:
    return chronology_paper(child_id=child_id, actor=actor_of(request), at=practice_now(request))
