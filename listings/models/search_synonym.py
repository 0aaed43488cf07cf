"""Words that mean the same to seekers, kept by editors. Example: "Customer Service" = "Kundenservice"."""

from typing import Any

from django.core.cache import cache
from django.db import models, transaction

from listings.normalise.spelling import fold

CACHE_KEY = "search-synonyms"


class SearchSynonym(models.Model):
    word = models.CharField("gesucht", max_length=60)
    meaning = models.CharField("findet auch", max_length=60)
    is_two_way = models.BooleanField("gilt in beide Richtungen", default=True)

    class Meta:
        verbose_name = "Synonym"
        verbose_name_plural = "Synonyme"
        ordering = ["word", "meaning"]
        constraints = [models.UniqueConstraint(fields=["word", "meaning"], name="synonym_stated_once")]

    def __str__(self) -> str:
        return f"{self.word} {'=' if self.is_two_way else '→'} {self.meaning}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        transaction.on_commit(_forget)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(_forget)
        return deleted

    @staticmethod
    def table() -> dict[str, list[str]]:
        """Folded word to what it finds as well, from the cache where possible."""
        found: dict[str, list[str]] | None = cache.get(CACHE_KEY)
        if found is None:
            found = {}
            for word, meaning, is_two_way in SearchSynonym.objects.values_list("word", "meaning", "is_two_way"):
                found.setdefault(fold(word), []).append(meaning)
                if is_two_way:
                    found.setdefault(fold(meaning), []).append(word)
            cache.set(CACHE_KEY, found, 3600)
        return found


def _forget() -> None:
    cache.delete(CACHE_KEY)
