"""What the demo must hold, so that every page has something to show."""

from datetime import date

from django.db.models import Q

TODAY = date(2026, 11, 16)
# Every state that a page has something to show of, with one query that counts it.
open_steps = Q(closed_at__isnull=True)
SITUATIONS = {
    "incoming, of each kind of step on the way": ("step", Q(state="incoming") & open_steps, 20),
    "started and half written": (
        "step",
        Q(step_type="permanency_planning", state="started", form_version__range=(1, 10)),
        4,
    ),
    "waiting for a manager to authorise": ("request", Q(key="manager_authorise", state="sent"), 4),
    "declined, its gate still shut": ("request", Q(state="declined", step__closed_at__isnull=True), 2),
    "in the QAAG inbox, picked up by nobody": (
        "request",
        Q(to_inbox__key="cs_qaag", state="sent", picked_up_by=None),
        2,
    ),
    "in the QAAG inbox for 9 working days": (
        "request",
        Q(key="qaag_quality", state="sent", sent_at__date=date(2026, 11, 3)),
        1,
    ),
    "decision incoming in the QAAG inbox": (
        "step",
        Q(step_type="adm_permanence_decision", assigned_inbox__key="cs_qaag"),
        3,
    ),
    "referred to the Agency Decision Maker": ("request", Q(key="refer_to_adm", state="sent"), 4),
    "disputed: the ADM disagreed": ("pathway", Q(outcome="Plan not agreed"), 2),
    "an alert that stands": ("notice", Q(is_alert=True, ended_at=None), 2),
    "a decision that is overdue": ("due", Q(rule_id="adm_decision", due_on__lt=TODAY, met_on=None, stopped_at=None), 2),
    "a workstep overdue by its own day": (
        "step",
        Q(due_on__lt=TODAY, title="SC Child in Care Planning") & open_steps,
        1,
    ),
    "the notification unread after the finish": (
        "request",
        Q(key="manager_acknowledge", state="sent", step__state="finished"),
        1,
    ),
    "family finding that recurs": ("step", Q(step_type="family_finding_meeting", state="finished"), 10),
    "a pair at three months": ("step", Q(purpose="3_month_review", pair__isnull=False) & open_steps, 2),
    "a review that was done": ("step", Q(purpose="3_month_review", state="finished"), 1),
    "sent early, its parent still open": ("step", Q(sent_early=True, state="incoming"), 1),
    "a panel that was deferred": (
        "step",
        Q(step_type="panel_and_matching_decision", sections__answers__recommendation="deferred") & open_steps,
        2,
    ),
    "a match that was not agreed": (
        "step",
        Q(step_type="update_permanence_plan", created_by_action__reason="carer_not_suitable"),
        2,
    ),
    "a finish undone, what it passed on cancelled": ("step", Q(events__act="undo_finish", state="started"), 1),
    "a next action proposed again": ("action", Q(state="proposal", replaces__state="withdrawn"), 1),
    "begun on the wrong child, and closed there": ("step", Q(withheld_at__isnull=False, form_version__gte=1), 1),
    "put again, empty, in the place of another": ("step", Q(replaces__withheld_at__isnull=False, state="incoming"), 1),
    "another put in its place": ("step", Q(replaces__step_type="adm_permanence_decision") & open_steps, 1),
    "reopened, what followed going on": (
        "step",
        Q(step_type="family_finding_request", events__act="reopen_step", state="started"),
        1,
    ),
    "sent at once, and taken back": ("action", Q(key="n6_information_sharing", state="withdrawn"), 1),
    "a pathway ended by one act": ("pathway", Q(endings__ground="moved", endings__state="ended"), 1),
    "an end asked for, not answered yet": ("pathway", Q(endings__state="asked", closed_at=None), 1),
    "care planning incoming": ("step", Q(step_type="child_in_care_planning", state="incoming"), 2),
    "placement incoming": ("step", Q(step_type="permanence_placement", state="incoming"), 1),
    "placement started": ("step", Q(step_type="permanence_placement", state="started"), 1),
    "finished: child placed": ("pathway", Q(outcome="Child placed"), 4),
    "no longer required": ("pathway", Q(outcome="No longer required"), 2),
    "requests waived, not completed": ("request", Q(state="waived"), 1),
    "not agreed yet": ("pathway", Q(outcome__startswith="No plan for permanence"), 4),
    "a next action changed by the ADM": ("action", Q(replaces__isnull=False), 2),
    "a next action proposed": ("action", Q(state="proposal"), 6),
    "told that nobody picks something up": ("notice", Q(kind="not_picked_up"), 1),
    "somebody on leave, with cover": ("leave", Q(covered_by__isnull=False), 1),
    "restricted": ("child", Q(access_class="restricted"), 1),
    "sealed": ("child", Q(access_class="sealed"), 1),
}
