"""Ways to get in touch that hide who asks: a messenger alone, dear or disguised numbers, links and look-alike names.

Reads `Kontakt nur über WhatsApp`, `0 1 5 1 - 2 3 4 5 6 7`, `https://bit.ly/3x`, a Cyrillic `а` in a bank's name.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

from listings.normalise.finding import Finding, Rule, Wording, is_denied
from listings.normalise.fraud import CUSTOMERS, hold
from listings.vocabulary import FindingLevel

_MESSENGER = r"(?:whats-?\s?app|telegram|threema|viber|wechat|(?:die app |messenger )?signal(?!\s?iduna|\w|-))"

MESSENGER_ONLY = Rule(
    "messenger_only",
    FindingLevel.HOLD,
    ("whats", "telegram", "threema", "viber", "wechat", "signal"),
    re.compile(
        rf"\b(?:nur|ausschließlich|allein|lediglich|einzig)\s(?:[^\s]{{1,20}}\s){{0,4}}{_MESSENGER}"
        rf"|\b(?:über|per|via|auf|bei)\s(?:[^\s]{{1,20}}\s){{0,2}}{_MESSENGER}\s(?:[^\s]{{1,20}}\s){{0,2}}(?:nur|ausschließlich)\b"
    ),
    "„{words}“: Wer nur über einen Messenger zu erreichen ist, lässt sich nicht prüfen.",
    "Nenn eine E-Mail-Adresse eures Unternehmens oder eure Bewerbungsseite.",
    also=re.compile(r"kontakt|bewerb|bewirb|meld|schreib|nachricht|erreich|kommuni|interview|gespräch|anfrag"),
    unless=re.compile(rf"{CUSTOMERS}|nicht nur|arbeit\w* (?:nur )?im"),
    is_deniable=True,
)

_PREMIUM = re.compile(r"(?<![\d.,/-])(?:\(?0 ?900\)?|\(?0 ?137\d?\)?)[ /()-]{0,3}\d(?:[ /-]?\d){5,9}(?!\d)")
_SPACED = re.compile(r"[+0](?<![\d.,].)(?:\d?[ ._*·-]{1,3}\d(?!\d)){8,14}(?!\d)")
_DIGIT_WORD = r"(?:null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)"
_SPELT = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,./-]{{0,3}}{_DIGIT_WORD}){{6,14}}\b", re.IGNORECASE)
_SIGNS = re.compile("(?:[\uff10-\uff19\U0001d7ce-\U0001d7ff\u2460-\u2469\u24ea][\\s-]?){7,15}")
_KEYCAPS = re.compile("(?:[0-9]\ufe0f?\u20e3[\\s-]?){7,15}")
_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"'()]{3,300}|\b(?:bit\.ly|tinyurl\.com|t\.me|wa\.me)/[^\s<>\"'()]{1,100}",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_SHORTENERS = frozenset(
    {"bit.ly", "tinyurl.com", "t.ly", "goo.gl", "cutt.ly", "rb.gy", "is.gd", "v.gd", "ow.ly", "buff.ly", "rebrand.ly", "shorturl.at", "tiny.cc",
     "t1p.de", "kurzelinks.de", "kurzlink.de", "s.id", "shorter.me", "clck.ru", "adf.ly", "soo.gd"}
)  # fmt: skip
_MESSENGER_HOSTS = frozenset(
    {
        "wa.me",
        "t.me",
        "telegram.me",
        "telegram.org",
        "api.whatsapp.com",
        "chat.whatsapp.com",
        "signal.me",
        "signal.group",
        "viber.com",
    }
)
_FREE_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "t-online.de", "freenet.de", "yahoo.com", "yahoo.de", "hotmail.com",
     "hotmail.de", "outlook.com", "outlook.de", "live.de", "live.com", "aol.com", "aol.de", "icloud.com", "me.com", "mail.de", "mail.com", "email.de",
     "posteo.de", "proton.me", "protonmail.com", "arcor.de", "yandex.com", "mail.ru", "tutanota.com", "tuta.io"}
)  # fmt: skip
_FREE_MAIL_NAMES = frozenset(
    {"gmail", "googlemail", "gmx", "yahoo", "ymail", "hotmail", "outlook", "live", "msn", "aol", "icloud", "proton", "protonmail", "tutanota", "tuta", "yandex", "zoho",
     "mailbox", "mailinator", "yopmail", "guerrillamail", "10minutemail", "trashmail", "trash-mail", "wegwerfmail", "temp-mail", "tempmail", "byom", "sharklasers",
     "maildrop", "getnada", "dispostable", "spamgourmet", "discard", "muell", "emailondeck", "mohmal", "fakeinbox"}
)  # fmt: skip
"""Providers under any ending ("yahoo.co.uk"), among them those of throw-away mailboxes."""
_THROW_AWAY_NAMES = frozenset(
    {"mailinator", "yopmail", "10minutemail", "byom", "sharklasers", "maildrop", "getnada", "dispostable", "spamgourmet", "discard", "muell",
     "emailondeck", "mohmal", "fakeinbox", "grr", "mailnesia", "mintemail", "spam4", "tempr", "moakt", "mailcatch", "inboxkitten"}
)  # fmt: skip
_THROW_AWAY_STEMS = ("guerrilla", "trashmail", "trash-mail", "wegwerf", "tempmail", "temp-mail", "tempinbox", "throwaway", "disposable",
                     "10minute", "20minute", "minutemail", "einmalmail", "spambox", "burnermail")  # fmt: skip
MIN_IMITATED = 5
"""Shorter names are part of too many others."""
MIN_NEAR_NAME = 7
_ALIKE = str.maketrans("01357|iіаеосрѕ", "olestlllaeocps")
_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]")
_WORD = re.compile(r"[^\W\d_]{2,60}")


def host_of(url: str) -> str:
    try:
        return (urlsplit(url if "://" in url else f"https://{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_free_mail(domain: str) -> bool:
    """Anybody can have a mailbox there: an address on it says nothing about an employer."""
    labels = domain.lower().split(".")
    return domain.lower() in _FREE_MAIL or bool({labels[0], *labels[-2:-1]} & _FREE_MAIL_NAMES)


def is_mixed_script(word: str) -> bool:
    """Latin letters together with look-alikes of another alphabet in one word."""
    if not _FOREIGN.search(word):
        return False
    return len({unicodedata.name(letter, "").split(" ")[0] for letter in word} & _SCRIPTS) > 1


def _is_look_alike(host: str) -> bool:
    """A host name that shows other letters than it has, also behind `xn--`."""
    for part in host.split("."):
        shown = part
        if part.startswith("xn--"):
            try:
                shown = part.encode("ascii").decode("idna")
            except (UnicodeError, ValueError):
                return True
        letters = [letter for letter in shown if letter.isalpha()]
        foreign = sum(1 for letter in letters if _FOREIGN.match(letter))
        if foreign and (foreign < len(letters) or part.startswith("xn--")):
            return True
    return False


def _link(url: str, *, is_apply: bool) -> Iterator[Finding]:
    """One address: what it hides, if anything."""
    low, host = url.strip().lower(), host_of(url.strip())
    if is_apply and re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]{0,20}:", low):
        yield hold(
            "link_trick",
            url,
            f"„{url[:80]}“ ist keine Adresse einer Seite.",
            "Nenn die Adresse eurer Bewerbungsseite, sie fängt mit https:// an.",
        )
        return
    authority = low.partition("://")[2].partition("/")[0]
    if "@" in authority or re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", host) or _is_look_alike(host):
        yield hold(
            "link_trick", url, f"„{url[:80]}“ verbirgt, wohin der Link führt, oder ahmt eine andere Adresse nach.",
            "Nenn die volle Adresse eurer eigenen Seite.",
        )  # fmt: skip
    elif host in _SHORTENERS:
        yield Finding(
            "link_shortener", FindingLevel.HOLD if is_apply else FindingLevel.WARNING, url[:160],
            f"„{url[:80]}“ ist eine Kurzadresse. Niemand sieht, wohin sie führt.",
            "Nenn die volle Adresse eurer eigenen Seite.",
        )  # fmt: skip


def _urls(wording: Wording) -> Iterator[str]:
    if any(sign in wording.lowered for sign in ("://", "www.", "bit.ly", "tinyurl", "t.me/", "wa.me/")):
        yield from (found[0].rstrip(".,;") for found in _URL.finditer(wording.text))


def links(wording: Wording, apply_url: str) -> Iterator[Finding]:
    """The first trick among the address for applications and the addresses in the text."""
    if apply_url and (found := next(_link(apply_url, is_apply=True), None)):
        yield found
        return
    for url in _urls(wording):
        if found := next(_link(url, is_apply=False), None):
            yield found
            return


def contact(wording: Wording, apply_url: str, contact_email: str) -> Iterator[Finding]:
    """A messenger as the only way, and numbers that cost money or hide from filters."""
    rule = MESSENGER_ONLY
    if words := rule.search(wording):
        yield rule.found(words)
    elif not contact_email and (chat := _only_chat(wording, apply_url)):
        yield rule.found(chat)
    if "900" in wording.lowered or "137" in wording.lowered:
        for sentence, low in wording.sentences:
            if (
                (dear := _PREMIUM.search(sentence))
                and "uhr" not in low
                and "hotline der" not in low
                and not is_denied(low, *dear.span())
            ):
                yield hold(
                    "premium_number", dear[0], f"„{dear[0]}“ ist eine teure Sondernummer. Sich zu bewerben darf nichts kosten.",
                    "Nenn eine gewöhnliche Telefonnummer oder eine E-Mail-Adresse.",
                )  # fmt: skip
                break
    for text in (wording.title, wording.text):
        keycaps = _KEYCAPS.search(text) if "\u20e3" in text else None
        spelt = _SPELT.search(text) if "null" in wording.lowered else None
        if hidden := _SPACED.search(text) or _SIGNS.search(text) or keycaps or spelt:
            yield hold(
                "hidden_phone", hidden[0].strip(), "Die Telefonnummer ist so geschrieben, dass Prüfungen sie übersehen sollen.",
                "Schreib sie in einem Stück, zum Beispiel „02331 12345“.",
            )  # fmt: skip
            break


_CHAT = re.compile(rf"\b(?:über|per|via|auf|bei|mit|eine)\s(?:[^\s]{{1,20}}\s){{0,2}}{_MESSENGER}")
_CHAT_ASKS = re.compile(r"kontakt|bewerb|bewirb|meld|schreib|nachricht|erreich")


def _only_chat(wording: Wording, apply_url: str) -> str:
    """The messenger that is the only way left without an address for mail; empty when there is another."""
    if apply_url:
        return apply_url if host_of(apply_url) in _MESSENGER_HOSTS else ""
    urls = list(_urls(wording))
    chats = [url for url in urls if host_of(url) in _MESSENGER_HOSTS]
    if len(chats) < len(urls) or ("@" in wording.text and _MAIL.search(wording.text)):
        return ""
    return chats[0] if chats else _asks_for_chat(wording)


def _asks_for_chat(wording: Wording) -> str:
    for sentence, low in wording.with_stems(("whats", "telegram", "threema", "viber", "wechat", "signal")):
        if (
            _CHAT_ASKS.search(low)
            and not re.search(CUSTOMERS, low)
            and (found := _CHAT.search(low))
            and not is_denied(low, *found.span())
        ):
            return sentence[found.start() : found.end()]
    return ""


def names(title: str, employer: str) -> Iterator[Finding]:
    """Look-alike letters in the names people trust."""
    for text in (employer, title):
        if word := next((word[0] for word in _WORD.finditer(text) if is_mixed_script(word[0])), ""):
            yield hold(
                "look_alike_letters", word, f"„{word}“ mischt Buchstaben aus zwei Alphabeten. So werden bekannte Namen nachgeahmt.",
                "Tipp das Wort neu, mit deutschen Buchstaben.",
            )  # fmt: skip
            return


def sender(email: str, domains: Collection[str] = ()) -> Iterator[Finding]:
    """What the address says about whoever sent it, one finding at most; for moderators."""
    domain = email.rpartition("@")[2].lower().strip()
    if is_throw_away(domain):
        yield Finding(
            "throw_away_mail", FindingLevel.WARNING, email,
            f"„{email}“ ist ein Postfach zum Wegwerfen. Wer so schreibt, will nicht gefunden werden.",
            "Bitte um eine Adresse mit dem Namen des Unternehmens.",
        )  # fmt: skip
    elif domain in _FREE_MAIL:
        yield Finding(
            "free_mail", FindingLevel.INFO, email,
            f"„{email}“ ist kein Postfach eines Unternehmens. Prüf, ob der Arbeitgeber wirklich dahintersteht.",
            "Bitte um eine Adresse mit dem Namen des Unternehmens.",
        )  # fmt: skip
    elif imitated := imitated_domain(domain, domains):
        yield Finding(
            "look_alike_domain", FindingLevel.WARNING, email,
            f"„{domain}“ sieht aus wie „{imitated}“, ist aber eine andere Domain.",
            f"Frag unter einer Adresse nach, die auf „@{imitated}“ endet.",
        )  # fmt: skip


def is_throw_away(domain: str) -> bool:
    """Mailboxes that anybody reads or that vanish within the hour."""
    name = _name_of(domain)
    return name in _THROW_AWAY_NAMES or any(stem in name for stem in _THROW_AWAY_STEMS)


def imitated_domain(domain: str, known: Collection[str]) -> str:
    """The known domain that this one can be mistaken for: `vo1metal.example`, `volmetal-jobs.example`; else empty."""
    if not domain or any(domain == own or domain.endswith(f".{own}") for own in known):
        return ""
    shown, words = _as_seen(_name_of(domain)), set(_name_of(domain).split("-"))
    for own in known:
        name = _name_of(own)
        seen = _as_seen(name)
        is_near = len(seen) >= MIN_NEAR_NAME and OSA.distance(shown, seen, score_cutoff=1) <= 1
        if len(name) >= MIN_IMITATED and (shown == seen or is_near or name in words):
            return own
    return ""


def _name_of(domain: str) -> str:
    """The label before the ending: `jobs.volmetal.example` -> `volmetal`, shown as people read it."""
    label = (domain.split(".")[-2:] or [""])[0]
    if label.startswith("xn--"):
        try:
            return label.encode("ascii").decode("idna")
        except (UnicodeError, ValueError):
            return label
    return label


def _as_seen(name: str) -> str:
    """Signs that look alike as one sign; of other alphabets only the commonest."""
    return name.translate(_ALIKE).replace("rn", "m").replace("vv", "w").replace("-", "")


def read(wording: Wording, apply_url: str, contact_email: str, employer: str) -> Iterator[Finding]:
    yield from contact(wording, apply_url, contact_email)
    yield from links(wording, apply_url)
    yield from names(wording.title, employer)
