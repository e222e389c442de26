"""Each *Blocked* line of C1, copied by hand from the rulebook (part C), with the sentence it answers.

Left out: ending a placement as planned without a review (step 10), which comes with the child's record.
"""

from collections.abc import Mapping
from typing import Final

from tests.journeys import titles as t
from tests.journeys.line import FINISH, NOT_OFFERED, NOWHERE, REQUESTS, Line

FFM = t.FAMILY_FINDING_MEETING

C1: Final[Mapping[str, Line]] = {
    "C1.2 request 2": Line(
        words="Blocked: request 2 now",
        told_in="step_02_priya_writes_the_report_and_sends_it_to_joan",
        status=403,
        shown=REQUESTS,
        says=(
            f'Only a Practice Supervisor or Team Manager sends "{t.CONFIRM_QUALITY}".',
            "The report goes to QAAG after your manager has authorised it. Joan Ellery has had it since Mon 23 Nov.",
        ),
    ),
    "C1.2 finish": Line(
        words="Blocked: finish now",
        told_in="step_02_priya_writes_the_report_and_sends_it_to_joan",
        status=403,
        shown=FINISH,
        says=(
            f'Joan Ellery has had "{t.REVIEW_PRIOR_TO_QAAG}" since Mon 23 Nov, and has not completed it yet.',
            (
                f'"{t.CONFIRM_QUALITY}" has not been sent. A Practice Supervisor or Team Manager sends it to '
                f"{t.QAAG_INBOX} after request 1."
            ),
            "No next action is added. A Practice Supervisor or Team Manager adds it.",
            "Only a QAAG worker finishes this workstep. It is with Priya Nair.",
        ),
    ),
    "C1.2 completed by Priya": Line(
        words="Blocked: Joan's request completed by Priya",
        told_in="step_02_priya_writes_the_report_and_sends_it_to_joan",
        status=403,
        shown=NOWHERE,
        says=("You sent this request, so someone else completes it.",),
    ),
    "C1.2 request 2, by Joan": Line(
        words="Blocked: request 2 now",
        told_in="step_03_joan_authorises_and_lena_confirms_the_quality",
        status=409,
        shown=REQUESTS,
        says=(
            "The report goes to QAAG after your manager has authorised it. Joan Ellery has had it since Mon 23 Nov.",
        ),
    ),
    "C1.4 neither": Line(
        words="Section 1 (blocked without Legal Status and Date of Meeting)",
        told_in="step_04_the_qa_meeting_recommends_and_lena_refers_to_the_adm",
        status=409,
        shown=REQUESTS,
        says=("Section 1 has 2 required answers missing.",),
    ),
    "C1.4 Legal Status": Line(
        words="Section 1 (blocked without Legal Status ...)",
        told_in="step_04_the_qa_meeting_recommends_and_lena_refers_to_the_adm",
        status=409,
        shown=REQUESTS,
        says=("Section 1: choose the child's legal status on the day of the meeting.",),
    ),
    "C1.4 Date of Meeting": Line(
        words="Section 1 (blocked without ... Date of Meeting)",
        told_in="step_04_the_qa_meeting_recommends_and_lena_refers_to_the_adm",
        status=409,
        shown=REQUESTS,
        says=("Section 1: enter the date of Meeting.",),
    ),
    "C1.4 Lena finishing": Line(
        words="Blocked: Lena finishing",
        told_in="step_04_the_qa_meeting_recommends_and_lena_refers_to_the_adm",
        status=403,
        shown=FINISH,
        says=(
            f'Ruth Calloway has had "{t.REFER_TO_ADM}" since Fri 18 Dec, and has not completed it yet.',
            "Section 2 is not started.",
            "Only the Agency Decision Maker finishes this workstep. It is with Ruth Calloway.",
        ),
    ),
    "C1.6 not sent": Line(
        words="Blocked had she not sent it (the notification to Joan)",
        told_in="step_06_priya_asks_the_family_finders",
        status=409,
        shown=FINISH,
        says=(f'"{t.ACKNOWLEDGE}" has not been sent. You send it.',),
    ),
    "C1.7 one to Priya": Line(
        words="Blocked: finish with one sent to Priya",
        told_in="step_07_two_are_due_at_three_months",
        status=409,
        shown=NOWHERE,
        says=(f"{FFM} goes to {t.FAMILY_FINDERS_INBOX}, so it cannot go to Priya Nair.",),
    ),
    "C1.7 one": Line(
        words="Blocked: finish with one",
        told_in="step_07_two_are_due_at_three_months",
        status=409,
        shown=FINISH,
        says=(
            f'"{t.AUTHORISE}" has not been sent. You send it.',
            (
                "A 3-month review falls due on 13 April 2027, before the next meeting on 14 April 2027: "
                f"add two {FFM} actions."
            ),
        ),
    ),
    "C1.7 three": Line(
        words="Blocked: finish with three",
        told_in="step_07_two_are_due_at_three_months",
        status=409,
        shown=NOT_OFFERED,
        says=(f"{FFM} is added 2 times already, and one more is refused.",),
    ),
    "C1.7 before Sam authorises": Line(
        words="Blocked: finish before Sam authorises",
        told_in="step_07_two_are_due_at_three_months",
        status=409,
        shown=FINISH,
        says=(f'Sam Orr has had "{t.AUTHORISE}" since Wed 10 Mar, and has not completed it yet.',),
    ),
    "C1.8 adding N5, by Kit": Line(
        words="Blocked: adding N5 from it",
        told_in="step_08_kit_writes_the_three_month_review",
        status=403,
        shown=NOT_OFFERED,
        says=(
            f"Only a Family Finder or Family Finders' manager adds {FFM}.",
            "A 3 month review adds no next action.",
        ),
    ),
    "C1.8 adding N5, by Sam": Line(
        words="Blocked: adding N5 from it",
        told_in="step_08_kit_writes_the_three_month_review",
        status=409,
        shown=NOT_OFFERED,
        says=("A 3 month review adds no next action.",),
    ),
    "C1.9 N5 and N6": Line(
        words="Blocked: N5 + N6 together",
        told_in="step_09_dee_identifies_a_match_and_sends_step_5_immediately",
        status=409,
        shown=NOT_OFFERED,
        says=(f"{t.INFORMATION_SHARING} is added, and {FFM} cannot stand beside it. Remove it first.",),
    ),
    "C1.10 N10 without Reason": Line(
        words="N10 -> Priya with Reason CS Long-term Fostering Agreed (blocked without Reason)",
        told_in="step_10_panel_recommends_and_ruth_approves_the_match",
        status=409,
        shown=NOWHERE,
        says=(f"Choose the reason for {t.MATCH_AGREED}.",),
    ),
}
