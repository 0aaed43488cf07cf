"""Figures in a text: a picture of the editors' office with its caption and credit, in the formats a browser may choose."""

import re
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.images import ENCODERS, widths_of
from articles.models import ArticleImage

SIZES = "(min-width: 42rem) 38rem, 100vw"
_NUMBER = re.compile(r"bild:(\d{1,9})")


def number_of(token: Token) -> int | None:
    """Of our picture; None for one from elsewhere."""
    found = _NUMBER.fullmatch(str(token.attrGet("src")))
    return int(found.group(1)) if found else None


def in_text(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        for part in token.children or []:
            if part.type == "image":
                yield part


def placed(tokens: list[Token]) -> list[Token]:
    """Each figure behind the paragraph it stands in; what is no picture of ours becomes its words. One statement if any."""
    numbers = {number for token in in_text(tokens) if (number := number_of(token))}
    images = {image.pk: image for image in ArticleImage.objects.filter(pk__in=numbers)} if numbers else {}
    found: list[Token] = []
    waiting: list[Token] = []
    for token in tokens:
        if token.type == "paragraph_close":
            if _is_blank(found[-1]):
                del found[-2:]
            else:
                found.append(token)
            found.extend(waiting)
            waiting = []
            continue
        if token.type == "inline":
            waiting = _taken_out(token, images if found[-1].type == "paragraph_open" else {})
        found.append(token)
    return found


def _taken_out(inline: Token, images: dict[int, ArticleImage]) -> list[Token]:
    """The figures of a paragraph, which keeps the rest; a link around a figure goes."""
    out: list[Token] = []
    kept: list[Token] = []
    for part in inline.children or []:
        if part.type == "link_close" and kept[-1].type == "link_open":
            kept.pop()
        elif part.type != "image":
            kept.append(part)
        elif image := images.get(number_of(part) or 0):
            out.append(Token("html_block", "", 0, content=figure(image, part.content)))
        elif part.content:
            kept.append(Token("text", "", 0, content=part.content))
    inline.children = kept
    return out


def _is_blank(inline: Token) -> bool:
    return not any(part.content.strip() or part.nesting for part in inline.children or [])


def figure(image: ArticleImage, alt: str = "", *, is_lead: bool = False) -> SafeString:
    """The lead picture stands where people look first: it does not wait until they scroll."""
    words = format_html_join(" ", "{}", ((part,) for part in (image.caption, f"Bild: {image.credit}") if part))
    return format_html(
        '<figure class="picture">{}<figcaption>{}</figcaption></figure>\n',
        picture(image, alt or image.alt, is_lead=is_lead),
        words,
    )


def picture(image: ArticleImage, alt: str, *, is_lead: bool = False) -> SafeString:
    widths = widths_of(image.width)

    def files(kind: str) -> str:
        return ", ".join(f"{file_address(image.pk, width, kind)} {width}w" for width in widths)

    *modern, plain = ENCODERS
    sources = format_html_join(
        "", '<source type="image/{}" srcset="{}" sizes="{}">', ((kind, files(kind), SIZES) for kind in modern)
    )
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}" loading="{}"'
        ' decoding="async"></picture>',
        sources, file_address(image.pk, widths[-1], plain), files(plain), SIZES, alt, image.width, image.height,
        "eager" if is_lead else "lazy",
    )  # fmt: skip


def file_address(pk: int, width: int, kind: str) -> str:
    return reverse("article-picture", args=[pk, width, kind])
