"""Answers of `calc` questions that are told in words (forms.md 1.1, 1.2, 1.5, 1.9, 2.2; B11.5, R176)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from permanence.kernel.computed import CALCULATIONS, computed_answers, computed_facts
from permanence.kernel.facts import AllocatedFacts, StepFacts, WorkerFacts
from tests.kernel.facts_builder import child, step
from tests.kernel.filling import answering, process
from tests.kernel.people import DEE, LENA, PRIYA, RUTH

REPORT, DECISION = "permanency_planning", "adm_permanence_decision"

# forms.md 1.9: 0 to 13 close to average; 14 to 16 slightly raised; 17 to 40 high.
BANDS = [
    (0, "Close to average"),
    (13, "Close to average"),
    (14, "Slightly raised"),
    (16, "Slightly raised"),
    (17, "High"),
    (40, "High"),
    (None, None),
]
# C6: issued Mon 20 Jul 2026, last day Sun 17 Jan 2027. A leap year between does not matter: weeks are counted.
ISSUED = [("2026-07-20", "2027-01-17"), ("2023-12-01", "2024-05-30"), (None, None)]


def told(facts: StepFacts, key: str) -> str | None:
    return computed_answers(facts).get(key)


@pytest.mark.parametrize(("score", "band"), BANDS)
def test_the_band_of_the_sdq(score: int | None, band: str | None) -> None:
    facts = answering(step(REPORT, PRIYA, of=child(born=date(2016, 2, 11))), sdq_score=score)
    assert told(facts, "sdq_band") == band


@pytest.mark.parametrize(("issued_on", "last_day"), ISSUED)
def test_the_last_day_of_week_26(issued_on: str | None, last_day: str | None) -> None:
    facts = answering(step(REPORT, PRIYA), proceedings_open="yes", issued_on=issued_on)
    assert told(facts, "week_26") == last_day


def had(worker: WorkerFacts, from_on: date, to_on: date | None) -> AllocatedFacts:
    return AllocatedFacts(worker_id=worker.id, name=worker.name, role="social_worker", from_on=from_on, to_on=to_on)


FIRST, SECOND, THIRD = date(2026, 7, 27), date(2026, 9, 1), date(2026, 10, 5)
WORKERS: list[tuple[list[AllocatedFacts], str | None]] = [
    ([], None),
    ([had(PRIYA, FIRST, None)], "1 social worker. Priya Nair since 27 July 2026."),
    ([had(DEE, FIRST, SECOND), had(PRIYA, SECOND, None)], "2 social workers. Priya Nair since 1 September 2026."),
    (
        [had(PRIYA, FIRST, SECOND), had(DEE, SECOND, THIRD), had(PRIYA, THIRD, None)],
        "2 social workers. Priya Nair since 5 October 2026.",
    ),
    ([had(PRIYA, FIRST, SECOND)], "1 social worker. None at present."),
    (
        [had(PRIYA, FIRST, date(2027, 2, 1)), had(DEE, date(2027, 2, 1), None)],
        "1 social worker. Priya Nair since 27 July 2026.",
    ),
]


@pytest.mark.parametrize(("ever", "says"), WORKERS)
def test_the_social_workers_so_far(ever: list[AllocatedFacts], says: str | None) -> None:
    facts = step(REPORT, PRIYA, today=date(2027, 1, 13), of=child(social_workers=tuple(ever)))
    assert told(facts, "workers_so_far") == says


def test_the_version_of_the_report_is_that_of_its_newest_save() -> None:
    facts = step(REPORT, PRIYA)
    assert told(facts, "report_version") is None
    assert told(replace(facts, form_version=7), "report_version") == "7"


def finished(facts: StepFacts, by: WorkerFacts, at: datetime, **also: Any) -> StepFacts:
    return replace(
        facts, state="finished", finished_by=by, finished_at=at, finished_hash="0123456789abcdef" * 4, **also
    )


def test_the_decision_is_signed_by_finishing() -> None:
    """R108: only the ADM finishes; the hash is of all that was shown then. Half past nine in London, British time."""
    facts = step(DECISION, LENA)
    assert told(facts, "signature") is None
    signed = told(finished(facts, RUTH, datetime(2027, 5, 18, 8, 30, tzinfo=UTC)), "signature")
    assert signed == (
        "Ruth Calloway, 18 May 2027 at 09:30. Fingerprint of all that was shown: "
        "01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef"
    )


def test_a_finished_form_speaks_of_the_day_it_was_finished() -> None:
    """R176: the date of the report, the age then and what depends on age stay; the age now goes on."""
    born = date(2018, 5, 4)
    facts = step(
        REPORT, PRIYA, today=date(2027, 6, 1), of=child(born=born, social_workers=(had(PRIYA, FIRST, SECOND),))
    )
    facts = finished(facts, LENA, datetime(2026, 8, 9, 10, 0, tzinfo=UTC))
    answers = computed_answers(facts)
    assert (answers["report_date"], answers["age_at_report"], answers["age_now"]) == ("2026-08-09", "8", "9")
    assert answers["workers_so_far"] == "1 social worker. Priya Nair since 27 July 2026."
    young = finished(replace(facts, child=child(born=date(2022, 10, 1))), LENA, datetime(2026, 8, 9, 10, 0, tzinfo=UTC))
    assert (computed_facts(young)["under_4"], computed_facts(replace(young, finished_at=None))["under_4"]) == (
        "yes",
        "no",
    )


def test_every_calc_question_of_the_process_is_calculated() -> None:
    named = {question.calc for form in process().forms for _, question in form.questions() if question.calc}
    assert named == set(CALCULATIONS)
