"""One of each kind of thing in a demo, for the example paths of the addresses (C02)."""

from typing import Any

from permanence.queries.folder_catalogue import FOLDERS
from permanence.records.authorities import Inbox
from permanence.records.catalogue import process_version
from permanence.records.children import Child
from permanence.records.comments import SectionComment
from permanence.records.definitions import Candidate, ProcessVersion
from permanence.records.documents import StoredFile
from permanence.records.forms import Revision
from permanence.records.requests import NextAction, Request

Parameters = dict[str, object]


PAPER, LETTER = "pdf", "childs_views"
"""The kind of file that a paper is had as, and a letter that every workstep may have."""


def examples() -> dict[str, Parameters]:
    """Return the parameters of an address by the kind of object it is about, or by its own name; the same each time.

    Of a kind that the data holds none of there is nothing.
    """
    found: dict[str, Parameters] = {"list": {"key": next(iter(FOLDERS))}, "gallery_states": {"state": "empty"}}
    found |= _steps() | _processes()
    if version := found.get("process"):
        found["list"] |= {"process": version["process"], "step": version["step"]}
    for kind, rows in _rows().items():
        row = rows.filter(authority__is_demo=True).order_by("id").first()
        if row is not None:
            found[kind] = {f"{kind}_id": row.id, "kind": PAPER}
    return found


def _rows() -> dict[str, Any]:
    return {
        "child": Child.objects.filter(access_class="open", pathways__closed_at=None, pathways__isnull=False),
        "request": Request.objects.filter(child__access_class="open"),
        "inbox": Inbox.objects.all(),
        "file": StoredFile.objects.filter(access_class="open"),
        "comment": SectionComment.objects.all(),
        "candidate": Candidate.objects.all(),
    }


def _processes() -> dict[str, Parameters]:
    """Return a published version, with the first of its forms; it is compared with itself where it is the only one."""
    version = ProcessVersion.objects.filter(authority__is_demo=True).order_by("id").last()
    if version is None:
        return {}
    process = process_version(version.id)
    parts = {"key": process.forms[0].key, "step": process.steps[0].key}
    return {"process": {"process": version.process_key, "number": version.number, "other": 1, **parts}}


def _steps() -> dict[str, Parameters]:
    """Return a workstep of which two versions are kept, with a section, both their numbers, and a next action of it."""
    actions = NextAction.objects.filter(step__access_class="open").order_by("id")
    saved = Revision.objects.filter(authority__is_demo=True, number=2, step__in=actions.values("step_id"))
    one = saved.order_by("id").first()
    if one is None:
        return {}
    action = actions.filter(step_id=one.step_id).values_list("id", flat=True).first()
    step = {"step_id": one.step_id, "key": one.section, "number": 1, "other": one.number, "action_id": action}
    return {"workstep": {**step, "letter": LETTER, "kind": PAPER}}
