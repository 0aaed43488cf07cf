"""HTML from the clipboard as Markdown: words, headings, lists, links and tables of Word or a web page, nothing else.

Scripts, styles, comments, tracking pixels and what Word adds are gone before the conversion; of pictures the words are
left, since only the editors' own pictures are shown.
"""

import re
from html import unescape

import nh3
from markdownify import markdownify

MAX_LENGTH = 500_000
_TAGS = {"a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p",
         "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}  # fmt: skip
_GONE_WITH_WORDS = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml"}
_CONDITIONAL = re.compile(r"(?i)<!\[if[^<>]{0,300}\]>|<!\[endif\]>|<\?xml[^<>]{0,500}\?>|</?o:p[^<>]*>")
_WORD_BULLET = re.compile(r"(?m)^[ \t]*[·•▪§][\s\u00a0]+")
_TRACKING = re.compile(r"(?i)([?&])(?:utm_\w+|fbclid|gclid|mc_eid)=[^&#)\s]*")
_HEADING = re.compile(r"(?m)^#(?!#)")


def as_markdown(html: str) -> str:
    """The page has its title already: its headings begin at the second level."""
    clean = nh3.clean(
        _CONDITIONAL.sub("", html[:MAX_LENGTH]), tags=_TAGS, clean_content_tags=_GONE_WITH_WORDS,
        attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None, strip_comments=True,
    )  # fmt: skip
    try:
        text = markdownify(
            clean, heading_style="ATX", bullets="-", table_infer_header=True, strip=["code", "pre"], escape_misc=False
        )
    except RecursionError:  # nested deeper than any text is: the words alone
        text = unescape(nh3.clean(clean, tags=set()))
    text = _WORD_BULLET.sub("- ", text.replace("\u00a0", " "))
    text = _TRACKING.sub(lambda found: found.group(1), text)
    text = re.sub(r"(?<![?&])[?&]++(?=[)#\s])", "", re.sub(r"(?<=\?)&+", "", text))
    if _HEADING.search(text):
        text = re.sub(r"(?m)^(#{1,5})(?=[ \t])", r"#\1", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<![ \t])[ \t]++$", "", text, flags=re.M)).strip()
