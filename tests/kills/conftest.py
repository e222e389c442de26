"""The site that is killed: made once for all tests of a file, which each leave it stopped."""

import os

import pytest

from tests.kills.site import KILLS, Site
from tests.support.proof import WHOLE

SMALL = dict(zip(KILLS, (3, 4, 3), strict=True))
ALL = dict.fromkeys(KILLS, 67)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A data directory with eight who write and one who finishes: one report for each kill, and one for after it."""
    kills = sum((ALL if WHOLE in os.environ else SMALL).values())
    return Site.prepare(tmp_path_factory.mktemp("killed"), to_finish=kills + 1)
