"""Everyday words for the codes of the statutory returns: what a page says, not what a return says (B6, B7)."""

from collections.abc import Mapping
from types import MappingProxyType

LEGAL_WORDS = {
    "C1": "Interim care order",
    "C2": "Care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated under section 20",
    "V3": "Short breaks under section 20",
    "V4": "Short breaks under section 20",
    "J1": "Remanded",
    "J2": "Accommodated under PACE 1984",
    "J3": "Youth Rehabilitation Order",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
}
HOME_WORDS = {
    "A3": "Placed for adoption with current carers",
    "A4": "Placed for adoption",
    "A5": "Placed for adoption with current carers",
    "A6": "Placed for adoption",
    "U1": "Relative or friend foster carers, long term",
    "U2": "Relative or friend foster carers, also approved adopters",
    "U3": "Relative or friend foster carers",
    "U4": "Foster carers, long term",
    "U5": "Foster carers, also approved adopters",
    "U6": "Foster carers",
    "K1": "Secure children’s home",
    "K2": "Children’s home",
    "K3": "Supported accommodation",
    "P1": "With parents",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "Health establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Away for a short time",
    "T1": "In hospital",
    "T2": "On holiday",
    "T3": "With other carers while the carers are on holiday",
    "T4": "Away for 7 days or less",
}
PROVIDER_WORDS = {
    "PR0": "",
    "PR1": "own provision",
    "PR2": "another authority’s provision",
    "PR3": "other public provision",
    "PR4": "private provision",
    "PR5": "voluntary provision",
}
GENDER_WORDS = {"F": "Girl", "M": "Boy", "U": "Gender not said"}


def legal_words(code: str) -> str:
    """Return a legal status in words; a code that is not known is shown as it is."""
    return LEGAL_WORDS.get(code, code)


def home_words(code: str) -> str:
    """Return a kind of home in words."""
    return HOME_WORDS.get(code, code)


def role_words(role: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a role in the middle of a sentence.

    Args:
        own: names that the authority has for roles (`role_names.own_role_names`).

    >>> role_words("independent_reviewing_officer"), role_words("social_worker")
    ('IRO', 'social worker')
    """
    short = {
        "independent_reviewing_officer": "IRO",
        "qaag_worker": "QAAG worker",
        "agency_decision_maker": "ADM",
        "family_finding_manager": "Family Finders’ manager",
    }
    return own.get(role) or short.get(role, role.replace("_", " "))
