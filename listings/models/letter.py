"""Mails that wait for the mail server. A row goes as soon as its mail left."""

from django.db import models


class Letter(models.Model):
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)
    """Handed to the mail server, or about to be: nobody else sends it."""
    tries = models.PositiveSmallIntegerField(default=0)
    """How often the mail server refused it."""

    class Meta:
        indexes = [models.Index(fields=["id"], name="letters_that_wait", condition=models.Q(taken_at=None))]
