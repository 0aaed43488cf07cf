"""Articles, and a town with enough listings to speak of."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article


@pytest.fixture
def make_article(towns) -> Callable[..., Article]:
    def make(text: str = "Hagen.", **fields: Any) -> Article:
        number = Article.objects.count()
        values: dict[str, Any] = {
            "title": f"Arbeiten in Hagen {number}", "slug": f"hagen-{number}", "teaser": "Was dich erwartet.",
            "text": text, "place": towns["hagen"], "state": "published", "published_at": timezone.now(),
        }  # fmt: skip
        return Article.objects.create(**(values | fields))

    return make


@pytest.fixture
def listings(make_listing) -> None:
    """Twelve in Hagen: pay from 2.400 in steps of 100, half of it early, five open to career changers; two in Herdecke."""
    for n in range(12):
        make_listing(
            pay=(2400 + 100 * n, 2400 + 100 * n), shifts=["early"] if n % 2 else ["late"],
            entry=["career_changer"] if n < 5 else [], employer=["Volme Energie", "Lenne Post", "Ruhr Leih"][n % 3],
            employer_kind="staffing" if n % 3 == 2 else "",
        )  # fmt: skip
    make_listing("herdecke", pay=None, employer="Ruhr Leih", employer_kind="staffing")
    make_listing("herdecke", pay=None, employer="Ruhr Leih", employer_kind="staffing")
