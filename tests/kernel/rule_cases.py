"""What each named rule says (forms.md 2 to 6), on answers laid over a complete form, and where it is silent."""

from typing import Any

from tests.kernel.filling import SOMEBODY, process
from tests.kernel.people import GRETA
from tests.kernel.report_rule_cases import (
    BELLA,
    DECISION,
    MEETING,
    PANEL,
    PLACEMENT,
    PLANNING,
    REPORT,
    REPORT_SAYS,
    REQUEST,
    REVIEW,
    SHARING,
    UPDATE,
    row,
)

CONFIRMED = {"placement_code": "U4", "ltf_in_care_plan_on": "2027-01-04", "ltf_carer_agreed_on": "2027-01-04"}
TOLD = {"carer": {"on": "2027-01-04"}, "child": {"on": "2027-01-04"}, "mother": {"on": "2027-01-04"}}
MET = {row.key: {"met": "yes"} for _, q in process().form("c1122").questions() if q.key == "reg22b" for row in q.rows}
PANEL_SAT = [
    {"id": f"r{number}", "role": role, "attendee": SOMEBODY, "outcome": "attended"}
    for number, role in enumerate(
        ["chair", "social_worker_with_three_years_experience", "independent", "independent", "other"]
    )
]
MUST_GAP = {"health": {"must_or_should": "must", "fit": "gap"}}
UNKNOWN = {key: {"fit": "not_yet_known"} for key in ("health", "safety", "siblings", "identity")}

SAYS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    *REPORT_SAYS,
    (
        "rule_decision_after_recommendation",
        DECISION,
        {"meeting_date": "2026-12-16", "decision_date": "2026-12-15"},
        [
            (
                "The decision cannot be dated before the recommendation: it is dated 15 December 2026, and the "
                "meeting was on "
                "16 December 2026."
            )
        ],
    ),
    (
        "rule_deferred",
        PANEL,
        {"recommendation": "deferred"},
        [
            (
                "The recommendation is deferred, so it is not referred to the Agency Decision Maker. The "
                "workstep stays open "
                "until there is a new one."
            )
        ],
    ),
    (
        "rule_meeting_held",
        DECISION,
        {"meeting_date": "2027-01-14"},
        ["The date of the QA meeting cannot be in the future: it is 14 January 2027."],
    ),
    (
        "rule_independent",
        DECISION,
        {"independent": "no"},
        [
            (
                "The decision-maker is not independent of this recommendation. Another appointed decision-maker must "
                "take this."
            )
        ],
    ),
    (
        "rule_quorate",
        PANEL,
        {"panel": PANEL_SAT[1:]},
        ["The panel was not quorate: only 4 of the 5 people needed sat and neither chair nor vice-chair sat."],
    ),
    (
        "rule_papers_in_time",
        PANEL,
        {"meeting_date": "2027-01-12", "papers_sent_on": "2027-01-06", "papers_sent_on_late_why": None},
        [
            (
                "The papers were sent on 6 January 2027, fewer than 5 working days before panel (5 January 2027 "
                "was the last "
                "day): say why the panel agreed to go on."
            )
        ],
    ),
    (
        "rule_profile_anonymous",
        REQUEST,
        {"profile": "Maya loves football. She lives near zz99 3wz."},
        [
            'The profile names Maya: take "Maya" out.',
            'The profile contains a postcode: take "ZZ99 3WZ" out.',
        ],
    ),
    (
        "rule_one_or_two",
        MEETING,
        {"next_meeting_on": "2027-04-13"},
        [
            (
                "A 3-month review falls due on 13 April 2027, on the day of the next meeting: add two SC "
                "Permanence Family "
                "Finding Meeting / Review actions."
            )
        ],
    ),
    (
        "rule_shared_before_panel",
        SHARING,
        {"shared": {"health": {"shared": "spoken"}, "risks": {"shared": "not_yet"}}},
        ["Health and risks have not been shared with the carers in writing."],
    ),
    (
        "rule_gap_has_answer",
        SHARING,
        {"matrix.needs": MUST_GAP},
        ["The matrix shows an unmet must (health) with no support and no reason."],
    ),
    ("rule_must_gap", SHARING, {"matrix.needs": MUST_GAP}, ["Health is a must and a gap, with no support named."]),
    (
        "rule_unknown",
        SHARING,
        {"matrix.needs": UNKNOWN},
        ["Four needs are not yet known for this household."],
    ),
    (
        "rule_more_work_needed",
        SHARING,
        {"view_of_meeting": "more_work_needed"},
        ["More work is needed, so the workstep stays open. Change the conclusion when the work is done."],
    ),
    (
        "rule_three_confirmations",
        PLACEMENT,
        CONFIRMED | {"ltf_confirmed_to": TOLD},
        ["Birth parents have not been told that the home is long term."],
    ),
    (
        "rule_three_confirmations",
        PLACEMENT,
        {"placement_code": "U1", "ltf_in_care_plan_on": None, "ltf_carer_agreed_on": None, "ltf_confirmed_to": None},
        [
            "The care plan does not yet record long-term foster care as the plan for permanence.",
            "The carer has not agreed to care for the child until the child ceases to be looked after.",
            "The carers have not been told that the home is long term.",
            "Maya has not been told that the home is long term.",
            "Birth parents have not been told that the home is long term.",
        ],
    ),
    ("rule_review_before_change", PLACEMENT, {"same_carers": "no"}, ["No review has considered this move."]),
    (
        "rule_dates_in_order",
        PLACEMENT,
        {"agreed_when": "2027-01-12", "starts_on": "2027-01-11"},
        ["It begins before it was agreed: on 11 January 2027, agreed on 12 January 2027."],
    ),
    (
        "rule_dates_in_order",
        PLACEMENT,
        {"agreed_when": "2027-01-14", "starts_on": "2027-01-20"},
        ['"When was it agreed" is dated 14 January 2027, which is still to come.'],
    ),
    (
        "rule_reg22b",
        PLACEMENT,
        {"plan_made_real": "long_term_fostering", "reg22b": MET | {"iro_consulted": {"met": "not_needed"}}},
        ["Conditions before a long-term placement: IRO consulted. Say why this is not needed."],
    ),
    (
        "rule_reg22b",
        PLACEMENT,
        {"plan_made_real": "long_term_fostering", "reg22b": MET | {"placement_plan": {"met": "no"}}},
        ["Conditions before a long-term placement: placement plan ready. This is not answered Yes, nor Not needed."],
    ),
    (
        "rule_trigger",
        REVIEW,
        {"permanence_agreed": "agreed"},
        [
            (
                "A permanence plan is agreed. Add SC Permanency Planning Process for the social worker, or "
                "choose the step "
                "already open."
            )
        ],
    ),
    (
        "rule_change_reviewed",
        PLANNING,
        {"significant": "yes", "review_considered": None},
        [
            (
                "This is a significant change and no review has considered it; name the review or say why that was not "
                "practicable."
            )
        ],
    ),
    (
        "rule_item_accounted",
        PLANNING,
        {
            "rules_kept": [
                {"id": "a", "rule": "x"},
                {"id": "b", "rule": "y"},
                {"id": "c", "rule": "z", "outcome": "end"},
            ]
        },
        ["Two plan rules are neither kept, changed nor ended."],
    ),
    (
        "rule_worker_agrees",
        UPDATE,
        {"agreed_by": str(GRETA.id)},
        ["The child's social worker has not agreed the update."],
    ),
]


