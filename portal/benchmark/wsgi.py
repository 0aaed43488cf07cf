"""The production application with the floor beside its pages."""

from django.conf import settings

from portal.wsgi import application

settings.ROOT_URLCONF = "portal.benchmark.urls"
__all__ = ["application"]
