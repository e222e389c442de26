"""What matters to a story in each form, by question key; the rest is answered as in the demo authority."""

from typing import Any, Final

PLAN_AGREED: Final[dict[str, Any]] = {
    "permanence_agreed": "agreed",
    "plan.best_option": "long_term_fostering",
    "plan.route": "ltf",
    "plan.all_agree": "yes",
    "fallback.parallel_needed": "no",
}
REPORT: Final[dict[int, dict[str, Any]]] = {17: {key: PLAN_AGREED[key] for key in PLAN_AGREED if "." in key}}
# What may be shown to families names neither the child nor the school (rule_profile_anonymous): section 2 of C0057.
PROFILE: Final[dict[str, Any]] = {
    "profile": "A thoughtful, funny child who draws, swims and knows every bus. Needs grown-ups who notice who "
    "looks after whom, and who take that job away kindly. Would love a garden, and a dog would be loved back."
}
# The review ratified the present home as permanent: the conclusion of the route for older teenagers (R125, Q23).
RATIFIED: Final[dict[str, Any]] = {
    "view_of_meeting": "iro_has_already_ratified_the_present_home",
    "ratified_minute": "R/2027/03/02-7",
    "needs_new_plan": "no",
}
PANEL_SAYS: Final[dict[str, Any]] = {"recommendation": "match_approved", "minutes_final_on": "2027-05-11"}
PLACED: Final[dict[str, Any]] = {
    "agreed_where": "permanence_panel_adm",
    "placement_code": "U4",
    "provider": "PR4",
    "same_carers": "no",
    "ltf_in_care_plan_on": "2027-05-04",
    "ltf_carer_agreed_on": "2027-05-20",
}


def considered(reference: str, result: str = "want_to_know_more") -> list[dict[str, str]]:
    """Return the one household considered since last time, by reference: none comes again once ruled out."""
    return [
        {
            "reference": reference,
            "heard_through": "agency",
            "result": result,
            "why": "Warm, and honest about the drive.",
        }
    ]
