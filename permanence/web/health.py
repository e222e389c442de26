"""Is it up, is it ready: asked by a load balancer, without sign-in, answered without a word about anybody (C01)."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from permanence.outside.readiness import reasons_against_being_ready


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"up": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether all is well: 200, or 503 with the reasons; `serves` where pages are served all the same."""
    reasons = list(reasons_against_being_ready())
    told = {
        "ready": not reasons,
        "serves": all(reason.serves for reason in reasons),
        "reasons": [reason.sentence for reason in reasons],
    }
    return JsonResponse(told, status=503 if reasons else 200)
