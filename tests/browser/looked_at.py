"""Which test has axe look at which page, by the name of its address in the table; a test that does not is red."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

PAGES: Final[Mapping[str, frozenset[str]]] = {
    test: frozenset(names.split())
    for test, names in {
        "test_the_walk.test_maya_goes_from_the_review_to_the_placement": (
            "account_login folder inbox child step section requests next_actions"
        ),
        "test_section.test_two_versions_have_no_axe_findings_and_nothing_is_chosen": "comparison",
        "test_authorising.test_a_comment_is_kept_and_settled_without_script": "comments",
        "test_help.test_every_page_of_help_has_no_axe_findings_and_keeps_its_width": (
            "help help_with step_help keyboard accessibility"
        ),
        "test_print.test_the_whole_form_the_letters_and_the_chronology_are_clean_and_print": "print letters chronology",
        "test_processes.test_each_page_has_no_axe_findings_at_either_width": (
            "processes process process_form process_compare process_drawing process_trial publish_page candidate "
            "move_all_page move_page moved pathway_map"
        ),
        "test_mending.test_each_page_has_no_axe_findings_at_either_width": (
            "undo_finish_page reopen_page replace_page pathway end_pathway_page"
        ),
        "test_mending.test_taking_back_and_the_wrong_child_have_no_axe_findings": "take_back_page",
        "test_mending.test_the_wrong_child_by_keyboard_alone": "wrong_child_page withheld brought_over",
        "test_admitting.test_admitting_and_ending_it_have_no_axe_findings": "admit_page",
        "test_every_page.test_the_pages_that_no_other_test_looks_at_have_no_axe_findings": (
            "account notices children names reassign_page cancel_page events versions version difference "
            "demo_outbox print_version letter gallery gallery_states"
        ),
    }.items()
}
LEADS_ON: Final = ("home", "request", "kept")
FILES: Final = ("file", "printed", "printed_version", "printed_letter", "printed_chronology")
NO_PAGE: Final = frozenset({"healthz", "readyz", "session", "limits", *FILES, *LEADS_ON})
"""Addresses that answer with a file, with JSON, or by leading on; `kept` answers by the page of the form that waits."""

looked_at: set[str] = set()
"""Names of the addresses at which axe looked since the test began."""


def was_looked_at(url: str) -> None:
    """Write down that axe looked at a page at both widths."""
    try:
        looked_at.add(resolve(urlsplit(url).path).url_name or "")
    except Resolver404:
        return  # a page of the test's own, or one that there is not
