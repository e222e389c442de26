"""Every address. Pages are added by permanence.web.urls; health is answered before them (web.health)."""

from django.urls import include, path

urlpatterns = [
    path("", include("permanence.web.urls")),
]
