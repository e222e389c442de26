"""The demo's versions: the earlier says two things in other words and asks one question less, and no more differs."""

from permanence.demo.versions import EARLIER, earlier, publish_earlier, publish_present, wording
from permanence.kernel.differences import differences
from permanence.outside.definitions import PROCESSES, load_process
from permanence.records.definitions import ProcessVersion
from tests.processes.screens.administrators import ADA
from tests.web.office import Office

KEY = "long_term_fostering"
REWORDED = '"Why is the child referred?" is worded anew: "Why is the child being referred now?"; before'
SAID = [
    '"What teachers, friends or family enjoy about them" is new in "Description of the child" (optional).',
    f'{REWORDED} "Why is the child referred?" (wording).',
    'words its choice "by video" anew; before "by telephone or video" (wording).',
]


def test_both_are_published_with_their_reasons(office: Office) -> None:
    w, process = office.world, load_process(PROCESSES / KEY)
    changes = [change.says for change in differences(earlier(process), process)]
    assert len(changes) == len(SAID)
    assert all(any(change.endswith(said) for change in changes) for said in SAID), changes
    publish_earlier(process, actor=w.founder, at=w.at)
    publish_present(process, actor=w.actor(ADA), at=w.at)
    first, second = ProcessVersion.objects.filter(process_key=KEY).order_by("number")
    assert (first.version, second.version) == (EARLIER, process.version)
    assert {each["key"] for each in second.wording} == set(wording(process))
