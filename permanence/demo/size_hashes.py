"""The hashes of a child's forms: of what was authorised and of what was finished. A like child has other words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from permanence.demo.size_blocks import filled
from permanence.kernel.canonical import digest
from permanence.kernel.covering import covered_hash
from permanence.kernel.form_definitions import Form
from permanence.records.catalogue import process_version
from permanence.records.forms import SectionAnswers
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashed:
    """A text of which a hash is kept. `form`: that of an authorisation; None for a finish, which covers everything."""

    kept: str
    text: str
    form: Form | None

    def hash_of(self, parts: list[str], instead: Mapping[str, str]) -> str:
        """Return the hash of the text, parted as the rows are, as a like child has it."""
        return self._hash(json.loads(filled(parts, instead)))

    def is_kept(self) -> bool:
        """Return whether the hash that is kept is that of the text."""
        return self._hash(json.loads(self.text)) == self.kept

    def _hash(self, plain: Any) -> str:
        if self.form is None:
            return digest(plain)
        return covered_hash(self.form, plain["answers"], plain["sections"])


def hashed_texts(child_id: UUID) -> Iterator[Hashed]:
    """Yield every text of the child's of which a hash is kept."""
    for request in Request.objects.filter(child_id=child_id).exclude(covered_hash="").select_related("step"):
        form = _form(request.step)
        yield Hashed(kept=request.covered_hash, text=_json(request.covered), form=form)
    for step in Workstep.objects.filter(child_id=child_id).exclude(finished_hash=""):
        answers = dict(SectionAnswers.objects.filter(step=step).values_list("section", "answers"))
        yield Hashed(kept=step.finished_hash, text=_json({"answers": answers, "head": step.head}), form=None)


def _form(step: Any) -> Form:
    process = process_version(step.process_version_id)
    return process.form(process.step(step.step_type).form)


def _json(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False)
