"""Every address. Those of the pages stand in permanence.web.urls; health is asked without signing in."""

from django.urls import include, path

from permanence.web.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("permanence.web.urls")),
]

handler400 = "permanence.web.errors.not_readable"
handler403 = "permanence.web.errors.forbidden"
handler404 = "permanence.web.errors.not_found"
handler429 = "permanence.web.errors.too_many"
handler500 = "permanence.web.errors.broke"
