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
TIMETABLE = {
    "queue imports that are due": ("listings.tasks.import_due_sources", crontab(minute="*/5"), 300),
    "watch sources and jobs": ("listings.tasks.watch", crontab(minute="3-59/10"), 600),
    "tell search engines what changed": ("listings.tasks.tell_search_engines", crontab(minute="6-59/10"), 600),
    "fold visits into the table": ("listings.tasks.fold_counts", crontab(minute="2-59/5"), 300),
    "fold readings of guides into the table": ("articles.tasks.fold_readings", crontab(minute="4-59/5"), 300),
    "send letters": ("listings.tasks.send_letters", crontab(minute="7-59/10"), 600),
    "deliver applications and notices": ("listings.tasks.deliver_mail", crontab(minute="2-59/5"), 300),
    "settle overdue listings": ("listings.tasks.expire_listings", crontab(minute=1), 3_600),
    "withdraw the listings of silent sources": (
        "listings.tasks.settle_silent_sources",
        crontab(hour=4, minute=20),
        12 * 3_600,
    ),
    "erase personal data whose time is over": (
        "listings.tasks.apply_retention",
        crontab(hour=3, minute=40),
        12 * 3_600,
    ),
    "work out the live facts of guides": ("articles.tasks.refresh_facts", crontab(minute=11), 3_600),
    "compare stated figures with the listings and the law": (
        "articles.tasks.compare_claims",
        crontab(hour=5, minute=10),
        12 * 3_600,
    ),
    "publish articles that are due": ("articles.tasks.publish_due", crontab(minute="*/5"), 300),
    "ask for links in articles": ("articles.tasks.check_links", crontab(hour=2, minute=50), 12 * 3_600),
    "send job alerts": ("listings.tasks.send_job_alerts", crontab(minute="*/5"), 300),
    "ask whether alerts are still wanted": ("listings.tasks.ask_alerts_again", crontab(hour=9, minute=40), 12 * 3_600),
    "tell employers of ends": ("listings.tasks.warn_of_ends", crontab(hour=8, minute=20), 12 * 3_600),
}
"""What a job is for, its task, when it runs, and after how many seconds a message that nobody took is dropped."""

app.conf.beat_schedule = {
    name: {"task": task, "schedule": schedule, "options": {"expires": expires}}
    for name, (task, schedule, expires) in TIMETABLE.items()
}
