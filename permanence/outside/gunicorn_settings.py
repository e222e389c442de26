"""How gunicorn serves us; given to it as `--config python:permanence.outside.gunicorn_settings`."""

import signal
from typing import Any

from permanence.outside.logs import logging_settings
from permanence.outside.processes import die_with_parent

wsgi_app = "permanence.wsgi:application"
worker_class = "gthread"
threads = 8
preload_app = True  # read once for all: half the memory, and whoever replaces a killed worker answers at once
timeout = 60
graceful_timeout = 15
keepalive = 5
control_socket_disable = True
accesslog = None  # permanence.web.request_id writes the line of each request, without its query
logconfig_dict = logging_settings()


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001  # gunicorn gives both
    """Have a worker end with the master: else it would finish what was begun, in whichever database comes next."""
    die_with_parent(signal.SIGKILL, parent=worker.ppid)()
