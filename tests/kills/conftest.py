"""The site that is killed: made once for all tests of a file, which each leave it stopped."""

import os

import pytest

from tests.kills.site import KILLS, Site
from tests.support.proof import MINUTES, WHOLE

SMALL = dict(zip(KILLS, (3, 4, 3), strict=True))
ALL = dict.fromkeys(KILLS, 75)
FEW = 60
"""Reports to finish where the time is limited: making them takes a second each."""


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A data directory with eight who write and one who finishes: one report for each kill, and one for after it."""
    kills = ALL if WHOLE in os.environ else SMALL
    chosen = [item.callspec.params.get("kind") for item in request.session.items if hasattr(item, "callspec")]
    to_finish = sum(many for kind, many in kills.items() if kind in chosen) + 1
    return Site.prepare(tmp_path_factory.mktemp("killed"), to_finish=min(to_finish, FEW) if hurried() else to_finish)


def hurried() -> bool:
    """Return whether the time is limited, so that fewer are killed and fewer reports are needed."""
    return MINUTES in os.environ
