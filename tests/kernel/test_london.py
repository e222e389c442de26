"""No instant is shown on the day before or after (P38): the server keeps UTC, people live in London."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from permanence.kernel.london import london_date, london_time


@pytest.mark.parametrize(
    ("instant", "day", "time"),
    [
        # Winter: London is UTC.
        (datetime(2027, 1, 14, 23, 59, tzinfo=UTC), date(2027, 1, 14), "23:59"),
        (datetime(2027, 1, 15, 0, 0, tzinfo=UTC), date(2027, 1, 15), "00:00"),
        # Summer: an hour ahead, so the last hour of a UTC day is tomorrow.
        (datetime(2027, 6, 1, 22, 59, tzinfo=UTC), date(2027, 6, 1), "23:59"),
        (datetime(2027, 6, 1, 23, 0, tzinfo=UTC), date(2027, 6, 2), "00:00"),
        # Sun 28 Mar 2027, 01:00: clocks go forward.
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), date(2027, 3, 28), "00:59"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), date(2027, 3, 28), "02:00"),
        # Sun 31 Oct 2027: the hour from 01:00 comes twice.
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), date(2027, 10, 31), "01:30"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), date(2027, 10, 31), "01:30"),
    ],
)
def test_the_date_and_time_that_clocks_in_london_showed(instant: datetime, day: date, time: str) -> None:
    assert (london_date(instant), london_time(instant)) == (day, time)


def test_the_zone_an_instant_was_written_in_makes_no_difference() -> None:
    instant = datetime(2027, 6, 1, 23, 30, tzinfo=UTC)

    assert london_date(instant.astimezone(timezone(timedelta(hours=-8)))) == london_date(instant)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        london_date(datetime(2027, 6, 1, 23, 30))  # noqa: DTZ001
