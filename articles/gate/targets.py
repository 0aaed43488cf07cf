"""Links within this site: what they name must be there."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from articles import addresses
from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject
from articles.links import Link, LinkKind, searched_place
from articles.models import Article
from listings.models import Place


def own(subject: Subject) -> Iterator[Finding]:
    for link in subject.links:
        if message := _wrong(link, subject):
            is_to_come = link.kind is LinkKind.GUIDE and _is_to_come(link.target)
            yield Finding("links", Level.ADVISE if is_to_come else Level.BLOCK, message)


def _wrong(link: Link, subject: Subject) -> str:
    if link.kind is LinkKind.PLACE:
        if not Place.objects.filter(slug=link.target).exists():
            return f"Den Ort „{link.target}“ gibt es nicht (ort:{link.target})."
    elif link.kind is LinkKind.SEARCH:
        town = searched_place(link.target)
        if town and Place.objects.find(town).place is None:
            return f"Die Suche suche:?{link.target} nennt einen Ort, den es nicht gibt: „{town}“."
    elif link.kind is LinkKind.GUIDE:
        return _wrong_guide(link.target, subject)
    elif link.kind is LinkKind.OWN:
        return _wrong_path(link.target, subject)
    elif link.kind is LinkKind.OTHER and not link.target.startswith("mailto:"):
        return f"Links wie „{link.target[:80]}“ gehen nicht. Nimm https://, ort:, suche: oder ratgeber:."
    return ""


def _wrong_guide(slug: str, subject: Subject) -> str:
    if slug == subject.article.slug:
        return ""
    found = addresses.resolve(slug)
    if isinstance(found, (Article, addresses.Moved)):
        return ""
    why = "ist nicht mehr online" if found else "ist noch nicht online" if _is_to_come(slug) else "gibt es nicht"
    return f"Der Ratgeber „{slug}“ {why} (ratgeber:{slug})."


def _is_to_come(slug: str) -> bool:
    """Two new guides may name each other: one of them is first."""
    return Article.objects.filter(slug=slug, published_at=None).exists()


def _wrong_path(target: str, subject: Subject) -> str:
    """Paths by the site map; what stands behind pages of towns and guides is better named by its own kind of link."""
    if target.startswith("#"):
        anchors = {str(token.attrGet("id")) for token in subject.tokens if token.type == "heading_open"} | {"stellen"}
        return "" if target[1:] in anchors else f"Im Text gibt es keine Überschrift zu „{target}“."
    if not target.startswith("/"):
        return f"„{target[:80]}“ ist keine Adresse. Nimm https://, ort:, suche: oder ratgeber:."
    path = urlsplit(target).path
    try:
        match = resolve(path)
    except Resolver404:
        return f"Die Seite {path} gibt es hier nicht."
    if match.url_name == "article":
        return _wrong_guide(match.kwargs["slug"], subject)
    if match.url_name == "city":
        return _wrong(Link(LinkKind.PLACE, match.kwargs["slug"]), subject)
    return ""
