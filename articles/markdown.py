"""Markdown of a guide to safe HTML with a table of contents: "## Was du verdienst" becomes h2 with id was-du-verdienst.

Links to this site name what they lead to, so that they outlive its address: `[Jobs](ort:hagen)`,
`[Nachtschichten](suche:?city=hagen&shift=night)`, `[Lohn](ratgeber:mindestlohn)`. Pictures are those of the editors'
office only: `![Der Bahnhof](bild:12)`; of any other the words are left.

Figures in double braces are filled in by articles/facts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from articles import links, pictures
from articles.facts import filling, markup
from articles.facts.directives import Box
from listings.models import Place

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TAGS = nh3.ALLOWED_TAGS | {"picture", "source"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "a": {"href", "rel", "title", "class"},
    "span": {"class"},
    "small": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "blockquote": {"class"},
    "figure": {"class"},
    "source": {"type", "srcset", "sizes"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "srcset", "sizes"},
}
DEFAULT_RADIUS_KM = 25
WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Rendered:
    html: SafeString
    contents: list[tuple[str, str]]
    """Anchor and text of each heading of the second level."""
    minutes: int
    """Reading time, at least one."""


def anchor(heading: str) -> str:
    return slugify(heading.lower().translate(_UMLAUTS)) or "abschnitt"


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.use(anchors_plugin, max_level=3, slug_func=anchor).use(markup.plugin)


def parse(text: str) -> list[Token]:
    """As written, with its links and pictures as they stand in the text. The page has its title already: h1 is h2."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    return tokens


def render(
    text: str, *, place: Place | None = None, radius: int = DEFAULT_RADIUS_KM,
    box: Callable[[Box], SafeString] | None = None, is_worked_out: bool = False,
) -> Rendered:  # fmt: skip
    """Raw HTML in the text is shown as text; a quotation is set as a pull fact.

    Place and radius are those of live facts that name none: one query for all of them, none without. `box` draws the
    listings in the text; without it they are left out.
    Editors' previews may have missing facts `is_worked_out`.
    """
    tokens = parse(text)
    filled = filling.Filling(tokens, place, radius, is_worked_out=is_worked_out)
    contents = []
    for token, inner in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h2":
            contents.append((str(token.attrGet("id")), "".join(part.content for part in inner.children or [])))
        if token.type == "blockquote_open":
            token.attrSet("class", "pull")
    links.point(tokens)
    html = _html(pictures.placed(tokens), box)
    if filled.notes:
        if not (contents and contents[-1][1] == filling.HEADING):
            contents.append((filling.HEADING_ID, filling.HEADING))
            html += format_html('<h2 id="{}">{}</h2>', filling.HEADING_ID, filling.HEADING)
        html += filled.notes
    return Rendered(html, contents, minutes_of(text))


def minutes_of(text: str) -> int:
    """Reading time without rendering, at least one."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def _html(tokens: list[Token], box: Callable[[Box], SafeString] | None) -> SafeString:
    """Sanitised piece by piece between the boxes, which are made here and not typed."""
    pieces, html = [list[Token]()], SafeString("")
    boxes = list[Token]()
    for token in tokens:
        if token.type == markup.BOX and token.level == 0:
            pieces.append([])
            boxes.append(token)
        else:
            pieces[-1].append(token)
    for number, piece in enumerate(pieces):
        if number:
            html += _block(boxes[number - 1], box)
        drawn = _MARKDOWN.renderer.render(piece, _MARKDOWN.options, {})
        clean = nh3.clean(drawn, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
        html += mark_safe(clean)  # noqa: S308 - sanitised here
    return html


def _block(token: Token, box: Callable[[Box], SafeString] | None) -> SafeString:
    """Listings, a chart, or nothing for what could not be read."""
    directive = token.meta["directive"]
    if isinstance(directive, Box):
        return box(directive) if box else SafeString("")
    html: SafeString = token.meta.get("html", SafeString(""))
    return html
