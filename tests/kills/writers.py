"""Writers: browsers without a window that go on writing through one kill after the other, and remember what was told.

What got no whole answer is sent again, key and all, to whoever serves next: one effect, however often it was cut off.
"""

import http.client
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

TOKEN = "t" * 32
SEE_OTHER = 303
CUT_OFF = (OSError, http.client.HTTPException)


@dataclass
class Browser:
    """Somebody's browser, signed in once and for all."""

    session: str
    url: str = ""

    def posts(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Return status and page. Raises OSError or HTTPException where no whole answer came."""
        return self._asks("POST", path, urlencode(fields))

    def opens(self, path: str) -> int:
        """Return the status of a page: whoever opens one is not signed out for having done nothing."""
        return self._asks("GET", path)[0]

    def _asks(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        where = urlsplit(self.url)
        assert where.hostname
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
        cookies = f"__Host-session={self.session}; __Host-csrf={TOKEN}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@dataclass(frozen=True)
class Sent:
    """One act, and in `what` how it is known again: the words that were saved, or the report that was finished."""

    path: str
    fields: dict[str, str]
    what: str


@dataclass
class Writer:
    """Goes on with one thing until no answer comes.

    Attributes:
        acknowledged: what it was told is done.
        in_doubt: how often it sent something and got no whole answer. again: acts that were sent again for that.
        refused: answers that are neither: there are to be none.
        waiting: what it sent and has no answer to.
    """

    browser: Browser
    acknowledged: list[str] = field(default_factory=list)
    in_doubt: int = 0
    again: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    waiting: Sent | None = None

    def run(self) -> None:
        """Write until the server dies, or there is nothing more to write."""
        try:
            while self.write():
                pass
        except CUT_OFF:
            pass

    def write(self) -> bool:
        """Do one act, or the one in doubt again; return whether there was one to do. Raises where it is cut off."""
        sent = self.waiting or self.next()
        if sent is None:
            return False
        self.waiting = sent
        status, page = self._answer(sent)
        self.waiting = None
        if status == SEE_OTHER:
            self.acknowledged.append(sent.what)
        else:
            self.refused.append(f"{status} {sent.what} {page[:200]}")
        return True

    def next(self) -> Sent | None:
        """Return the next thing to do, None where nothing is left."""
        raise NotImplementedError

    def _answer(self, sent: Sent) -> tuple[int, str]:
        try:
            answer = self.browser.posts(sent.path, sent.fields)
            if answer[0] == http.client.SERVICE_UNAVAILABLE:  # its database is gone, and it says so
                raise OSError(answer[1])
        except ConnectionRefusedError:
            raise
        except CUT_OFF:
            self.in_doubt += 1
            self.again.append(sent.what)
            raise
        return answer


@dataclass
class Saver(Writer):
    """Saves one section again and again, each time with other words."""

    report: str = ""

    def next(self) -> Sent:
        """Return the next save: each is of the version that the one before it made."""
        version = len(self.acknowledged)
        words = f"Words {version + 1} of {self.report}."
        given = {"_section": "details", "_version": str(version), "_key": str(uuid4()), "_authorised": ""}
        return Sent(f"/steps/{self.report}/save", given | {"words": words}, words)


@dataclass
class Finisher(Writer):
    """Finishes one workstep when it is told to.

    Attributes:
        reports: id and version of those whose finish is all that is left.
        may: how many of them it may finish now.
    """

    reports: list[tuple[str, int]] = field(default_factory=list)
    may: int = 0

    def next(self) -> Sent | None:
        """Return the next finish, None where it may not."""
        if not self.may or not self.reports:
            return None
        self.may -= 1
        report, version = self.reports.pop()
        return Sent(f"/steps/{report}/finish", {"_version": str(version), "_key": str(uuid4())}, report)
