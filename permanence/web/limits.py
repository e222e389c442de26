"""How much fits a form and a file, for whoever writes one by program (C13)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from permanence.kernel.form_definitions import SIZES
from permanence.kernel.tables import MOST_ROWS
from permanence.operations.attaching import LONGEST_NAME, MOST_BYTES
from permanence.outside.file_types import TYPES


@require_safe
def show_limits(request: HttpRequest) -> HttpResponse:
    """Say how long answers and how large files may be: characters, rows, bytes, and the kinds of file that are kept."""
    return JsonResponse(
        {
            "file": {
                "field": "file",
                "most_bytes": MOST_BYTES,
                "longest_name": LONGEST_NAME,
                "kinds": [{"ending": each.ending, "content_type": each.content_type} for each in TYPES.values()],
            },
            "answer": {"most_characters": SIZES, "most_rows": MOST_ROWS},
            "form": {
                "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
                "most_bytes_without_files": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            },
        }
    )
