"""Descriptions made safe and readable: an allow-list of tags in, plain text out.

Reads HTML, HTML that was escaped once or twice, plain text with bullets, and literal `\\n`.
"""

import html
import re
import unicodedata

import nh3

from listings.normalise.spelling import UNSEEN

MAX_CHARACTERS = 60_000
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h2", "h3", "h4", "a"}
_DROP_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "textarea",
    "select",
    "form",
    "button",
    "iframe",
    "object",
    "svg",
    "math",
}
_REAL_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|strong|em|b|i|u|h[1-6]|a|table|tr|td|section|article|font|hr|script"
    r"|style|img|iframe|html|body)\b[^<>]*>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(
    r"&(?:amp;)?lt;/?(?:p|br|ul|ol|li|div|span|strong|em|b|i|h[1-6]|a|table|script|img)\b", re.IGNORECASE
)
_HEADINGS = (
    (re.compile(r"<(/?)h1\b", re.IGNORECASE), r"<\1h2"),
    (re.compile(r"<(/?)h[56]\b", re.IGNORECASE), r"<\1h4"),
)
_DIV = re.compile(
    r"<(?:div|section|article|header|footer|main|tr|blockquote|address|figure|dl|dt|dd)\b[^<>]*>", re.IGNORECASE
)
_DIV_END = re.compile(
    r"</(?:div|section|article|header|footer|main|tr|blockquote|address|figure|dl|dt|dd)\s*>", re.IGNORECASE
)
_EMPTY = re.compile(r"<(p|li|ul|ol|strong|em|b|i|h2|h3|h4|a)\b[^<>]*>(?:\s|&nbsp;|\u00a0|<br>)*</\1>", re.IGNORECASE)
_BREAKS = re.compile(r"(?:<br>\s*){3,}")
_LONE_BREAK = re.compile(r"(<p>|<li>)\s*(?:<br>\s*)+|(?:\s*<br>)+\s*(</p>|</li>)")
_BULLET = re.compile(r"^\s*(?:[•▪●◦‣⁃·✓✔►▶➤*+]|[-–—](?=\s))\s*(?P<item>\S.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<heading>.+?)\s*#*$")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*\*")
_SPECIAL_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LONG_GAP = re.compile(r"\s{20,}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_REAL_BLANK_LINES = re.compile(r"\n{3,}")
_BLOCK = re.compile(r"</?(?:p|ul|ol|h[1-6]|div|section|article|table|tr|blockquote)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>(?:\s*<(?:p|div)\b[^<>]*>)?", re.IGNORECASE)
_ITEM_END = re.compile(r"</li\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]*-->")
_DEAD_LINK = re.compile(r'<a rel="nofollow noopener ugc">([^<]*)</a>')
_ANY_BLOCK = re.compile(r"<(?:p|ul|ol|h[234])>")
_HIDDEN = re.compile(r"<(?:script|style)\b[^<>]*>[^<]*</(?:script|style)\s*>", re.IGNORECASE)


def _unescaped(raw: str) -> str:
    """Sources that escape their HTML once or twice; text that merely mentions a tag stays as it is."""
    for _ in range(2):
        if _REAL_TAG.search(raw) or not _ESCAPED_TAG.search(raw):
            break
        raw = html.unescape(raw)
    return raw


def _structured(text: str) -> str:
    """Plain text as paragraphs, headings and lists."""
    out: list[str] = []
    paragraph: list[str] = []
    items: list[str] = []

    def inline(line: str) -> str:
        return _BOLD.sub(r"<strong>\1</strong>", html.escape(html.unescape(line.strip()), quote=False))

    def flush() -> None:
        if paragraph:
            out.append("<p>" + "<br>".join(paragraph) + "</p>")
            paragraph.clear()
        if items:
            out.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
            items.clear()

    for line in text.split("\n"):
        bullet, heading = _BULLET.match(line), _HEADING.match(line.strip())
        if bullet and not line.lstrip().startswith("**"):
            if paragraph:
                flush()
            items.append(inline(bullet["item"]))
        elif heading:
            flush()
            out.append(f"<h3>{inline(heading['heading'])}</h3>")
        elif line.strip():
            if items:
                flush()
            paragraph.append(inline(line))
        elif paragraph:
            flush()
    flush()
    return "".join(out)


def clean_html(raw: str) -> str:
    """Only the allowed tags, links and entities; safe to print unescaped. Idempotent."""
    raw = _CONTROL.sub("", raw[: MAX_CHARACTERS * 3]).replace("\r\n", "\n").replace("\r", "\n")
    raw = _LONG_GAP.sub(lambda gap: "\n\n" if "\n" in gap[0] else " ", raw)
    if "\n" not in raw and "\\n" in raw:
        raw = raw.replace("\\r", "").replace("\\n", "\n")
    raw = UNSEEN.sub("", _unescaped(raw))
    if not _REAL_TAG.search(raw):
        raw = _structured(raw)
    for pattern, replacement in _HEADINGS:
        raw = pattern.sub(replacement, raw)
    raw = _DIV_END.sub("</p>", _DIV.sub("<p>", raw))
    clean = nh3.clean(
        raw,
        tags=_TAGS,
        clean_content_tags=_DROP_WITH_CONTENT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener ugc",
        strip_comments=True,
    )
    clean = _LONE_BREAK.sub(lambda m: m[1] or m[2] or "", _BREAKS.sub("<br><br>", clean))
    for _ in range(4):
        shorter = _EMPTY.sub("", clean)
        if shorter == clean:
            break
        clean = shorter
    clean = _DEAD_LINK.sub(r"\1", clean).strip()
    if clean and not _ANY_BLOCK.search(clean):
        clean = f"<p>{clean}</p>"
    return _cut(clean)


def _cut(clean: str) -> str:
    if len(clean) <= MAX_CHARACTERS:
        return clean
    end = max(clean.rfind("</p>", 0, MAX_CHARACTERS), clean.rfind("</li>", 0, MAX_CHARACTERS))
    return nh3.clean(
        clean[: end if end > 0 else MAX_CHARACTERS],
        tags=_TAGS,
        attributes={"a": {"href"}},
        link_rel="nofollow noopener ugc",
    )


def plain_text(html_text: str) -> str:
    """The words alone: a line for each block, "- " before list items, ordinary blanks and hyphens."""
    text = _HIDDEN.sub(" ", html_text)
    if _REAL_TAG.search(text):
        text = " ".join(part for line in text.split("\n") if (part := line.strip(" \t")))
        text = _BREAK.sub("\n", text)
        text = _ITEM_END.sub("\n", _ITEM.sub("\n- ", text))
        text = _BLOCK.sub("\n\n", text)
        text = _TAG.sub("", text)
    text = html.unescape(text)
    text = UNSEEN.sub("", _SPECIAL_BLANK.sub(" ", text)).replace("\u2011", "-")
    text = unicodedata.normalize("NFC", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    joined = "\n".join(line for line in lines if line != "-")
    joined = _REAL_BLANK_LINES.sub("\n\n", joined)
    return joined.replace("\n\n- ", "\n- ").strip()