# Answers under which the rule is silent, where a complete form is not one already.
SILENT: dict[str, tuple[str, dict[str, Any]]] = {
    "rule_quorate": (PANEL, {"panel": PANEL_SAT}),
    "rule_shared_before_panel": (
        SHARING,
        {"shared": {"health": {"shared": "in_writing"}, "risks": {"shared": "in_writing"}}},
    ),
    "rule_gap_has_answer": (
        SHARING,
        {"matrix.needs": {"health": MUST_GAP["health"] | {"gap_answer": "A nurse helps."}}},
    ),
    "rule_must_gap": (SHARING, {"matrix.needs": {"health": MUST_GAP["health"] | {"support": "A nurse"}}}),
    "rule_three_confirmations": (
        PLACEMENT,
        CONFIRMED | {"ltf_confirmed_to": TOLD | {"father": {"not_confirmed_why": "He died in 2020."}}},
    ),
    "rule_review_before_change": (PLACEMENT, {"same_carers": "yes"}),
    "rule_reg22b": (PLACEMENT, {"plan_made_real": "kinship", "reg22b": None}),
    "rule_trigger": (REVIEW, {"permanence_agreed": "not_yet"}),
    "rule_more_work_needed": (SHARING, {"view_of_meeting": "go_to_panel"}),
    "rule_one_or_two": (MEETING, {"next_meeting_on": "2027-02-10"}),
    "rule_contact_people": (
        REPORT,
        {"significant_people": row(person=BELLA), "contact_proposed": row(contact_with=BELLA)},
    ),
    "rule_papers_in_time": (PANEL, {"papers_sent_on_late_why": "The panel had read them in December."}),
    "rule_profile_anonymous": (REQUEST, {"profile": "A child who may like a quiet home and football."}),
}
