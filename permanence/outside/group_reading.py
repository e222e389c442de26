"""Reading a group of privileged kinds of workstep."""

from permanence.kernel.privileged import PrivilegedGroup
from permanence.outside.yaml_nodes import Node


def read_group(node: Node) -> PrivilegedGroup:
    """Return a group of privileged kinds of workstep. Raises BrokenDefinition."""
    node.only("key", "title", "roles", "coordinator")
    node.stands_for("privileged_group", node.text("key"))
    return PrivilegedGroup(
        key=node.text("key"),
        title=node.text("title"),
        roles=node.texts("roles", refers="role"),
        coordinator=node.named("coordinator", "role") or node.text("coordinator"),
    )
