"""Next actions: one door to adding, offering, checking the whole set, and what finishing then does."""

from permanence.kernel.adding import reasons_against_adding, reasons_against_removing, reasons_against_sending_now
from permanence.kernel.asked_now import AskedNow, asked_now
from permanence.kernel.next_action_set import reasons_against_the_set
from permanence.kernel.offers import NotOffered, Offer, not_offered, offered
from permanence.kernel.onward import Onward, onward
from permanence.kernel.recurrence import default_purpose

__all__ = [
    "AskedNow",
    "NotOffered",
    "Offer",
    "Onward",
    "asked_now",
    "default_purpose",
    "not_offered",
    "offered",
    "onward",
    "reasons_against_adding",
    "reasons_against_removing",
    "reasons_against_sending_now",
    "reasons_against_the_set",
]
