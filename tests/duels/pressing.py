"""What a page would send: its own hidden fields and what stands in it, with what somebody typed."""

from tests.duels.browsers import Press
from tests.support.html_forms import forms_of
from tests.web.office import Office, text


def button(office: Office, name: str, *, of: str, to: str, **typed: str | list[str]) -> Press:
    """Return the press of the button that sends to `to`, on the page `of` as it is shown now."""
    page = office.get(name, of)
    assert page.status_code == 200, f"{name} is not shown {of}: {page.status_code}"
    form = next((each for each in forms_of(text(page)) if each.action.split("?")[0] == to), None)
    assert form, f"{of} has no form that sends to {to} for {name}"
    fields = {key: values for key, values in form.fields.items() if key != "csrfmiddlewaretoken"}
    return Press(name=name, path=to, fields={**fields, **typed})
