"""Reading a step type: its requests, next actions, recurrence and timescales."""

from permanence.kernel.conditions import Condition
from permanence.kernel.covering import EVERYTHING
from permanence.kernel.definitions import NextActionType, PassTo, Recurrence, RequestType, StepType, TimescaleUse
from permanence.outside.form_reading import read_rule
from permanence.outside.help_reading import read_help
from permanence.outside.need_reading import read_condition
from permanence.outside.option_reading import OptionLists, named_or_written
from permanence.outside.yaml_nodes import Node

REQUEST_FIELDS = (
    *("key", "title", "kind", "must_be_sent", "must_be_completed", "sent_by", "to", "after", "needs_next_action"),
    *("needs_sections", "covers", "only_with", "rules", "completed_with_sections", "source"),
)
ACTION_FIELDS = (
    *("key", "title", "creates", "pass_to", "reasons", "reason_text_required", "added_by", "only_if", "mandatory_if"),
    *(
        "exclusive_with",
        "requires_one_of",
        "requires_all_of",
        "due_in_working_days",
        "at_most",
        "immediate",
        "ends_pathway",
        "links_open",
        "waives",
        "finisher_rule",
    ),
    *("tells", "alert", "opens_pathway", "mismatch", "rules", "local", "source"),
)
STEP_FIELDS = (
    *(
        "key",
        "title",
        "form",
        "stage",
        "stage_title",
        "worked_by",
        "passed_to",
        "finished_by",
        "finisher_words",
        "begun_by",
    ),
    *("cancelled_by", "requests", "next_actions", "needs_next_action", "no_next_action_if", "recurrence", "timescales"),
    *("anchors", "ends_pathway_if_nothing_follows", "tells_on_finish", "privileged", "rules", "help", "source"),
)
RECURRENCE_FIELDS = (
    *(
        "next_action",
        "anchor",
        "months",
        "timescale",
        "purpose_field",
        "meeting_value",
        "review_value",
        "next_date_field",
    ),
    *("default_months", "stops_if", "cancels_review_reason"),
)


def read_step(node: Node, lists: OptionLists) -> StepType:
    """Return a step type. Raises BrokenDefinition naming file, line and reason."""
    node.only(*STEP_FIELDS)
    node.stands_for("step", node.text("key"))
    recurrence = node.get("recurrence")
    return StepType(
        key=node.text("key"),
        title=node.text("title"),
        form=node.named("form", "form") or node.text("form"),
        stage=node.number("stage") or 0,
        stage_title=node.text("stage_title"),
        worked_by=node.texts("worked_by", refers="role"),
        passed_to=read_pass_to(node["passed_to"]),
        finished_by=node.texts("finished_by", refers="role"),
        finisher_words=node.text("finisher_words"),
        begun_by=node.texts("begun_by", refers="role"),
        cancelled_by=node.texts("cancelled_by", refers="role"),
        requests=tuple(read_request(item, node.text("key")) for item in node.items("requests")),
        next_actions=tuple(read_action(item, lists, node.text("key")) for item in node.items("next_actions")),
        needs_next_action=node.flag("needs_next_action", default=True),
        no_next_action_if=_condition(node, "no_next_action_if", node.text("key")),
        recurrence=read_recurrence(recurrence, node.text("key")) if recurrence else None,
        timescales=tuple(read_timescale_use(item, node.text("key")) for item in node.items("timescales")),
        anchors=node.text("anchors", "") or None,
        ends_pathway_if_nothing_follows=node.text("ends_pathway_if_nothing_follows", "") or None,
        tells_on_finish=node.texts("tells_on_finish", refers="role"),
        privileged=node.named("privileged", "privileged_group"),
        rules=tuple(read_rule(item) for item in node.items("rules")),
        help=tuple(read_help(item) for item in node.items("help")),
        source=node.text("source", ""),
    )


def read_pass_to(node: Node, *, by_answer_in: str = "") -> PassTo:
    """Return whom a thing is passed to: roles or an inbox. Raises BrokenDefinition when neither or both are said.

    Args:
        by_answer_in: the step whose form may ask which inbox it is; "" where nothing is passed by an answer.
    """
    node.only("roles", "inbox", "likely", *(("inbox_by", "inboxes") if by_answer_in else ()))
    if [node.has(name) for name in ("roles", "inbox", "inbox_by")].count(True) != 1:
        raise node.broken("Say either the roles or the inbox it is passed to.")
    return PassTo(
        roles=node.texts("roles", refers="role"),
        inbox=node.named("inbox", "inbox"),
        likely=node.text("likely", "") or None,
        inbox_by=node.text("inbox_by", "") or None,
        inboxes=_inboxes_by_answer(node, by_answer_in),
    )


def _inboxes_by_answer(node: Node, step: str) -> tuple[tuple[str, str], ...]:
    """Return each answer with the inbox it leads to, noted as a condition that the answer must be able to meet."""
    found = tuple((answer, inbox) for answer, inbox in node.mapped("inboxes"))
    if node.has("inbox_by") != bool(found):
        raise node.broken("Say both the question (inbox_by) and the inbox of each of its answers (inboxes).")
    for _, inbox in found:
        inbox.refers("inbox", inbox.as_text())
    if found:
        answers = "|".join(answer for answer, _ in found)
        node["inbox_by"].refers("condition", f"{node.text('inbox_by')}={answers}", scope=step)
    return tuple((answer, inbox.as_text()) for answer, inbox in found)


