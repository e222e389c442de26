"""What a page carries of authorisations: the hash of what was read, and those that a change would void (P10)."""

from uuid import UUID

from django.http import HttpRequest

from permanence.web.acting import NotAsSent, id_of

FIGURES = 64


def covered_of(request: HttpRequest) -> str:
    """Return the hash that the card of a request carried. Raises NotAsSent where it is missing, or is none."""
    covered = request.POST.get("_covered")
    if covered is None or len(covered) not in {0, FIGURES} or (not covered.isalnum() and covered):
        raise NotAsSent
    return covered


def authorised_of(request: HttpRequest) -> tuple[UUID, ...]:
    """Return the ids of the authorisations that the page of a section warned of, () where it warned of none.

    Raises:
        NotAsSent: the field is missing, or something else stands there.
    """
    given = request.POST.get("_authorised")
    if given is None:
        raise NotAsSent
    return tuple(found for each in given.split() if (found := id_of(each)))
