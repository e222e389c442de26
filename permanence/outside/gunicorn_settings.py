"""How gunicorn serves us; given to it as `--config python:permanence.outside.gunicorn_settings`."""

from permanence.outside.logs import logging_settings

wsgi_app = "permanence.wsgi:application"
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 15
keepalive = 5
control_socket_disable = True
accesslog = None  # permanence.web.request_id writes the line of each request, without its query
logconfig_dict = logging_settings()
