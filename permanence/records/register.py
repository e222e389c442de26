"""The register of timescales of an authority, as it last published it."""

from uuid import UUID

from permanence.kernel.timescale_rules import TimescaleRule
from permanence.records.catalogue import process_version
from permanence.records.definitions import ProcessVersion


def register(authority_id: UUID) -> tuple[TimescaleRule, ...]:
    """Return the register of timescales, as the authority last published it; none while nothing is published."""
    published = ProcessVersion.objects.filter(authority_id=authority_id).order_by("-published_at", "-id")
    newest = published.values_list("id", flat=True).first()
    return process_version(newest).timescales if newest else ()


def amount_of(rule_id: str, *, authority_id: UUID) -> int | None:
    """Return how much a timescale of the register counts; None while nothing is published."""
    return next((rule.amount for rule in register(authority_id) if rule.rule_id == rule_id), None)
