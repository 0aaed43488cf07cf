"""What an article was and what it is becoming: revisions, unsaved work, who is at it."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class Revision(models.Model):
    """The written fields of an article as somebody saved them. Never changed, only added."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions", verbose_name="Artikel")
    number = models.PositiveIntegerField("Nummer")
    fields = models.JSONField("Inhalt")
    """Field name to its value: title, slug, teaser, text, place, radius, author, meta_title, meta_description, lead_image."""
    note = models.CharField("Notiz", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="von"
    )
    created_at = models.DateTimeField("gespeichert am", auto_now_add=True)
    was_public = models.BooleanField("öffentlich", default=False)

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class WorkingCopy(models.Model):
    """What somebody typed and has not saved yet; one per person and article, none for readers."""

    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="working_copies")
    """Empty for an article that was never saved."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField()
    based_on = models.PositiveIntegerField(default=0)
    """Number of the revision it began from; a newer one means that somebody else saved meanwhile."""
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_working_copy_a_person", nulls_distinct=False),
        ]


class EditingPresence(models.Model):
    """Who has the form of an article open now; forgotten after some minutes of silence."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="seen_once_an_article")]
