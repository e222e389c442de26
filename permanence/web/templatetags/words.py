"""What templates may say of dates and times, and the few attributes that components work out."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from permanence.kernel import dates, london

register = template.Library()

register.filter("long_date", dates.long_date)
register.filter("plain_date", dates.plain_date)
register.filter("short_date", dates.short_date)


@register.filter
def clock(instant: datetime) -> str:
    """Return the time in London, "15:32"."""
    return london.london_time(instant)


@register.filter
def day_of(instant: datetime) -> date:
    """Return the date in London, for one of the date filters."""
    return london.london_date(instant)


@register.filter
def short_instant(instant: datetime) -> str:
    """Return an instant as tables say it, "Thu 14 Jan 2027 15:32"."""
    return f"{dates.short_date(london.london_date(instant))} {london.london_time(instant)}"


@register.simple_tag
def described(*, id: str, hint: str = "", error: str = "", by: str = "") -> SafeString:  # noqa: A002  # as in HTML
    """Return the `aria-describedby` attribute of a field: what describes it, its hint, its error."""
    parts = [by, f"{id}-hint" if hint else "", f"{id}-error" if error else ""]
    said = " ".join(part for part in parts if part)
    return format_html(' aria-describedby="{}"', said) if said else mark_safe("")


@register.simple_tag
def checkbox_described(
    *, group_id: str, hint: str, error: str, in_fieldset: str, item_id: str, item_hint: str
) -> SafeString:
    """Return the `aria-describedby` of one box: the group's hint and error unless a fieldset has them, then its own."""
    of_group = [] if in_fieldset else [f"{group_id}-hint" if hint else "", f"{group_id}-error" if error else ""]
    said = " ".join(part for part in [*of_group, f"{item_id}-item-hint" if item_hint else ""] if part)
    return format_html(' aria-describedby="{}"', said) if said else mark_safe("")


@register.simple_tag
def numbered(prefix: str, number: int) -> str:
    """Return the id of the n-th choice: the first has the field's own, so that an error can link to it."""
    return prefix if number == 1 else f"{prefix}-{number}"


@register.simple_tag
def typed(value: str | None) -> str:
    """Return a text for inside a textarea; HTML drops one leading line break, so it is given twice."""
    text = "" if value is None else str(value)
    return f"\n{text}" if text.startswith(("\n", "\r")) else text


@register.simple_tag
def any_actions(rows: list[Any]) -> bool:
    """Return whether any row of a summary list has actions."""
    return any(row.get("actions") if isinstance(row, dict) else row.actions for row in rows)
