"""Titles as people should read them, and as rules compare them.

`SACHBEARBEITER KUNDENSERVICE &amp; SUPPORT (M/W/D) - Ref. 4711` -> `Sachbearbeiter Kundenservice & Support (m/w/d)`.
"""

import html
import re
import unicodedata

from rapidfuzz import fuzz

from listings.normalise.spelling import UNSEEN

_I = re.IGNORECASE
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_REFERENCE = re.compile(
    r"\s*(?:[-|,/–]\s*)?[(\[]?\s*(?:ref(?:erenz)?(?:\s?-?\s?(?:nr|nummer|id))?|job-?\s?id|kennziffer|kennz"
    r"|stellen-?\s?(?:nr|nummer|id)|"
    r"req(?:uisition)?(?:\s?-?\s?id)?|vacancy|chiffre|id)\s*[.:#]*\s*[A-Z]{0,6}[-_/]?\d[\w/_-]{0,20}\s*[)\]]?\s*$"
    r"|\s*[-|–(\[#]\s*(?:[A-Z]{1,5}[-_])?\d{4,10}\s*[)\]]?\s*$|\s+#\s?\d{2,10}\s*$",
    _I,
)
_SALARY_TAIL = re.compile(r"\d{2,3}\.\d{3}\s*$|(?:19|20)\d\d\s*$")
_GENDER = re.compile(
    r"[(\[{]\s*(?:[mwfdxighn*]|div|gn|all|alle|male|female|diverse|männlich|weiblich|divers"
    r"|inter)\.?(?:\s*[/|,\\*;_-]\s*(?:[mwfdxign*a]|div|male|female|diverse|männlich|weiblich|divers"
    r"|inter)\.?){1,4}\s*[)\]}]"
    r"|[(\[]\s*(?:gn|x|d|all\s+genders?|alle\s+geschlechter|alle|geschlechtsneutral|a|\*)\s*[)\]]"
    r"|(?<![\w/])[mwf]\s*[/|]\s*[mwf]\s*[/|]\s*[dx](?!\w)|(?<!\w)m\s+w\s+[dx](?!\w)|\ball\s+genders?\b",
    _I,
)
_INNEN = re.compile(r"(?<=\w)(?:[:*_·/]-?\s?|/-|\()in(?:nen)?\)?(?!\w)|(?<=[a-zäöüß])Innen\b|(?<=[a-zäöüß])In\b")
_ENDING = re.compile(r"(?<=\w)(?:[:*_]|/-|\()(?:r|n|e|er|en|frau|mann)\)?(?!\w)", _I)
_MANN_FRAU = re.compile(r"(?<=kauf)(?:mann\s?/\s?-?(?:kauf)?frau|frau\s?/\s?-?(?:kauf)?mann)", _I)
_PLACEHOLDER = re.compile(
    r"initiativ-?\s?bewerb|^initiativ\b|spontan-?\s?bewerb|blind-?bewerb|talent-?\s?(?:pool|community"
    r"|network)|\bgeneral\sapplication|\bopen\sapplication|\bunsolicited|speculative\sapplication"
    r"|\bspontaneous\sapplication|"
    r"^\W*cop(?:y|ie)\sof\b|^\W*kopie\s?(?:von\b|:|-)|\(\s?(?:copy|kopie)(?:\s?\d+)?\s?\)\s*$"
    r"|^\W*test(?:\s?-?\s?(?:stelle|job|anzeige|posting|position|stellenanzeige|inserat|eintrag)\b"
    r"|\s*\d*\W*$)|"
    r"^\W*(?:do\snot\sapply|bitte\snicht\sbewerben|dummy|muster(?:stelle|anzeige)|template|vorlage|entwurf"
    r"|draft)\b|^\W*lorem\sipsum|future\sopportunit|zukünftige\s(?:stellen|vakanzen)|bewerberpool|"
    r"\bjob\s?alert\b|keine\spassende\sstelle|nicht\sdas\srichtige\s(?:dabei|gefunden)|nichts\spassendes",
    _I,
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ACRONYM = re.compile(
    r"IT|HR|SAP|ERP|CRM|KFZ|PKW|LKW|VIP|EDV|CNC|SPS|QM|QS|EU|DACH|B2B|B2C|AG|SE|KG|UG|PR|SEO|SEA|UX|UI|KI|AI|BI|TV|NRW|"
    r"USA|UK|II|III|IV|CEO|CFO|CTO|SHK|BPO|VZ|TZ|NFC|KYC|AML|ANÜ|DRK|AOK|TÜV|ADAC|SB|FAQ"
)
_SMALL = re.compile(
    r"UND|ODER|FÜR|MIT|IM|IN|AM|AN|BEI|DER|DIE|DAS|DEN|DES|DEM|ZUM|ZUR|VON|VOM|AUF|ALS|AB|SOWIE|OHNE|NACH",
    re.IGNORECASE,
)
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
SAME_WORD = 85
_KEY_WORDS = re.compile(r"[^a-z0-9+#]+")


def fold(text: str) -> str:
    """Lower case with ae oe ue ss and no accents, for matching only."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    return lowered if lowered.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", lowered))


def _is_shouted(title: str) -> bool:
    letters = [c for c in title if c.isalpha()]
    return len(letters) > 10 and sum(c.isupper() for c in letters) / len(letters) > 0.8


def _quiet_word(word: str, is_first: bool) -> str:
    core = word.strip("()[],.:;!?/&-")
    if not core or _ACRONYM.fullmatch(core) or any(c.isdigit() for c in core):
        return "GmbH".join(word.split("GMBH")) if "GMBH" in word else word
    if re.fullmatch(r"[MWFDXIGN](?:[/|*][MWFDXIGN])+", core):
        return word.lower()
    if not is_first and _SMALL.fullmatch(core):
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m[0] if _ACRONYM.fullmatch(m[0]) else m[0][0] + m[0][1:].lower(), word)


def clean_title(raw: str) -> str:
    """Unescaped, without tags, shouting and trailing reference numbers; gender marks stay."""
    title = html.unescape(html.unescape(raw[:2000]))
    title = UNSEEN.sub("", _TAG.sub(" ", title))
    title = " ".join(unicodedata.normalize("NFC", title).split())
    for _ in range(2):
        tail = _REFERENCE.search(title)
        if (
            not tail
            or tail.start() == 0
            or (_SALARY_TAIL.search(tail.group(0)) and not re.search("[a-z]", tail.group(0), _I))
        ):
            break
        title = title[: tail.start()]
    title = title.strip(" -–|,;:*•·\"'„“”")
    if _is_shouted(title):
        title = " ".join(_quiet_word(word, not place) for place, word in enumerate(title.split(" ")))
    return title


def title_key(title: str) -> str:
    """For matching: folded, without gender marks; `Kundenberater:in (m/w/d)` and `Kundenberater` share one."""
    title = _GENDER.sub(" ", UNSEEN.sub("", html.unescape(title)))
    title = _MANN_FRAU.sub("leute", title)
    title = _ENDING.sub("", _INNEN.sub("", title))
    return " ".join(_KEY_WORDS.sub(" ", fold(title)).split())


def is_placeholder(title: str) -> bool:
    """No vacancy behind it: unsolicited applications, talent pools, copies, tests."""
    return not title.strip() or bool(_PLACEHOLDER.search(title))


def names_another(one: str, other: str) -> bool:
    """Two title keys that each have a word of their own: "… with Danish" and "… with Spanish", "Level 1" and "Level 2".

    Spellings of one word ("Kundenberater", "Kundenberaterin") and mere additions are no such thing.
    """
    left, right = set(one.split()), set(other.split())
    left, right = left - right, right - left
    return bool(left and right) and any(
        all(fuzz.ratio(word, like) < SAME_WORD for like in there)
        for here, there in ((left, right), (right, left))
        for word in here
    )
