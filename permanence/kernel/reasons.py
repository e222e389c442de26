"""Why an act is refused: whole sentences, whose move it is, and where to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason against an act.

    Args:
        sentence: plain, whole, British English; shown in the panel and in the refusal, word for word the same.
        where: what mends it: `section:<key>`, `section:<key>#<question>`, `requests`, `requests:<key>`,
            `next-actions`, or "".
        whose: `you` may mend it, or `others` must.
        status: what a refusal by this reason answers over HTTP: 403 (role), 404 (hidden) or 409 (rule) (C05).
        rule: name of a rule that asks: it may be passed over with a reason that stays visible (forms.md 0.6).
    """

    sentence: str
    where: str = ""
    whose: Literal["you", "others"] = "you"
    status: Literal[403, 404, 409] = 409
    rule: str = ""

    def __str__(self) -> str:
        return self.sentence


class Refused(Exception):
    """The act cannot be done now; `reasons` says why, each in a whole sentence."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(reason.sentence for reason in self.reasons))

    @property
    def status(self) -> int:
        """Return the HTTP status: 404 hides before 403 forbids before 409 refuses."""
        statuses = {reason.status for reason in self.reasons}
        return next((status for status in (404, 403) if status in statuses), 409)


class Hidden(Refused):
    """There is no such thing, or the actor may not know of it: the same answer for both."""

    def __init__(self) -> None:
        super().__init__([Reason(sentence="There is nothing here, or you may not see it.", status=404)])


class Stale(Exception):
    """Somebody else changed the thing after the version that was shown (C05: 409)."""

    def __init__(self, sentence: str, *, by: str = "", at: str = "") -> None:
        self.sentence, self.by, self.at = sentence, by, at
        super().__init__(sentence)


class KeyReused(Exception):
    """An idempotency key came again with another body (C05: 422)."""


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise Refused with every reason, if there is any."""
    found = tuple(reasons)
    if found:
        raise Refused(found)
