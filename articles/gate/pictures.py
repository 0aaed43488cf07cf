"""Pictures are ours, and say in words what they show."""

import re
from collections.abc import Iterator

from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject
from articles.models import ArticleImage
from articles.pictures import number_of

NO_WORDS = re.compile(r"(?i)\W*(?:(?:bild|foto|image|img|dsc|photo)[\s_-]*\d*|\S+\.(?:jpe?g|png|gif|webp|avif))\W*")
"""What is no description: "Bild 3", "IMG_2041.jpg"."""


def described(subject: Subject) -> Iterator[Finding]:
    numbers = {number for token in subject.pictures if (number := number_of(token))}
    known = set(ArticleImage.objects.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
    for token in subject.pictures:
        number, alt = number_of(token), token.content.strip()
        source = str(token.attrGet("src"))[:80]
        if number is None:
            yield Finding("pictures", Level.BLOCK, f"Das Bild {source} liegt nicht bei uns. Lade es hoch und füg es mit"
                          " seinem Nachweis ein.")  # fmt: skip
        elif number not in known:
            yield Finding("pictures", Level.BLOCK, f"Das Bild {number} gibt es nicht.")
        elif not alt or NO_WORDS.fullmatch(alt):
            yield Finding("pictures", Level.BLOCK, f"Beim Bild {number} fehlt der Alternativtext: Schreib in die eckigen"
                          " Klammern, was zu sehen ist.")  # fmt: skip
