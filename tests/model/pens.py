"""How forms are written in the product: a section saved by its operation, or a long form's rows put there at once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

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
        for number in forms_of.lacking(step):
            self._attach(act, step, number)
            self._put(act, step, _section(step, number), forms_of.put_there(step, number))

    def _put(self, act: Act, step: Step, section: Section, content: Content) -> None:
        step_id, here = self.ids.steps[step.id], self.here(act)
        answers = self._answers(act, step, section, content)
        said: dict[str, Any] = {"answers": answers, "saved_at": here["at"], "saved_by_id": here["actor"].worker_id}
        whose: dict[str, Any] = {"authority_id": self.ids.authority, "step_id": step_id, "section": section.key}
        version = _version(step_id, section) + 1
        SectionAnswers.objects.update_or_create(**whose, defaults={**said, "version": version})
        Workstep.objects.filter(id=step_id).update(form_version=F("form_version") + 1)
        number = Workstep.objects.values_list("form_version", flat=True).get(id=step_id)
        Revision.objects.create(**whose, **said, section_version=version, number=number)

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
    standing = SectionAnswers.objects.filter(step_id=step_id, section=section.key)
    return standing.values_list("version", flat=True).first() or 0
