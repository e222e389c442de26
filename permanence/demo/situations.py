"""What each child of the demo shows, as the acts that led there: days since the act before, and what was done.

The last act falls on the day that the child's entry names; the days before it are counted back from there.
"""

from collections.abc import Callable, Mapping

from permanence.demo import acts_care as care
from permanence.demo import acts_finding as finding
from permanence.demo import acts_matching as matching
from permanence.demo import acts_mending as mending
from permanence.demo import acts_planning as planning
from permanence.demo.case import Case

Act = Callable[[Case], None]
Story = tuple[tuple[int, Act], ...]

IN_CARE: Story = ((0, care.come_into_care), (22, care.review_without_plan))
AGREED: Story = (*IN_CARE, (77, care.review_agrees_plan))
HALF_WRITTEN: Story = (*AGREED, (4, planning.start_report), (3, planning.write_first_part))
ASKED: Story = (*HALF_WRITTEN, (5, planning.write_the_rest), (0, planning.ask_manager))
AUTHORISED: Story = (*ASKED, (6, planning.manager_authorises))
CONFIRMED: Story = (*AUTHORISED, (4, planning.quality_confirmed))
RECOMMENDED: Story = (*CONFIRMED, (3, planning.start_decision), (5, planning.write_recommendation))
REFERRED: Story = (*RECOMMENDED, (1, planning.refer_plan))
PLAN_AGREED: Story = (*REFERRED, (5, planning.agree_plan))
HANDED_ON: Story = (*PLAN_AGREED, (3, finding.start_request), (4, finding.refer_to_finders))
SEARCHING: Story = (*HANDED_ON, (2, finding.acknowledge), (2, finding.start_meeting))
ASKED_ONCE: Story = (*SEARCHING, (1, finding.search_goes_on))
MET_ONCE: Story = (*ASKED_ONCE, (2, finding.authorise_meeting))
MET_TWICE: Story = (
    *MET_ONCE, (26, finding.start_meeting), (1, finding.search_goes_on), (2, finding.authorise_meeting),
)  # fmt: skip
PAIRED: Story = (
    *MET_TWICE, (27, finding.start_meeting), (7, finding.three_months_have_passed), (2, finding.authorise_meeting),
)  # fmt: skip
REVIEWED: Story = (
    *PAIRED, (24, finding.start_review), (1, finding.write_review), (2, finding.authorise_meeting),
)  # fmt: skip
MATCHED: Story = (
    *MET_ONCE, (26, finding.start_meeting), (1, finding.match_identified), (2, finding.authorise_meeting),
)  # fmt: skip
SHARED: Story = (*MATCHED, (5, matching.start_sharing), (8, matching.go_to_panel), (3, matching.sharing_authorised))
WITH_NEW_PLAN: Story = (
    *MATCHED, (5, matching.start_sharing), (8, matching.go_to_panel_with_new_plan), (3, matching.sharing_authorised),
)  # fmt: skip
BEFORE_PANEL: Story = (*SHARED, (3, care.review_while_under_way), (2, matching.start_panel))
MATCH_REFERRED: Story = (*BEFORE_PANEL, (12, matching.panel_recommends))
MATCH_APPROVED: Story = (*MATCH_REFERRED, (5, matching.approve_match))
PLACING: Story = (*MATCH_APPROVED, (4, matching.start_placement))

SITUATIONS: Mapping[str, Story] = {
    "restricted": (),
    "sealed": (),
    "new_in_care": ((0, care.come_into_care),),
    "not_agreed_yet": (*IN_CARE, (77, care.review_without_plan)),
    "planning_incoming": AGREED,
    "planning_half_written": HALF_WRITTEN,
    "authorise_waiting": (*ASKED, (1, planning.manager_looks)),
    "authorise_declined": (*ASKED, (5, planning.manager_declines)),
    "quality_waiting": AUTHORISED,
    "decision_incoming": CONFIRMED,
    "decision_being_written": RECOMMENDED,
    "decision_referred": REFERRED,
    "decision_overdue": REFERRED,
    "disputed": (*REFERRED, (5, planning.disagree_with_plan)),
    "no_longer_required": (
        *AUTHORISED, (3, planning.plan_changes_after_authorising), (4, planning.end_finished_by_qaag),
    ),
    "no_longer_required_early": (
        *HALF_WRITTEN, (6, planning.choose_no_longer_required), (4, planning.end_authorised_by_manager),
    ),
    "finish_undone": (*CONFIRMED, (1, mending.undo_the_finish)),
    "wrong_child_closed": (*HALF_WRITTEN, (1, mending.close_on_the_wrong_child)),
    "decision_replaced": (*CONFIRMED, (3, mending.replace_the_decision)),
    "request_incoming": PLAN_AGREED,
    "request_reopened": (*SEARCHING, (3, mending.reopen_the_request)),
    "request_unread": HANDED_ON,
    "finding_started": SEARCHING,
    "finding_authorise": ASKED_ONCE,
    "finding_recurring": MET_TWICE,
    "finding_pair": PAIRED,
    "finding_review_done": REVIEWED,
    "finding_match_panel": SHARED,
    "sharing_sent_early": (*MET_ONCE, (26, finding.start_meeting), (1, finding.match_sent_early)),
    "sharing_taken_back": (
        *MET_ONCE, (26, finding.start_meeting), (1, finding.match_sent_early), (1, mending.take_sharing_back),
    ),
    "moved_away": (*MET_TWICE, (9, mending.move_to_another_authority)),
    "left_early": (*AGREED, (30, mending.move_to_another_authority)),
    "end_asked": (*ASKED_ONCE, (1, mending.ask_to_end)),
    "sharing_incoming": (
        *MET_ONCE, (12, care.review_while_under_way), (14, finding.start_meeting), (1, finding.match_identified),
        (2, finding.authorise_meeting),
    ),
    "sharing_started": (*MATCHED, (5, matching.start_sharing)),
    "care_planning_incoming": WITH_NEW_PLAN,
    "care_planning_overdue": WITH_NEW_PLAN,
    "panel_picked_up": (*SHARED, (3, care.review_while_under_way), (6, matching.start_panel)),
    "panel_deferred": (*BEFORE_PANEL, (12, matching.panel_defers)),
    "panel_referred": MATCH_REFERRED,
    "match_not_agreed": (*BEFORE_PANEL, (12, matching.panel_advises_against), (5, matching.not_approve_match)),
    "placement_incoming": MATCH_APPROVED,
    "placement_started": PLACING,
    "placed": (*PLACING, (20, matching.child_moves), (2, matching.child_is_placed)),
}  # fmt: skip
"""By the word of `so` in people/children.yaml."""
