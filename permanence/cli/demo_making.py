"""Makes the demo authority in a directory marked for it; a part of `permanence demo`, never run by itself."""

import sys
from datetime import datetime
from pathlib import Path

from permanence.cli.data import database
from permanence.cli.sentences import Unable
from permanence.outside.demo_mark import DemoState, demo_made_from, mark_demo


def make(data: Path) -> None:
    """Tell the demo by its seed, size and clock, and mark it made once all of it is there."""
    how = demo_made_from(data)
    clock = None if how["clock"] == "None" else datetime.fromisoformat(how["clock"])
    said = how.get("children", "None")
    children = None if said == "None" else int(said)
    with database(data):
        from permanence.demo import make_demo

        make_demo(seed=int(how["seed"]), size=how["size"], children=children, clock=clock)
    mark_demo(data, state=DemoState.MADE, **how)


if __name__ == "__main__":
    try:
        make(Path(sys.argv[1]))
    except Unable as reason:
        sys.exit(str(reason))
