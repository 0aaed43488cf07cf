"""Career articles and city guides, written in the admin."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from listings.models import Place


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        return self.filter(published_at__lte=Now())


class Article(models.Model):
    title = models.CharField("Titel", max_length=150)
    slug = models.SlugField("Adresse", max_length=100, unique=True)
    teaser = models.CharField("Anrisstext", max_length=300)
    text = models.TextField("Text (Markdown)")
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles", verbose_name="Ort"
    )
    author = models.CharField("Autor:in", max_length=100, default="Redaktion")
    published_at = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    checked_at = models.DateField("geprüft am", null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "Artikel"
        verbose_name_plural = "Artikel"
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])
