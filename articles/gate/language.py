"""How a guide reads, and whether it treats everybody alike (AGG sections 1 and 11)."""

from collections.abc import Iterator

from articles.gate.finding import Finding, Level
from articles.gate.reading_ease import reading_ease
from articles.gate.subject import Subject
from listings.normalise import equal_treatment
from listings.normalise.finding import Wording

MIN_EASE, GOOD_EASE = 30, 45


def ease(subject: Subject) -> Iterator[Finding]:
    value = reading_ease(subject.paragraphs)
    if value is None or value >= GOOD_EASE:
        return
    level, word = (Level.BLOCK, "sehr schwer") if value < MIN_EASE else (Level.ADVISE, "schwer")
    yield Finding("reading_ease", level, f"Der Text liest sich {word} (Lesbarkeit {value:.0f}, gut ist ab {GOOD_EASE})."
                  " Kürz die Sätze und nimm kürzere Wörter.")  # fmt: skip


def alike(subject: Subject) -> Iterator[Finding]:
    wording = Wording(subject.article.title, "\n".join(subject.paragraphs))
    for rule in equal_treatment.RULES:
        if found := rule.read(wording):
            yield Finding(
                "equal_treatment", Level.ADVISE, f"„{found.words}“: {found.reason} {found.suggestion}".strip()
            )
