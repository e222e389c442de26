"""The addresses of processes and their versions, of moving work on, and of a child's path drawn (pages, section 2)."""

from django.urls import URLPattern, path

from permanence.web import moving, process_drawings, processes, publishing

VERSION, CANDIDATE = "processes/<slug:process>/<int:number>", "processes/candidates/<uuid:candidate_id>"

PROCESSES: list[URLPattern] = [
    path("processes/", processes.show_processes, name="processes"),
    path("processes/publish/", publishing.show_publish, name="publish_page"),
    path("processes/lay-out", publishing.lay_out, name="lay_out"),
    path(f"{CANDIDATE}/", publishing.show_candidate, name="candidate"),
    path(f"{CANDIDATE}/publish", publishing.publish, name="publish"),
    path(f"{VERSION}/", processes.show_version, name="process"),
    path(f"{VERSION}/forms/<slug:key>/", processes.show_form, name="process_form"),
    path(f"{VERSION}/compare/<int:other>/", processes.show_compare, name="process_compare"),
    path(f"{VERSION}/drawing/", process_drawings.show_drawing, name="process_drawing"),
    path(f"{VERSION}/trial/", process_drawings.show_trial, name="process_trial"),
    path(f"{VERSION}/move/", moving.show_move_all, name="move_all_page"),
    path(f"{VERSION}/move", moving.move_all, name="move_all"),
    path("steps/<uuid:step_id>/move/", moving.show_move, name="move_page"),
    path("steps/<uuid:step_id>/move", moving.move, name="move"),
    path("steps/<uuid:step_id>/moved/", moving.show_moved, name="moved"),
    path("children/<uuid:child_id>/pathway/map/", process_drawings.show_path, name="pathway_map"),
]
