"""Current work: the folders of whoever is signed in."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from permanence.kernel.reasons import Hidden
from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.listings import Asked
from permanence.queries.worklists import FILTERS, folder
from permanence.web.acting import new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import on_record, reads
from permanence.web.pages import page

HOME = "/work/incoming/"


@reads
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead to what needs doing first."""
    return HttpResponseRedirect(HOME)


@reads
def show_folder(request: HttpRequest, key: str) -> HttpResponse:
    """Show one folder of Current work."""
    if key not in FOLDERS:
        raise Hidden
    asked = Asked.of(request.GET, *FILTERS)
    shown = folder(key=key, asked=asked, actor=actor_of(request), at=practice_now(request))
    on_record(request, "open_folder", object_type="folder", ids=shown.child_ids, why="own work")
    return page(request, "work/folder.html", shown, key=new_key())
