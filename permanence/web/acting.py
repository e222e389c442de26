"""From a POST to an act of practice, and from what it said to an answer (C05)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

from permanence.kernel.reasons import Hidden, KeyReused, Reason, Refused, Stale
from permanence.operations.done import Done
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.flash import Flash, say
from permanence.web.pages import SeeOther
from permanence.web.written import written_on

LONGEST_KEY = 100
VERSION_FIGURES = 9
PUT_BACK = "put_back"
"""On a request whose form is shown to its writer again and not done (kept.py): the `Refusal` that says why."""


class NotAsSent(Exception):  # it says what happened
    """The form did not come as its page sent it: a hidden field is missing or changed (422)."""


class NotThereAgain(Exception):  # it says what happened
    """An act was refused, and the page it was sent from is not there any more: the refusal stands on its own."""

    def __init__(self, refusal: "Refusal") -> None:
        super().__init__()
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act was not done: for the same page again, reasons on top, focus on their heading.

    `written` holds the words that came with it: they are shown also where their box is there no longer.
    """

    status: int
    reasons: tuple[Reason, ...]
    title: str = "This was not done"
    written: tuple[str, ...] = ()


def act(
    request: HttpRequest,
    operation: Callable[..., Done],
    again: Callable[[Refusal], HttpResponse],
    **arguments: object,
) -> HttpResponse:
    """Do an act once, then lead to where the work goes on; refused, answer the same page with the reasons.

    Args:
        operation: takes `actor`, `at`, `key` and the arguments.
        again: the page the act was sent from; it answers with `refusal.status` and everything typed.

    A form that was sent while its writer was signed out is shown to them on that page, and nothing is done.

    Raises:
        NotThereAgain: that page is not for them any more, as after an act that was done already.
    """
    put_back: Refusal | None = getattr(request, PUT_BACK, None)
    if put_back is not None:
        return _shown_again(again, replace(put_back, written=written_on(request.POST)))
    actor, at, key = actor_of(request), practice_now(request), key_of(request)
    try:
        done = operation(actor=actor, at=at, key=key, **arguments)
    except Hidden:
        raise
    except (Refused, Stale, KeyReused) as refused:
        return _shown_again(again, replace(refusal_of(refused), written=written_on(request.POST)))
    if done.says:
        say(request, Flash(says=done.says))
    return SeeOther(where(done))


def _shown_again(again: Callable[[Refusal], HttpResponse], refusal: Refusal) -> HttpResponse:
    try:
        return again(refusal)
    except Hidden:
        raise
    except Refused:
        raise NotThereAgain(refusal) from None


def refusal_of(refused: Refused | Stale | KeyReused) -> Refusal:
    """Return what a refusal says, with its status: 403, 404 or 409 by its reasons, 409 stale, 422 a key used twice."""
    if isinstance(refused, Refused):
        return Refusal(status=refused.status, reasons=refused.reasons)
    if isinstance(refused, Stale):
        return Refusal(status=409, reasons=(Reason(sentence=refused.sentence),), title="Somebody else was quicker")
    return Refusal(status=422, reasons=(Reason(sentence=str(refused)),))


def where(done: Done) -> str:
    """Return the address where the work goes on."""
    if done.next_where:
        return done.next_where
    if done.step_id:
        return f"/steps/{done.step_id}/"
    return f"/children/{done.child_id}/" if done.child_id else "/work/incoming/"


def key_of(request: HttpRequest) -> str | None:
    """Return the idempotency key of the form, or None where it has none. Raises NotAsSent for one that is too long."""
    key = request.POST.get("_key", "")
    if len(key) > LONGEST_KEY:
        raise NotAsSent
    return key or None


def new_key() -> str:
    """Return a fresh key for a form that is about to be shown."""
    return str(uuid4())


def version_of(request: HttpRequest) -> int:
    """Return the version that the page showed. Raises NotAsSent where it is missing or no number."""
    version = request.POST.get("_version", "")
    if not version.isascii() or not version.isdigit() or len(version) > VERSION_FIGURES:
        raise NotAsSent
    return int(version)


def id_of(text: str) -> UUID | None:
    """Return an id that was chosen in a form, None for nothing chosen. Raises NotAsSent for anything else."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotAsSent from None
