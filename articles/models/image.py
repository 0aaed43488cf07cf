"""Pictures of articles: decoded and drawn anew in a few widths. In the database, so that every machine serves them."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.vocabulary import ArticleState


class ArticleImage(models.Model):
    alt = models.CharField("Was zu sehen ist", max_length=300)
    credit = models.CharField("Bildnachweis", max_length=200)
    caption = models.CharField("Bildunterschrift", max_length=300, blank=True)
    width = models.PositiveIntegerField("Breite", editable=False)
    height = models.PositiveIntegerField("Höhe", editable=False)
    """In pixels, of the largest file kept."""
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """Of the largest file: the same picture is kept once."""
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField("hochgeladen am", auto_now_add=True)

    class Meta:
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(alt=""), name="image_says_what_it_shows")]

    def __str__(self) -> str:
        return self.alt

    @property
    def approved_in(self) -> models.QuerySet[Article]:
        """Articles that show it to readers, will by plan, or did: what it says was approved with them."""
        called = rf"bild:{self.pk}(\D|$)"
        is_shown = models.Q(lead_image=self) | models.Q(text__regex=called)
        is_to_come = models.Q(planned_revision__fields__text__regex=called) | models.Q(
            planned_revision__fields__lead_image=self.pk
        )
        return Article.objects.exclude(state=ArticleState.DRAFT).filter(is_shown | is_to_come).order_by("title")


class ImageFile(models.Model):
    image = models.ForeignKey(ArticleImage, on_delete=models.CASCADE, related_name="files")
    width = models.PositiveIntegerField()
    format = models.CharField(max_length=4, choices=[("avif", "AVIF"), ("webp", "WebP"), ("jpeg", "JPEG")])
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "width", "format"], name="file_once_a_width")]
