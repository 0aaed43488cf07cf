"""Job alerts: who asked for which search, the proof of the consent, and what was mailed.

A mail is planned together with the listings it is about, in one transaction; `AlertedListing` is what makes sure that
nobody is told of a job twice.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from listings.models import labels
from listings.models.listing import Listing
from listings.models.place import Place
from listings.vocabulary import AlertMailKind, AlertMailState

MAX_QUERY = 2_000
"""An index takes no more than 2,700 bytes."""


class Subscriber(models.Model):
    """A mail address with alerts. It goes with the last of them."""

    email = models.EmailField("E-Mail", unique=True)
    created_at = models.DateTimeField("seit", auto_now_add=True)

    class Meta:
        verbose_name = "Adresse mit Jobalarm"
        verbose_name_plural = "Adressen mit Jobalarm"

    def __str__(self) -> str:
        return self.email


class JobAlert(models.Model):
    """A search that somebody wants by mail.

    The columns after `query` say the same in the form in which all alerts are matched at once. Bits are those of
    searching/packing.py; 0 means that any value will do.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="alerts")
    query = models.CharField("Suche", max_length=MAX_QUERY)
    """The search as a query string of /jobs/ in one spelling, without order, page and age."""
    title = models.CharField("in Worten", max_length=300)
    words = models.CharField("Wörter", max_length=200, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(null=True, blank=True)
    shift_bits = models.IntegerField(default=0)
    salary_bits = models.IntegerField(default=0)
    employment_bits = models.IntegerField(default=0)
    work_mode_bits = models.IntegerField(default=0)
    contract_bits = models.IntegerField(default=0)
    entry_bits = models.IntegerField(default=0)
    sector_bits = models.IntegerField(default=0)
    language_bits = models.IntegerField(default=0)
    frequency = models.CharField("wie oft", max_length=7, choices=list(labels.ALERT_FREQUENCIES.items()))
    weekday = models.PositiveSmallIntegerField("Wochentag", default=1)
    """1 is Monday; of weekly mails."""
    created_at = models.DateTimeField("angelegt", auto_now_add=True)
    confirmed_at = models.DateTimeField("bestätigt", null=True, blank=True)
    renewed_at = models.DateTimeField("zuletzt gewollt", null=True, blank=True)
    """When its owner last said yes to it: asked again twelve months later."""
    asked_again_at = models.DateTimeField("wieder gefragt", null=True, blank=True)
    paused_at = models.DateTimeField("pausiert", null=True, blank=True)
    seen_until = models.DateTimeField("geprüft bis", null=True, blank=True)
    """Listings found later than this were not looked at yet."""
    next_at = models.DateTimeField("nächste Prüfung", null=True, blank=True)
    mails_on = models.DateField(null=True, blank=True)
    mails_that_day = models.PositiveSmallIntegerField(default=0)
    """How many mails left on the day `mails_on`."""

    class Meta:
        verbose_name = "Jobalarm"
        verbose_name_plural = "Jobalarme"
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "query"], name="alert_once_for_each_search"),
            models.CheckConstraint(
                condition=Q(place=None, latitude=None, longitude=None, radius_km=None)
                | Q(place__isnull=False, latitude__isnull=False, longitude__isnull=False, radius_km__isnull=False),
                name="alert_has_a_whole_circle_or_none",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(seen_until__isnull=False, next_at__isnull=False),
                name="confirmed_alert_has_a_turn",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="alerts_whose_turn_it_is",
                condition=Q(confirmed_at__isnull=False, paused_at=None),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class AlertConsent(models.Model):
    """Proof that the owner of an address asked for an alert. Outlives it, and names the address only as a digest."""

    alert = models.OneToOneField(JobAlert, null=True, on_delete=models.SET_NULL, related_name="consent")
    address_digest = models.CharField(max_length=64)
    """Keyed with SECRET_KEY: an address that somebody names can be compared, none can be read."""
    text_version = models.CharField(max_length=20)
    """Key of alerting/consent.py, where the words stand that were agreed to."""
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class ListingNews(models.Model):
    """When a listing became visible for the first time, as alerts see it, and which job it offers.

    Rows are only added: a listing that is changed or comes back is no news. Listings of one job share `job_id`: doubles
    from several sources, and postings that replace one that ended.
    """

    listing = models.OneToOneField(Listing, primary_key=True, on_delete=models.CASCADE, related_name="news")
    job_id = models.BigIntegerField(db_index=True)
    """Id of the first known listing of this job."""
    job_key = models.CharField(max_length=32, db_index=True)
    """Digest of title, employer and town."""
    found_at = models.DateTimeField(null=True, db_index=True)
    """Empty for a double that was never shown."""


class JobAlertMail(models.Model):
    """One mail of an alert: planned, claimed by a process that sends, noted. See docs/decisions on sending once."""

    alert = models.ForeignKey(JobAlert, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=8, choices=[(value, value) for value in AlertMailKind])
    state = models.CharField(max_length=8, choices=[(value, value) for value in AlertMailState],
                             default=AlertMailState.PLANNED)  # fmt: skip
    planned_at = models.DateTimeField()
    not_before = models.DateTimeField()
    more = models.PositiveIntegerField(default=0)
    """New listings beside those in the mail."""
    claim = models.IntegerField(null=True)
    """Number of the sender's lock in the database."""
    claimed_at = models.DateTimeField(null=True)
    server_started_at = models.DateTimeField(null=True)
    """Start of the database server at the claim: one that restarted may have forgotten a note."""
    is_begun = models.BooleanField(default=False)
    """The mail server heard of it since the claim."""
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "kind", "planned_at"], name="mail_once_for_each_run"),
            models.CheckConstraint(
                condition=~Q(state="sending")
                | Q(claim__isnull=False, claimed_at__isnull=False, server_started_at__isnull=False),
                name="mail_is_sent_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], name="mails_to_send", condition=Q(state="planned")),
            models.Index(fields=["claim"], name="mails_in_hand", condition=Q(state="sending")),
        ]

    @property
    def message_id(self) -> str:
        """The same however often a mail is tried."""
        host = settings.BASE_URL.partition("://")[2].partition(":")[0]
        return f"<jobalarm.{self.alert_id}.{self.pk}@{host}>"


class AlertedListing(models.Model):
    """An alert was told of a listing. A day has very many, so `mail` alone is a foreign key that the database checks."""

    alert = models.ForeignKey(
        JobAlert, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="told"
    )
    job_id = models.BigIntegerField()
    listing_id = models.BigIntegerField()
    mail = models.ForeignKey(JobAlertMail, on_delete=models.CASCADE, related_name="listings")
    km = models.FloatField(null=True)
    is_useful = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "job_id"], name="job_once_for_each_alert")]
