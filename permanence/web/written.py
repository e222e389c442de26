"""What somebody wrote on a form that is no section's: notes, reasons, comments. Their fields, and their words."""

from django.http import QueryDict

WRITTEN = ("note", "reason", "reason_text", "text", "word", "evidence", "why_not")
"""The fields in which somebody writes. A form with another one adds it here, so that its words are never lost."""


def written_on(post: QueryDict) -> tuple[str, ...]:
    """Return the words that were written, each once, in the order of `WRITTEN`."""
    return tuple(dict.fromkeys(words for words in (str(post.get(name, "")).strip() for name in WRITTEN) if words))
