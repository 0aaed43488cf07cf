"""Description markup of any origin to safe HTML and to plain text."""

import html
import re

import nh3

ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h2", "h3", "h4", "a"}
_TAG = re.compile(r"<(p|br|ul|ol|li|div|h[1-6]|strong|b|span)\b", re.I)
_ESCAPED = re.compile(r"&lt;/?(p|br|ul|li|div|h[1-6]|strong|b|script|span)\b", re.I)
_BLOCK = re.compile(r"</?(p|br|li|ul|ol|div|h[1-6]|tr)\b[^>]*>", re.I)
_BULLET = re.compile(r"^\s*[•\-*–]\s+")
_BLANKS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u200b": "", "\u00ad": "", "\u000b": " "})


def clean_html(raw: str) -> str:
    """Allowed elements only; plain text becomes paragraphs and lists; escaped markup is unescaped at most twice."""
    text = raw.translate(_BLANKS).replace("\\n", "\n").strip()
    for _ in range(2):
        if _TAG.search(text) is None and _ESCAPED.search(text):
            text = html.unescape(text)
    if _TAG.search(text) is None:
        text = _paragraphs(text)
    text = re.sub(r"<(/?)h1\b", r"<\1h2", text, flags=re.I)
    text = re.sub(r"<(/?)div\b[^>]*>", r"<\1p>", text, flags=re.I)
    safe = nh3.clean(
        text,
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener ugc",
    )
    safe = re.sub(r"<p>(\s|<br>)*</p>", "", safe)
    return re.sub(r"(\s*<br>\s*){3,}", "<br><br>", safe).strip()


def plain_text(markup: str) -> str:
    """Text with a line for each block, entities decoded."""
    text = _BLOCK.sub("\n", markup)
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).translate(_BLANKS)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _paragraphs(text: str) -> str:
    parts: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and all(_BULLET.match(line) for line in lines):
            parts.append("<ul>" + "".join(f"<li>{_BULLET.sub('', line)}</li>" for line in lines) + "</ul>")
        elif lines:
            parts.append("<p>" + "<br>".join(lines) + "</p>")
    return "".join(parts)
