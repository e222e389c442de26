"""Team inboxes as an act passes work to them: their names, and who watches each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from permanence.kernel.facts import PassedTo
from permanence.records.authorities import Inbox
from permanence.records.gathered import looking_at, memory
from permanence.records.prepared import Prepared, given_id


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFacts:
    """An inbox of an authority. `watched_by`: the name of its owner, or ""."""

    authority_id: UUID
    to: PassedTo
    watched_by: str


def inbox_facts(inbox_id: UUID, *, authority_id: UUID) -> InboxFacts | None:
    """Return an inbox of the authority, None where it has none of that id. An act asks about none twice."""
    here = memory()
    known = here.inboxes.get(inbox_id) if here else None
    if known is None:
        with looking_at(Inbox):
            known = keep_inboxes(INBOXES.rows(authority=authority_id)).get(inbox_id)
    return known if known and known.authority_id == authority_id else None


def keep_inboxes(rows: Iterable[Mapping[str, Any]]) -> dict[UUID, InboxFacts]:
    """Return inboxes from rows of `INBOXES`, by id; the act under way knows them from now on."""
    found = {row["id"]: _inbox(row) for row in rows}
    here = memory()
    if here:
        here.inboxes |= found
    return found


def _inbox(row: Mapping[str, Any]) -> InboxFacts:
    to = PassedTo(inbox_id=row["id"], inbox_key=row["key"], inbox_name=row["title"])
    return InboxFacts(authority_id=row["authority_id"], to=to, watched_by=row["owner__person__name"] or "")


def _of_authority() -> Any:
    here = Inbox.objects.filter(authority=given_id("authority"))
    return here.values("id", "authority_id", "key", "title", "owner__person__name")


INBOXES = Prepared(_of_authority)
"""Every inbox of an authority."""
