"""Filling a whole form at once by its HTML names, as typed values, exactly: what is not typed is left empty."""

from collections.abc import Mapping

from playwright.sync_api import Page

# Rows and people that the page does not hold yet come by Add another and Find, each a page of its own (proved in
# test_section.py); here they are put into the form as those pages would have them.
FILL = """([form, typed]) => {
  const said = (name) => typed[name] === undefined ? [] : [].concat(typed[name]);
  const ours = (field) => field.name && !field.name.startsWith('_') && field.name !== 'csrfmiddlewaretoken';
  const there = {};
  for (const field of form.elements) {
    if (!ours(field) || field.type === 'file' || field.type === 'submit') continue;
    const values = said(field.name);
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value);
    else field.value = values[0] ?? '';
    const kept = field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value !== '';
    if (kept) (there[field.name] ??= []).push(field.value.replaceAll('\\r\\n', '\\n'));
  }
  for (const name of Object.keys(typed)) {
    for (const value of said(name).filter((each) => !(there[name] ?? []).includes(each))) {
      const added = document.createElement('input');
      Object.assign(added, {type: 'hidden', name, value});
      form.append(added);
    }
  }
}"""


def fill(page: Page, typed: Mapping[str, str | list[str]]) -> None:
    """Fill the section on the page."""
    form = page.locator("form[data-autosave]").element_handle()
    page.evaluate(FILL, [form, {name: value for name, value in typed.items() if value not in ("", [])}])
