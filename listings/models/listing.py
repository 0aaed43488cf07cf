"""A stored advertisement and the questions people ask of the table."""

from datetime import datetime
from functools import cache as once

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify

from listings.models import labels
from listings.models.employer import Employer
from listings.models.place import Place
from listings.models.reason import Reason, reasons_of
from listings.models.source import UNVERIFIED_AFTER, Source
from listings.normalise.salary import comparable_month
from listings.vocabulary import Employment, ListingStatus, Outcome, Salary, SalaryOrigin, SalaryUnit

NOT_ON_ITS_PAGE = (
    "description_text", "search_vector", "content_hash", "raw_hash", "title_key", "url_key", "fingerprint", "aliases",
    "findings", "status_reason", "submitter_email", "date_posted", "missing_runs", "end_warned_at", "approved_at",
    "hiring_organization__name_key", "hiring_organization__about", "hiring_organization__logo", "place__ags",
    "place__name_key", "place__state", "source__url", "source__employer_name", "source__etag", "source__last_modified",
)  # fmt: skip

NEVER_PUBLIC = (ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.HELD,
                ListingStatus.REJECTED, ListingStatus.RETRACTED)  # fmt: skip
"""Unless it was withdrawn from the public: a moderator took it down, or it is held since somebody reported it."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(title: str, city: str) -> str:
    return slugify(f"{title} {city}".lower().translate(_UMLAUTS))[:80] or "stelle"


def address_of(pk: int, title: str, city: str) -> str:
    """Path of a listing's page, also for callers that have read only these columns, 20,000 at a time."""
    return f"{_start_of_addresses()}{pk}/{slug_of(title, city)}/"


@once
def _start_of_addresses() -> str:
    return reverse("listing", args=[0, "x"]).removesuffix("0/x/")


class ListingQuerySet(models.QuerySet["Listing"]):
    """Reads as a sentence: Listing.objects.live().for_cards()"""

    def live(self) -> "ListingQuerySet":
        """Visible now. Time decides, not the nightly job: an overdue listing is gone at once."""
        in_time = Q(valid_through__isnull=True) | Q(valid_through__gt=Now())
        return self.filter(in_time, status=ListingStatus.PUBLISHED, is_hidden_duplicate=False)

    def once_public(self) -> "ListingQuerySet":
        """Those that everybody may know of, whatever became of them: their pages answer 200 or 410."""
        return self.filter(~Q(status__in=NEVER_PUBLIC) | Q(withdrawn_at__isnull=False))

    def overdue(self) -> "ListingQuerySet":
        return self.filter(status__in=[ListingStatus.PUBLISHED, ListingStatus.PAUSED], valid_through__lte=Now())

    def for_cards(self) -> "ListingQuerySet":
        return self.select_related("hiring_organization", "place").defer(
            "description_html", "description_text", "search_vector", "hiring_organization__logo", "hiring_organization__about",
        )  # fmt: skip

    def for_page(self) -> "ListingQuerySet":
        """What its own page shows. The database's clock says whether it is live."""
        is_live = RawSQL(  # noqa: S611 - a constant
            "(listings_listing.status = 'published' AND NOT listings_listing.is_hidden_duplicate AND"
            " coalesce(listings_listing.valid_through > statement_timestamp(), true))", ()
        )  # fmt: skip
        has_doubles = RawSQL(  # noqa: S611 - a constant
            "EXISTS (SELECT 1 FROM listings_listing d"
            " WHERE d.duplicate_of_id = listings_listing.id AND d.is_hidden_duplicate)", ()
        )  # fmt: skip
        return (
            self.select_related("hiring_organization", "place", "source")
            .defer(*NOT_ON_ITS_PAGE)
            .annotate(is_live_now=is_live, has_doubles=has_doubles)
        )


