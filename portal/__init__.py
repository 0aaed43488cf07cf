"""The project: wiring only, no models, no rules."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
