"""The addresses of work, children, inboxes, requests, next actions, notices, files and accounts (pages, section 2)."""

from django.urls import URLPattern, path

from permanence.web import (
    accounts,
    admitting,
    children,
    comments,
    demo,
    files,
    finding,
    handing,
    helping,
    inboxes,
    kept,
    names,
    next_actions,
    notices,
    requests,
    restoring,
    versions,
    work,
    worksteps,
)
from permanence.web.mending_addresses import MENDING
from permanence.web.paper_addresses import PAPERS

ACCOUNT = [
    path("sign-in/", accounts.SignIn.as_view(), name="account_login"),
    path("sign-out/", accounts.sign_out, name="account_logout"),
    path("account/", accounts.show_account, name="account"),
    path("kept/", kept.show_kept, name="kept"),
    path("account/keyboard/", helping.show_shortcuts, name="keyboard"),
    path("account/keyboard/choose", helping.choose_shortcuts, name="choose_keyboard"),
    path("help/", helping.show_help, name="help"),
    path("help/<slug:process>/<slug:step>/", helping.show_help_with, name="help_with"),
    path("accessibility/", helping.show_statement, name="accessibility"),
    path("account/session", accounts.stay_signed_in, name="session"),
]
WORK = [
    path("", work.home, name="home"),
    path("work/<slug:key>/", work.show_folder, name="folder"),
    path("work/<slug:key>/view", work.keep, name="keep_view"),
    path("inboxes/<uuid:inbox_id>/", inboxes.show_inbox, name="inbox"),
    path("inboxes/<uuid:inbox_id>/pick-up", inboxes.pick_up_items, name="pick_up"),
    path("notices/", notices.show_notices, name="notices"),
    path("notices/read", notices.read_notices, name="read_notices"),
    path("files/<uuid:file_id>/", files.download, name="file"),
]
CHILDREN = [
    path("children/", finding.show_children, name="children"),
    path("children/<uuid:child_id>/", children.show_child, name="child"),
    path("children/<uuid:child_id>/address", children.show_address, name="address"),
    path("children/<uuid:child_id>/pathway/", children.show_pathway, name="pathway"),
    path("children/<uuid:child_id>/names/", names.show_names, name="names"),
    path("children/<uuid:child_id>/names/add", names.add_name, name="add_name"),
    path("children/<uuid:child_id>/begin", children.begin, name="begin"),
]
STEPS = [
    path("steps/<uuid:step_id>/", worksteps.show_step, name="step"),
    path("steps/<uuid:step_id>/start", worksteps.start, name="start"),
    path("steps/<uuid:step_id>/resume", worksteps.resume, name="resume"),
    path("steps/<uuid:step_id>/put-back", worksteps.put_back, name="put_back"),
    path("steps/<uuid:step_id>/finish", worksteps.finish, name="finish"),
    path("steps/<uuid:step_id>/pass-over", worksteps.pass_over, name="pass_over"),
    path("steps/<uuid:step_id>/reassign/", handing.show_reassign, name="reassign_page"),
    path("steps/<uuid:step_id>/reassign", handing.reassign, name="reassign"),
    path("steps/<uuid:step_id>/cancel/", handing.show_cancel, name="cancel_page"),
    path("steps/<uuid:step_id>/cancel", handing.cancel, name="cancel"),
    path("steps/<uuid:step_id>/admit/", admitting.show_admit, name="admit_page"),
    path("steps/<uuid:step_id>/admit", admitting.admit, name="admit"),
    path("steps/<uuid:step_id>/admit/end", admitting.end, name="end_admission"),
    path("steps/<uuid:step_id>/help/", helping.show_help_of_step, name="step_help"),
    path("steps/<uuid:step_id>/events/", versions.show_events, name="events"),
    path("steps/<uuid:step_id>/versions/", versions.show_versions, name="versions"),
    path("steps/<uuid:step_id>/versions/<int:number>/", versions.show_version, name="version"),
    path(
        "steps/<uuid:step_id>/versions/<int:number>/compare/<int:other>/", versions.show_difference, name="difference"
    ),
    path("steps/<uuid:step_id>/versions/<int:number>/restore", restoring.restore, name="restore"),
]
COMMENTS = [
    path("steps/<uuid:step_id>/comments/", comments.show_comments, name="comments"),
    path("steps/<uuid:step_id>/comment", comments.comment, name="comment"),
    path("comments/<uuid:comment_id>/settle", comments.settle, name="settle_comment"),
]
REQUESTS = [
    path("steps/<uuid:step_id>/requests/", requests.show_requests, name="requests"),
    path("steps/<uuid:step_id>/requests/send", requests.send, name="send_request"),
    path("requests/<uuid:request_id>/", requests.show_request, name="request"),
    path("requests/<uuid:request_id>/answer", requests.answer, name="answer_request"),
    path("requests/<uuid:request_id>/complete", requests.complete, name="complete_request"),
    path("requests/<uuid:request_id>/complete-and-finish", requests.complete_then_finish, name="complete_and_finish"),
    path("requests/<uuid:request_id>/decline", requests.decline, name="decline_request"),
    path("requests/<uuid:request_id>/withdraw", requests.withdraw, name="withdraw_request"),
]
NEXT_ACTIONS = [
    path("steps/<uuid:step_id>/next-actions/", next_actions.show_next_actions, name="next_actions"),
    path("steps/<uuid:step_id>/next-actions/add", next_actions.add, name="add_next_action"),
    path("steps/<uuid:step_id>/next-actions/add-both", next_actions.add_two, name="add_both"),
    path("steps/<uuid:step_id>/next-actions/remove", next_actions.remove, name="remove_next_action"),
    path("steps/<uuid:step_id>/next-actions/send", next_actions.send, name="send_now"),
]
DEMO = [
    path("demo/clock", demo.change_clock, name="demo_clock"),
    path("demo/outbox", demo.show_outbox, name="demo_outbox"),
]
urlpatterns: list[URLPattern] = [
    *(*ACCOUNT, *WORK, *CHILDREN, *STEPS, *COMMENTS, *REQUESTS, *NEXT_ACTIONS, *MENDING, *PAPERS, *DEMO),
]
