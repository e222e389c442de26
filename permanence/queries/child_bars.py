"""The facts of the child bar, from the records."""

from datetime import date

from permanence.kernel.dates import age_in_words, short_date
from permanence.kernel.facts import ChildFacts
from permanence.queries.child_bar import ChildBar
from permanence.queries.code_words import home_words, legal_words
from permanence.records.base import holding
from permanence.records.children import Placement

NAMED = (("SW", "social_worker"), ("IRO", "independent_reviewing_officer"))


def child_bar(child: ChildFacts, *, today: date) -> ChildBar:
    """Return what the bar says of a child. One query."""
    return ChildBar(
        id=child.id,
        name=child.name,
        number=child.person_number,
        known_as=child.known_as if child.known_as != child.name.split()[0] else "",
        born=child.date_of_birth,
        age=age_in_words(child.date_of_birth, on=today),
        legal_status=legal_words(child.legal_status) if child.legal_status else "",
        home=_home(child, today=today),
        workers=", ".join(f"{short} {child.allocated[role].name}" for short, role in NAMED if role in child.allocated),
    )


def _home(child: ChildFacts, *, today: date) -> str:
    home = Placement.objects.filter(holding(today), child_id=child.id).order_by("-from_on").first()
    if home is None:
        return ""
    return f"{home_words(home.code)} since {short_date(home.from_on).split(' ', 1)[1]}"
