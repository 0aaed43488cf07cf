"""A stored advertisement and the questions people ask of the table."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ACos, Cos, Least, Now, Radians, Sin
from django.urls import reverse
from django.utils.text import slugify

from listings.models.employer import Employer
from listings.models.place import Place
from listings.models.source import Source
from listings.vocabulary import ListingStatus, SalaryBand, SalaryOrigin, SalaryUnit, WorkMode

EARTH_RADIUS_KM = 6371


def distance_km(latitude: float, longitude: float) -> models.Expression:
    """Great-circle distance from a point to the listing, in kilometres."""
    return EARTH_RADIUS_KM * ACos(
        Least(
            models.Value(1.0),
            Cos(Radians(models.Value(latitude)))
            * Cos(Radians(F("latitude")))
            * Cos(Radians(F("longitude")) - Radians(models.Value(longitude)))
            + Sin(Radians(models.Value(latitude))) * Sin(Radians(F("latitude"))),
        )
    )


class ListingQuerySet(models.QuerySet["Listing"]):
    """Reads as a sentence: Listing.objects.live().near(lat, lon, km=25).paying(bands).for_cards()"""

    def live(self) -> "ListingQuerySet":
        """Visible now. Time decides, not the nightly job: an overdue listing is gone at once."""
        in_time = Q(valid_through__isnull=True) | Q(valid_through__gt=Now())
        return self.filter(in_time, status=ListingStatus.PUBLISHED, is_hidden_duplicate=False)

    def overdue(self) -> "ListingQuerySet":
        return self.filter(status__in=[ListingStatus.PUBLISHED, ListingStatus.PAUSED], valid_through__lte=Now())

    def in_place(self, place: Place) -> "ListingQuerySet":
        return self.filter(place=place)

    def near(self, latitude: float, longitude: float, km: float) -> "ListingQuerySet":
        """Within km of a point. The box lets an index narrow before the exact distance is computed."""
        box = km / 111.0 + 0.01
        wide = box / 0.55
        return (
            self.filter(latitude__range=(latitude - box, latitude + box))
            .filter(longitude__range=(longitude - wide, longitude + wide))
            .alias(km_away=distance_km(latitude, longitude))
            .filter(km_away__lte=km)
        )

    def paying(self, bands: Iterable[SalaryBand]) -> "ListingQuerySet":
        """Ranges that overlap one of the bands. Listings without pay are found by `unknown` only."""
        wanted = Q(pk__in=[])
        for band in bands:
            if band is SalaryBand.UNKNOWN:
                wanted |= Q(salary_month_min__isnull=True)
            else:
                below = Q(salary_month_min__lt=band.high)
                span = Q(salary_month_max__gt=band.low)
                single = Q(salary_month_min=band.low, salary_month_max=band.low)
                wanted |= below & (span | single)
        return self.filter(wanted)

    def matching(self, words: str) -> "ListingQuerySet":
        return self.filter(search_vector=SearchQuery(words, config="german", search_type="websearch"))

    def for_cards(self) -> "ListingQuerySet":
        return self.select_related("hiring_organization", "place").defer(
            "description_html", "description_text", "search_vector"
        )


class Listing(models.Model):
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="listings")
    external_id = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    status = models.CharField("Stand", max_length=12, choices=[(s.value, s.value) for s in ListingStatus])
    status_reason = models.CharField("Begründung", max_length=500, blank=True)
    is_hidden_duplicate = models.BooleanField(default=False)

    hiring_organization = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="listings")
    title = models.CharField("Titel", max_length=200)
    description_html = models.TextField("Beschreibung")
    description_text = models.TextField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="listings")
    postal_code = models.CharField("Postleitzahl", max_length=10, blank=True)
    city = models.CharField("Ort", max_length=120, blank=True)
    country = models.CharField(max_length=2, default="DE")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    shifts = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    employment_type = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    contract = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    work_mode = models.CharField(max_length=8, blank=True, choices=[(m.value, m.value) for m in WorkMode])
    sector = models.CharField(max_length=12, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    entry = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    weekly_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    base_salary_min = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    base_salary_max = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    base_salary_unit = models.CharField(max_length=5, blank=True, choices=[(u.value, u.value) for u in SalaryUnit])
    base_salary_origin = models.CharField(
        max_length=10, choices=[(o.value, o.value) for o in SalaryOrigin], default=SalaryOrigin.ABSENT
    )
    base_salary_text = models.CharField(max_length=300, blank=True)
    salary_month_min = models.PositiveIntegerField(null=True, blank=True)
    salary_month_max = models.PositiveIntegerField(null=True, blank=True)
    """Comparable pay: whole euros a month, full time, gross. Both set or both empty."""

    apply_url = models.URLField(max_length=1000, blank=True)
    contact_email = models.EmailField(blank=True)
    """Shown in the advertisement."""
    submitter_email = models.EmailField(blank=True)
    """Never shown: proves who typed the advertisement."""
    date_posted = models.DateTimeField(null=True, blank=True)
    valid_through = models.DateTimeField("online bis", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField(auto_now_add=True)
    missing_since = models.DateTimeField(null=True, blank=True)
    search_vector = SearchVectorField(null=True, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = "Stelle"
        verbose_name_plural = "Stellen"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=Q(source__isnull=False),
                name="listing_once_for_each_source",
            ),
            models.CheckConstraint(
                condition=Q(salary_month_min__isnull=True, salary_month_max__isnull=True)
                | Q(
                    salary_month_min__isnull=False,
                    salary_month_max__isnull=False,
                    salary_month_min__lte=F("salary_month_max"),
                ),
                name="listing_pay_has_both_ends_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status=ListingStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="published_listing_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="listing_newest"),
            models.Index(fields=["place", "-published_at"], name="listing_by_place"),
            models.Index(fields=["latitude", "longitude"], name="listing_by_point"),
            models.Index(fields=["valid_through"], name="listing_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        table = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
        return slugify(f"{self.title} {self.city}".lower().translate(table))[:80] or "stelle"

    def get_absolute_url(self) -> str:
        return reverse("listing", args=[self.pk, self.slug])

    @staticmethod
    def index_words(listings: models.QuerySet["Listing"]) -> None:
        """Fills the word index of these rows: title before employer before text."""
        listings.update(
            search_vector=SearchVector("title", weight="A", config="german")
            + SearchVector("city", weight="B", config="german")
            + SearchVector("description_text", weight="D", config="german")
        )
