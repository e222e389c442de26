"""Each *Blocked* line of C2, C3 and C5, copied by hand from the rulebook (part C), with the sentence it answers.

Left out: the nominated officer's approval (C2), which comes with the child's record. The SSDA903 rows are no acts.
"""

from collections.abc import Mapping
from typing import Final

from tests.journeys import titles as t
from tests.journeys.line import FINISH, NOT_OFFERED, NOWHERE, Line

C2: Final[Mapping[str, Line]] = {
    "C2 while N1 is queued": Line(
        words="Blocked: while N1 still queued (system offers to remove it)",
        told_in="test_it_is_refused_while_the_decision_is_queued_which_may_be_removed",
        status=409,
        shown=NOT_OFFERED,
        says=(f"{t.ADM_DECISION} is added, and {t.NO_LONGER_REQUIRED} cannot stand beside it. Remove it first.",),
    ),
    "C2 without reason": Line(
        words="Blocked: without reason",
        told_in="test_it_is_refused_without_a_reason",
        status=409,
        shown=NOWHERE,
        says=(f"Write the reason for {t.NO_LONGER_REQUIRED}.",),
    ),
    "C2 reason of spaces": Line(
        words="Blocked: without reason (R174: whitespace is none)",
        told_in="test_it_is_refused_without_a_reason",
        status=409,
        shown=NOWHERE,
        says=("Write the reason. Spaces alone are not kept.",),
    ),
    "C2 not asked for": Line(
        words="Blocked: without PS/TM authorisation",
        told_in="test_it_is_refused_without_the_managers_authorisation",
        status=409,
        shown=FINISH,
        says=(f'"{t.AUTHORISE}" has not been sent. You send it.',),
    ),
    "C2 not authorised": Line(
        words="Blocked: without PS/TM authorisation",
        told_in="test_it_is_refused_without_the_managers_authorisation",
        status=409,
        shown=FINISH,
        says=(f'Joan Ellery has had "{t.AUTHORISE}" since Wed 16 Dec, and has not completed it yet.',),
    ),
    "C2 authorised by who chose it": Line(
        words="a request of its own, completed by a PS/TM who did not choose it (Q18)",
        told_in="test_the_manager_who_chose_it_does_not_authorise_it",
        status=409,
        shown=NOWHERE,
        says=(f"Joan Ellery chose {t.NO_LONGER_REQUIRED}, so another manager authorises it.",),
    ),
}

C3: Final[Mapping[str, Line]] = {
    "C3 do not match": Line(
        words='Finish -> Blocked "decision and next action do not match"',
        told_in="test_decision_and_next_action_must_match",
        status=409,
        shown=FINISH,
        says=(
            f'"{t.REFER_TO_ADM}" waits for you since Mon 22 Mar.',
            (
                "You disagree with the plan, but the next action says it is agreed. "
                "Decision and next action do not match. Change one of them."
            ),
            f'The answer to "Decision" is "do not agree the plan", so {t.ADM_DISAGREES} is needed. Add it.',
        ),
    ),
    "C3 no reasons": Line(
        words="gives reasons for differing from recommendation (blocked if empty)",
        told_in="test_reasons_for_differing_are_given",
        status=409,
        shown=FINISH,
        says=(
            f'"{t.REFER_TO_ADM}" waits for you since Mon 22 Mar.',
            'Section 2: enter an answer to "Why the decision differs from the recommendation".',
        ),
    ),
    "C3 no reasons, Completed": Line(
        words="gives reasons for differing from recommendation (blocked if empty), Completes request",
        told_in="test_reasons_for_differing_are_given",
        status=409,
        shown=NOWHERE,
        says=('Section 2: enter an answer to "Why the decision differs from the recommendation".',),
    ),
    "C3 the ADM was the chair": Line(
        words="ADM attended the QA meeting as a member -> assignment blocked, another appointed ADM offered",
        told_in="test_an_adm_who_chaired_the_meeting_is_refused_and_another_is_offered",
        status=409,
        shown=NOWHERE,
        says=("Ruth Calloway sat on the QA meeting of 17 March 2027. Another appointed decision-maker must decide.",),
    ),
    "C3 the ADM was a member": Line(
        words="ADM attended the QA meeting as a member -> assignment blocked, another appointed ADM offered",
        told_in="test_an_adm_who_was_a_member_is_refused_and_another_is_offered",
        status=409,
        shown=NOWHERE,
        says=("Ruth Calloway sat on the QA meeting of 17 March 2027. Another appointed decision-maker must decide.",),
    ),
}

C5: Final[Mapping[str, Line]] = {
    "C5 N9 with N7": Line(
        words="Blocked: N9 with N7",
        told_in="test_it_stands_beside_no_panel",
        status=409,
        shown=NOT_OFFERED,
        says=(f"{t.PLACEMENT} is added, and {t.PANEL_AND_MATCHING} cannot stand beside it. Remove it first.",),
    ),
    "C5 without IRO": Line(
        words="Blocked: N9 without all three evidence fields",
        told_in="test_it_needs_the_name_of_the_iro",
        status=409,
        shown=FINISH,
        says=(
            'Section 1: choose an answer to "Which IRO ratified the present home?"',
            f'"{t.AUTHORISE}" has not been sent. You send it.',
            (
                "The route for older teenagers needs evidence. "
                "Enter the Independent Reviewing Officer who ratified the present home."
            ),
        ),
    ),
    "C5 without date": Line(
        words="Blocked: N9 without all three evidence fields",
        told_in="test_it_needs_the_date_of_the_review",
        status=409,
        shown=FINISH,
        says=(
            "Section 1: enter the date of the review.",
            f'"{t.AUTHORISE}" has not been sent. You send it.',
            "The route for older teenagers needs evidence. Enter the date of the review.",
        ),
    ),
    "C5 without minute reference": Line(
        words="Blocked: N9 without all three evidence fields",
        told_in="test_it_needs_the_minute_reference",
        status=409,
        shown=FINISH,
        says=(
            'Section 1: enter an answer to "Minute reference".',
            f'"{t.AUTHORISE}" has not been sent. You send it.',
            "The route for older teenagers needs evidence. Enter the minute reference.",
        ),
    ),
    "C5 another IRO": Line(
        words="Blocked: IRO who is not the child's IRO at that review date",
        told_in="test_it_needs_the_iro_of_that_day",
        status=409,
        shown=FINISH,
        says=(
            f'"{t.AUTHORISE}" has not been sent. You send it.',
            "Tom Askew was not Jaden's IRO on 2 March 2027.",
        ),
    ),
    # Jaden himself is 16, so Maya, who is 8, tells this one.
    "C5 under 16": Line(
        words="Blocked: child under 16*",
        told_in="step_10_information_is_shared_and_the_case_goes_to_panel",
        status=409,
        shown=FINISH,
        says=(
            f'"{t.AUTHORISE}" has not been sent. You send it.',
            "Maya is 8; the route for older teenagers begins at 16.",
        ),
    ),
}
