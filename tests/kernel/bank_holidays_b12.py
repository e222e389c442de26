"""England's bank holidays of 2026 to 2028, typed by hand from B12.2: what the bundled list is held against."""

from datetime import date

from permanence.kernel.holidays import Holidays

B12_2 = {
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _typed(said: str, year: int) -> date:
    day, month = said.split()
    return date(year, MONTHS.index(month) + 1, int(day))


DAYS = [_typed(said, year) for year, listed in B12_2.items() for said in listed.split(", ")]
ENGLAND = Holidays(dict.fromkeys(DAYS, "Bank holiday"), first_day=date(2026, 1, 1), last_day=date(2028, 12, 31))


def on(said: str) -> date:
    """Return the date of "Thu 31 Dec 2026", and stumble over a weekday that does not belong to it."""
    weekday, day, month, year = said.split()
    found = _typed(f"{day} {month}", int(year))
    assert found.strftime("%a") == weekday, f"{said} is wrong: that day is a {found:%a}"
    return found
