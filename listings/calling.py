"""Calls a worker for what should not wait for the timetable. A call that nobody hears costs time only, never the page."""

import logging

from celery import signature

_log = logging.getLogger(__name__)


def call(task: str, *args: int) -> bool:
    """By name, as "listings.tasks.import_feed": tasks know the rooms, not the other way round. Call it after the commit.

    False when the broker is away, which costs about a second.
    """
    try:
        signature(task, args=args).apply_async()
    except Exception as error:  # whatever the broker's client raises
        _log.error("%s could not be queued: %s", task, type(error).__name__)
        return False
    return True
