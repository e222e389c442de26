"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from permanence.web import addresses, attaching, comparing, gallery, limits, saving, sections
from permanence.web.process_addresses import PROCESSES

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses.urlpatterns,
    *PROCESSES,
    path("steps/<uuid:step_id>/sections/<slug:key>/", sections.show_section, name="section"),
    path("steps/<uuid:step_id>/sections/<slug:key>/show", sections.show_answer, name="show_answer"),
    path("steps/<uuid:step_id>/save", saving.save, name="save"),
    path("steps/<uuid:step_id>/attach", attaching.attach, name="attach"),
    path("steps/<uuid:step_id>/compare/", comparing.show_comparison, name="comparison"),
    path("steps/<uuid:step_id>/compare", comparing.save_comparison, name="save_comparison"),
    path("api/limits", limits.show_limits, name="limits"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:state>/", gallery.gallery_states, name="gallery_states"),
]
