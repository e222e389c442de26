"""How somebody looks at a folder of Current work: its sort, filter, groups and length, kept for them (pages, 10.1)."""

from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import why
from permanence.operations.done import Done
from permanence.records.accounts import User

KEPT = "This folder opens as you see it here from now on."
USUAL = "This folder opens in its usual view again."


@practice_act("keep_view")
def keep_view(*, folder: str, view: str, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Keep a view of a folder for the actor's own account, in place of the one it had.

    Args:
        view: its query string (`queries.work_views.view_of`), which names no child; "" for the usual view.

    Raises:
        Hidden: the actor has no account.
    """
    allowed = why("keep_view", actor=actor)
    account = User.objects.select_for_update().filter(id__in=[actor.user_id]).first()
    if account is None:
        raise Hidden
    others = {name: kept for name, kept in account.views.items() if name != folder}
    User.objects.filter(id=account.id).update(views={**others, folder: view} if view else others)
    return Acted(
        done=Done(says=KEPT if view else USUAL, next_where=f"/work/{folder}/"),
        object_type="account",
        object_id=account.id,
        why=allowed,
        said={"folder": folder, "view": view or "usual"},
    )
