"""Reading the column "need" and conditions, written as in docs/notation.md 1.2."""

from permanence.kernel.conditions import Condition, Need
from permanence.outside.yaml_nodes import Node


def read_condition(node: Node, *, scope: str = "") -> Condition:
    """Return `field=value` or `field=value|value` as a Condition. Raises BrokenDefinition."""
    field, equals, values = node.as_text().partition("=")
    if not equals or not field or not values:
        raise node.broken(f'"{node.value}" is not a condition. Write field=value, or field=value|value.')
    node.refers("condition", node.as_text(), scope=scope)
    return Condition(field=field.strip(), values=tuple(value.strip() for value in values.split("|")))


def read_need(node: Node, *, scope: str = "") -> Need:
    """Return R, R~, O, R?x=v, S?x=v, SO?x=v, S~?x=v, R~?x=v or - as a Need. Raises BrokenDefinition."""
    head, question, condition_text = node.as_text().partition("?")
    condition = (
        read_condition(Node(condition_text, node.file, node.line, node.reading), scope=scope) if question else None
    )
    if head == "-" and condition is None:
        return Need(nothing_to_answer=True)
    if head == "O" and condition is None:
        return Need()
    if head in ("R", "R~"):
        return Need(required=True, or_why=head == "R~", required_if=condition)
    if head in ("S", "S~", "SO") and condition is not None:
        return Need(required=head != "SO", or_why=head == "S~", shown_if=condition)
    raise node.broken(f'"{node.value}" is not a need. Write R, R~, O, -, or R?, R~?, S?, S~?, SO? with a condition.')


def need_text(need: Need) -> str:
    """Return the need as it is written.

    >>> need_text(Need(required=True, shown_if=Condition(field="a", values=("x", "y"))))
    'S?a=x|y'
    """
    if need.nothing_to_answer:
        return "-"
    condition = need.shown_if or need.required_if
    head = ("S" if need.required else "SO") if need.shown_if else ("R" if need.required else "O")
    return (
        head + ("~" if need.or_why else "") + (f"?{condition.field}={'|'.join(condition.values)}" if condition else "")
    )
