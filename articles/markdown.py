"""Markdown of a guide to safe HTML with a table of contents: "## Was du verdienst" becomes h2 with id was-du-verdienst.

Links to this site name what they lead to, so that they outlive its address: `[Jobs](ort:hagen)`,
`[Nachtschichten](suche:?city=hagen&shift=night)`, `[Lohn](ratgeber:mindestlohn)`. Pictures are those of the editors'
office only: `![Der Bahnhof](bild:12)`; of any other the words are left.
"""

from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from articles import links, pictures

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TAGS = nh3.ALLOWED_TAGS | {"picture", "source"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "a": {"href", "rel", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "blockquote": {"class"},
    "figure": {"class"},
    "source": {"type", "srcset", "sizes"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "srcset", "sizes"},
}
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
_MARKDOWN.use(anchors_plugin, max_level=3, slug_func=anchor)


def parse(text: str) -> list[Token]:
    """As written, with its links and pictures as they stand in the text. The page has its title already: h1 is h2."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    return tokens


def render(text: str) -> Rendered:
    """Raw HTML in the text is shown as text; a quotation is set as a pull fact."""
    tokens = parse(text)
    contents = []
    for token, inner in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h2":
            contents.append((str(token.attrGet("id")), "".join(part.content for part in inner.children or [])))
        if token.type == "blockquote_open":
            token.attrSet("class", "pull")
    links.point(tokens)
    tokens = pictures.placed(tokens)
    drawn = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    html = nh3.clean(drawn, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    minutes = max(1, round(len(text.split()) / WORDS_A_MINUTE))
    return Rendered(mark_safe(html), contents, minutes)  # noqa: S308 - sanitised above
