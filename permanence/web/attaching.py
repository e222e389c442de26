"""A file on its own, for one question of a section: kept first, and part of the answer once that is saved (C13)."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse

from permanence.kernel.reasons import Hidden, KeyReused, Refused, Stale
from permanence.operations.attaching import attach_file
from permanence.web.acting import NotAsSent, key_of, refusal_of
from permanence.web.actors import actor_of
from permanence.web.attachments import too_large
from permanence.web.clock import practice_now
from permanence.web.opening import acts

NONE = "Choose a file: it comes as file."


@acts
def attach(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Keep the file that came as `file` for the question `_field` of `_section`; answer its id and SHA-256 (201)."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or len(request.FILES.getlist("file")) != 1:
        return JsonResponse({"says": NONE}, status=422)
    said = too_large(upload.size or 0)
    if said:
        return JsonResponse({"says": said}, status=413)
    try:
        kept = attach_file(
            step_id=step_id,
            section=request.POST.get("_section", ""),
            field=request.POST.get("_field", ""),
            name=upload.name or "file",
            content=upload.read(),
            actor=actor_of(request),
            at=practice_now(request),
            key=key_of(request),
        )
    except (Hidden, NotAsSent):
        raise
    except (Refused, Stale, KeyReused) as refused:
        refusal = refusal_of(refused)
        return JsonResponse({"says": str(refused)}, status=refusal.status)
    told = {"id": str(kept.file_id), "name": kept.name, "says": kept.says, "href": f"/files/{kept.file_id}/"}
    return JsonResponse(told, status=201)
