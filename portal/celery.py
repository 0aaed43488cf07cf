"""The Celery app: its queues, and the timetable.

Each scheduled job notes in the database when it ran (listings/watching.py), which tells operators when one stops. A
message of the timetable that nobody took until the next one is due is dropped: all jobs find their work in the database.
"""

import os

from celery import Celery
from celery.schedules import crontab
from kombu import Exchange, Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

IMPORTS, MAIL, HOUSEKEEPING = "imports", "mail", "housekeeping"
"""A worker without -Q takes from all of them; docker-compose.yml has one for imports and one for the rest."""

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.task_queues = [Queue(name, Exchange(name), routing_key=name) for name in (IMPORTS, MAIL, HOUSEKEEPING)]
app.conf.task_default_queue = app.conf.task_default_exchange = app.conf.task_default_routing_key = HOUSEKEEPING
app.conf.task_routes = {
    "listings.tasks.import_feed": {"queue": IMPORTS},
    "listings.tasks.replay_document": {"queue": IMPORTS},
    "listings.tasks.try_feed": {"queue": IMPORTS},
    "listings.tasks.withdraw_stopped_feeds": {"queue": IMPORTS},
    "listings.tasks.warn_of_ends": {"queue": MAIL},
    "listings.tasks.send_letters": {"queue": MAIL},
    "listings.tasks.watch": {"queue": MAIL},
    "listings.tasks.deliver_mail": {"queue": MAIL},
    "articles.tasks.compare_claims": {"queue": MAIL},
    "listings.tasks.send_job_alerts": {"queue": MAIL},
    "listings.tasks.ask_alerts_again": {"queue": MAIL},
}
app.conf.beat_schedule = {
    "queue imports that are due": {
        "task": "listings.tasks.import_due_sources",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "watch sources and jobs": {
        "task": "listings.tasks.watch",
        "schedule": crontab(minute="3-59/10"),
        "options": {"expires": 600},
    },
    "tell search engines what changed": {
        "task": "listings.tasks.tell_search_engines",
        "schedule": crontab(minute="6-59/10"),
        "options": {"expires": 600},
    },
    "fold visits into the table": {
        "task": "listings.tasks.fold_counts",
        "schedule": crontab(minute="2-59/5"),
        "options": {"expires": 300},
    },
    "fold readings of guides into the table": {
        "task": "articles.tasks.fold_readings",
        "schedule": crontab(minute="4-59/5"),
        "options": {"expires": 300},
    },
    "send letters": {
        "task": "listings.tasks.send_letters",
        "schedule": crontab(minute="7-59/10"),
        "options": {"expires": 600},
    },
    "deliver applications and notices": {
        "task": "listings.tasks.deliver_mail",
        "schedule": crontab(minute="2-59/5"),
        "options": {"expires": 300},
    },
    "settle overdue listings": {
        "task": "listings.tasks.expire_listings",
        "schedule": crontab(minute=1),
        "options": {"expires": 3_600},
    },
    "withdraw the listings of silent sources": {
        "task": "listings.tasks.settle_silent_sources",
        "schedule": crontab(hour=4, minute=20),
        "options": {"expires": 12 * 3_600},
    },
    "erase personal data whose time is over": {
        "task": "listings.tasks.apply_retention",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 12 * 3_600},
    },
    "work out the live facts of guides": {
        "task": "articles.tasks.refresh_facts",
        "schedule": crontab(minute=11),
        "options": {"expires": 3_600},
    },
    "compare stated figures with the listings and the law": {
        "task": "articles.tasks.compare_claims",
        "schedule": crontab(hour=5, minute=10),
        "options": {"expires": 12 * 3_600},
    },
    "publish articles that are due": {
        "task": "articles.tasks.publish_due",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "ask for links in articles": {
        "task": "articles.tasks.check_links",
        "schedule": crontab(hour=2, minute=50),
        "options": {"expires": 12 * 3_600},
    },
    "send job alerts": {
        "task": "listings.tasks.send_job_alerts",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "ask whether alerts are still wanted": {
        "task": "listings.tasks.ask_alerts_again",
        "schedule": crontab(hour=9, minute=40),
        "options": {"expires": 12 * 3_600},
    },
    "tell employers of ends": {
        "task": "listings.tasks.warn_of_ends",
        "schedule": crontab(hour=8, minute=20),
        "options": {"expires": 12 * 3_600},
    },
}
