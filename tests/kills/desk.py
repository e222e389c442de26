"""Makes a data directory in which Tom writes a review, and prints his cookie: python -m tests.kills.desk DIR."""

import json
import sys
from pathlib import Path

from permanence.cli.data import database
from permanence.cli.main import main as permanence


def prepare(data: Path) -> dict[str, str]:
    """Make it; return Tom's cookie and the id of his review."""
    with database(data):
        from django.test import Client

        from permanence.records.accounts import User
        from tests.journeys import titles as t
        from tests.journeys.conftest import begin
        from tests.journeys.founding import let_sign_in

        story = begin("maya", "27 Jul 2026")
        story.on("17 Aug 2026")
        story.tom.begins(t.REVIEW)
        let_sign_in(story, password="a home that lasts, 2027")
        browser = Client()
        browser.force_login(User.objects.get(worker_id=story.tom.worker_id))
        return {"session": browser.cookies["__Host-session"].value, "step": str(story.open_step(t.REVIEW))}


if __name__ == "__main__":
    permanence(["migrate", "--data", sys.argv[1]])
    print(json.dumps(prepare(Path(sys.argv[1]))))  # noqa: T201  # read by the test
