"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from permanence.web import comparing, files, gallery, saving, sections

urlpatterns: list[URLPattern | URLResolver] = [
    path("steps/<uuid:step_id>/sections/<slug:key>/", sections.show_section, name="section"),
    path("steps/<uuid:step_id>/sections/<slug:key>/show", sections.show_answer, name="show_answer"),
    path("steps/<uuid:step_id>/save", saving.save, name="save"),
    path("steps/<uuid:step_id>/compare/", comparing.show_comparison, name="comparison"),
    path("steps/<uuid:step_id>/compare", comparing.save_comparison, name="save_comparison"),
    path("files/<uuid:file_id>/", files.download, name="file"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:state>/", gallery.gallery_states, name="gallery_states"),
]
