"""What time it is: the one place that reads the clock. Practice follows the demo clock; sessions and audit do not."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from permanence.kernel.london import london_date
from permanence.operations.clock import practice_time


def real_now(request: HttpRequest) -> datetime:
    """Return the real instant at which the request was first asked what time it is: one instant a request."""
    if not hasattr(request, "real_at"):
        request.real_at = timezone.now()  # type: ignore[attr-defined]
    return request.real_at  # type: ignore[attr-defined, no-any-return]


def practice_now(request: HttpRequest) -> datetime:
    """Return practice time where somebody is signed in: in a demo authority by its clock, else real time (C20)."""
    if not hasattr(request, "practice_at"):
        user: Any = request.user
        at = practice_time(authority_id=user.authority_id, real_at=real_now(request))
        request.practice_at = at  # type: ignore[attr-defined]
    return request.practice_at  # type: ignore[attr-defined, no-any-return]


def practice_today(request: HttpRequest) -> date:
    """Return the practice date in London."""
    return london_date(practice_now(request))
