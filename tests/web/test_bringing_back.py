"""Bringing an earlier version back voids what was authorised since, and never unawares (P10, words 13)."""

from uuid import UUID

import pytest

from tests.factories import asked, section_version
from tests.web.office import Office, open_office, text, words


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def authorised_in_its_second_version(office: Office) -> UUID:
    here = office.world
    report = here.report_to_manager()
    here.saves("Priya Nair", report, "details", words="Maya wants to stay with Jo.")
    here.completes("Joan Ellery", report, "authorise")
    return report


def test_the_page_of_the_earlier_version_says_which_authorisation_it_voids_and_bringing_it_back_does(
    office: Office,
) -> None:
    report = authorised_in_its_second_version(office)
    page = office.get("Priya Nair", f"/steps/{report}/versions/1/")
    assert "Joan Ellery authorised version 2 on Mon 16 Nov." in words(page)
    assert f'name="_authorised" value="{asked(report, "authorise").id}"' in text(page)
    known, before = str(asked(report, "authorise").id), section_version(report, "details")
    answer = office.post(
        "Priya Nair", f"/steps/{report}/versions/1/restore", _version=before, _authorised=known, reason=""
    )
    assert answer.status_code == 303
    assert section_version(report, "details") == before + 1
    assert asked(report, "authorise").state == "sent"


def test_who_opened_the_page_before_it_was_authorised_is_told_first(office: Office) -> None:
    report = authorised_in_its_second_version(office)
    before = section_version(report, "details")
    unaware = office.post(
        "Priya Nair", f"/steps/{report}/versions/1/restore", _version=before, _authorised="", reason=""
    )
    assert unaware.status_code == 409
    assert "Joan Ellery authorised version 2 at 09:00, after you opened this page." in words(unaware)
    assert f'name="_authorised" value="{asked(report, "authorise").id}"' in text(unaware)
    assert (asked(report, "authorise").state, section_version(report, "details")) == ("completed", before)
