"""A review of Maya's that has been started, and browsers of the people around it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from permanence.kernel.actors import Actor
from permanence.kernel.london import LONDON
from permanence.operations import worksteps
from permanence.queries.actors import worker_acting
from permanence.records.accounts import User
from permanence.records.people import Worker
from permanence.records.worksteps import Workstep
from tests.journeys.cast import CHILDREN
from tests.journeys.founding import found
from tests.journeys.story import Story


class NoHands:
    """The story is told by requests of a browser; founding it needs no hands."""

    def reaches(self, at: datetime) -> None:
        """Each act is given its time."""


@dataclass
class Desk:
    """Where somebody sits: their browser, and who they are."""

    browser: Client
    worker_id: UUID
    authority_id: UUID

    def actor(self) -> Actor:
        """Return them as operations know them."""
        now = timezone.now()
        return worker_acting(worker_id=self.worker_id, today=now.date(), real_at=now, request_id="test")


@dataclass
class Review:
    """A Child in Care Review that Tom has started."""

    step_id: UUID
    story: Story
    sit: Callable[[str], Desk]

    @property
    def href(self) -> str:
        """Return the address of the workstep."""
        return f"/steps/{self.step_id}/"

    def section(self, key: str) -> str:
        """Return the address of a section."""
        return f"{self.href}sections/{key}/"


@pytest.fixture
def review(own_database: str) -> Review:
    """Tom, Maya's Independent Reviewing Officer, has begun and started her review."""
    began = datetime(2026, 7, 27, 9, tzinfo=LONDON)
    story = found(NoHands(), CHILDREN["maya"], looked_after_from=began)  # type: ignore[arg-type]

    def sit(first_name: str) -> Desk:
        worker = Worker.objects.get(id=story.people[first_name].worker_id)
        given: dict[str, Any] = {
            "authority_id": worker.authority_id,
            "date_joined": began,
            "email": f"{first_name}@example.org",
        }
        user, _ = User.objects.get_or_create(username=first_name, worker=worker, defaults=given)
        browser = Client()
        browser.force_login(user)
        return Desk(browser=browser, worker_id=worker.id, authority_id=worker.authority_id)

    tom = sit("tom").actor()
    done = worksteps.begin_step(
        child_id=story.child.id, step_type="child_in_care_review", actor=tom, at=timezone.now(), key=None
    )
    assert done.step_id
    version = Workstep.objects.values_list("version", flat=True).get(id=done.step_id)
    if Workstep.objects.get(id=done.step_id).state == "incoming":
        worksteps.start_step(step_id=done.step_id, version=version, actor=tom, at=timezone.now(), key=None)
    return Review(step_id=done.step_id, story=story, sit=sit)
