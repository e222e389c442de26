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
        least, most: bounds of what an authority may set the amount to, both included; None where there is none.

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
    least: int | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        for reason in self._reasons_against():
            raise ValueError(f'Timescale "{self.rule_id}": {reason}')

    @property
    def counted(self) -> str:
        """What is counted, in words: "7 working days"."""
        return count_of(self.amount, NOUNS[self.unit])

    @property
    def bounded(self) -> str:
        """What the amount may be, in words: "20 working days at most"."""
        least, most = (count_of(bound, NOUNS[self.unit]) if bound else "" for bound in (self.least, self.most))
        between = [f"{least} at least" if least else "", f"{most} at most" if most else ""]
        return " and ".join(filter(None, between)) or f"{count_of(1, NOUNS[self.unit])} at least"

    def against(self, amount: int) -> str:
        """Return why an amount is outside the bounds, naming the law where it is the law's; "" where it is within."""
        if amount >= (self.least or 1) and (self.most is None or amount <= self.most):
            return ""
        limit = "The law's limit" if self.basis == "statute" else "The limit"
        return f"is set to {count_of(amount, NOUNS[self.unit])}. {limit} is {self.bounded} ({self.source})."

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
