"""Maya's case: a child with a record, on the process as it is published, for tests of what forms and rules see."""

from datetime import UTC, date, datetime
from typing import Any

from permanence.kernel.canonical import digest, to_plain
from permanence.kernel.definitions import Process
from permanence.kernel.london import london_date
from permanence.outside.definitions import PROCESSES, load_process
from permanence.records.child_facts import child_facts
from permanence.records.children import CarePeriod, LegalStatus, Placement, Review
from permanence.records.definitions import ProcessVersion
from permanence.records.people import Worker
from permanence.records.prefill import PassedOn, Prefilled, prefilled
from permanence.records.standing_steps import way_of
from permanence.records.worksteps import Workstep
from tests.records.world import NOW, TODAY, World

PROCESS = load_process(PROCESSES / "long_term_fostering")
FINISHED = datetime(2027, 1, 8, 15, 0, tzinfo=UTC)
LOOKED_AFTER = date(2026, 3, 3)

REPORT = {
    "proposed_plan": {
        "plan.best_option": "long_term_fostering",
        "fallback.achievable": "yes",
        "fallback.parallel_needed": "no",
        "fallback.contingency_needed": "yes",
        "fallback.contingency_plan": "Her aunt Ines would be asked again.",
    },
    "identity": {"ethnicity": "WBRI", "religion": "None"},
}


class Case:
    """Maya, whose plan was agreed and whose family is being sought."""

    def __init__(self) -> None:
        self.world = World()
        self.version = publish(self.world, PROCESS, number=1)
        self.priya = self.world.worker("Priya Nair", "social_worker", team=self.world.team)
        self.joan = self.world.worker("Joan Ellery", "team_manager", team=self.world.team)
        self.ruth = self.world.worker("Ruth Calloway", "agency_decision_maker", everywhere=True)
        self.finder = self.world.worker("Lena Voss", "family_finder", team=self.world.other_team)
        self.child = self.world.child()
        self.world.allocate(self.child, self.priya)
        self.record()

    def record(self) -> None:
        begun = {"authority": self.world.authority, "child": self.child, "from_on": LOOKED_AFTER}
        CarePeriod.objects.create(**begun, category_of_need="N1")
        LegalStatus.objects.create(**begun, code="V2", to_on=date(2026, 9, 1))
        LegalStatus.objects.create(**{**begun, "from_on": date(2026, 9, 1)}, code="C2")
        Placement.objects.create(**begun, code="U6", provider="PR1", carers="Asha and Tom Bright")
        for held_on, agreed in ((date(2026, 3, 25), False), (date(2026, 6, 20), True)):
            Review.objects.create(
                authority=self.world.authority,
                child=self.child,
                kind="first",
                held_on=held_on,
                iro=self.ruth,
                permanence_agreed=agreed,
            )

    def finished(self, step_type: str, by: Worker, answers: dict[str, dict[str, Any]], **more: Any) -> Workstep:
        done = {"state": "finished", "finished_at": FINISHED, "finished_by": by, "closed_at": FINISHED}
        step = self.world.step(
            self.child,
            step_type=step_type,
            title=PROCESS.step(step_type).title,
            process_version=self.version,
            started_at=NOW,
            **{**done, **more},
        )
        write(step, answers, by)
        return step

    def started(self, step_type: str, by: Worker, **more: Any) -> Workstep:
        begun = {"state": "started", "started_at": NOW, "started_by": by, "assigned_worker": by}
        title = PROCESS.step(step_type).title
        return self.world.step(
            self.child, step_type=step_type, title=title, process_version=self.version, **{**begun, **more}
        )


def publish(world: World, process: Process, *, number: int) -> ProcessVersion:
    plain = to_plain(process)
    return ProcessVersion.objects.create(
        authority=world.authority,
        process_key=process.key,
        number=number,
        version=process.version,
        digest=digest(plain),
        definition=plain,
        published_at=NOW,
    )


def write(step: Workstep, answers: dict[str, dict[str, Any]], by: Worker) -> None:
    for number, (section, given) in enumerate(answers.items(), start=step.revisions.count() + 1):
        saved = {"authority_id": step.authority_id, "section": section, "answers": given}
        step.sections.create(**saved, saved_at=NOW, saved_by=by)
        step.revisions.create(**saved, number=number, section_version=1, saved_at=NOW, saved_by=by)


def prefilled_for(step: Workstep, *, process: Process = PROCESS) -> Prefilled:
    child = child_facts([step.child_id], TODAY)[step.child_id]
    form = process.form(process.step(step.step_type).form)
    passed_on = PassedOn(
        id=step.id,
        purpose=step.purpose,
        reason=step.passed_reason,
        by=step.passed_by.person.name if step.passed_by else "",
        on=london_date(step.passed_at),
        head=step.head,
    )
    way = way_of(step.pathway_id)
    return prefilled(passed_on, process=process, form=form, child=child, way=way, answers={}, today=TODAY)
