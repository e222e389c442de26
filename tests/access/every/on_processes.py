"""Forms about processes: one read in, published with a reason; started work moved to a later version."""

from dataclasses import replace
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from permanence.operations.definitions import lay_out_process
from permanence.records.definitions import Candidate
from permanence.records.worksteps import Workstep
from tests.access.every.process import with_all_acts
from tests.access.every.sheet import Sheet
from tests.factories import WORDS, World
from tests.processes.screens.administrators import ADA, publish
from tests.processes.screens.later import visits_zip
from tests.web.office import Office

WHY = "The managers agreed it on 12 November."


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("home_visits.zip", content, content_type="application/zip")


def laying_out(o: Office) -> Sheet:
    """Ada reads a process in; doing it again lays it out again."""
    other = {"file": _file(visits_zip(version="1.1"))}
    typed = {"file": _file(visits_zip())}
    return Sheet(by=ADA, page="/processes/publish/", action="/processes/lay-out", typed=typed, other=other, once=False)


def publishing(o: Office) -> Sheet:
    """Ada publishes what she laid out."""
    w = o.world
    w.does(ADA, lay_out_process, process=replace(with_all_acts(), version="2"), source="this release")
    here = f"/processes/candidates/{Candidate.objects.get(authority_id=w.authority_id).id}/"
    return Sheet(by=ADA, page=here, action=f"{here}publish", typed={"reason": WHY}, words=WHY, other={"reason": "No."})


def _with_a_later_version(w: World) -> UUID:
    """Return a report of Priya's that was started before the newest version."""
    report = w.started_report()
    w.saves("Priya Nair", report, "details", **WORDS)
    publish(w, replace(with_all_acts(), version="2"))
    return report


def moving(o: Office) -> Sheet:
    """Joan moves a report to the newest version."""
    report = _with_a_later_version(o.world)
    here, given = f"/steps/{report}/move", {"typed": {"reason": WHY}, "words": WHY, "other": {"reason": "So."}}
    return Sheet(by="Joan Ellery", page=f"{here}/", action=here, version_of=(Workstep, report), **given)  # type: ignore[arg-type]


def moving_all(o: Office) -> Sheet:
    """Ada moves every report."""
    _with_a_later_version(o.world)
    page, given = "/processes/small/1/move/?step=report", {"typed": {"reason": WHY}, "words": WHY}
    return Sheet(by=ADA, page=page, action="/processes/small/1/move", other={"reason": "So."}, **given)  # type: ignore[arg-type]


ON_PROCESSES = {"lay_out": laying_out, "publish": publishing, "move": moving, "move_all": moving_all}
