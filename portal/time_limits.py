"""How long the database may keep a visitor waiting. Web processes only: workers and commands take as long as it takes.

PostgreSQL itself ends what takes longer; the visitor reads 503.html (portal/views.py). What must not end so lifts the
limit for itself: reading all rows into memory, and what runs under the lock of a source.
"""

from django.conf import settings
from django.db import connections


def for_this_process() -> None:
    """Of every connection that is opened from now on."""
    limits = [f"-c {name}={seconds}s" for name, seconds in settings.WEB_TIME_LIMITS.items() if seconds]
    if limits:
        connections.settings["default"]["OPTIONS"]["options"] = " ".join(limits)
