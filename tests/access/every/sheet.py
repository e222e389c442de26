"""A form on a page, taken from the page as a browser takes it, filled in, and sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.html_forms import Form, forms_of
from tests.web.office import Office, words

Body = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form that somebody is about to send.

    Args:
        by: who sends it. page: the address it stands on. action: the address it goes to, as the page has it.
        form: the address that its form goes to, where it is not `action`: what a script sends, or an act by its name.
        typed: what is typed, chosen or pressed on it, by field.
        holds: what tells it from others that go to the same address: fields with their values.
        other: what else could have been typed: the body that must not pass under the same key. {} where the form
            carries nothing but where it goes: then the key is sent to another address.
        words: what of it must be on the page again when it is refused; "" where nothing is typed.
        version_of: the table and the id of what its `_version` is of; None where it shows nothing that has one.
        leads: status of the answer once it is done.
        once: sent again with another key and the same version, it is refused; False where doing it again is right.
        keyed: False where what comes later under the same key is right, such as more of the same draft.
        steers: fields of the page's form that this address does not ask for.
        takes: fields that the address takes from other pages.
    """

    by: str
    page: str
    action: str
    form: str = ""
    typed: Body = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    other: Body = field(default_factory=dict)
    words: str = ""
    version_of: tuple[Any, UUID] | None = None
    leads: int = 303
    once: bool = True
    keyed: bool = True
    steers: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class Desk:
    """Where a sheet lies: the office, the sheet, and its body as the page gave it."""

    office: Office
    sheet: Sheet
    form: Form
    body: Body

    @property
    def hidden(self) -> list[str]:
        """Return the names that nobody sees, but for answers, such as the file that answers a question."""
        is_section = "_section" in self.form.hidden and "_draft" in self.form.hidden
        found = [name for name in self.form.hidden if name != "csrfmiddlewaretoken" and name not in self.sheet.typed]
        return [name for name in found if name.startswith("_") or not is_section]

    def send(self, body: Body | None = None, *, to: str = "") -> Any:
        """Return the answer to the form, or to another body."""
        whole = {**self.body, **({} if body is None else body)}
        return self.send_just({name: value for name, value in whole.items() if value is not None}, to=to)

    def send_just(self, body: Body, *, to: str = "") -> Any:
        """Return the answer to a body as it is given."""
        given = {name: _fresh(value) for name, value in body.items()}
        return self.office.at(self.sheet.by).post(to or self.sheet.action, given)


def open_sheet(office: Office, sheet: Sheet) -> Desk:
    """Open the page and take its form, with what is typed on it."""
    page = office.get(sheet.by, sheet.page)
    assert page.status_code in {200, 409}, (sheet.page, page.status_code, words(page))
    form = next((each for each in forms_of(page.content.decode()) if _is_it(each, sheet)), None)
    assert form, f"{sheet.page} has no form that goes to {sheet.action} for {sheet.by}: {words(page)}"
    body = {name: values[0] if len(values) == 1 else values for name, values in form.fields.items()}
    return Desk(office=office, sheet=sheet, form=form, body={**body, **sheet.typed})


def _is_it(form: Form, sheet: Sheet) -> bool:
    at = form.action.partition("#")[0]
    return at == (sheet.form or sheet.action) and all(
        form.fields.get(name) == [value] for name, value in sheet.holds.items()
    )


def _fresh(value: Any) -> Any:
    """Return what is sent; a file from its beginning, however often it was sent."""
    if not isinstance(value, SimpleUploadedFile):
        return value
    value.seek(0)
    return SimpleUploadedFile(value.name or "file", value.read(), content_type=value.content_type or "text/plain")
