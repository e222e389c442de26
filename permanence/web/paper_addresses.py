"""The addresses of papers (pages, section 2; R82)."""

from django.urls import URLPattern, path

from permanence.web import papers

PAPERS: list[URLPattern] = [
    path("steps/<uuid:step_id>/print/", papers.show_form, name="print"),
    path("steps/<uuid:step_id>/print/<slug:kind>", papers.send_form, name="printed"),
    path("steps/<uuid:step_id>/versions/<int:number>/print/", papers.show_form, name="print_version"),
    path("steps/<uuid:step_id>/versions/<int:number>/print/<slug:kind>", papers.send_form, name="printed_version"),
    path("steps/<uuid:step_id>/letters/", papers.show_letters, name="letters"),
    path("steps/<uuid:step_id>/letters/<slug:letter>/", papers.show_letter, name="letter"),
    path("steps/<uuid:step_id>/letters/<slug:letter>/<slug:kind>", papers.send_letter, name="printed_letter"),
    path("children/<uuid:child_id>/chronology/", papers.show_chronology, name="chronology"),
    path("children/<uuid:child_id>/chronology/<slug:kind>", papers.send_chronology, name="printed_chronology"),
]
