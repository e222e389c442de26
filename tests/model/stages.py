"""Where chapters are played: a database with the model's authority and its first children, copied for each chapter."""

import copy
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

BEFORE: Final = 250
"""Acts of the prelude: what somebody sensible would do, so that chapters begin with children at several steps."""


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
            point_django_at(self.databases.app_url(self.name))
            self.databases.drop(name)


def make_stage(databases: Databases) -> Stage:
    """Found the authority, and play the prelude."""
    name = f"stage_{uuid4().hex}"
    databases.clone(name)
    point_django_at(databases.app_url(name))
    world = new_world()
    ids = found(world)
    prelude = Chapter(Office(ids, world), world, Tally())
    prelude.run(Random(1), BEFORE, sensible=1)  # noqa: S311  # the same each time
    point_django_at(databases.app_url(name))
    return Stage(databases=databases, name=name, world=world, ids=ids)


__all__ = ["BEFORE", "Act", "Stage", "make_stage"]
