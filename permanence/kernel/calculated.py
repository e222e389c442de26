"""Answers of `calc` questions that are told in words: from what is answered, from the record, and from the finish."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from permanence.kernel.dates import count_of, plain_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.london import london_date, london_time

# The last score of each band of the carers' questionnaire (forms.md 1.9; OC2).
SDQ_BANDS: Final[Mapping[str, int]] = {"Close to average": 13, "Slightly raised": 16, "High": 40}
WEEKS_OF_PROCEEDINGS = 26
DIGITS_TOGETHER = 8


def form_day(facts: StepFacts) -> date:
    """Return the day that the form speaks of: today, and once it is finished, the day of the finish (R176)."""
    return london_date(facts.finished_at) if facts.finished_at else facts.today


def sdq_band(facts: StepFacts) -> str | None:
    """Return the band of the carers' total score of the SDQ (forms.md 1.9), or None without one."""
    score = facts.answer("sdq_score")
    return next((band for band, last in SDQ_BANDS.items() if score <= last), None) if isinstance(score, int) else None


def week_26(facts: StepFacts) -> str | None:
    """Return the last day of the 26 weeks that begin on the day proceedings were issued, as a date is kept (B11.5)."""
    issued_on = facts.answer("issued_on")
    if not issued_on:
        return None
    return (date.fromisoformat(issued_on) + timedelta(weeks=WEEKS_OF_PROCEEDINGS, days=-1)).isoformat()


def workers_so_far(facts: StepFacts) -> str | None:
    """Return how many social workers the child has had, and since when the present one (forms.md 1.5)."""
    on = form_day(facts)
    had = [each for each in facts.child.social_workers if each.from_on <= on]
    if not had:
        return None
    present = next((each for each in had if each.to_on is None or on < each.to_on), None)
    since = f"{present.name} since {plain_date(present.from_on)}" if present else "None at present"
    return f"{count_of(len({each.worker_id for each in had}), 'social worker')}. {since}."


def report_version(facts: StepFacts) -> str | None:
    """Return which version of the form this is: each save makes the next one."""
    return str(facts.form_version) if facts.form_version else None


def signature(facts: StepFacts) -> str | None:
    """Return who signed by finishing, when, and the hash of all that the form showed then (forms.md 2.2)."""
    if not (facts.finished_by and facts.finished_at and facts.finished_hash):
        return None
    kept = facts.finished_hash
    shown = " ".join(kept[place : place + DIGITS_TOGETHER] for place in range(0, len(kept), DIGITS_TOGETHER))
    moment = f"{plain_date(london_date(facts.finished_at))} at {london_time(facts.finished_at)}"
    return f"{facts.finished_by.name}, {moment}. Fingerprint of all that was shown: {shown}"
