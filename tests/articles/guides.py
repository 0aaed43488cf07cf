"""Guides to read."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article, Author
from listings.models import Place

TEXT = "Hagen.\n\n" + "\n\n".join(f"## {title}\n\nDu hörst zu." for title in ("Ein Arbeitstag", "Gehalt", "Ende"))


def make_guide(
    towns: dict[str, Place], slug: str = "arbeiten-in-hagen", town: str | None = "hagen", **fields: Any
) -> Article:
    author = Author.objects.get_or_create(
        name="Miriam Kessler", defaults={"role": "Redakteurin", "about": "Hat selbst vier Jahre am Telefon gesessen."}
    )[0]
    public, checked = timezone.now() - timedelta(days=9), date(2026, 11, 18)
    values: dict[str, Any] = {
        "title": f"Arbeiten in {town or 'Deutschland'}", "slug": slug, "teaser": "Was dich erwartet.", "text": TEXT,
        "place": towns[town] if town else None, "state": "published", "published_at": public, "changed_at": public,
        "checked_at": checked, "gate_passed_at": public, "author": author,
    }  # fmt: skip
    return Article.objects.create(**(values | fields))
