"""Editors, guides that pass the gate, and pictures."""

from collections.abc import Callable
from io import BytesIO
from random import Random
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
    """No six words on end are those of another topic: every fourth is made up for this one."""
    dice = Random(topic)
    parts, count = [], 0
    while count < words:
        line = []
        for at, word in enumerate(dice.choice(SENTENCES)[:-1].split()):
            line += [word] if at % 4 else [word, "".join(map(dice.choice, ("bdfgkl", "aeiou", "mnprst", "aeiou")))]
        if len(parts) % 12 == 0:
            parts.append(f"\n\n## Teil {len(parts)} {topic}\n\n")
        parts.append(" ".join(line) + ".")
        count += len(line)
    return " ".join(parts).strip()


FACTS = "\n\n{{fakt stellen}} {{fakt gehalt-mitte}} {{fakt gehalt-einstieg}} {{fakt arbeitgeber}}. [Stellen](ort:hagen)"


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
    user = User.objects.create_user("mira", "mira@redaktion.example", first_name="Mira",
                                    last_name="Kaya", is_staff=True)  # fmt: skip
    models = ("article", "articleimage", "author", "revision")
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=models))
    return user


@pytest.fixture
def writer(db) -> User:
    """Writes and may not publish."""
    user = User.objects.create_user("jo", "jo@redaktion.example", is_staff=True)
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
    return images.store(
        images.draw(photo()), alt="Bahnsteig am Morgen", credit="R. Voss", caption="Hagen Hbf um sechs."
    )
