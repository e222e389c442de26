"""The children somebody may see."""

from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.kernel.london import london_date
from permanence.queries.child_rows import ChildrenPage, rows_of
from permanence.queries.listings import COUNTED_TO, Asked, pager, window
from permanence.records.children import Child


def children_page(*, asked: Asked, actor: Actor, at: datetime) -> ChildrenPage:
    """Return the children whom the actor may see, by name; of others nothing is counted or hinted at (pages, 2)."""
    today = london_date(at)
    seen = Child.objects.seen_by(actor, today)
    count = seen[: COUNTED_TO + 1].count()
    shown = seen.order_by("person__name", "id").values_list("id", flat=True)[window(asked, count=count)]
    return ChildrenPage(
        query="",
        rows=rows_of(list(shown), actor=actor, today=today),
        pager=pager(asked, count=count, order="By name."),
        empty="No children yet. Those you work with appear here.",
    )
