"""For each component: how upstream's options become what ours takes."""

from collections.abc import Callable
from typing import Any

from tests.web.upstream import NotTaken, Options, each_taken, taken

LABEL = {"label.text": "label", "label.classes": "label_classes", "label.isPageHeading": "heading"}
LEGEND = {
    "fieldset.legend.text": "legend",
    "fieldset.legend.classes": "legend_classes",
    "fieldset.describedBy": "described_by",
    "fieldset.legend.isPageHeading": "heading",
}
ABOUT = {"hint.text": "hint", "errorMessage.text": "error", "classes": "classes", "formGroup.classes": "group_classes"}
FIELD = {"id": "id", "name": "name", **LABEL, **ABOUT}
TYPED = {"value": "value", "spellcheck": "spellcheck", "autocomplete": "autocomplete", "describedBy": "described_by"}
CHOICE = {
    "value": "value",
    "text": "text",
    "checked": "checked",
    "hint.text": "hint",
    "divider": "divider",
    "behaviour": "behaviour",
}
SIMPLE: dict[str, dict[str, str]] = {
    "back-link": {"text": "text", "href": "href", "classes": "classes"},
    "button": {
        "text": "text",
        "name": "name",
        "value": "value",
        "type": "type",
        "classes": "classes",
        "id": "id",
        "href": "href",
        "preventDoubleClick": "prevent_double_click",
    },
    "details": {"summaryText": "summary", "text": "text", "id": "id", "open": "open", "classes": "classes"},
    "error-message": {"text": "text", "id": "id", "classes": "classes", "visuallyHiddenText": "visually_hidden_text"},
    "file-upload": {**FIELD, "multiple": "multiple", "describedBy": "described_by"},
    "hint": {"text": "text", "id": "id", "classes": "classes"},
    "input": {**FIELD, **TYPED, "type": "type", "inputmode": "inputmode", "autocapitalize": "autocapitalize"},
    "inset-text": {"text": "text", "id": "id", "classes": "classes"},
    "label": {"text": "text", "for": "target", "classes": "classes", "isPageHeading": "heading"},
    "skip-link": {"text": "text", "href": "href", "classes": "classes"},
    "tag": {"text": "text", "classes": "classes"},
    "textarea": {**FIELD, **TYPED, "rows": "rows"},
    "character-count": {
        **FIELD,
        "value": "value",
        "rows": "rows",
        "maxlength": "maxlength",
        "spellcheck": "spellcheck",
    },
    "warning-text": {"text": "text", "iconFallbackText": "icon", "classes": "classes"},
}


def choices(options: Options) -> dict[str, Any]:
    items = each_taken(options.get("items", []), CHOICE)
    chosen = options.get("values") or [options.get("value")]
    for item in items:
        item.setdefault("checked", item.get("value") is not None and item.get("value") in chosen)
    rest = {key: value for key, value in options.items() if key not in {"items", "value", "values"}}
    table = {**ABOUT, **LEGEND, "name": "name", "idPrefix": "id"}
    if "fieldset" in rest and not rest["fieldset"].get("legend"):
        raise NotTaken("a fieldset without a legend")
    return {**taken(rest, table), "items": items}


def select(options: Options) -> dict[str, Any]:
    items = each_taken(options.get("items", []), {"value": "value", "text": "text", "selected": "checked"})
    if not all(isinstance(item.get("value"), str) for item in items):
        raise NotTaken("an option whose value is no text")
    for item in items:
        item.setdefault("checked", bool(options.get("value")) and item["value"] == options["value"])
    rest = {key: value for key, value in options.items() if key not in {"items", "value"}}
    return {**taken(rest, {**FIELD, "describedBy": "described_by"}), "items": items}


def date_input(options: Options) -> dict[str, Any]:
    if "items" in options or {"day", "month", "year"} & set(options):
        raise NotTaken("boxes of one's own")
    prefix, values = options.get("namePrefix"), options.get("values", {})
    faulty = "errorMessage" in options
    boxes = [
        {
            "id": f"{options['id']}-{part}",
            "name": f"{prefix}-{part}" if prefix else part,
            "label": part.capitalize(),
            "width": width,
            "error": faulty,
            "value": values.get(f"{prefix}-{part}" if prefix else part),
        }
        for part, width in (("day", 2), ("month", 2), ("year", 4))
    ]
    rest = {key: value for key, value in options.items() if key not in {"namePrefix", "values"}}
    return {**taken(rest, {**ABOUT, **LEGEND, "id": "id"}), "boxes": boxes}


