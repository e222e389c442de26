"""A form whose token is of an earlier sign-in, or of no page of ours."""

from django.http import HttpRequest, HttpResponseBase

from permanence.web.errors import csrf_failure
from permanence.web.kept import sent_anew
from permanence.web.page_marks import reader_of
from permanence.web.parking import for_somebody_else, keep_for_reader, section_of
from permanence.web.saving import save_again


def failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Refuse it (403). What was written on a page that was made for its sender, as its mark proves, is not lost."""
    if not request.user.is_authenticated:
        return keep_for_reader(request) or csrf_failure(request, reason)
    reader = reader_of(request)
    if reader is None:
        return csrf_failure(request, reason)
    if reader != request.user.pk:
        return for_somebody_else(request, reader)
    of_section = section_of(request)
    if of_section:
        return save_again(request, *of_section)
    return sent_anew(request) or csrf_failure(request, reason)
