"""A row of the audit, as an act would write it."""

from typing import Any
from uuid import uuid4

from django.db import transaction

from permanence.records import audit
from tests.records.world import NOW, World


@transaction.atomic
def appended(world: World, **more: Any) -> None:
    audit.append(
        **{
            "authority_id": world.authority.id,
            "act": "finish_step",
            "user_id": uuid4(),
            "worker_id": uuid4(),
            "acting_for_id": None,
            "child_id": uuid4(),
            "object_type": "step",
            "object_id": uuid4(),
            "why": "allocated: social worker",
            "ids": [uuid4()],
            "said": {"outcome": "Siân's “plan” \\ agreed", "n": 1.50},
            "at": NOW,
            "real_at": NOW,
            "request_id": "7c1e-09fa",
            **more,
        }
    )
