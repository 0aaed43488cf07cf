"""Editors, guides that pass the gate, and pictures."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from PIL import Image

from articles import images
from articles.models import Article, ArticleImage

Guide = Callable[..., Article]
SENTENCES = (
    "Wer früh kommt, liest zuerst die Übergabe der Nacht.",
    "Am Telefon zählt, dass du zuhörst und ruhig bleibst.",
    "Der Plan hängt vier Wochen vorher am Brett.",
    "Frag nach der Pause nach einem langen Gespräch.",
    "Zwei klare Sätze reichen für die Notiz.",
    "Die Kollegin am Morgen dankt dir für jeden Hinweis.",
    "Gute Teams tauschen ihre Schichten ohne viel Papier.",
    "Mit Polnisch oder Türkisch bekommst du andere Fälle.",
    "Schreib dir vor dem Termin drei Fragen auf.",
    "Der Bus fährt auch vor der ersten Schicht.",
    "In der Kantine sitzt der Chef neben dir.",
    "Ein Rückruf am selben Tag spart allen Ärger.",
)


def body(topic: str, words: int = 620) -> str:
    """Sentences that no other topic has: each carries words of its own."""
    parts, count, number = [], 0, 0
    while count < words:
        sentence = SENTENCES[number % len(SENTENCES)]
        first, rest = sentence.split(" ", 1)
        mark = "".join(chr(97 + (number * 7 + at * 3 + ord(topic[at % len(topic)])) % 26) for at in range(5))
        line = f"{first} {topic}{mark} {rest[:-1]} und {mark}."
        if number % 20 == 0:
            line = f"\n\n## Teil {topic} {mark}\n\n{line}"
        parts.append(line)
        count += len(line.split())
        number += 1
    return " ".join(parts).strip()


FACTS = "\n\n{{fakt stellen}} {{fakt gehalt-mitte}} {{fakt gehalt-einstieg}} {{fakt arbeitgeber}} [Stellen](ort:hagen)"


def written(topic: str, more: str = "") -> str:
    return body(topic) + FACTS + more


@pytest.fixture
def make_guide(towns) -> Guide:
    def make(topic: str = "wald", **fields: Any) -> Article:
        values = {"title": f"Arbeiten: {topic}", "slug": topic, "teaser": "Wie es ist.", "text": written(topic),
                  "place": towns["hagen"]}  # fmt: skip
        if fields.get("state") in {"published", "withdrawn"}:
            values |= {"published_at": timezone.now()}
        return Article.objects.create(**(values | fields))

    return make


@pytest.fixture
def editor(db) -> User:
    """Writes and publishes."""
    user = User.objects.create_user("mira", "mira@redaktion.example", "ein-langes-Passwort-7", first_name="Mira",
                                    last_name="Kaya", is_staff=True)  # fmt: skip
    models = ("article", "articleimage", "author", "revision")
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=models))
    return user


@pytest.fixture
def writer(db) -> User:
    """Writes and may not publish."""
    user = User.objects.create_user("jo", "jo@redaktion.example", "ein-langes-Passwort-7", is_staff=True)
    rights = ("add_article", "change_article", "view_article")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def photo(size: tuple[int, int] = (1600, 900), colour: str = "teal") -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    out.seek(0)
    return out


@pytest.fixture
def image(db) -> ArticleImage:
    return images.keep(upload=photo(), alt="Bahnsteig am Morgen", credit="R. Voss", caption="Hagen Hbf um sechs.")
