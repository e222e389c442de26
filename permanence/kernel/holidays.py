"""The days on which nobody is expected to work, and the span in which we know them (B12.1, B12.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from permanence.kernel.dates import long_date


class HolidaysNotKnown(LookupError):  # it says what is so, as its sentence does
    """A working day was asked for outside the span in which bank holidays are known. Its text is a whole sentence."""


@dataclass(frozen=True)
class Holidays:
    """Bank holidays of England with their names, and local closures where an authority has set them.

    Attributes:
        names: each holiday and its name; Saturdays and Sundays need not be in it.
        first_day, last_day: the span covered, both days included; a day in it without a name is known to be no holiday.
    """

    names: Mapping[date, str] = field(hash=False)
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))
        for day in self.names:
            self._refuse_outside_span(day)

    def name_of(self, day: date) -> str | None:
        """Return the holiday's name, or None on any other day.

        Raises:
            HolidaysNotKnown: the day lies outside the span covered.
        """
        self._refuse_outside_span(day)
        return self.names.get(day)

    def adding(self, days: Mapping[date, str]) -> "Holidays":
        """Return these holidays with one-off bank holidays or local closures besides (B12.1, B12.2).

        Raises:
            HolidaysNotKnown: one of the days lies outside the span covered.
        """
        return replace(self, names={**self.names, **days})

    def _refuse_outside_span(self, day: date) -> None:
        if not self.first_day <= day <= self.last_day:
            raise HolidaysNotKnown(
                f"Bank holidays are known from {long_date(self.first_day)} to {long_date(self.last_day)}, "
                f"so working days cannot be counted on {long_date(day)}. Add the bank holidays of {day.year} first."
            )
