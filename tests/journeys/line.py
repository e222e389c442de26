"""What a *Blocked* line of the rulebook (domain rulebook, part C) is, as the journeys tell it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is refused.

    Args:
        words: of the rulebook. told_in: the step or test of the journey that tells it, at its place.
        status: what a POST of the act answers (C05): 403 for the wrong person, 409 for a rule.
        shown: where the product says so before anybody tries: in "Why can't I finish?", under "Not offered here", among
            the requests, or nowhere, where it depends on what is chosen.
        says: every sentence of the refusal, whole and in order.
    """

    words: str
    told_in: str
    status: int
    shown: str
    says: tuple[str, ...]


SHOWN_SOMEWHERE = FINISH, NOT_OFFERED, REQUESTS, NOWHERE = "finish", "not offered", "requests", ""
