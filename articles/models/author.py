"""Who signs an article: the box at its end."""

from django.contrib.auth.models import User
from django.db import models


class Author(models.Model):
    name = models.CharField("Name", max_length=100, unique=True)
    role = models.CharField(
        "Aufgabe", max_length=100, blank=True, help_text="Zum Beispiel: Redakteurin für das Ruhrgebiet"
    )
    about = models.TextField("Über die Person", max_length=600, blank=True)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="author", verbose_name="Konto"
    )
    """Whose new articles it is proposed for."""

    class Meta:
        verbose_name = "Autor:in"
        verbose_name_plural = "Autor:innen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
