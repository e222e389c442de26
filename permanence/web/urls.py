"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from permanence.web import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:state>/", gallery.gallery_states, name="gallery_states"),
]
