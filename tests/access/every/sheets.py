"""Every form of the product: the name of the address it goes to, and how it comes to lie on somebody's desk."""

from collections.abc import Callable

from tests.access.every.on_admitting import ON_ADMITTING
from tests.access.every.on_forms import ON_FORMS
from tests.access.every.on_mending import ON_MENDING
from tests.access.every.on_processes import ON_PROCESSES
from tests.access.every.on_requests import ON_REQUESTS
from tests.access.every.on_steps import ON_STEPS
from tests.access.every.sheet import Sheet
from tests.web.office import Office

SHEETS: dict[str, Callable[[Office], Sheet]] = {
    **ON_STEPS,
    **ON_REQUESTS,
    **ON_MENDING,
    **ON_FORMS,
    **ON_PROCESSES,
    **ON_ADMITTING,
}
"""By the address's name; what stands behind a comma tells two forms that go to the same address apart."""

WITHOUT_KEY = {
    "account_login": "nobody is signed in yet, and signing in twice is signing in",
    "account_logout": "signing out twice is signing out",
    "address": "a look, on record each time",
    "show_answer": "a look, on record each time",
}
"""The other addresses that take a POST, and why they carry no key."""


def address_of(name: str) -> str:
    """Return the name of the address that a form goes to."""
    return name.partition(",")[0]
