"""A chronology: what the record holds about a child today, in the order in which it happened (R2, R82)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_with_months, plain_date
from permanence.kernel.london import london_date
from permanence.kernel.papers import Block, Grid, Heading, Words
from permanence.queries.access import see_child
from permanence.queries.child_bars import child_bar
from permanence.queries.papers.happenings import Happening, happenings
from permanence.queries.papers.making import Made, file_name, paper_about

HEAD = ("Date", "Age then", "What happened", "Who")
NOTHING = "The record holds nothing about this child yet but the date of birth."


def chronology_paper(*, child_id: UUID, actor: Actor, at: datetime) -> Made:
    """Return a child's chronology. A fixed number of queries, however much happened.

    Raises:
        Hidden: there is no such child for the actor. Refused: the record is restricted.
    """
    seen = see_child(child_id, actor=actor, at=at)
    today = london_date(at)
    told = happenings(child_id, actor=actor, today=today)
    title = "Chronology"
    return Made(
        paper=paper_about(
            seen.facts,
            title=title,
            form=title,
            standing="as_of",
            about=(
                ("What it holds", "Worksteps, requests, decisions, legal statuses, homes and workers on record."),
                ("How it stands", f"As the record stands on {plain_date(today)}. No address is in it."),
            ),
            blocks=tuple(_Told(born=seen.facts.date_of_birth).blocks(told)),
            actor=actor,
            at=at,
        ),
        key="chronology",
        name=file_name(seen.facts.person_number, title),
        bar=child_bar(seen.facts, today=today),
        object_type="child",
        object_id=child_id,
        why=seen.why,
        back=(f"/children/{child_id}/", "Person summary"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    born: date

    def blocks(self, told: list[Happening]) -> Iterator[Block]:
        """Yield a heading and a table a year."""
        if not told:
            yield Words(text=NOTHING)
        for year, those in groupby(told, key=lambda each: each.on.year):
            yield Heading(text=str(year))
            yield Grid(name=f"What happened in {year}", head=HEAD, rows=tuple(self._row(each) for each in those))

    def _row(self, each: Happening) -> tuple[str, ...]:
        age = age_with_months(self.born, on=each.on) if each.on >= self.born else ""
        return (plain_date(each.on), age, each.what, each.who)
