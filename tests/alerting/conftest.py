"""Alerts without the way through the pages, and a moment to plan at."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from listings.alerting import planning, sending, subscribing, wanted
from listings.models import JobAlert
from listings.searching.filters import Params
from listings.vocabulary import AlertFrequency

ADDRESS = "juna@post.example"


@pytest.fixture
def make_alert(towns: dict[str, Any]) -> Callable[..., JobAlert]:
    """A confirmed alert for a query string; what is there already is no news to it."""

    def make(query: str = "", address: str = ADDRESS, frequency: str = "daily") -> JobAlert:
        search = wanted.read(Params.read(QueryDict(query)))
        subscribing._asked(address, search, AlertFrequency(frequency))
        return subscribing.confirm(alert=JobAlert.objects.get(subscriber__email=address, query=search.query))

    return make


def run() -> planning.Planned:
    """Gives everybody a turn, and sends."""
    JobAlert.objects.exclude(next_at=None).update(next_at=timezone.now())
    planned = planning.plan()
    sending.send()
    return planned


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In July 2031; the 7th is a Monday."""
    return datetime(2031, 7, day, hour, minute, tzinfo=timezone.get_current_timezone())
