"""One line of the register of timescales."""

from dataclasses import dataclass
from typing import Literal, get_args

from permanence.kernel.dates import count_of

Unit = Literal["working_days", "calendar_days", "weeks", "months"]
Direction = Literal["after", "before", "period"]
Roll = Literal["none", "earlier", "later"]
Basis = Literal["statute", "guidance", "policy", "local"]

NOUNS: dict[Unit, str] = {
    "working_days": "working day",
    "calendar_days": "calendar day",
    "weeks": "week",
    "months": "month",
}


@dataclass(frozen=True, kw_only=True)
class TimescaleRule:
    """How one due date follows from one event.

    Attributes:
        rule_id: stable for ever, in snake_case; due rows keep it.
        title: what is due, as pages say it.
        source: R, Q and B numbers of the rulebook, or the authority's own.
        start_event: the event whose date is counted from, in snake_case.
        amount, unit: how much is counted; at least 1.
        direction: `after` or `before` the event (B12.3, B12.4), or a `period` beginning on its day (B12.7).
        roll: what happens when the date is no working day: nothing, or it moves `earlier` (B12.5) or `later` (B12.6).
        told: role keys of those who are told.
        subject: what the due date is kept for, such as `child`, `workstep`, `panel_item`, `placement`.
        basis: what the limit rests on, so that a page never calls a local habit the law.
        when: name of a computed fact that must hold for the rule to apply, or None.
        start_words: what happened, as the arithmetic says it ("Second review held"); empty leaves the bare date.
        repeats: whether the date comes again, each time counted from the same start (Q11).

    Raises:
        ValueError: the parts do not fit together; the text is a whole sentence.
    """

    rule_id: str
    title: str
    source: str
    start_event: str
    amount: int
    unit: Unit
    direction: Direction
    roll: Roll
    told: tuple[str, ...]
    subject: str
    basis: Basis
    when: str | None = None
    start_words: str = ""
    repeats: bool = False

    def __post_init__(self) -> None:
        for reason in self._reasons_against():
            raise ValueError(f'Timescale "{self.rule_id}": {reason}')

    @property
    def counted(self) -> str:
        """What is counted, in words: "7 working days"."""
        return count_of(self.amount, NOUNS[self.unit])

    def _reasons_against(self) -> list[str]:
        return [
            reason
            for stands, reason in (
                (self.amount < 1, f"the amount is {self.amount}; give at least 1."),
                (self.unit not in NOUNS, f'the unit "{self.unit}" is none of {", ".join(NOUNS)}.'),
                *(
                    (said not in get_args(offered), f'the {name} "{said}" is none of {", ".join(get_args(offered))}.')
                    for name, said, offered in (
                        ("direction", self.direction, Direction),
                        ("roll", self.roll, Roll),
                        ("basis", self.basis, Basis),
                    )
                ),
                (
                    self.direction == "period" and self.unit in {"working_days", "months"},
                    "a period is counted in calendar days or weeks.",
                ),
                (
                    self.unit == "working_days" and self.roll != "none",
                    "counting working days never ends on another day, so there is nothing to roll.",
                ),
                (self.repeats and self.direction != "after", "only a date after its event can come again."),
            )
            if stands
        ]
