"""A clerk who sends each form in every wrong way before sending it right, and then once more (C05, P04, P16).

Every wrong way is refused with the status and a whole sentence of the product's own, and leaves all records as they
were. Sent right it is done; the same again (a double click, Back and resubmit, a lost response) answers the same and
does nothing; the same key with something else in it is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from permanence.records.comments import SectionComment
from permanence.records.documents import StoredFile
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.notices import Notice
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import StepEvent, Workstep
from tests.web.office import Office, text, words

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HIDDEN_FIELDS = ("_version", "_key")
TAMPERED = {"_version": ("three", "-1", "1.5", "9" * 40, "\x00"), "_key": ("", "k" * 101)}
REFUSED = {403, 404, 409, 422}
STANDING = (
    (Workstep, ("id", "version", "state", "assigned_worker_id", "assigned_inbox_id")),
    (Request, ("id", "version", "state", "picked_up_by_id")),
    (NextAction, ("id", "state")),
    (SectionAnswers, ("id", "version", "answers")),
    (Revision, ("id",)),
    (StepEvent, ("id",)),
    (StoredFile, ("id",)),
    (SectionComment, ("id", "version")),
    (Notice, ("id", "read_at")),
)


@dataclass
class Clerk:
    """Sends forms for the people of an office.

    Args:
        forbidden: ids of things that nobody who sends may touch, of this authority and of another.
        most: how many of them are tried in place of each id.
    """

    office: Office
    forbidden: tuple[UUID, ...]
    most: int = 3
    sent: dict[str, int] = field(default_factory=dict)

    def sends(self, name: str, path: str, *, other: dict[str, Any], **form: Any) -> Any:
        """Send a form in every wrong way, then right, then again; return what it led to.

        Args:
            other: what is changed for the same key with another body.
        """
        self.sends_it_wrong(name, path, **form)
        self.swaps_ids(name, path, form)
        key = str(uuid4())
        done = self.post(name, path, {**form, "_key": key})
        assert done.status_code == 303, (path, words(done))
        standing = state()
        for _ in range(2):
            again = self.post(name, path, {**form, "_key": key})
            assert (again.status_code, again["Location"]) == (303, done["Location"]), (path, words(again))
            assert state() == standing, f"{path} was done twice"
        reused = self.post(name, path, {**form, **other, "_key": key})
        assert reused.status_code == 422, (path, reused.status_code)
        assert "a second time" in words(reused) or path.endswith("/save"), words(reused)
        assert state() == standing
        self.count("right")
        return done

    def sends_it_wrong(self, name: str, path: str, **form: Any) -> None:
        """Leave out, change and double the hidden fields."""
        whole = {"_key": str(uuid4()), **form}
        standing = state()
        for wrong in wrong_forms(whole):
            answer = self.tries(name, path, wrong)
            assert answer.status_code == 422, (path, wrong, answer.status_code)
            assert is_a_page(answer), path
            self.count("wrong")
        assert state() == standing, path

    def swaps_ids(self, name: str, path: str, form: dict[str, Any]) -> None:
        """Put a forbidden id in the place of each id of the path and of the form."""
        standing = state()
        for swapped_path, swapped_form in self._swapped(path, form):
            answer = self.tries(name, swapped_path, {"_key": str(uuid4()), **swapped_form})
            assert answer.status_code in REFUSED, (swapped_path, swapped_form, answer.status_code)
            assert is_a_page(answer), swapped_path
            self.count("swapped")
        assert state() == standing, path

    def _swapped(self, path: str, form: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for theirs in map(str, self.forbidden[: self.most]):
            for mine in dict.fromkeys(ID.findall(path)):
                yield path.replace(mine, theirs), form
            for name, value in form.items():
                for mine in dict.fromkeys(ID.findall(str(value))):
                    yield path, {**form, name: str(value).replace(mine, theirs)}

    def tries(self, name: str, path: str, form: dict[str, Any]) -> Any:
        """Post a form that must have no effect, and undo it if it had."""
        self.office.at(name)  # signed in before, so that undoing does not sign them out
        place = transaction.savepoint()
        standing = state()
        answer = self.post(name, path, form)
        assert state() == standing, (path, form)
        transaction.savepoint_rollback(place)
        return answer

    def post(self, name: str, path: str, form: dict[str, Any]) -> Any:
        """Post a form as it is given."""
        return self.office.at(name).post(path, form)

    def count(self, kind: str) -> None:
        """Count what was sent."""
        self.sent[kind] = self.sent.get(kind, 0) + 1


def wrong_forms(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the form with a hidden field left out, doubled or changed."""
    for field_name in HIDDEN_FIELDS:
        yield {name: value for name, value in form.items() if name != field_name}
        yield {**form, field_name: [form[field_name], form[field_name]]}
        yield from ({**form, field_name: value} for value in TAMPERED[field_name])


def state() -> list[Any]:
    """Return everything that an act changes: each row's version and state, drafts left out, which are nobody else's."""
    return [sorted(map(repr, table.objects.values_list(*columns))) for table, columns in STANDING]


def drafts() -> int:
    """Return how many drafts there are."""
    return Draft.objects.count()


def is_a_page(answer: Any) -> bool:
    """Return whether it is a page of the product's own, with one heading and a sentence."""
    return text(answer).count("<h1") == 1 and "Traceback" not in text(answer)
