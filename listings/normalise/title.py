"""Titles as shown and as compared: "KUNDENBERATER (M/W/D) - Ref. 4711" -> "Kundenberater (m/w/d)"."""

import html
import re

from listings.normalise.spelling import fold

_GENDER = re.compile(
    r"\(?\s*\b[mwfdx]\s*[/|,]\s*[mwfdx](\s*[/|,]\s*[mwfdx])?\b\s*\)?|\((gn|all genders|alle geschlechter)\)",
    re.I,
)
_REFERENCE = re.compile(
    r"\s*[-–|(,]*\s*(ref\.?|referenz|kennziffer|job-?id|stellen-?id)[\s.:#-]*[\w/-]*\d[\w/-]*\)?\s*$", re.I
)
_PLACEHOLDER = re.compile(
    r"initiativ|spontanbewerb|general application|talent ?pool|speculative|blindbewerbung|^copy of|^test\b",
    re.I,
)


def clean_title(raw: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", html.unescape(raw)))
    text = _REFERENCE.sub("", " ".join(text.split()))
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 10 and sum(c.isupper() for c in letters) / len(letters) > 0.8:
        text = " ".join(word.capitalize() if len(word) > 3 else word.lower() for word in text.split())
        text = re.sub(r"\([mwfdx]/[mwfdx](/[mwfdx])?\)", lambda m: m.group().lower(), text, flags=re.I)
    return text.strip(" -–|,")


def title_key(title: str) -> str:
    """For matching: without gender marks, folded."""
    text = _GENDER.sub(" ", title)
    text = re.sub(r"(?<=\w)[:*_/]-?(in|innen|r|n|e)\b|(?<=[a-zß])In(nen)?\b", "", text)
    return fold(text)


def is_placeholder(title: str) -> bool:
    """No job behind it: an unsolicited application, a talent pool, a copy left behind."""
    return bool(_PLACEHOLDER.search(title))
