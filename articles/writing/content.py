"""The written fields of an article as plain values that fit into JSON: what revisions and working copies hold."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from articles.models import Article, ArticleImage, Author
from listings.models import Place

FIELDS = ("title", "slug", "teaser", "text", "place", "radius", "author", "meta_title", "meta_description",
          "lead_image", "checked_at")  # fmt: skip
RELATED: dict[str, type[Place] | type[Author] | type[ArticleImage]] = {
    "place": Place, "author": Author, "lead_image": ArticleImage,
}  # fmt: skip
EMPTY: dict[str, Any] = dict.fromkeys(FIELDS, "") | dict.fromkeys((*RELATED, "checked_at")) | {"radius": 25}
LABELS = {name: str(Article._meta.get_field(name).verbose_name) for name in FIELDS}


def of_article(article: Article) -> dict[str, Any]:
    return plain({name: getattr(article, name) for name in FIELDS})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Of model instances their keys, of days their ISO spelling."""
    found = dict(EMPTY)
    for name in FIELDS:
        value = values.get(name, EMPTY[name])
        if isinstance(value, date):
            value = value.isoformat()
        found[name] = value.pk if isinstance(value, (Place, Author, ArticleImage)) else value
    return found


def put(article: Article, fields: Mapping[str, Any]) -> None:
    """Into the article in memory. What a key pointed to and is gone stays empty."""
    for name in FIELDS:
        value = fields.get(name, EMPTY[name])
        if model := RELATED.get(name):
            value = model._default_manager.filter(pk=value).first() if value else None
        elif name == "checked_at":
            value = date.fromisoformat(value) if value else None
        setattr(article, name, value)


def readable(name: str, value: Any) -> str:
    """For people who compare revisions."""
    if not value:
        return ""
    if model := RELATED.get(name):
        return str(model._default_manager.filter(pk=value).first() or "gelöscht")
    return f"{date.fromisoformat(value):%d.%m.%Y}" if name == "checked_at" else str(value)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name in FIELDS if before.get(name, EMPTY[name]) != after.get(name, EMPTY[name])]
