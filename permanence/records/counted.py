"""Several lists counted in one statement, each no further than a page says it."""

from typing import Any

from permanence.records.prepared import Prepared, asked


class Counted:
    """How many rows each of some prepared queries has, by name."""

    def __init__(self, **queries: Prepared) -> None:
        self._queries = queries
        self._together: tuple[str, tuple[Any, ...]] | None = None

    def counts(self, **given: Any) -> dict[str, int]:
        """Return how many rows each has; values are given as to each query by itself. One statement."""
        (found,) = asked(*self._written(), given)
        return dict(zip(self._queries, found, strict=True))

    def _written(self) -> tuple[str, tuple[Any, ...]]:
        if self._together is None:
            parts = [query.written for query in self._queries.values()]
            columns = ", ".join(
                f"(SELECT count(*) FROM ({part.sql}) AS q{number})"  # noqa: S608  # Django's own text
                for number, part in enumerate(parts)
            )
            self._together = f"SELECT {columns}", tuple(each for part in parts for each in part.params)
        return self._together