class Listing(models.Model):
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="listings", verbose_name="Quelle"
    )
    external_id = models.CharField("Kennung der Quelle", max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    raw_hash = models.CharField(max_length=32, blank=True)
    """Digest of the item as its feed says it and of the rules that read it."""
    title_key = models.CharField(max_length=200, blank=True)
    url_key = models.CharField(max_length=32, blank=True)
    """Digest of the canonical address of the job's own page."""
    fingerprint = models.CharField(max_length=32, blank=True)
    """Digest of title key, employer and town: what stays when a source changes ids and addresses."""
    aliases = ArrayField(models.CharField(max_length=300), verbose_name="frühere Kennungen", default=list, blank=True)
    status = models.CharField("Stand", max_length=12, choices=list(labels.STATUS.items()))
    status_reason = models.CharField("Begründung", max_length=500, blank=True)
    is_hidden_duplicate = models.BooleanField("als Dublette verborgen", default=False)

    hiring_organization = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="listings", verbose_name="Arbeitgeber"
    )
    title = models.CharField("Titel", max_length=200)
    description_html = models.TextField("Beschreibung")
    description_text = models.TextField()
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="listings", verbose_name="Gemeinde"
    )
    postal_code = models.CharField("Postleitzahl", max_length=10, blank=True)
    city = models.CharField("Ort", max_length=120, blank=True)
    country = models.CharField("Land", max_length=2, default="DE")
    further_places = ArrayField(models.BigIntegerField(), verbose_name="weitere Gemeinden", default=list, blank=True)
    """Ids of the municipalities beside `place` where the same job is offered."""
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    shifts = ArrayField(models.CharField(max_length=12), verbose_name="Schichten", default=list, blank=True)
    employment_type = ArrayField(models.CharField(max_length=16), verbose_name="Umfang", default=list, blank=True)
    contract = ArrayField(models.CharField(max_length=10), verbose_name="Vertrag", default=list, blank=True)
    work_mode = models.CharField("Arbeitsort", max_length=8, blank=True, choices=list(labels.WORK_MODES.items()))
    sector = models.CharField("Branche", max_length=12, blank=True, choices=list(labels.SECTORS.items()))
    languages = ArrayField(models.CharField(max_length=2), verbose_name="Sprachen", default=list, blank=True)
    entry = ArrayField(models.CharField(max_length=16), verbose_name="Einstieg", default=list, blank=True)
    weekly_hours = models.DecimalField("Stunden pro Woche", max_digits=4, decimal_places=1, null=True, blank=True)
    work_starts_at = models.TimeField("Arbeit ab", null=True, blank=True)
    work_ends_at = models.TimeField("Arbeit bis", null=True, blank=True)
    """Earliest start and latest end of a working day, as stated. Before the start means on the next day."""

    base_salary_min = models.DecimalField("Gehalt von", max_digits=10, decimal_places=2, null=True, blank=True)
    base_salary_max = models.DecimalField("Gehalt bis", max_digits=10, decimal_places=2, null=True, blank=True)
    base_salary_unit = models.CharField(
        "Gehalt gilt", max_length=5, blank=True, choices=list(labels.SALARY_UNITS.items())
    )
    base_salary_origin = models.CharField(
        "Herkunft des Gehalts", max_length=10, choices=list(labels.SALARY_ORIGINS.items()), default=SalaryOrigin.ABSENT
    )
    base_salary_text = models.CharField("gelesen aus", max_length=300, blank=True)
    salary_month_min = models.PositiveIntegerField("vergleichbar von", null=True, blank=True)
    salary_month_max = models.PositiveIntegerField("vergleichbar bis", null=True, blank=True)
    """Comparable pay: whole euros a month, full time, gross. Both set or both empty."""

    employer_kind = models.CharField(
        "Art des Arbeitgebers", max_length=10, blank=True, choices=list(labels.EMPLOYER_KINDS.items())
    )
    evidence = models.JSONField("gelesen aus", default=dict, blank=True)
    """Field to value to where it comes from: {"shifts": {"early": {"origin": "text", "words": "Frühdienst ab 6"}}}."""
    findings = models.JSONField("Befunde", default=list, blank=True)
    """What the wording checks found: [{"rule", "level", "words", "reason", "suggestion"}]; see normalise/wording.py."""

    job_starts_on = models.DateField("Beginn der Arbeit", null=True, blank=True)
    weekends_a_month = models.PositiveSmallIntegerField("Wochenenden im Monat", null=True, blank=True)
    surcharges = models.JSONField("Zuschläge", default=dict, db_default={}, blank=True)
    """Kind to percent of the hourly base, as stated: {"night": 25, "sunday": 50, "holiday": 100, "saturday": 20}."""
    language_levels = models.JSONField("Sprachniveaus", default=dict, db_default={}, blank=True)
    """ISO code to CEFR level or "native", as stated."""
    answer_days = models.PositiveSmallIntegerField("antwortet in Werktagen", null=True, blank=True)

    apply_url = models.URLField("Adresse für Bewerbungen", max_length=1000, blank=True)
    contact_email = models.EmailField("E-Mail für Bewerbungen", blank=True)
    """Never shown: where applications from our form go."""
    submitter_email = models.EmailField("aufgegeben von", blank=True)
    """Never shown: proves who typed the advertisement."""
    date_posted = models.DateTimeField("Datum laut Quelle", null=True, blank=True)
    valid_through = models.DateTimeField("online bis", null=True, blank=True)
    published_at = models.DateTimeField("veröffentlicht", null=True, blank=True)
    first_seen_at = models.DateTimeField("zuerst gesehen", auto_now_add=True)
    missing_since = models.DateTimeField("fehlt in der Quelle seit", null=True, blank=True)
    missing_runs = models.PositiveSmallIntegerField("fehlte in Importen", default=0)
    end_warned_at = models.DateTimeField("an das Ende erinnert", null=True, blank=True)
    withdrawn_at = models.DateTimeField("zurückgezogen", null=True, blank=True)
    reposts = models.PositiveSmallIntegerField("erneut eingestellt", default=0)
    approved_at = models.DateTimeField("von Hand freigegeben", null=True, blank=True)
    """A moderator published it although the import holds it back; later imports keep it public."""
    closed_at = models.DateTimeField("vom Arbeitgeber beendet", null=True, blank=True)
    outcome = models.CharField(
        "Ausgang", max_length=16, blank=True, db_default="", choices=list(labels.OUTCOMES.items())
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates",
        verbose_name="Dublette von",
    )  # fmt: skip
    is_never_duplicate = models.BooleanField("nie als Dublette verbergen", default=False)
    search_vector = SearchVectorField(null=True, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = "Stelle"
        verbose_name_plural = "Stellen"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                name="listing_once_for_each_source",
                deferrable=models.Deferrable.DEFERRED,
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
                condition=Q(work_starts_at__isnull=True, work_ends_at__isnull=True)
                | Q(work_starts_at__isnull=False, work_ends_at__isnull=False),
                name="listing_hours_have_both_ends",
                violation_error_message="Zu den Uhrzeiten gehören Beginn und Ende.",
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
            models.Index(
                fields=["valid_through"], name="listing_by_end", condition=Q(status__in=["published", "paused"])
            ),
            models.Index(fields=["hiring_organization", "title_key"], name="listing_by_employer"),
            models.Index(Upper("submitter_email"), name="listing_by_sender", condition=~Q(submitter_email="")),
            models.Index(Upper("contact_email"), name="listing_by_mailbox", condition=~Q(contact_email="")),
            models.Index(
                fields=["place", "closed_at"], name="listing_filled_here", condition=Q(outcome=Outcome.FILLED_HERE)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def compare_pay(self) -> None:
        """Fills the comparable pay from the stated pay, hours and employment; one stated end counts as both."""
        low, high = self.base_salary_min, self.base_salary_max
        self.salary_month_min = self.salary_month_max = None
        if self.base_salary_unit and (low is not None or high is not None):
            stated = Salary(
                None if low is None else float(low), None if high is None else float(high),
                SalaryUnit(self.base_salary_unit),
            )  # fmt: skip
            hours = None if self.weekly_hours is None else float(self.weekly_hours)
            month = comparable_month(stated, hours, {Employment(kind) for kind in self.employment_type})
            self.salary_month_min = month[0] if month[0] is not None else month[1]
            self.salary_month_max = month[1] if month[1] is not None else month[0]

    @property
    def is_live(self) -> bool:
        """The same answer as ListingQuerySet.live(), for a row that is already here."""
        return self._is_in_time and self.status == ListingStatus.PUBLISHED and not self.is_hidden_duplicate

    @property
    def is_resting(self) -> bool:
        """Its employer paused it and may go on with it."""
        return self._is_in_time and self.status == ListingStatus.PAUSED

    @property
    def _is_in_time(self) -> bool:
        return self.valid_through is None or self.valid_through > timezone.now()

    @property
    def was_public(self) -> bool:
        """The same answer as ListingQuerySet.once_public()."""
        return self.status not in NEVER_PUBLIC or self.withdrawn_at is not None

    @property
    def is_taken_down(self) -> bool:
        """Of one that was public: by a moderator or after reports. What it said is not repeated."""
        return self.status in NEVER_PUBLIC or self.status == ListingStatus.BLOCKED

    @property
    def last_confirmed_at(self) -> datetime:
        """When its source was last known to hold it. Derived, since unchanged listings are not written.

        The last complete run of the source, or the one that first missed it. A window confirms only what it brings in.
        """
        source = self.source
        if source is None or source.is_window or source.last_complete_at is None:
            return self.first_seen_at
        return max(self.first_seen_at, self.missing_since or source.last_complete_at)

    @property
    def is_unverified(self) -> bool:
        """Its source has been silent for a week. Costs a query when the source is not at hand."""
        if self.source is None:
            return False
        return (self.source.last_complete_at or self.first_seen_at) < timezone.now() - UNVERIFIED_AFTER

    @cached_property
    def other_places(self) -> list[Place]:
        """Municipalities beside `place`; one query when there are any."""
        return list(Place.objects.filter(pk__in=self.further_places).order_by("name")) if self.further_places else []

    @property
    def reasons(self) -> list[Reason]:
        return reasons_of(self)

    @property
    def kind_of_employer(self) -> str:
        """An editor's choice for the employer beats what was read from this advertisement."""
        return self.hiring_organization.kind or self.employer_kind

    @property
    def slug(self) -> str:
        return slug_of(self.title, self.city)

    def get_absolute_url(self) -> str:
        return address_of(self.pk, self.title, self.city)

    WORD_INDEX_SQL = (
        "setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', city), 'B') || "
        "setweight(to_tsvector('german', description_text), 'D')"
    )
    """The word index of a row: title before town before text."""

    @staticmethod
    def index_words(listings: models.QuerySet["Listing"]) -> None:
        listings.update(search_vector=RawSQL(Listing.WORD_INDEX_SQL, ()))  # noqa: S611 - a constant
