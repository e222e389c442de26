"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permanence.settings")
application = get_wsgi_application()
VIEWS = get_resolver().url_patterns  # every view is read here, before workers part, and not by the first who asks
