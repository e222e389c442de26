"""The sections of a form as they are read: the one way in which answers become words, on the page and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from permanence.kernel.completeness import known
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.queries.answers_shown import AnswersShown
from permanence.queries.listed import StoredName
from permanence.queries.section_pages import QuestionShown
from permanence.queries.section_sources import carried_into
from permanence.records.prefill import Prefilled


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRead:
    """A form whose answers are read: `facts` hold them, `sources` what it takes from elsewhere."""

    facts: StepFacts
    sources: Prefilled
    files: Mapping[str, StoredName]

    def section(self, section: Section, *, shown: str = "") -> tuple[QuestionShown, ...]:
        """Return each question of a section that is asked, with its answer in words.

        Args:
            shown: key of the question whose address was asked for; no other is shown.
        """
        copied = self.sources.sections.get(section.key)
        return AnswersShown(
            answers=copied.answers if copied else self.facts.answers.get(section.key, {}),
            known=known(self.facts),
            names=self.sources.names,
            carried={} if copied else carried_into(section, facts=self.facts, sources=self.sources),
            files=self.files,
            shown=shown,
        ).of(copied.section if copied else section)
