"""The unit of work on django-viewflow, in seven transactions.

    python -m bench.with_viewflow --database ADDRESS --answers FILE [--as-it-comes]

The same seven acts: a plan is picked up from an inbox, started, its 40 answers saved, its authorisation sent and
completed, the next plan added, and finished, which passes that into the inbox. Each with django-viewflow's own
permission check, its lock, and the revision, key and audit that an application writes besides by Django;
`--as-it-comes` leaves revision, key and audit out.
"""

import argparse
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.turns import Act, answer
from bench.with_viewflow.settings import set_up

CHILDREN = 10


class Counter:
    """Counts statements: an execute wrapper of Django's."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute: Any, sql: str, *given: Any) -> Any:
        """Count a statement, unless it is a savepoint's."""
        self.asked += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, *given)


def main() -> None:
    """Do units as they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, help="address of its database, which is empty at first")
    parser.add_argument("--answers", type=Path, required=True, help="JSON file with the answers")
    parser.add_argument("--as-it-comes", action="store_true", help="without revision, key and audit")
    args = parser.parse_args()
    set_up(args.database)
    from django.db import connection

    from bench.with_viewflow.unit import Plans

    counter = Counter()
    plans = Plans(answers=json.loads(args.answers.read_text(encoding="utf-8")), whole=not args.as_it_comes)
    with connection.execute_wrapper(counter):
        answer(partial(_unit, plans), count=lambda: counter.asked, settle=lambda: None)


def _unit(plans: Any) -> Iterator[Act]:
    yield from plans.unit()


if __name__ == "__main__":
    main()
