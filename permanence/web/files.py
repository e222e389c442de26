"""Downloads of files that answer questions."""

from uuid import UUID

from django.http import FileResponse, HttpRequest

from permanence.operations.attaching import open_file
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import reads


@reads
def download(request: HttpRequest, file_id: UUID) -> FileResponse:
    """Send a file, its read on record before the first byte; never shown in the page, whatever it says it is."""
    found = open_file(file_id=file_id, actor=actor_of(request), at=practice_now(request))
    response = FileResponse(found.content, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["Content-Length"] = str(found.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
