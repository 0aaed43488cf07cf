"""Words that mean the same to seekers, kept by editors. Example: "Customer Service" = "Kundenservice"."""

from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import models, transaction

from listings.normalise.spelling import fold

VERSION_KEY = "search-synonyms-version"
KEEP_SECONDS = 3600


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
        transaction.on_commit(_renew)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(_renew)
        return deleted

    @staticmethod
    def table() -> dict[str, list[str]]:
        """Folded word to what it finds as well, from the cache where possible.

        Words joined by two-way entries mean the same, all of them; a one-way entry leads to all that mean its meaning.
        """
        version: str | None = cache.get(VERSION_KEY)
        if version is None:
            version = _renew()
        found: dict[str, list[str]] | None = cache.get(f"{VERSION_KEY}:{version}")
        if found is None:
            found = _table(list(SearchSynonym.objects.values_list("word", "meaning", "is_two_way")))
            cache.set(f"{VERSION_KEY}:{version}", found, KEEP_SECONDS)
        return found


def _table(entries: list[tuple[str, str, bool]]) -> dict[str, list[str]]:
    spelling: dict[str, str] = {}
    direct: dict[str, list[str]] = {}
    for word, meaning, is_two_way in entries:
        spelling.setdefault(fold(word), word)
        spelling.setdefault(fold(meaning), meaning)
        direct.setdefault(fold(word), [])
        if is_two_way:
            direct[fold(word)].append(fold(meaning))
            direct.setdefault(fold(meaning), []).append(fold(word))
    same = {key: _reached(key, direct) for key in spelling}
    found = {key: [word for word in words if word != key] for key, words in same.items()}
    for word, meaning, is_two_way in entries:
        if not is_two_way:
            for one in same[fold(word)]:
                found[one] += [other for other in same[fold(meaning)] if other not in found[one] and other != one]
    return {key: [spelling[word] for word in words] for key, words in found.items() if words}


def _reached(start: str, direct: dict[str, list[str]]) -> list[str]:
    """From near to far, the start itself first."""
    reached = [start]
    for key in reached:
        reached += [other for other in dict.fromkeys(direct.get(key, ())) if other not in reached]
    return reached


def _renew() -> str:
    """Tables are kept by version: one that was read just before a change can never be taken for the new one."""
    version = uuid4().hex
    cache.set(VERSION_KEY, version, None)
    return version
