"""Who asks: the account that signed in, and its worker."""

from typing import Any

from django.http import HttpRequest

from permanence.kernel.actors import Actor
from permanence.outside.request_id import current_request_id
from permanence.queries.actors import actor_for
from permanence.web.clock import practice_today, real_now


def actor_of(request: HttpRequest) -> Actor:
    """Return who is signed in, with the roles, teams and inboxes that hold today; asked once a request."""
    if not hasattr(request, "actor"):
        user: Any = request.user
        request.actor = actor_for(  # type: ignore[attr-defined]
            user_id=user.id,
            today=practice_today(request),
            real_at=real_now(request),
            request_id=str(current_request_id.get() or ""),
        )
    return request.actor  # type: ignore[attr-defined, no-any-return]
