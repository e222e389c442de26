"""Who asks: the worker behind the account that signed in."""

from typing import Any

from django.http import HttpRequest

from permanence.kernel.actors import Actor
from permanence.operations.actors import actor_for
from permanence.outside.request_id import current_request_id
from permanence.web.clock import practice_today, real_now


def actor_of(request: HttpRequest) -> Actor:
    """Return who is signed in, with the roles, teams and inboxes that hold today; asked once a request.

    An account without a worker acts on no child, and holds nothing.
    """
    if not hasattr(request, "actor"):
        request.actor = _actor(request)  # type: ignore[attr-defined]
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _actor(request: HttpRequest) -> Actor:
    user: Any = request.user
    real_at, request_id = real_now(request), str(current_request_id.get() or "")
    if user.worker_id is None:
        return Actor(
            user_id=user.id,
            worker_id=None,
            authority_id=user.authority_id,
            name=user.username,
            real_at=real_at,
            request_id=request_id,
        )
    return actor_for(worker_id=user.worker_id, today=practice_today(request), real_at=real_at, request_id=request_id)
