"""Writers: browsers without a window that go on saving, and remember what was acknowledged."""

import http.client
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from tests.support.html_forms import forms_of

TOKEN = "t" * 32
SEE_OTHER = 303


@dataclass
class Browser:
    """Somebody's browser, signed in."""

    session: str
    url: str = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and page. Raises OSError or HTTPException where no whole answer came."""
        where = urlsplit(self.url)
        assert where.hostname
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        cookies = f"__Host-session={self.session}; __Host-csrf={TOKEN}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(fields or {}), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@dataclass
class Writer:
    """Goes on with one thing until it is stopped or no answer comes.

    Attributes:
        acknowledged: what it was told is saved: texts, or ids of finished worksteps.
        in_doubt: what it sent and got no whole answer to.
        refused: answers that were neither: there are to be none.
    """

    browser: Browser
    acknowledged: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Write until the server dies."""
        try:
            while not self.stop.is_set() and self.write():
                pass
        except (OSError, http.client.HTTPException):
            pass

    def write(self) -> bool:
        """Do one act; return whether there is more to do."""
        raise NotImplementedError

    def send(self, path: str, fields: dict[str, str], *, what: str) -> None:
        """Send one act and write down what came of it."""
        try:
            status, page = self.browser.ask("POST", path, fields)
        except (OSError, http.client.HTTPException):
            self.in_doubt.append(what)
            raise
        if status == SEE_OTHER:
            self.acknowledged.append(what)
        elif status < 500:  # told by a proxy's words or ours while it dies
            self.refused.append(f"{status} {what} {page[:200]}")

    def version(self, path: str, to: str) -> str:
        """Return the version that the page's form shows now."""
        status, page = self.browser.ask("GET", path)
        form = next((form for form in forms_of(page) if form.action.split("?")[0] == to), None)
        if form is None:
            raise OSError(f"{path} answered {status} without its form")
        return form.fields["_version"][0]


@dataclass
class Saver(Writer):
    """Saves one section again and again, each time with other words."""

    report: str = ""
    number: int = 0

    def write(self) -> bool:
        """Save once."""
        self.number += 1
        words, step = f"Words {self.number} of {self.report}.", f"/steps/{self.report}/"
        version = self.version(f"{step}sections/details/", f"{step}save")
        given = {"_section": "details", "_version": version, "_key": str(uuid4()), "words": words}
        self.send(f"{step}save", given, what=words)
        return True


@dataclass
class Finisher(Writer):
    """Finishes one workstep after the other."""

    reports: list[str] = field(default_factory=list)

    def write(self) -> bool:
        """Finish the next one."""
        if not self.reports:
            return False
        report = self.reports.pop()
        step = f"/steps/{report}/"
        version = self.version(step, f"{step}finish")
        self.send(f"{step}finish", {"_version": version, "_key": str(uuid4())}, what=report)
        return True
