"""The test world: real servers, three towns, factories."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache, caches
from django.db.models.signals import post_migrate
from django.test import override_settings
from django.utils import timezone
from redis import Redis

from listings import counting, rate_limits
from listings.models import Employer, Listing, Place, Postcode
from listings.normalise.spelling import fold
from listings.submitting import letters
from portal.cache import ForgivingRedisCache
from portal.celery import app

TOWNS = [
    ("05914000", "hagen", "Hagen", "Hagen", 51.36081, 7.47168, 190000, "58095"),
    ("01060031", "hagen-segeberg", "Hagen", "Segeberg", 53.94652, 9.82659, 400, "24576"),
    ("05954020", "herdecke", "Herdecke", "Ennepe-Ruhr-Kreis", 51.4, 7.43, 22000, "58313"),
    ("05913000", "dortmund", "Dortmund", "Dortmund", 51.51494, 7.466, 590000, "44135"),
]
LONG = {"journeys", "test_killed.py", "test_every_url.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that at the end no process waits for another one's browser."""
    items.sort(key=lambda item: not LONG & set(item.path.parts))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What migrations bring is there for every test, also after one that emptied all tables at its end."""
    own = [*apps.get_app_config("listings").get_models(), *apps.get_app_config("articles").get_models()]
    with django_db_blocker.unblock():
        brought = {model: rows for model in own if (rows := list(model._base_manager.all()))}

    def bring_back(**_: Any) -> None:
        for model, rows in brought.items():
            model._base_manager.bulk_create(rows, ignore_conflicts=True)

    post_migrate.connect(bring_back, sender=apps.get_app_config("articles"), weak=False)
    yield
    post_migrate.disconnect(bring_back, sender=apps.get_app_config("articles"))


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> Iterator[None]:
    """A real one takes half a second by intention, for every user of every test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _letters_leave_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the worker that would be called."""
    monkeypatch.setattr(letters, "wake", letters.send_waiting)


@pytest.fixture
def no_redis(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Cache, counters, limits and broker do not answer, and nobody is spared from limits."""
    dead = "redis://127.0.0.1:1/0"
    cache_options = {"OPTIONS": {"socket_connect_timeout": 0.2}}
    monkeypatch.setattr(caches._connections, "default", ForgivingRedisCache(dead, cache_options))
    monkeypatch.setattr(counting, "server", lambda timeout=0.2: Redis.from_url(dead))
    monkeypatch.setattr(counting, "_rests_until", 0.0)
    monkeypatch.setenv("CELERY_BROKER_URL", dead)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(app, "_pool", None)
    settings.REDIS_URL = dead
    rate_limits.limits_at.cache_clear()
    monkeypatch.setattr(rate_limits, "is_spared", lambda request: False)


@pytest.fixture
def towns(db: None) -> dict[str, Place]:
    found = {}
    for ags, slug, name, district, lat, lon, rank, code in TOWNS:
        found[slug] = Place.objects.create(
            ags=ags, slug=slug, name=name, name_key=fold(name), district=district, state="NRW", latitude=lat,
            longitude=lon, population_rank=rank,
        )  # fmt: skip
        Postcode.objects.create(code=code, place=found[slug], latitude=lat, longitude=lon)
    return found


@pytest.fixture
def make_listing(towns: dict[str, Place]) -> Callable[..., Listing]:
    def make(town: str = "hagen", pay: tuple[int, int] | None = (2500, 2700), **fields: Any) -> Listing:
        place, employer = towns[town], fields.pop("employer", "Lenne Telefon GmbH")
        values: dict[str, Any] = {
            "status": "published", "published_at": timezone.now(), "title": "Kundenberater:in (m/w/d)",
            "description_html": "<p>Du berätst am Telefon.</p>", "description_text": "Du berätst am Telefon.",
            "place": place, "city": place.name, "latitude": place.latitude, "longitude": place.longitude,
            "shifts": ["early"], "employment_type": ["full_time"], "valid_through": timezone.now() + timedelta(days=9),
            "salary_month_min": pay[0] if pay else None, "salary_month_max": pay[1] if pay else None,
            "base_salary_min": pay[0] if pay else None, "base_salary_max": pay[1] if pay else None,
            "base_salary_unit": "month" if pay else "", "apply_url": "https://lenne.example/bewerben",
            "hiring_organization": Employer.objects.get_or_create(name_key=fold(employer), defaults={"name": employer})[0],
        }  # fmt: skip
        listing = Listing.objects.create(**(values | fields))
        Listing.index_words(Listing.objects.filter(pk=listing.pk))
        return listing

    return make
