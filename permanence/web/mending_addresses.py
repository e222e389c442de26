"""The addresses at which mistakes are mended, and a pathway is ended (pages, section 2)."""

from django.urls import URLPattern, path

from permanence.web import ending, handing_again, mending, withheld

STEP, CHILD, ACTION = "steps/<uuid:step_id>", "children/<uuid:child_id>", "<uuid:action_id>"

MENDING: list[URLPattern] = [
    path(f"{STEP}/undo-finish/", mending.show_undo, name="undo_finish_page"),
    path(f"{STEP}/undo-finish", mending.undo, name="undo_finish"),
    path(f"{STEP}/reopen/", handing_again.show_reopen, name="reopen_page"),
    path(f"{STEP}/reopen", handing_again.reopen, name="reopen"),
    path(f"{STEP}/replace/", handing_again.show_replace, name="replace_page"),
    path(f"{STEP}/replace", handing_again.replace, name="replace"),
    path(f"{STEP}/next-actions/{ACTION}/take-back/", mending.show_take_back, name="take_back_page"),
    path(f"{STEP}/next-actions/{ACTION}/take-back", mending.take_back, name="take_back"),
    path(f"{STEP}/wrong-child/", mending.show_wrong_child, name="wrong_child_page"),
    path(f"{STEP}/wrong-child", mending.close_wrong, name="wrong_child"),
    path(f"{STEP}/withheld/", withheld.show_withheld, name="withheld"),
    path(f"{STEP}/bring-over", withheld.bring_over, name="bring_over"),
    path(f"{STEP}/brought-over/", withheld.show_brought, name="brought_over"),
    path(f"{CHILD}/end-pathway/", ending.show_end, name="end_pathway_page"),
    path(f"{CHILD}/end-pathway", ending.end, name="end_pathway"),
    path(f"{CHILD}/end-pathway/authorise", ending.authorise, name="authorise_end"),
    path(f"{CHILD}/end-pathway/decline", ending.decline, name="decline_end"),
]
