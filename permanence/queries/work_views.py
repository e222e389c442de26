"""How a folder of Current work is looked at: as its address asks, else as its reader kept it, else as usual."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl

from permanence.kernel.actors import Actor
from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.folders import DUES
from permanence.queries.grouping import GROUPS
from permanence.queries.listings import COUNTED_TO, Asked, count_words
from permanence.records.accounts import User

FILTERS = ("child", "step", "due", "group")
KEPT: Final = ("step", "due", "group")
"""What is kept of the filters: the child who was looked for is not, or her folder would hide every other child."""
ASKS: Final = frozenset({*FILTERS, "sort", "page", "size"})
STEP_KEY: Final = re.compile(r"[a-z0-9_]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """What a folder says about the view it is shown in.

    Args:
        says: that it is the view its reader kept, and how much that leaves out; "" where it is not.
        other: query string of the view that was kept, where another one is shown.
        keeps: query string of the view shown, where it could be kept.
        is_kept: some view of this folder is kept, so that the usual one can be gone back to.
    """

    says: str = ""
    other: str = ""
    keeps: str = ""
    is_kept: bool = False


def view_of(asked: Asked, *, folder: str) -> str:
    """Return the query string of what can be kept of a view: what this folder knows, in a fixed order; "" as usual."""
    known = FOLDERS[folder].sorts
    chosen = {name: value for name in KEPT if (value := asked.filters.get(name, "")) and _is_known(name, value)}
    sort = asked.sort if asked.sort.removeprefix("-") in known else ""
    return replace(asked, filters=chosen, sort=sort).address(page="").removeprefix("?")


def is_view(view: str, *, folder: str) -> bool:
    """Return whether a text is a view of this folder, written as `view_of` writes it, and not the usual one."""
    return bool(view) and view == view_of(read_view(view), folder=folder)


def read_view(view: str) -> Asked:
    """Return what a view asks of its folder."""
    return Asked.of(dict(parse_qsl(view)), *KEPT)


def kept_view(*, folder: str, actor: Actor) -> str:
    """Return the view of a folder that the actor kept, "" for the usual one. One query."""
    kept = User.objects.filter(id__in=[actor.user_id]).values_list("views", flat=True).first()
    view = (kept or {}).get(folder, "")
    return view if is_view(view, folder=folder) else ""


def asked_for(given: Mapping[str, str], *, kept: str) -> Asked:
    """Return what is asked of a folder: by the query string if it asks anything of a list, else the view kept."""
    return Asked.of(given, *FILTERS) if ASKS & given.keys() else read_view(kept)


def viewed(asked: Asked, *, folder: str, kept: str, shown: int, all_of_it: int) -> Viewed:
    """Return what a folder says about its view.

    Args:
        shown: how many rows the filters leave, of `all_of_it`.
    """
    now = view_of(asked, folder=folder)
    if kept and now == kept and "child" not in asked.filters:
        left_out = _left_out(shown, all_of_it)
        return Viewed(says=f"You kept this view of the folder.{left_out}", is_kept=True)
    return Viewed(other=f"?{kept}" if kept else "", keeps=now if now != kept else "", is_kept=bool(kept))


def _is_known(name: str, value: str) -> bool:
    if name == "step":
        return bool(STEP_KEY.fullmatch(value))
    return value in (DUES if name == "due" else GROUPS)


def _left_out(shown: int, all_of_it: int) -> str:
    if shown >= all_of_it:
        return ""
    if all_of_it > COUNTED_TO:
        return f" It leaves out some of what is here ({count_words(all_of_it)})."
    return f" It leaves out {all_of_it - shown} of the {all_of_it} here."
