"""The Celery app and its timetable."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "import feeds that are due": {
        "task": "listings.tasks.import_due_sources",
        "schedule": crontab(minute="*/5"),
    },
    "settle overdue listings": {
        "task": "listings.tasks.expire_listings",
        "schedule": crontab(hour=3, minute=10),
    },
}
