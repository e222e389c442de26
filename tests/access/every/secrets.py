"""What nobody of the office may know of: a sealed child of their own authority, and all of another authority's."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from permanence.operations import attaching, children, commenting, next_actions
from permanence.records.children import Child
from permanence.records.comments import SectionComment
from permanence.records.documents import StoredFile
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.people import Relationship
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep
from tests.factories import ALLOCATED, World, inbox, section_version
from tests.web.office import Office

NAME, TEXT, FILE = "Zephyrine Quillfeather", "Ambergris by the lighthouse", "Ambergris.txt"
MARKS = ("Zephyrine", "Quillfeather", "Ambergris", "Zadok Quill")
"""Words that stand nowhere else: no page of anybody's in the office holds one."""


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """Ids by what they are of, each of the sealed child and of the other authority; and ids of nothing."""

    ids: dict[str, UUID]

    @property
    def every(self) -> list[UUID]:
        """Return the ids, always in one order."""
        return [self.ids[name] for name in sorted(self.ids)]


def secrets_of(office: Office, other: Office) -> Secrets:
    """Write what is secret, seal it, and leave the office with another child."""
    here = office.world
    open_child = here.child_id
    found = {f"sealed {what}": found for what, found in _written(here).items()}
    Workstep.objects.filter(child_id=here.child_id).update(access_class="sealed")
    Child.objects.filter(id=here.child_id).update(access_class="sealed")
    here.child_id = open_child
    theirs = _written(other.world) | {
        "worker": other.world.people["Una Tait"],
        "team": other.world.teams["east"],
        "inbox": inbox("cs_qaag", other.world.authority_id),
        "authority": other.world.authority_id,
    }
    found |= {f"other {what}": found for what, found in theirs.items()}
    return Secrets(ids=found | {"nothing": UUID("01a2008c-0000-7000-8000-000000000000")})


def _written(w: World) -> dict[str, UUID]:
    """Write on a child of its own: a report, a file, a comment, requests, a next action; return the id of each."""
    w.child_id = _child(w)
    report = w.started_report()
    paper: dict[str, Any] = {"section": "details", "field": "paper", "name": FILE, "content": TEXT.encode()}
    attaching.attach_file(step_id=report, actor=w.actor("Priya Nair"), at=w.at, **paper)
    w.saves("Priya Nair", report, "details", words=TEXT, **_relative())
    w.sends("Priya Nair", report, "authorise", to_worker=w.people["Joan Ellery"], note=TEXT)
    said = {"section": "details", "text": TEXT, "version": section_version(report, "details")}
    w.does("Joan Ellery", commenting.comment_on_section, step_id=report, **said)
    w.completes("Joan Ellery", report, "authorise")
    finders = inbox("cs_family_finders", w.authority_id)
    w.on("Joan Ellery", next_actions.add_next_action, report, action_key="search", to_inbox=finders)
    w.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag", w.authority_id))
    return _ids(w, report)


def _ids(w: World, report: UUID) -> dict[str, UUID]:
    on: dict[str, Any] = {"child_id": w.child_id}
    return {
        "child": w.child_id,
        "report": report,
        "review": Workstep.objects.get(step_type="review", **on).id,
        "answered request": Request.objects.get(step_id=report, key="authorise").id,
        "open request": Request.objects.get(step_id=report, key="check").id,
        "next action": NextAction.objects.get(step_id=report).id,
        "comment": SectionComment.objects.get(step_id=report).id,
        "file": StoredFile.objects.get(step_id=report).id,
        "pathway": Pathway.objects.get(**on).id,
        "person": Relationship.objects.get(of_id=Child.objects.get(id=w.child_id).person_id).person_id,
        "notice": Notice.objects.filter(**on).exclude(worker_id=w.people["Priya Nair"]).earliest("id").id,
    }


def _relative() -> dict[str, str]:
    return {"relative-new-name": "Zadok Quill", "relative-new-relation": "uncle"}


def _child(w: World) -> UUID:
    here: dict[str, Any] = {"actor": w.founder, "at": w.at}
    born = date(2017, 6, 21)
    added = children.add_child(name=NAME, date_of_birth=born, sex="F", team_id=w.teams["east"], **here)
    assert added.child_id
    for role, name in ALLOCATED.items():
        children.allocate(child_id=added.child_id, worker_id=w.people[name], role=role, from_on=w.today, **here)
    return added.child_id
