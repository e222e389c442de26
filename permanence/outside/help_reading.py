"""Reading the help of a workstep, and the authority's own procedures that it leads to (R178, R179)."""

from permanence.kernel.definitions import Help, Procedure
from permanence.outside.yaml_nodes import Node

SAFE = "https://"


def read_help(node: Node) -> Help:
    """Return what holders of some roles do in a workstep. Raises BrokenDefinition."""
    node.only("for", "says", "source")
    return Help(
        roles=node.texts("for", refers="role"), says=" ".join(node.text("says").split()), source=node.text("source", "")
    )


def read_procedure(node: Node) -> Procedure:
    """Return a page of procedures. Raises BrokenDefinition where its address is none that is safe to open."""
    node.only("key", "title", "href", "steps")
    node.stands_for("procedure", node.text("key"))
    href = node.text("href")
    if not href.startswith(SAFE) or len(href) == len(SAFE) or any(each.isspace() for each in href):
        raise node["href"].broken(f'"{href}" is no address of a page: it begins with {SAFE} and has no spaces.')
    return Procedure(
        key=node.text("key"), title=node.text("title"), href=href, steps=node.texts("steps", refers="step")
    )
