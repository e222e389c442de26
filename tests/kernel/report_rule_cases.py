"""What each rule of the report says (forms.md 1), on answers laid over a complete form."""

from typing import Any

from tests.kernel.filling import OPTIONS_CONCLUDED, SOMEBODY
from tests.kernel.people import DEE, SAM

REPORT, DECISION, REQUEST = "permanency_planning", "adm_permanence_decision", "family_finding_request"
MEETING, SHARING, PANEL = "family_finding_meeting", "information_sharing_meeting", "panel_and_matching_decision"
PLACEMENT, PLANNING, UPDATE = "permanence_placement", "child_in_care_planning", "update_permanence_plan"
REVIEW = "child_in_care_review"


def concluded(**conclusions: str) -> dict[str, Any]:
    return OPTIONS_CONCLUDED | {
        key: {"conclusion": value, "conclusion_why": "So."} for key, value in conclusions.items()
    }


def row(**cells: Any) -> list[dict[str, Any]]:
    return [{"id": "r1", **cells}]


BELLA = str(SAM.person_id)
HEARD = row(on="2026-10-08", who=SOMEBODY, method="in_person", about="Home")
SIBLINGS = [
    {"id": "a", "relation": "brother"},
    {"id": "b", "relation": "half_brother"},
    {"id": "c", "relation": "sister"},
]

# Rule; workstep; answers laid over a complete form; what it says (in the rulebook's words, filled in).
REPORT_SAYS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    (
        "rule_plan_agrees",
        REPORT,
        {"plan.best_option": "adoption"},
        ["The proposed plan is Adoption, but section 15 concludes that Adoption is ruled out."],
    ),
    (
        "rule_all_options",
        REPORT,
        {"options": {key: value for key, value in OPTIONS_CONCLUDED.items() if key != "reunification"}},
        ["Section 15: Reunification with Parents has no conclusion."],
    ),
    (
        "rule_all_options",
        REPORT,
        {"options": concluded(adoption="primary")},
        [
            (
                "Section 15 concludes that Long-term/Permanent Fostering (including considerations of Special "
                "Guardianship) and "
                "Adoption are each the primary option. Exactly one is."
            )
        ],
    ),
    (
        "rule_all_options",
        REPORT,
        {"options": concluded(long_term_fostering="parallel")},
        ["Section 15 concludes that no option is the primary one. Exactly one is."],
    ),
    (
        "rule_siblings",
        REPORT,
        {"has_siblings": "yes", "siblings": SIBLINGS, "together_or_apart": None},
        ["Section 4 names 2 brothers and 1 sister; the family sought does not say whether they live together."],
    ),
    (
        "rule_medical",
        REPORT,
        {"options": concluded(adoption="parallel"), "medical_summary": None},
        ["The medical adviser's summary is missing."],
    ),
    (
        "rule_child_heard",
        REPORT,
        {"conversations": HEARD},
        ["The last recorded conversation with Maya was 97 days before the report."],
    ),
    (
        "rule_contact_people",
        REPORT,
        {"significant_people": row(person=str(DEE.id), relation="friend")},
        ["Dee Marlow is in section 3 as important; section 14 says nothing about Dee Marlow."],
    ),
    (
        "rule_views_agree",
        REPORT,
        {"plan.all_agree": "yes", "views": {"mother": {"about_plan": "does_not_agree"}}},
        ["Mother does not agree (section 13), but all parties are said to agree (section 17)."],
    ),
    (
        "rule_parallel_differs",
        REPORT,
        {"fallback.parallel_plan": "long_term_fostering"},
        [
            (
                "The parallel plan is Long-term/Permanent Fostering (including considerations of Special "
                "Guardianship), as the "
                "primary plan is. Choose another, or say that none is needed."
            )
        ],
    ),
    (
        "rule_declared",
        REPORT,
        {"declaration": "no"},
        ["The declaration in section 17 says No. The report waits until it is true and says Yes."],
    ),
    ("rule_photograph", REPORT, {"photograph_on": "2026-01-12"}, ["The photograph is more than 12 months old."]),
]
