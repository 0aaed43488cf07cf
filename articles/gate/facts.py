"""A guide stands on figures of its place and leads to its jobs."""

from collections.abc import Iterator

from articles.facts.problems import problems
from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject
from articles.links import LinkKind

MIN_FIGURES = 4


def local(subject: Subject) -> Iterator[Finding]:
    if subject.article.place is None:
        yield Finding("place", Level.ADVISE, "Ohne Ort steht der Artikel in keiner Region und auf keiner Stadtseite.")
    if subject.figures < MIN_FIGURES:
        yield Finding("facts", Level.BLOCK, f"Der Text hat {subject.figures} Zahlen aus Anzeigen oder mit Quelle."
                      f" Er braucht mindestens {MIN_FIGURES}: {{{{fakt …}}}} oder {{{{angabe …}}}}.")  # fmt: skip


def understood(subject: Subject) -> Iterator[Finding]:
    for problem in problems(subject.article.text, has_place=subject.article.place is not None):
        yield Finding("mark_up", Level.BLOCK, str(problem))


def ways_to_jobs(subject: Subject) -> Iterator[Finding]:
    if not any(link.kind in {LinkKind.PLACE, LinkKind.SEARCH} for link in subject.links):
        yield Finding("internal_links", Level.BLOCK,
                      "Kein Link führt zu Stellen. Verlinke einen Ort (ort:hagen) oder eine Suche (suche:?city=hagen).")  # fmt: skip
