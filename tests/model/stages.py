"""Where chapters are played: a database with the model's authority and its first children, copied for each chapter."""

import copy
import fcntl
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import uuid4

from tests.model.acts import Act
from tests.model.chapters import Chapter, Tally, new_world
from tests.model.founding import Ids, found
from tests.model.office import Office
from tests.model.state import World
from tests.support.database import Databases, point_django_at

BEFORE: Final = 300
PRELUDE: Final = 72
"""Acts of the prelude, and what they follow from: what somebody sensible would do. Of ninety tried it is the one
after which the children stand at the most different steps, so that chapters go on from each of them."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A database, and the world that stands in it."""

    databases: Databases
    name: str
    world: World
    ids: Ids

    @contextmanager
    def chapter(self, tally: Tally) -> Iterator[Chapter]:
        """Begin a chapter in a copy of the database."""
        name = f"chapter_{uuid4().hex}"
        self.databases.make(name, template=self.name)
        point_django_at(self.databases.app_url(name))
        world, ids = copy.deepcopy(self.world), copy.deepcopy(self.ids)
        try:
            yield Chapter(Office(ids, world), world, tally)
        finally:
            point_django_at(self.databases.app_url(self.name))  # where nobody connects, or it could not be copied
            self.databases.drop(name)


def shared_stage(databases: Databases) -> Stage:
    """Return the stage of this test server, which the first to ask for makes."""
    made = databases.data_dir / "stage.made"
    with (databases.data_dir / "stage.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            stage = make_stage(databases)
            made.write_bytes(pickle.dumps((stage.name, stage.world, stage.ids)))
    name, world, ids = pickle.loads(made.read_bytes())  # noqa: S301  # written by one of us
    return Stage(databases=databases, name=name, world=world, ids=ids)


def make_stage(databases: Databases) -> Stage:
    """Found the authority, and play the prelude."""
    name = f"stage_{uuid4().hex}"
    databases.clone(name)
    point_django_at(databases.app_url(name))
    world = new_world()
    ids = found(world)
    prelude = Chapter(Office(ids, world), world, Tally())
    prelude.run(Random(PRELUDE), BEFORE, sensible=1)  # noqa: S311  # the same each time
    point_django_at(databases.app_url(name))
    return Stage(databases=databases, name=name, world=world, ids=ids)


__all__ = ["BEFORE", "Act", "Stage", "make_stage", "shared_stage"]
