"""German municipalities, their postcodes and the other names people give them."""

from django.db import models


class Place(models.Model):
    ags = models.CharField("Gemeindeschlüssel", max_length=8, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField("Name", max_length=100)
    name_key = models.CharField(max_length=100, db_index=True)
    district = models.CharField("Kreis", max_length=100)
    state = models.CharField("Land", max_length=40)
    latitude = models.FloatField()
    longitude = models.FloatField()
    population_rank = models.PositiveIntegerField(default=0)
    """An estimate of inhabitants, only for ranking: never printed."""

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["-population_rank", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(47, 56), longitude__range=(5, 16)),
                name="place_lies_in_germany",
                violation_error_message="Der Ort liegt nicht in Deutschland.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """One row for each postcode and municipality it belongs to."""

    code = models.CharField("Postleitzahl", max_length=5, db_index=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="postcodes")
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        verbose_name = "Postleitzahl"
        verbose_name_plural = "Postleitzahlen"
        constraints = [
            models.UniqueConstraint(fields=["code", "place"], name="postcode_once_for_each_place"),
            models.CheckConstraint(condition=models.Q(code__regex=r"^\d{5}$"), name="postcode_has_five_digits"),
        ]

    def __str__(self) -> str:
        return self.code


class PlaceAlias(models.Model):
    name = models.CharField("Name", max_length=100)
    name_key = models.CharField(max_length=100, unique=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    postcode = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name = "anderer Ortsname"
        verbose_name_plural = "andere Ortsnamen"

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"