def error_summary(options: Options) -> dict[str, Any]:
    errors = each_taken(options.get("errorList", []), {"text": "text", "href": "href"})
    rest = {key: value for key, value in options.items() if key != "errorList"}
    table = {"titleText": "title", "descriptionText": "description", "classes": "classes"}
    return {**taken(rest, table), "errors": errors}


def fieldset(options: Options) -> dict[str, Any]:
    table = {
        "legend.text": "legend",
        "legend.classes": "legend_classes",
        "legend.isPageHeading": "heading",
        "classes": "classes",
        "describedBy": "described_by",
        "role": "role",
    }
    return taken(options, table)


def pagination(options: Options) -> dict[str, Any]:
    table = {"number": "number", "href": "href", "current": "current", "ellipsis": "ellipsis"}
    rest = {key: value for key, value in options.items() if key != "items"}
    words = {"previous.href": "previous", "next.href": "next", "landmarkLabel": "label"}
    return {**taken(rest, words), "items": each_taken(options.get("items", []), table)}


def summary_list(options: Options) -> dict[str, Any]:
    rows = [_summary_row(row) for row in options.get("rows", []) if row]
    return {
        **taken({key: value for key, value in options.items() if key != "rows"}, {"classes": "classes"}),
        "rows": rows,
    }


def _summary_row(row: Options) -> dict[str, Any]:
    table = {"href": "href", "text": "text", "visuallyHiddenText": "hidden"}
    acts = row.get("actions", {})
    taken({key: value for key, value in acts.items() if key != "items"}, {})
    rest = {key: value for key, value in row.items() if key != "actions"}
    return {
        **taken(rest, {"key.text": "key", "value.text": "value"}),
        "actions": each_taken(acts.get("items", []), table),
    }


def table(options: Options) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row] for row in options.get("rows", []) if row]
    rest = {key: value for key, value in options.items() if key not in {"rows", "head"}}
    words = {
        "caption": "caption",
        "captionClasses": "caption_classes",
        "firstCellIsHeader": "first_is_header",
        "classes": "classes",
    }
    return {**taken(rest, words), "rows": rows, "head": [_cell(cell) for cell in options.get("head", [])]}


def _cell(cell: Options) -> dict[str, Any]:
    found = taken(cell, {"text": "text", "format": "numeric"})
    if found.get("numeric") not in {None, "numeric"}:
        raise NotTaken("format")
    return found


def task_list(options: Options) -> dict[str, Any]:
    words = {
        "title.text": "title",
        "href": "href",
        "hint.text": "hint",
        "status.text": "status",
        "status.tag.text": "status",
        "status.tag.classes": "tag",
    }
    items = each_taken(options.get("items", []), words)
    for ours, theirs in zip(items, [item for item in options["items"] if item], strict=True):
        ours.setdefault("tag", "" if "tag" in theirs.get("status", {}) else None)
    rest = {key: value for key, value in options.items() if key != "items"}
    return {**taken(rest, {"idPrefix": "id", "classes": "classes"}), "items": items}


COMPOSITE: dict[str, Callable[[Options], dict[str, Any]]] = {
    "radios": choices,
    "checkboxes": choices,
    "select": select,
    "date-input": date_input,
    "error-summary": error_summary,
    "fieldset": fieldset,
    "pagination": pagination,
    "summary-list": summary_list,
    "table": table,
    "task-list": task_list,
}


NEEDS = {"character-count": "maxlength", "label": "text"}


def attributes(component: str, options: Options) -> dict[str, Any]:
    """Return what our component takes for upstream's options, or raise NotTaken."""
    if component in COMPOSITE:
        return COMPOSITE[component](options)
    if component in NEEDS and not options.get(NEEDS[component]):
        raise NotTaken(f"no {NEEDS[component]}")
    return taken(options, SIMPLE[component])


NAMES = sorted([*SIMPLE, *COMPOSITE])
