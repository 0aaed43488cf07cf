"""Who hires. Two spellings of one name are one employer."""

from django.db import IntegrityError, models, transaction
from django.urls import reverse

from listings.models import labels
from listings.normalise.spelling import fold
from listings.vocabulary import RESERVED_SLUGS

SLUG_LENGTH = 80


class EmployerManager(models.Manager["Employer"]):
    def get_queryset(self) -> models.QuerySet["Employer"]:
        """Leaves logos in the database until somebody asks for one."""
        return super().get_queryset().defer("logo")


class Employer(models.Model):
    name = models.CharField("Name", max_length=200)
    name_key = models.CharField(max_length=200, unique=True)
    website = models.URLField("Website", blank=True)
    kind = models.CharField(
        "Art", max_length=10, blank=True, choices=list(labels.EMPLOYER_KINDS.items()),
        help_text="Leer: was aus Name und Anzeige zu lesen ist. Gewählt gilt es für alle seine Anzeigen.",
    )  # fmt: skip

    slug = models.SlugField("Adresse", max_length=80, unique=True, null=True, blank=True)
    """Of the public page; set when the employer is claimed or first has a live listing."""
    legal_name = models.CharField("Firma laut Register", max_length=200, blank=True)
    about = models.TextField("Über das Unternehmen", max_length=2000, blank=True)
    domain = models.CharField(
        "Domain", max_length=200, blank=True,
        help_text="Wer eine E-Mail-Adresse genau auf dieser Domain hat, darf für den Arbeitgeber handeln: firma.de",
    )  # fmt: skip
    """An address on it proves to act for this employer; set by the first claim or by a moderator."""
    is_trusted = models.BooleanField(
        "veröffentlicht sofort", default=False, help_text="Neue Anzeigen ohne Befunde gehen ohne Prüfung online."
    )
    logo = models.BinaryField(null=True, blank=True)
    """Re-encoded by us, at most 100 kB. In the database, so that every machine serves it."""
    logo_digest = models.GeneratedField(
        expression=models.Func("logo", function="md5"), output_field=models.CharField(max_length=32, null=True),
        db_persist=True,
    )  # fmt: skip
    """Names the version of the logo in its address; empty without one. Pages need not read the logo itself."""

    objects = EmployerManager()

    class Meta:
        verbose_name = "Arbeitgeber"
        verbose_name_plural = "Arbeitgeber"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="employer_has_a_name"),
            models.UniqueConstraint(
                fields=["domain"],
                condition=~models.Q(domain=""),
                name="domain_speaks_for_one_employer",
                violation_error_message="Diese Domain gehört schon zu einem anderen Arbeitgeber.",
            ),
            models.CheckConstraint(
                condition=models.Q(domain="") | models.Q(domain__regex=r"^(?!www\.)([a-z0-9-]+\.)+[a-z0-9-]+$"),
                name="domain_in_its_one_spelling",
                violation_error_message="Schreib die Domain so: firma.de",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Of the public page; empty without an address."""
        return reverse("employer", args=[self.slug]) if self.slug else ""

    @property
    def logo_version(self) -> str:
        return (self.logo_digest or "")[:12]

    @property
    def logo_url(self) -> str:
        """Empty without a logo or without a page."""
        if not self.slug or not self.logo_digest:
            return ""
        return f"{reverse('employer-logo', args=[self.slug])}?v={self.logo_version}"

    def give_address(self) -> str:
        """The slug, made of the name when there is none yet: "lenne-telefon-gmbh", of a namesake "lenne-telefon-gmbh-2"."""
        number = 1
        while not self.slug:
            wanted = self._slug(number)
            if not Employer.objects.filter(slug=wanted).exists():
                try:
                    with transaction.atomic():
                        unnamed = Employer.objects.filter(models.Q(slug=None) | models.Q(slug=""), pk=self.pk)
                        unnamed.update(slug=wanted)
                except IntegrityError:
                    pass  # somebody else took it in this moment
                else:
                    self.refresh_from_db(fields=["slug"])
            number += 1
        return self.slug

    def _slug(self, number: int) -> str:
        base = "-".join(fold(self.name).split())[: SLUG_LENGTH - 8].strip("-") or "arbeitgeber"
        if base in RESERVED_SLUGS:
            base = f"{base}-arbeitgeber"
        return base if number == 1 else f"{base}-{number}"
