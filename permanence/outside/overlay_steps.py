"""Reading what an overlay states of worksteps: their names, whom they go to, requests, next actions, timescales."""

from permanence.outside.form_reading import Common, read_rule
from permanence.outside.overlay_fields import ACTION, RECURRENCE, REQUEST, STEP
from permanence.outside.overlay_statements import Statements
from permanence.outside.step_reading import read_action, read_request, read_timescale_use
from permanence.outside.yaml_nodes import Node

OF_STEP = (
    *(*STEP, "recurrence"),
    *("requests", "add_requests", "take_away_requests"),
    *("next_actions", "add_next_actions", "take_away_next_actions"),
    *("add_timescales", "take_away_timescales", "add_rules", "take_away_rules"),
)


def state_steps(node: Node, statements: Statements, common: Common) -> None:
    """Take up what is stated of each step. Raises BrokenDefinition."""
    for key, step in node.mapped("steps"):
        step.only(*OF_STEP)
        at = ("step", key)
        statements.change(step, at, STEP)
        if recurrence := step.get("recurrence"):
            statements.change(recurrence.only(*RECURRENCE), (*at, "recurrence", ""), RECURRENCE)
        _requests(step, key, statements)
        _next_actions(step, key, statements, common)
        for item in step.items("add_timescales"):
            statements.add(item, at, "timescale", read_timescale_use(item, key))
        statements.take_away(step, at, "timescale", "take_away_timescales")
        state_rules(step, statements, at)


def _requests(step: Node, key: str, statements: Statements) -> None:
    at = ("step", key)
    for request, node in step.mapped("requests"):
        statements.change(node.only(*REQUEST), (*at, "request", request), REQUEST, within=key)
    for item in step.items("add_requests"):
        statements.add(item, at, "request", read_request(item, key))
    statements.take_away(step, at, "request", "take_away_requests")


def _next_actions(step: Node, key: str, statements: Statements, common: Common) -> None:
    at = ("step", key)
    for action, node in step.mapped("next_actions"):
        statements.change(node.only(*ACTION), (*at, "next_action", action), ACTION, within=key)
    for item in step.items("add_next_actions"):
        statements.add(item, at, "next_action", read_action(item, common.lists, key))
    statements.take_away(step, at, "next_action", "take_away_next_actions")


def state_rules(node: Node, statements: Statements, at: tuple[str, ...]) -> None:
    """Take up the named rules that come to a step or form, and those that go."""
    for item in node.items("add_rules"):
        statements.add(item, at, "rule", read_rule(item))
    statements.take_away(node, at, "rule", "take_away_rules")
