"""Enough to be worth reading, in parts that a table of contents can list, and words for search results."""

from collections.abc import Iterator

from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject

MIN_WORDS = 600
MIN_HEADINGS = 4
MAX_META_TITLE, MAX_META_DESCRIPTION = 60, 160
"""Characters that search results commonly show."""


def words(subject: Subject) -> Iterator[Finding]:
    if subject.words < MIN_WORDS:
        missing = MIN_WORDS - subject.words
        yield Finding("length", Level.BLOCK,
                      f"Der Text hat {subject.words} Wörter. Es fehlen noch {missing} bis {MIN_WORDS}.")  # fmt: skip


def headings(subject: Subject) -> Iterator[Finding]:
    if len(subject.headings) < MIN_HEADINGS:
        yield Finding("headings", Level.BLOCK, f"Der Text hat {len(subject.headings)} Überschriften der zweiten Ebene"
                      f" (## …). Mit {MIN_HEADINGS} finden sich Leser:innen zurecht.")  # fmt: skip
    twice = sorted({heading for heading in subject.headings if subject.headings.count(heading) > 1})
    for heading in twice:
        yield Finding("headings", Level.ADVISE, f"Die Überschrift „{heading}“ kommt mehrmals vor.")


def search_result(subject: Subject) -> Iterator[Finding]:
    article = subject.article
    if not article.teaser.strip():
        yield Finding("search_result", Level.BLOCK, "Der Anrisstext fehlt.")
    title = article.meta_title or article.title
    if len(title) > MAX_META_TITLE:
        yield Finding("search_result", Level.ADVISE, f"Der Titel für Suchmaschinen hat {len(title)} Zeichen. Nach etwa"
                      f" {MAX_META_TITLE} wird er abgeschnitten.")  # fmt: skip
    description = article.meta_description or article.teaser
    if len(description) > MAX_META_DESCRIPTION:
        yield Finding("search_result", Level.ADVISE, f"Die Beschreibung für Suchmaschinen hat {len(description)}"
                      f" Zeichen. Nach etwa {MAX_META_DESCRIPTION} wird sie abgeschnitten.")  # fmt: skip
