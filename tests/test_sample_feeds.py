"""The demo's feeds fill every choice of every filter, and a second import writes nothing."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import Listing, Source, labels
from listings.vocabulary import bands_of
from portal import sample_feeds

COLUMNS = {"shift": "shifts", "employment": "employment_type", "contract": "contract", "entry": "entry",
           "language": "languages"}  # fmt: skip


def run_all(now) -> Counter[str]:
    total: Counter[str] = Counter()
    for feed in sample_feeds.render(now).values():
        values = {"name": feed.employer, "format": feed.format, "employer_name": feed.employer}
        source, _ = Source.objects.get_or_create(slug=feed.slug, defaults=values)
        total += Counter(pipeline.import_from(source, document=Document(feed.body), at=now).counts)
    return total


@pytest.mark.django_db
def test_the_demo_fills_every_choice_and_a_second_import_writes_nothing() -> None:
    call_command("load_places", verbosity=0)
    now = timezone.now()
    assert sample_feeds.render(now) == sample_feeds.render(now)
    first = run_all(now)
    assert first["read"] >= 160
    assert min(first["rejected"], first["held"], first["duplicate"]) >= 1
    live = list(Listing.objects.live().select_related("place"))
    assert len(live) >= 120
    near = [row for row in live if row.latitude and abs(row.latitude - 51.36) < 0.4]
    assert len({row.place_id for row in near}) >= 15
    assert len({row.place_id for row in live} - {row.place_id for row in near}) >= 3
    counts: Counter[tuple[str, str]] = Counter()
    for row in live:
        for name, column in COLUMNS.items():
            counts.update((name, value) for value in getattr(row, column))
        counts.update([("work_mode", row.work_mode), ("sector", row.sector)])
        counts.update(("salary", str(band)) for band in bands_of(row.salary_month_min, row.salary_month_max))
    thin = {(name, value): counts[name, value] for name, (_, words) in labels.FILTERS.items() for value in words
            if counts[name, value] < 2}  # fmt: skip
    assert not thin
    ends = Listing.objects.live().filter(valid_through__lte=now + timedelta(seconds=61))
    assert ends.count() == 1
    assert Listing.objects.overdue().count() >= 3
    assert len({row.description_text for row in live}) > len(live) - 5
    second = run_all(now)
    assert not second["created"] + second["updated"]
