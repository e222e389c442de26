"""How forms are written in the product: a section saved by its operation, or a long form's rows put there at once."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import F

from permanence.kernel.answers import typed_of
from permanence.kernel.form_definitions import Section
from permanence.kernel.reasons import Refused, Stale
from permanence.operations import forms
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep
from tests.kernel.filling import process
from tests.model import forms as forms_of
from tests.model.acts import Act
from tests.model.answering import Answers
from tests.model.founding import Ids, given
from tests.model.naming import step_type
from tests.model.state import Child, Content, Step, World

STEP_VERSION: Final = "SELECT version FROM records_workstep WHERE id = %s"
FORM_VERSION: Final = "SELECT form_version FROM records_workstep WHERE id = %s"
SECTION_VERSIONS: Final = "SELECT section, version FROM records_sectionanswers WHERE step_id = %s"
PAPER: Mapping[str, str] = {"section": "proposed_plan", "field": f"sources.{1:016x}.document", "name": "Minutes.txt"}


class Pen:
    """Writes sections."""

    ids: Ids
    world: World

    def __init__(self, ids: Ids) -> None:
        self.answers = Answers(ids)

    def here(self, act: Act) -> dict[str, Any]:
        """Return who acts, and when."""
        raise NotImplementedError

    def _child(self, step: Step) -> Child:
        found = self.world.find(step.id)
        assert found is not None
        return found[0]

    def _answers(self, act: Act, step: Step, section: Section, content: Content) -> dict[str, Any]:
        child, here = self._child(step), self.here(act)
        return self.answers.of(
            step.law.key,
            content,
            child=child.id,
            key=(child.teenager, len(child.pathways) > 1, step.purpose, forms_of.asks_more(step)),
            section=section,
            load=lambda: step_facts(self.ids.steps[step.id], actor=here["actor"], at=here["at"]),
        )

    def _save(self, act: Act, step: Step | None) -> None:
        assert step is not None
        self._attach(act, step, act.section)
        section, step_id = _section(step, act.section), self.ids.steps[act.step]
        typed = typed_of(section, self._answers(act, step, section, dict(act.content)))
        version = _version(step_id, section)
        stale = act.stale and version > 0
        given_: dict[str, Any] = {"section": section.key, "version": version - stale, "typed": typed}
        saved = forms.save_section(step_id=step_id, **given_, **self.here(act))
        assert not saved.errors, saved.errors

    def _write(self, act: Act, step: Step | None) -> None:
        """Put every section that is not complete into the tables, as its save would leave it.

        The acts of a long form are seventeen of a kind; how a section is saved is tried by those that are saved.
        """
        assert step is not None
        numbers = forms_of.lacking(step)
        for number in numbers:
            self._attach(act, step, number)
        put = [(_section(step, number), forms_of.put_there(step, number)) for number in numbers]
        self._put(act, step, {section.key: self._answers(act, step, section, said) for section, said in put})

    def _put(self, act: Act, step: Step, answers: Mapping[str, dict[str, Any]]) -> None:
        step_id, here = self.ids.steps[step.id], self.here(act)
        before, versions = _ask(FORM_VERSION, step_id)[0][0], dict(_ask(SECTION_VERSIONS, step_id))
        said: dict[str, Any] = {"saved_at": here["at"], "saved_by_id": here["actor"].worker_id}
        whose: dict[str, Any] = {"authority_id": self.ids.authority, "step_id": step_id}
        standing, kept = [], []
        for number, (section, each) in enumerate(answers.items(), before + 1):
            version = versions.get(section, 0) + 1
            given_: dict[str, Any] = {**whose, **said, "section": section, "answers": each}
            standing.append(SectionAnswers(**given_, version=version))
            kept.append(Revision(**given_, section_version=version, number=number))
        fields, unique = ["answers", "version", *said], ["authority", "step", "section"]
        SectionAnswers.objects.bulk_create(standing, update_conflicts=True, update_fields=fields, unique_fields=unique)
        Revision.objects.bulk_create(kept)
        Workstep.objects.filter(id=step_id).update(form_version=F("form_version") + len(kept))

    def version(self, step_id: UUID) -> int:
        """Return the version of a workstep, as its page would carry it."""
        found: int = _ask(STEP_VERSION, step_id)[0][0]
        return found

    def _attach(self, act: Act, step: Step, section: int) -> None:
        """Attach the paper that section 17 of the report lists among its sources, the first time it is written."""
        child = self._child(step).id
        if (step.law.key, section) != ("1", 17) or child in self.ids.files:
            return
        try:
            paper = {**PAPER, "content": b"Agreed minutes.\n"}
            kept = forms.attach_file(step_id=self.ids.steps[step.id], **paper, **self.here(act))  # type: ignore[arg-type]
        except (Refused, Stale):
            return
        self.ids.files[child] = given(kept.file_id)


def _section(step: Step, number: int) -> Section:
    form = process().form(process().step(step_type(step.law.key)).form)
    return next(each for each in form.sections if each.number == number)


def _version(step_id: UUID, section: Section) -> int:
    versions: dict[str, int] = dict(_ask(SECTION_VERSIONS, step_id))
    return versions.get(section.key, 0)


def _ask(query: str, step_id: UUID) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, [step_id])
        return list(cursor.fetchall())
