"""Each fault of an overlay, one broken statement a fault, found with its file, its line and a sentence."""

import re
from pathlib import Path

import pytest

from permanence.outside.checking import Found, check
from tests.processes.overlays.conftest import put
from tests.processes.test_check import HARM

OURS, NAMES, BELOW = "hillside/home_visits.yaml", "hillside/authority.yaml", "valley/authority.yaml"

# One fault a row: file, what stands there, what is put instead, words of the line that is named, what is said.
FAULTS = [
    # What it lies over
    (OURS, 'over: "1.0"', 'over: "0.9"', "over:", 'This lies over version 0.9 of "Home visits"'),
    (
        OURS,
        "overlay: home_visits",
        "overlay: visits",
        "overlay:",
        'of what changes in home_visits says overlay: "home_',
    ),
    (NAMES, "over: ../valley", "over: ../glen", "over:", '"../glen" is no folder of an authority'),
    (
        BELOW,
        "name: Valley",
        "over: ../hillside\nname: Valley",
        "over:",
        "lies over itself: hillside, over valley, over",
    ),
    (BELOW, "name: Valley", "over: .\nname: Valley", "over:", "This lies over itself: valley, over valley."),
    # Names
    (NAMES, "{social_worker: C", "{social_workers: C", "roles:", 'There is no role "social_workers". There are:'),
    (NAMES, "{visits: {title", "{calls: {title", "inboxes:", 'There is no inbox "calls". There are: links, visits.'),
    (NAMES, "team: near", "team: far", "inboxes:", 'There is no team "far" here. There are: near.'),
    (OURS, "  visit:\n    title: Call at", "  visits:\n    title: Call at", "visits:", 'There is no step "visits".'),
    (OURS, "authorise: {title", "authorize: {title", "authorize:", 'no request "authorize" in "Call at the home"'),
    (OURS, "over: {title: No", "ended: {title: No", "ended:", 'There is no next action "ended" in "Call at the h'),
    (OURS, "  visit:\n    title: Call\n", "  call:\n    title: Call\n", "call:", 'There is no form "call". There are:'),
    (OURS, "agreed: {ask", "decided: {ask", "decided:", 'There is no question "decided" in "Call". There are: full_'),
    (OURS, "title: Call at the home", "title: Visit to the home", "title:", 'says this of "title" in the base already'),
    (OURS, "title: Call at the home", "titel: Call at the home", "titel:", 'There is no field "titel" here.'),
    (OURS, "authorise: {title: Please agree}", "authorise: {kind: plain}", "kind:", 'There is no field "kind" here.'),
    # Settings and timescales
    (OURS, "panel_quorum: 3", "panel_quorum: 2", "panel_q", "is 2 members; it is 3 at least and 12 at most. Three is"),
    (OURS, "panel_quorum: 3", "panel_quorum: 5", "panel_q", "is 5 in the base already. Leave it out"),
    (
        OURS,
        "panel_quorum: 3",
        "panel_quota: 3",
        "panel_q",
        'There is no setting "panel_quota". The settings are: older',
    ),
    (OURS, "panel_quorum: 3", "panel_quorum: three", "panel_q", '"panel_quorum" is a whole number.'),
    (OURS, "{amount: 15}", "{amount: 25}", "amount:", "The law's limit is 20 working days at most (B1.2; SI 2010/959"),
    (OURS, "{amount: 7}", "{amount: 3}", "amount:", "is set to 3 working days. The limit is 5 working days at least"),
    (
        OURS,
        "  first_review:",
        "  first_revue:",
        "first_revue:",
        'There is no timescale "first_revue". There are: first_',
    ),
    (OURS, "{amount: 15}", "{told: [nurse]}", "told:", 'There is no role "nurse".'),
    # Lists
    (
        OURS,
        "  MOOD: {add",
        "  OUTCOME: {add",
        "OUTCOME:",
        '"OUTCOME" is not one that an authority may change. Those are:',
    ),
    (OURS, "take_away: [tired]", "take_away: [sleepy]", "MOOD:", 'does not offer "sleepy". It offers: glad, tired.'),
    (OURS, "{add: [proud]", "{add: [glad]", "MOOD:", 'offers "glad" already.'),
    (OURS, "  WAY: [on", "  MOOD: [on", "MOOD:", 'There is a list "MOOD" in common/ already. Give yours another name.'),
    # What is added
    (
        OURS,
        "after: seen_alone",
        "after: seen_together",
        "key: way,",
        'no question "seen_together" here to stand after.',
    ),
    (
        OURS,
        "      the_visit:\n",
        "      the_call:\n",
        "the_call:",
        'There is no section "the_call" in "Call". There are:',
    ),
    (OURS, "{key: way_why", "{key: score", "key: score", 'There is a question "score" already. Give it another key'),
    (
        OURS,
        "need: S?way=by_bus",
        "need: S?way=by_tram",
        "way_why",
        'expects "by_tram"; "way" is one of: by_bus, on_foot.',
    ),
    (OURS, "need: S?way=by_bus", "need: S?tram=yes", "way_why", 'names "tram", which is not asked here.'),
    (OURS, "options: WAY", "options: WAYS", "options: WAYS", 'There is no list "WAYS" in common/.'),
    (OURS, "key: ask_link", "key: read", "key: read", 'There is a request "read" already.'),
    (
        OURS,
        "        to: {inbox: links}",
        "        to: {inbox: schools}",
        "schools",
        'There is no inbox "schools". There are: links, visits.',
    ),
    (OURS, "sent_by: [social_worker]", "sent_by: [teacher]", "sent_by:", 'There is no role "teacher".'),
    (
        OURS,
        "creates: bus_ride",
        "creates: tram_ride",
        "creates:",
        'There is no step "tram_ride". There are: bus_ride, re',
    ),
    (OURS, "key: go_by_bus", "key: look_back", "key: look_back", 'There is a next action "look_back" already.'),
    (OURS, "add_forms: [ride]", "add_forms: []", "form: ride", 'There is no form "ride".'),
    (OURS, "add_forms: [ride]", "add_forms: [../../ride]", "add_forms:", "is not in the folder home_visits."),
    (OURS, "key: the_way", "key: the_visit", "key: the_visit", 'There is a section "the_visit" already.'),
    (OURS, "writers: [link_worker]", "writers: []", "key: the_way", '"The way" may be written by nobody.'),
    (
        OURS,
        "add_timescales:\n      - {rule: inbox_pick_up, on: started",
        "add_timescales:\n      - {rule: inbox_pick_up, on: begun",
        "rule:",
        "has no start event",
    ),
    (OURS, "[{key: link_worker,", "[{key: team_manager,", "add_roles:", 'There is a role "team_manager" already.'),
    # What is taken away or weakened
    (
        OURS,
        "take_away_next_actions: [wave]",
        "take_away_next_actions: [over]",
        "take_away",
        "of the procedure; only one that is local",
    ),
    (
        OURS,
        "take_away_requests: [mention]",
        "take_away_requests: [read]",
        "take_away",
        '"Please read" is a required notification.',
    ),
    (
        OURS,
        "take_away_requests: [mention]",
        "take_away_requests: [authorise]",
        "take_away",
        "is a required authorisation.",
    ),
    (
        OURS,
        "take_away_rules: [rule_photograph]",
        "take_away_rules: [rule_conflict]",
        "take_away",
        "is the law: the rule that nobody",
    ),
    (
        OURS,
        "take_away_rules: [rule_photograph]",
        "take_away_rules: [rule_declared]",
        "take_away",
        "only a rule that asks may be",
    ),
    (
        OURS,
        "take_away_rules: [rule_photograph]",
        "take_away_rules: [rule_unknown]",
        "take_away",
        'There is no rule "rule_unknown"',
    ),
    (
        OURS,
        "authorise: {title: Please agree}",
        "authorise: {must_be_sent: false}",
        "must_be_sent",
        "is required: it must be sent",
    ),
    (OURS, "authorise: {title: Please agree}", "authorise: {after: []}", "after:", 'comes after "read".'),
    (
        OURS,
        "score: {need: R}",
        "agreed_before: {need: R}\n      full_name: {need: O}",
        "full_name:",
        "asked for more strictly, not less.",
    ),
    (OURS, "size: 5000", "size: 500", "agreed:", "takes 4,000 characters, and answers may be that long already."),
    # What the whole comes to
    (OURS, "roles: [link_worker]}]", "roles: []}]", "key: go_by_bus", "which no role may pick up from. Give the inbox"),
]