def read_request(node: Node, step: str) -> RequestType:
    """Return a request type. Raises BrokenDefinition."""
    node.only(*REQUEST_FIELDS)
    node.stands_for("step", step, "request", node.text("key"))
    kind = node.text("kind")
    if kind not in ("authorisation", "notification", "plain"):
        raise node["kind"].broken(f'"{kind}" is not a kind of request: authorisation, notification or plain.')
    return RequestType(
        key=node.text("key"),
        title=node.text("title"),
        kind=kind,  # type: ignore[arg-type]
        sent_by=node.texts("sent_by", refers="role"),
        to=read_pass_to(node["to"]),
        must_be_sent=node.flag("must_be_sent"),
        must_be_completed=node.flag("must_be_completed"),
        after=node.texts("after", refers="request", scope=step),
        needs_next_action=node.flag("needs_next_action"),
        needs_sections=node.texts("needs_sections", refers="section", scope=step),
        covers=_covers(node, kind, step),
        only_with=node.texts("only_with", refers="next_action", scope=step),
        rules=tuple(read_rule(item) for item in node.items("rules")),
        completed_with_sections=node.texts("completed_with_sections", refers="section", scope=step),
        source=node.text("source", ""),
    )


def _covers(node: Node, kind: str, step: str) -> tuple[str, ...]:
    """Return the sections that completing it freezes: unless it says otherwise, an authorisation covers them all."""
    if kind == "authorisation":
        return node.texts("covers", refers="section", scope=step) if node.has("covers") else (EVERYTHING,)
    if node.has("covers"):
        raise node["covers"].broken("Only an authorisation freezes what it covers.")
    return ()


def read_action(node: Node, lists: OptionLists, step: str) -> NextActionType:
    """Return a next action type. Raises BrokenDefinition."""
    node.only(*ACTION_FIELDS)
    node.stands_for("step", step, "next_action", node.text("key"))
    pass_to = node.get("pass_to")
    creates = node.named("creates", "step")
    reasons_name, reasons = named_or_written(node.get("reasons"), lists)
    if (creates is None) != (pass_to is None):
        raise node.broken(
            "A next action that creates a workstep says whom it is passed to; one that creates none says neither."
        )
    return NextActionType(
        key=node.text("key"),
        title=node.text("title"),
        creates=creates,
        pass_to=read_pass_to(pass_to, by_answer_in=step) if pass_to else None,
        reasons=reasons,
        reasons_name=reasons_name,
        reason_text_required=node.flag("reason_text_required"),
        added_by=node.texts("added_by", refers="role"),
        only_if=_condition(node, "only_if", step),
        mandatory_if=_condition(node, "mandatory_if", step),
        exclusive_with=node.texts("exclusive_with", refers="next_action", scope=step),
        requires_one_of=node.texts("requires_one_of", refers="next_action", scope=step),
        requires_all_of=node.texts("requires_all_of", refers="next_action", scope=step),
        due_in_working_days=node.number("due_in_working_days"),
        at_most=node.number("at_most") or 1,
        immediate=node.flag("immediate"),
        ends_pathway=node.text("ends_pathway", "") or None,
        links_open=node.flag("links_open"),
        waives=node.texts("waives", refers="request", scope=step),
        finisher_rule=node.text("finisher_rule", "") or None,
        tells=node.texts("tells", refers="role"),
        alert=node.text("alert", ""),
        opens_pathway=node.flag("opens_pathway"),
        mismatch=node.text("mismatch", ""),
        rules=tuple(read_rule(item) for item in node.items("rules")),
        local=node.flag("local"),
        source=node.text("source", ""),
    )


def read_recurrence(node: Node, step: str) -> Recurrence:
    """Return how a step recurs. Raises BrokenDefinition."""
    node.only(*RECURRENCE_FIELDS)
    return Recurrence(
        next_action=node.named("next_action", "next_action", scope=step) or node.text("next_action"),
        anchor=node.text("anchor"),
        months=node["months"].value,
        timescale=node.named("timescale", "timescale") or node.text("timescale"),
        purpose_field=node.text("purpose_field"),
        meeting_value=node.text("meeting_value"),
        review_value=node.text("review_value"),
        next_date_field=node.text("next_date_field"),
        default_months=node.number("default_months") or 1,
        stops_if=_condition(node, "stops_if", step),
        cancels_review_reason=node.text("cancels_review_reason", ""),
    )


def read_timescale_use(node: Node, step: str) -> TimescaleUse:
    """Return where a timescale starts and is met. Raises BrokenDefinition."""
    node.only("rule", "on", "start", "met_on", "sets_step_due", "only_if")
    node.stands_for("step", step, "timescale", node.text("rule"))
    return TimescaleUse(
        rule_id=node.named("rule", "timescale") or node.text("rule"),
        on=node.text("on"),
        start=node.texts("start") or ("today",),
        met_on=node.text("met_on", "") or None,
        sets_step_due=node.flag("sets_step_due"),
        only_if=_condition(node, "only_if", step),
    )


def _condition(node: Node, name: str, step: str) -> Condition | None:
    condition = node.get(name)
    return read_condition(condition, scope=step) if condition else None
