"""What a process allows: worksteps, requests, next actions, recurrence and timescales, as frozen data.

The kernel never names a process; everything here is read from `processes/` and published into the database.
Source: architecture.md section 3; R78 to R88, R135.
"""

from dataclasses import dataclass
from typing import Literal

from permanence.kernel.conditions import Condition
from permanence.kernel.form_definitions import Form, Option, RuleUse
from permanence.kernel.privileged import PrivilegedGroup
from permanence.kernel.settings import SETTINGS, SettingValue
from permanence.kernel.timescales import TimescaleRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTo:
    """To whom a workstep, request or next action goes.

    Args:
        roles: anybody who holds one of these roles may be chosen.
        inbox: key of the team inbox it goes to; then nobody else may be chosen.
        inbox_by, inboxes: of a next action: the question whose answer names the inbox; each answer with its inbox.
        likely: how the likely person is filled in: `allocated:<role>` for the child, `manager` of the sender or of the
            child's social worker, `step_worker`.
    """

    roles: tuple[str, ...] = ()
    inbox: str | None = None
    likely: str | None = None
    inbox_by: str | None = None
    inboxes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestType:
    """A request that a workstep offers.

    Args:
        kind: `authorisation` freezes what it covers; `notification` and `plain` do not.
        must_be_sent, must_be_completed: it gates the finish (R84, R85, Q26).
        sent_by: role keys. to: to whom. after: requests that must be completed before it is sent (R96).
        needs_next_action: the next actions are added before it is sent (R106, R133).
        needs_sections: sections that must be complete before it is sent; `*` is all but Next actions and the sections
            of later roles.
        covers: sections that completing it freezes by hash; `*` as above.
        only_with: gates only while one of these next actions is proposed (Q18).
        rules: named rules that stop sending or completing it.
        completed_with_sections: sections that must be complete before it is completed (the ADM's own, R107).
    """

    key: str
    title: str
    kind: Literal["authorisation", "notification", "plain"]
    sent_by: tuple[str, ...]
    to: PassTo
    must_be_sent: bool = False
    must_be_completed: bool = False
    after: tuple[str, ...] = ()
    needs_next_action: bool = False
    needs_sections: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    completed_with_sections: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextActionType:
    """A next action that a workstep allows.

    Args:
        creates: key of the step it creates when the step is finished (or at once, if sent immediately); None for NFA.
        reasons: offered; one must be chosen when there are any. reason_text_required: words of one's own instead.
        reasons_name: name of the shared list that the reasons came from.
        added_by: role keys. only_if: at the finish the answers must agree (Q10). mandatory_if: it must be there then.
        exclusive_with: next actions that cannot stand beside it; `*` is every other.
        requires_one_of: exactly one of these stands beside it. requires_all_of: each of these does.
        due_in_working_days: when the step it creates is to be done, counted from the day it is added; None: not said.
        at_most: how often it may stand on one step. immediate: it may be sent before the finish (R127, R135).
        ends_pathway: outcome that closes the pathway when the step finishes.
        links_open: an open step of that kind on the pathway is linked to instead of a second one (Q17).
        waives: requests that are waived, not completed, at the finish (Q18).
        finished_by: roles that finish instead of the step's own; `finisher_rule` names a kernel function (Q18).
        tells: roles told at the finish; alert: sentence of the alert they get (Q28).
        purpose: answer the created step's purpose question starts with. local: not in the source guide.
    """

    key: str
    title: str
    creates: str | None = None
    pass_to: PassTo | None = None
    reasons: tuple[Option, ...] = ()
    reasons_name: str | None = None
    reason_text_required: bool = False
    added_by: tuple[str, ...] = ()
    only_if: Condition | None = None
    mandatory_if: Condition | None = None
    exclusive_with: tuple[str, ...] = ()
    requires_one_of: tuple[str, ...] = ()
    requires_all_of: tuple[str, ...] = ()
    due_in_working_days: int | None = None
    at_most: int = 1
    immediate: bool = False
    ends_pathway: str | None = None
    links_open: bool = False
    waives: tuple[str, ...] = ()
    finisher_rule: str | None = None
    tells: tuple[str, ...] = ()
    alert: str = ""
    opens_pathway: bool = False
    mismatch: str = ""
    rules: tuple[RuleUse, ...] = ()
    local: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A step that recurs, with a review every so many months (R115 to R117, Q11 to Q13).

    Args:
        next_action: key of the next action that recurs. anchor: start event whose date counts the months.
        purpose_field: question that says what the step is used for; review_value: its answer for the review.
        next_date_field: question with the planned date of the next meeting; default_months ahead.
        stops_if: condition under which nothing recurs (a match was identified).
    """

    next_action: str
    anchor: str
    months: int
    timescale: str
    purpose_field: str
    meeting_value: str
    review_value: str
    next_date_field: str
    default_months: int = 1
    stops_if: Condition | None = None
    cancels_review_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimescaleUse:
    """Where a timescale of the register starts and is met.

    Args:
        rule_id: of the register. on: `started`, `finished`, `saved`, `sent:<request>`, `passed`.
        start: what the date is, the latest counting: `today`, `answer:<question key>`.
        met_on: the same words, or `answer:<question key>`; the due date is met then.
        sets_step_due: the workstep shows it in worklists.
    """

    rule_id: str
    on: str
    start: tuple[str, ...] = ("today",)
    met_on: str | None = None
    sets_step_due: bool = False
    only_if: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What those who hold one of these roles do in a workstep, with names in braces (`kernel.helping`; R179)."""

    roles: tuple[str, ...]
    says: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A page of the authority's own procedures or practice standards (R178).

    Args:
        href: begins with https://. steps: the worksteps whose help links to it; none: the help of the whole process.
    """

    key: str
    title: str
    href: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepType:
    """One kind of workstep.

    Args:
        stage: number and words on the way to a permanent home; 0 for a step beside it.
        worked_by: roles that start, resume and write. begun_by: roles that begin it from the child's page.
        passed_to: whom it is passed to by whoever creates it.
        finished_by: role keys; `step_worker` is whoever has it. finisher_words: how a refusal names them.
        needs_next_action: unless `no_next_action_if` holds, one must be proposed. privileged: key of its group.
    """

    key: str
    title: str
    form: str
    stage: int
    stage_title: str
    worked_by: tuple[str, ...]
    passed_to: PassTo
    finished_by: tuple[str, ...]
    finisher_words: str
    begun_by: tuple[str, ...] = ()
    cancelled_by: tuple[str, ...] = ()
    requests: tuple[RequestType, ...] = ()
    next_actions: tuple[NextActionType, ...] = ()
    needs_next_action: bool = True
    no_next_action_if: Condition | None = None
    recurrence: Recurrence | None = None
    timescales: tuple[TimescaleUse, ...] = ()
    anchors: str | None = None
    ends_pathway_if_nothing_follows: str | None = None
    tells_on_finish: tuple[str, ...] = ()
    privileged: str | None = None
    rules: tuple[RuleUse, ...] = ()
    help: tuple[Help, ...] = ()
    source: str = ""

    def request(self, key: str) -> RequestType:
        """Return the request of that key. Raises KeyError when the step offers none."""
        return {request.key: request for request in self.requests}[key]

    def next_action(self, key: str) -> NextActionType:
        """Return the next action of that key. Raises KeyError when the step allows none."""
        return {action.key: action for action in self.next_actions}[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxUse:
    """A team inbox the process names, with the label the source gives it."""

    key: str
    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleUse:
    """A role the process names, with its label; `short` is how a status names it ("the ADM"), where that differs."""

    key: str
    title: str
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiesOver:
    """The overlay of an authority that a process was made with, and the digest of what it lies over."""

    authority: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A whole process definition, resolved: every list and block written out.

    Args:
        settings: what differs from the defaults (`kernel.settings`).
        overlays: of which authorities, the lowest first; none for a process as its files say it.
    """

    key: str
    title: str
    version: str
    source: str
    roles: tuple[RoleUse, ...]
    inboxes: tuple[InboxUse, ...]
    steps: tuple[StepType, ...]
    forms: tuple[Form, ...]
    timescales: tuple[TimescaleRule, ...] = ()
    settings: tuple[SettingValue, ...] = ()
    overlays: tuple[LiesOver, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    privileged_groups: tuple[PrivilegedGroup, ...] = ()

    def setting(self, key: str) -> int:
        """Return what is set, or the default. Raises KeyError when there is no such setting."""
        return next((each.value for each in self.settings if each.key == key), SETTINGS[key].default)

    def role_title(self, key: str) -> str:
        """Return what a role is called."""
        return next((role.title for role in self.roles if role.key == key), key.replace("_", " "))

    def step(self, key: str) -> StepType:
        """Return the step type of that key. Raises KeyError when the process has none."""
        return {step.key: step for step in self.steps}[key]

    def form(self, key: str) -> Form:
        """Return the form of that key. Raises KeyError when the process has none."""
        return {form.key: form for form in self.forms}[key]

    def timescale(self, rule_id: str) -> TimescaleRule:
        """Return the timescale of that rule id. Raises KeyError when the register has none."""
        return {rule.rule_id: rule for rule in self.timescales}[rule_id]