def found_in(copy: Path) -> list[Found]:
    return check(copy / "processes" / "home_visits", copy / "processes", authority=copy / "hillside")


@pytest.mark.parametrize(
    ("file", "stands", "instead", "line", "says"), FAULTS, ids=[f"{row[2][:30]}: {row[4][:40]}" for row in FAULTS]
)
def test_a_fault_is_found_with_file_line_and_sentence(
    copy: Path, file: str, stands: str, instead: str, line: str, says: str
) -> None:
    put(copy / file, stands, instead)
    found = [fault for fault in found_in(copy) if says in fault.says]
    assert found, [str(fault) for fault in found_in(copy)]
    assert found[0].says.endswith(".")
    named = found[0].file.read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert re.search(re.escape(line), named), (named, found[0])


@pytest.mark.parametrize(("begins", "says"), [(row[1], row[2]) for row in HARM if row[1] != "title: Twice\n"])
def test_a_file_that_does_harm_is_refused_in_a_sentence(copy: Path, begins: str, says: str) -> None:
    place = copy / OURS
    place.write_bytes(begins.encode(errors="surrogateescape") + place.read_bytes())
    assert [(fault.file.name, says in fault.says) for fault in found_in(copy)] == [("home_visits.yaml", True)]


def test_more_questions_than_a_form_holds_are_refused(copy: Path) -> None:
    many = "".join(
        f"\n              - {{key: q{number}, ask: Q {number}?, kind: lt, need: O}}" for number in range(10_000)
    )
    put(copy / OURS, "              - {key: way, ask", f"{many.lstrip(chr(10))}\n              - {{key: way, ask")
    (fault,) = found_in(copy)
    assert "are the most." in fault.says


def test_questions_that_are_too_many_together_are_refused(copy: Path) -> None:
    many = "".join(f"\n              - {{key: q{number}, ask: Q, kind: lt, need: O}}" for number in range(995))
    put(copy / OURS, "              - {key: way, ask", f"{many.lstrip(chr(10))}\n              - {{key: way, ask")
    (fault,) = found_in(copy)
    assert fault.says == "The form asks 1,010 questions, and 1,000 are the most. Make it two forms."
