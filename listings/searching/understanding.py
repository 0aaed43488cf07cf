"""What typed words mean: synonyms, gender forms, compounds, phrases, minus, and words that are really filters.

"Beraterin Teilzeit -Nacht" asks for berater or beraterin, and teilzeit, and not nacht; part time is offered as filter.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process

from listings.normalise.spelling import fold

MIN_PREFIX = 5
"""Letters a word needs to find compounds that begin with it."""
MAX_UNITS = 12
NEAR_ENOUGH = 80
_UNIT = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_GENDER = re.compile(r"(?<=\w)(?:[:*_]in(?:nen)?|/-?in(?:nen)?|\(in(?:nen)?\)|In(?:nen)?)(?=\W|$)")
_FEMALE = re.compile(r"^(\w{3,}(?:er|or|ent|ant|ist|eur))in(?:nen)?$")
_MALE = re.compile(r"\w{3,}(?:er|or|ent|ant|ist|eur)$")
_HEADS = ("kunden", "service", "telefon", "callcenter", "chat", "vertrieb", "technik", "auftrag")
_TAILS = ("berater", "beraterin", "betreuer", "betreuerin", "mitarbeiter", "mitarbeiterin", "betreuung", "beratung",
          "agent", "agentin", "leiter", "leiterin", "service", "support")  # fmt: skip
FILTER_WORDS = {
    "teilzeit": ("employment", "part_time"), "vollzeit": ("employment", "full_time"), "minijob": ("employment", "minijob"),
    "werkstudent": ("employment", "working_student"), "ausbildung": ("employment", "apprenticeship"),
    "praktikum": ("employment", "internship"), "freiberuflich": ("employment", "freelance"),
    "homeoffice": ("work_mode", "remote"), "remote": ("work_mode", "remote"), "hybrid": ("work_mode", "hybrid"),
    "nachtschicht": ("shift", "night"), "nachtdienst": ("shift", "night"), "fruehschicht": ("shift", "early"),
    "fruehdienst": ("shift", "early"), "spaetschicht": ("shift", "late"), "spaetdienst": ("shift", "late"),
    "wochenende": ("shift", "weekend"), "wechselschicht": ("shift", "rotating"), "gleitzeit": ("shift", "flexible"),
    "quereinsteiger": ("entry", "career_changer"), "quereinstieg": ("entry", "career_changer"),
    "unbefristet": ("contract", "permanent"), "befristet": ("contract", "limited"), "zeitarbeit": ("contract", "agency"),
    "englisch": ("language", "en"), "tuerkisch": ("language", "tr"), "polnisch": ("language", "pl"),
    "niederlaendisch": ("language", "nl"), "franzoesisch": ("language", "fr"),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A word that means a filter: `name` is a parameter of the contract."""

    word: str
    name: str
    value: str


@dataclass(frozen=True)
class Understood:
    sql: str = ""
    """An expression of type tsquery."""
    args: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


def understand(typed: str, synonyms: Mapping[str, Iterable[str]]) -> Understood:
    parts, args, offers = [], list[str](), []
    typed = _multi_word(_GENDER.sub("", typed), synonyms)
    for minus, phrase, word in _UNIT.findall(typed)[:MAX_UNITS]:
        text = (phrase or word).strip("\"'")
        if not any(character.isalnum() for character in text):
            continue
        if phrase and fold(phrase) not in synonyms:
            parts.append(f"{'!!' if minus else ''}phraseto_tsquery('german', %s)")
            args.append(text)
        elif minus:
            parts.append("!!plainto_tsquery('german', %s)")
            args.append(text)
        else:
            sql, values = _alternatives(text, synonyms)
            parts.append(sql)
            args += values
            if meant := offer(text):
                offers.append(meant)
    return Understood(" && ".join(f"({part})" for part in parts), tuple(args), tuple(offers))


def offer(word: str) -> Offer | None:
    if re.fullmatch(r"\d{5}", word):
        return Offer(word, "city", word)
    name, value = FILTER_WORDS.get(fold(word), ("", ""))
    return Offer(word, name, value) if name else None


def without(typed: str, word: str) -> str:
    """The typed words after an offer was taken."""
    if " " in word:
        return " ".join(typed.replace(word, " ").split())
    return " ".join(part for part in typed.split() if fold(part) != fold(word))


def near_spelling(typed: str, vocabulary: Iterable[str]) -> str:
    """The same words with those unknown replaced by near ones; empty when there is nothing to correct."""
    known = {fold(word): word for word in vocabulary}
    out, is_changed = [], False
    for part in typed.split():
        key = fold(part)
        if (
            len(key) >= 4
            and key not in known
            and (best := process.extractOne(key, list(known), score_cutoff=NEAR_ENOUGH))
        ):
            out.append(known[best[0]])
            is_changed = True
        else:
            out.append(part)
    return " ".join(out) if is_changed else ""


def _multi_word(typed: str, synonyms: Mapping[str, Iterable[str]]) -> str:
    """Puts synonyms of several words into quotation marks, longest first, unless something is quoted already."""
    if '"' in typed:
        return typed
    words, out = typed.split(), list[str]()
    while words:
        for size in (3, 2):
            if len(words) >= size and not words[0].startswith("-") and fold(" ".join(words[:size])) in synonyms:
                out.append('"' + " ".join(words[:size]) + '"')
                words = words[size:]
                break
        else:
            out.append(words.pop(0))
    return " ".join(out)


def _alternatives(text: str, synonyms: Mapping[str, Iterable[str]]) -> tuple[str, list[str]]:
    key = fold(text)
    same = [text, *synonyms.get(key, ())]
    if female := _FEMALE.match(text.lower()):
        same += [female.group(1), *synonyms.get(fold(female.group(1)), ())]
    elif _MALE.match(text.lower()):
        same.append(f"{text}in")
    same = list(dict.fromkeys(same))
    sql, args = ["phraseto_tsquery('german', %s)"] * len(same), list(same)
    if re.fullmatch(r"\w+", text) and not text.isdecimal() and len(text) >= MIN_PREFIX:
        sql.append("to_tsquery('german', %s)")
        args.append(f"{text}:*")
    for head in _HEADS:
        if key.startswith(head) and key[len(head) :] in _TAILS:
            sql.append("to_tsquery('german', %s)")
            args.append(f"({head}:* | kunden{head}) & {key[len(head) :]}")
    return " || ".join(sql), args
