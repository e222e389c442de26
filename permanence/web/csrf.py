"""A form whose token is of an earlier sign-in, or of no page of ours."""

from django.http import HttpRequest, HttpResponseBase

from permanence.web.errors import csrf_failure
from permanence.web.page_marks import reader_of
from permanence.web.parking import keep_for_reader
from permanence.web.saving import save_again


def failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Refuse it (403). What was typed on a page that was made for its sender, as its mark proves, is not lost."""
    if not request.user.is_authenticated:
        return keep_for_reader(request) or csrf_failure(request, reason)
    reader = reader_of(request)
    if reader is None or reader.user_id != request.user.pk:
        return csrf_failure(request, reason)
    return save_again(request, reader)
