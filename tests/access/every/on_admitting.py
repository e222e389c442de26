"""Forms of who opens a privileged workstep: somebody is admitted, and that is ended."""

from uuid import UUID

from permanence.operations import admitting as acts
from permanence.records.worksteps import Workstep
from tests.access.every.sheet import Sheet
from tests.web.office import Office

WHY = "She knows the family from before."
PLACE = "small.inquiries"


def admitting(o: Office) -> Sheet:
    """Joan, the coordinator, admits Ravi."""
    report = _privileged(o)
    typed = {"to": f"worker:{o.world.people['Ravi Menon']}", "reason": WHY}
    here = f"/steps/{report}/admit"
    other = {"reason": "She asked."}
    return Sheet(by="Joan Ellery", page=f"{here}/?find=Ravi", action=here, typed=typed, words=WHY, other=other)


def ending(o: Office) -> Sheet:
    """Joan ends that Ravi is admitted; Una is, too."""
    report, w = _privileged(o), o.world
    for name in ("Ravi Menon", "Una Tait"):
        w.does("Joan Ellery", acts.admit_worker, step_id=report, worker_id=w.people[name], reason=WHY)
    holds, other = ({"worker": str(w.people[name])} for name in ("Ravi Menon", "Una Tait"))
    here = f"/steps/{report}/admit/"
    return Sheet(by="Joan Ellery", page=here, action=f"{here}end", holds=holds, other=other)


def _privileged(o: Office) -> UUID:
    report = o.world.started_report()
    Workstep.objects.filter(id=report).update(privileged=PLACE)
    return report


ON_ADMITTING = {"admit": admitting, "end_admission": ending}
