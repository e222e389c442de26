"""Processes: every published version, one of them read in plain words, two compared; for system administrators."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from permanence.queries.process_forms import form_page
from permanence.queries.process_lists import processes_page
from permanence.queries.process_versions import compare_page, version_page
from permanence.web.actors import actor_of
from permanence.web.opening import reads
from permanence.web.pages import page

FIGURES = 9


@reads
def show_processes(request: HttpRequest) -> HttpResponse:
    """List every process with its versions: who published what, when and why."""
    return page(request, "processes/processes.html", processes_page(actor=actor_of(request)))


@reads
def show_version(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Show what a version says; a version that was chosen to be compared with leads to the comparison."""
    other = request.GET.get("with", "")
    if other.isascii() and other.isdigit() and len(other) <= FIGURES:
        return HttpResponseRedirect(f"/processes/{process}/{number}/compare/{int(other)}/")
    shown = version_page(process_key=process, number=number, actor=actor_of(request))
    return page(request, "processes/version.html", shown)


@reads
def show_form(request: HttpRequest, process: str, number: int, key: str) -> HttpResponse:
    """Show what a form of a version asks."""
    shown = form_page(process_key=process, number=number, form_key=key, actor=actor_of(request))
    return page(request, "processes/form.html", shown)


@reads
def show_compare(request: HttpRequest, process: str, number: int, other: int) -> HttpResponse:
    """Show what changes from one version to another, as minutes do."""
    shown = compare_page(process_key=process, number=number, other=other, actor=actor_of(request))
    return page(request, "processes/compare.html", shown)
