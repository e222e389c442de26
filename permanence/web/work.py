"""Current work: the folders of whoever is signed in, each in the view they kept of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from permanence.kernel.reasons import Hidden
from permanence.operations.work_views import keep_view
from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.listings import Asked
from permanence.queries.work_views import asked_for, is_view, kept_view, read_view
from permanence.queries.worklists import folder
from permanence.web.acting import NotAsSent, Refusal, act, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts

HOME = "/work/incoming/"


@reads
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead to what needs doing first."""
    return HttpResponseRedirect(HOME)


@reads
def show_folder(request: HttpRequest, key: str) -> HttpResponse:
    """Show one folder of Current work: as the address asks, else as its reader kept it."""
    kept = _kept(request, key)
    return _folder(request, key, asked_for(request.GET, kept=kept), kept)


@acts
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the view of a folder that the form names, or go back to the usual one."""
    kept, view = _kept(request, key), request.POST.get("view", "")
    if bool(view) == (request.POST.get("usual") == "yes") or not (is_view(view, folder=key) or not view):
        raise NotAsSent

    def again(refusal: Refusal) -> HttpResponse:
        return _folder(request, key, read_view(view), kept, status=refusal.status, **refusal_parts(refusal))

    return act(request, keep_view, again, folder=key, view=view)


def _kept(request: HttpRequest, key: str) -> str:
    if key not in FOLDERS:
        raise Hidden
    return kept_view(folder=key, actor=actor_of(request))


def _folder(request: HttpRequest, key: str, asked: Asked, kept: str, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = folder(key=key, asked=asked, kept=kept, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_folder", object_type="folder", ids=shown.child_ids, why="own work")
    return page(request, "work/folder.html", shown, status=status, key=new_key(), **more)
