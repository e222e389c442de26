"""The real instant, beside which the story's practice clock runs (C20)."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the real instant."""
    return datetime.now(tz=UTC)
