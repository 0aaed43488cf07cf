"""schema.org Article and BreadcrumbList of one guide, as developers.google.com/search asks for them."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import _json_script_escapes  # type: ignore[attr-defined]
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.pictures import file_address

SITE = "Frühdienst"


def structured_data(article: Article) -> SafeString:
    data = {"@context": "https://schema.org", "@graph": [_article(article), _crumbs(article)]}
    text = json.dumps(data, ensure_ascii=False).translate(_json_script_escapes)
    return mark_safe(text)  # noqa: S308 - <, > and & are escaped above


def _article(article: Article) -> dict[str, Any]:
    address = absolute(article.get_absolute_url())
    office = {"@type": "Organization", "name": SITE, "url": absolute("/")}
    author: dict[str, Any] = office
    if article.author:
        author = {"@type": "Person", "name": article.author.name}
        if article.author.role:
            author["jobTitle"] = article.author.role
    data: dict[str, Any] = {
        "@type": "Article",
        "headline": article.title,
        "description": article.meta_description or article.teaser,
        "inLanguage": "de",
        "mainEntityOfPage": address,
        "author": author,
        "publisher": office,
    }
    if article.published_at:
        data["datePublished"] = _moment(article.published_at)
        data["dateModified"] = _moment(article.changed_at or article.published_at)
    drawn = reverse("article-image", args=[article.slug])
    lead = article.lead_image
    data["image"] = [absolute(file_address(lead.pk, lead.width, "jpeg") if lead else drawn)]
    return data


def _crumbs(article: Article) -> dict[str, Any]:
    name = article.place.name if article.place else article.title
    way = [("Start", "/"), ("Ratgeber", reverse("articles")), (name, article.get_absolute_url())]
    items = [{"@type": "ListItem", "position": number, "name": name, "item": absolute(address)}
             for number, (name, address) in enumerate(way, 1)]  # fmt: skip
    return {"@type": "BreadcrumbList", "itemListElement": items}


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
