"""What is said of a draft (pages, words 2)."""

from datetime import datetime

from permanence.kernel.london import clock_with_seconds

SAVED_ALREADY = "This page was saved. Open the section again to go on writing."


def kept_line(kept_at: datetime) -> str:
    """Return the line that stands beside a draft.

    >>> from datetime import UTC
    >>> kept_line(datetime(2027, 1, 14, 14, 32, 7, tzinfo=UTC))
    'Draft kept 14:32:07. Only you see a draft.'
    """
    return f"Draft kept {clock_with_seconds(kept_at)}. Only you see a draft."
