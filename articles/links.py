"""Links in a text: what they name and where they lead.

`ort:hagen` the page of a town, `suche:?city=hagen` a search, `ratgeber:mindestlohn` a guide, whatever its address is
today, `https://…` another site.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs

from django.urls import NoReverseMatch, reverse
from markdown_it.token import Token

from articles.models import Article, Redirect


class LinkKind(StrEnum):
    PLACE = "ort"
    SEARCH = "suche"
    GUIDE = "ratgeber"
    EXTERNAL = "https"
    OWN = "own"
    """A path of this site as it stands: /impressum/, #gehalt."""
    OTHER = "other"


_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*):")
_OWN = {LinkKind.PLACE, LinkKind.SEARCH, LinkKind.GUIDE}


@dataclass(frozen=True)
class Link:
    kind: LinkKind
    target: str
    """Slug, query string, address or path."""


def read(href: str) -> Link:
    """`mailto:` and whatever else is OTHER."""
    found = _SCHEME.match(href)
    if not found:
        return Link(LinkKind.EXTERNAL, f"https:{href}") if href.startswith("//") else Link(LinkKind.OWN, href)
    scheme, rest = found.group(1).lower(), href[found.end() :]
    if scheme in {"http", "https"}:
        return Link(LinkKind.EXTERNAL, href)
    if scheme == LinkKind.SEARCH:
        return Link(LinkKind.SEARCH, rest.lstrip("?"))
    return Link(LinkKind(scheme), rest.strip("/")) if scheme in _OWN else Link(LinkKind.OTHER, href)


def opening(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        for part in token.children or []:
            if part.type == "link_open":
                yield part


def of(tokens: Iterable[Token]) -> list[Link]:
    """Each link of a parsed text once, in their order."""
    return list(dict.fromkeys(read(str(token.attrGet("href"))) for token in opening(tokens)))


def point(tokens: list[Token]) -> None:
    """Writes the addresses of today into a parsed text. One statement if it names guides."""
    found = [(token, read(str(token.attrGet("href")))) for token in opening(tokens)]
    moved = moved_guides({link.target for _, link in found if link.kind is LinkKind.GUIDE})
    for token, link in found:
        token.attrSet("href", address(link, moved))
        if link.kind is LinkKind.EXTERNAL:
            token.attrSet("rel", "noopener")


def moved_guides(slugs: set[str]) -> dict[str, str]:
    """Of earlier addresses today's one; an article that has the address today wins."""
    if not slugs:
        return {}
    rows = Redirect.objects.filter(slug__in=slugs).exclude(slug__in=Article.objects.published().values("slug"))
    return dict(rows.values_list("slug", "article__slug"))


def address(link: Link, moved: dict[str, str]) -> str:
    try:
        if link.kind is LinkKind.PLACE:
            return reverse("city", args=[link.target])
        if link.kind is LinkKind.GUIDE:
            return reverse("article", args=[moved.get(link.target, link.target)])
    except NoReverseMatch:
        return "#"
    if link.kind is LinkKind.SEARCH:
        return f"{reverse('search')}?{link.target}" if link.target else reverse("search")
    return link.target


def searched_place(query: str) -> str:
    """The town a search names."""
    return parse_qs(query).get("city", [""])[0]
