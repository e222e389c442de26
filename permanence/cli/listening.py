"""The address that is served, taken before anything else is started, and asked whether it is ready."""

import errno
import http.client
import json
import socket
import time
from dataclasses import dataclass, field

from permanence.cli.sentences import Unable

LET_GO_WITHIN = 5
"""Seconds that a killed predecessor's last processes may hold the address for."""


@dataclass
class Address:
    """A listening socket that a child inherits."""

    host: str
    port: int
    socket: socket.socket
    reasons: list[str] = field(default_factory=list)
    """Why it was not ready when last asked, for the sentence."""

    @classmethod
    def take(cls, *, host: str, port: int) -> "Address":
        """Listen on the address; port 0 takes a free one.

        Raises:
            Unable: it is taken, or is not an address of this machine.
        """
        deadline = time.monotonic() + LET_GO_WITHIN
        while True:
            try:
                taken = socket.create_server((host, port), family=_family(host), backlog=1024)
            except OSError as error:
                if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                    raise Unable(_why_not(host, port, error)) from None
                time.sleep(0.2)
            else:
                return cls(host=host, port=taken.getsockname()[1], socket=taken)

    @property
    def url(self) -> str:
        """What a browser is told."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def serves(self) -> bool:
        """Ask /readyz whether pages can be served and jobs run; failed jobs of the past do not stand in the way."""
        where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # where to ask, not listen
        connection = http.client.HTTPConnection(where, self.port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Host": "localhost"})
            told = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            self.reasons = ["The web server does not answer."]
            return False
        finally:
            connection.close()
        self.reasons = told["reasons"]
        return bool(told["serves"])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken by another program. Stop that one, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} may be served by root alone. Choose one above 1023 with --port."
    return f"Permanence cannot listen on {host} port {port}: {error.strerror}. Choose another with --host and --port."
