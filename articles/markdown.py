"""Markdown of a guide to safe HTML with a table of contents: "## Was du verdienst" becomes h2 with id was-du-verdienst."""

from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "h2": {"id"}, "h3": {"id"}, "blockquote": {"class"}}
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


def render(text: str) -> Rendered:
    """Raw HTML in the text is shown as text; a quotation is set as a pull fact."""
    tokens = _MARKDOWN.parse(text)
    contents = []
    for token, inner in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h2":
            contents.append((str(token.attrGet("id")), "".join(part.content for part in inner.children or [])))
        if token.type == "blockquote_open":
            token.attrSet("class", "pull")
    html = nh3.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), attributes=_ATTRIBUTES)
    minutes = max(1, round(len(text.split()) / WORDS_A_MINUTE))
    return Rendered(mark_safe(html), contents, minutes)  # noqa: S308 - sanitised above
