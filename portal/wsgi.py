"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from listings.searching import memory  # noqa: E402
from portal import time_limits  # noqa: E402

time_limits.for_this_process()
memory.use()
