"""Typed words that are really filters: "Teilzeit", "Home-Office", "Nachtschicht", "ohne Erfahrung"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listings.normalise.spelling import fold
from listings.searching.understanding import forms, plain

MAX_WORDS = 3
WORDS = {
    "teilzeit": ("employment", "part_time"), "parttime": ("employment", "part_time"),
    "halbtags": ("employment", "part_time"), "vollzeit": ("employment", "full_time"),
    "fulltime": ("employment", "full_time"), "ganztags": ("employment", "full_time"),
    "minijob": ("employment", "minijob"), "nebenjob": ("employment", "minijob"), "aushilfe": ("employment", "minijob"),
    "geringfuegig": ("employment", "minijob"), "werkstudent": ("employment", "working_student"),
    "studentenjob": ("employment", "working_student"), "ausbildung": ("employment", "apprenticeship"),
    "ausbildungsplatz": ("employment", "apprenticeship"), "azubi": ("employment", "apprenticeship"),
    "auszubildend": ("employment", "apprenticeship"), "lehrstelle": ("employment", "apprenticeship"),
    "praktikum": ("employment", "internship"), "praktika": ("employment", "internship"),
    "praktikant": ("employment", "internship"), "freiberuflich": ("employment", "freelance"),
    "freelancer": ("employment", "freelance"), "freelance": ("employment", "freelance"),
    "homeoffice": ("work_mode", "remote"), "remote": ("work_mode", "remote"), "heimarbeit": ("work_mode", "remote"),
    "telearbeit": ("work_mode", "remote"), "vonzuhause": ("work_mode", "remote"),
    "vonzuhauseaus": ("work_mode", "remote"), "hybrid": ("work_mode", "hybrid"), "vorort": ("work_mode", "onsite"),
    "nachtschicht": ("shift", "night"), "nachtdienst": ("shift", "night"), "nachtarbeit": ("shift", "night"),
    "nachts": ("shift", "night"), "fruehschicht": ("shift", "early"), "fruehdienst": ("shift", "early"),
    "vormittags": ("shift", "early"), "morgens": ("shift", "early"), "spaetschicht": ("shift", "late"),
    "spaetdienst": ("shift", "late"), "abends": ("shift", "late"), "nachmittags": ("shift", "late"),
    "wochenende": ("shift", "weekend"), "wochenend": ("shift", "weekend"), "samstags": ("shift", "weekend"),
    "wechselschicht": ("shift", "rotating"), "schichtdienst": ("shift", "rotating"),
    "schichtarbeit": ("shift", "rotating"), "tagschicht": ("shift", "day"), "tagdienst": ("shift", "day"),
    "gleitzeit": ("shift", "flexible"), "quereinsteiger": ("entry", "career_changer"),
    "quereinstieg": ("entry", "career_changer"), "ungelernt": ("entry", "career_changer"),
    "ohneausbildung": ("entry", "career_changer"), "ohneerfahrung": ("entry", "career_changer"),
    "ohnevorkenntnis": ("entry", "career_changer"), "ohneberufserfahrung": ("entry", "career_changer"),
    "unbefristet": ("contract", "permanent"), "festanstellung": ("contract", "permanent"),
    "befristet": ("contract", "limited"), "zeitarbeit": ("contract", "agency"), "leiharbeit": ("contract", "agency"),
    "arbeitnehmerueberlassung": ("contract", "agency"), "englisch": ("language", "en"), "english": ("language", "en"),
    "tuerkisch": ("language", "tr"), "polnisch": ("language", "pl"), "niederlaendisch": ("language", "nl"),
    "hollaendisch": ("language", "nl"), "franzoesisch": ("language", "fr"), "russisch": ("language", "ru"),
    "ukrainisch": ("language", "uk"), "arabisch": ("language", "ar"), "spanisch": ("language", "es"),
    "italienisch": ("language", "it"), "versicherung": ("sector", "insurance"), "krankenkasse": ("sector", "health"),
    "onlinehandel": ("sector", "ecommerce"), "ecommerce": ("sector", "ecommerce"), "logistik": ("sector", "logistics"),
    "telekommunikation": ("sector", "telecom"), "bank": ("sector", "banking"),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A word that means a filter: `name` is a parameter of the contract."""

    word: str
    name: str
    value: str


def offers(typed: str) -> list[Offer]:
    """In the order in which the words stand; of overlapping ones the longest."""
    words, found, at = typed.replace('"', " ").split(), list[Offer](), 0
    while at < len(words):
        for size in range(min(MAX_WORDS, len(words) - at), 0, -1):
            run = words[at : at + size]
            if not any(word.startswith("-") for word in run) and (offer := _offer(" ".join(run))):
                found.append(offer)
                at += size
                break
        else:
            at += 1
    return found


def runs(typed: str) -> Iterator[str]:
    """Words that follow each other, up to three, the longest first; those with a minus left out."""
    words = typed.replace('"', " ").split()
    for size in range(min(MAX_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if not any(word.startswith("-") for word in run):
                yield " ".join(run)


def without(typed: str, word: str) -> str:
    """The typed words after an offer was taken."""
    if " " in word:
        return " ".join(typed.replace('"', " ").replace(word, " ").split())
    return " ".join(part for part in typed.split() if fold(part) != fold(word))


def _offer(text: str) -> Offer | None:
    if re.fullmatch(r"\d{5}", text):
        return Offer(text, "city", text)
    key = fold(plain(text)).replace(" ", "")
    name, value = next((WORDS[form] for form in forms(key) if form in WORDS), ("", ""))
    return Offer(text, name, value) if name else None
