"""What a page of a form carries besides what is typed: its key and turn, the draft it goes on from, its reader."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from permanence.web.acting import key_of

SALT = "permanence.page"
MOST_FIGURES = 9
LONGEST = 64
A_WEEK = 7 * 24 * 60 * 60


def marks_of(request: HttpRequest) -> dict[str, Any]:
    """Return `key`, `over` and `turn` as the operations that keep drafts take them; a page without them has none."""
    turn = request.POST.get("_turn", "")
    is_number = turn.isascii() and turn.isdigit() and len(turn) <= MOST_FIGURES
    over = request.POST.get("_draft", "")
    return {"key": key_of(request), "over": over[:LONGEST], "turn": int(turn) if is_number else 0}


def mark_for(request: HttpRequest) -> str:
    """Return the mark of a page of the reader's, signed: it says for whom what they type is kept, once signed out."""
    user: Any = request.user
    return signing.dumps(str(user.id), salt=SALT)


def reader_of(request: HttpRequest) -> UUID | None:
    """Return the account that the page was made for; None where it has no mark of ours, or one older than a week."""
    try:
        return UUID(signing.loads(request.POST.get("_for", ""), salt=SALT, max_age=A_WEEK))
    except signing.BadSignature:
        return None
