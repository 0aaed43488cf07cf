"""What typed words mean: gender forms, synonyms, compounds, spellings apart and together, phrases, minus.

"Serviceberaterin -Chat" asks for Serviceberater in any form and for titles that say both service and berater, and not
for chat. What stands as typed is told apart from what is meant as well, so that it can come first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listings.normalise.spelling import fold

Expression = tuple[str, tuple[str, ...]]
"""SQL of type tsquery and its values."""
Synonyms = Mapping[str, Sequence[str]]
"""Folded word to what it finds as well."""
MIN_PREFIX = 5
"""Letters a word needs to find compounds that begin with it."""
MAX_UNITS = 12
MAX_SAME = 16
"""Alternatives of one word that are asked for."""
_UNIT = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_HYPHENS = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u2013](?=\w)")
_SEXES = re.compile(r"(?:^|(?<=\s))\(?(?:(?:[mwdfxi*]|div|gn)\s*[/|,]\s*){1,3}(?:[mwdfxi*]|div|gn)\)?(?=\s|$)"
                    r"|\((?:gn|all genders)\)", re.I)  # fmt: skip
_GENDER = re.compile(r"(?<=\w)(?:[:*_]-?in(?:nen)?|/-?in(?:nen)?|\(in(?:nen)?\)|In(?:nen)?)(?=\W|$)")
_FEMALE = re.compile(r"^(\w{3,}(?:er|or|ent|ant|ist|eur))in(?:nen)?$")
_MALE = re.compile(r"\w{3,}(?:er|or|ent|ant|ist|eur)$")
_PERSON = re.compile(r"^(\w{3,})(frau|mann|leute)$")
_ENDINGS = ("innen", "in", "en", "es", "er", "em", "e", "n", "s")
_HEADS = ("kundenservice", "kunden", "service", "telefon", "callcenter", "chat", "hotline", "support", "vertriebs",
          "verkaufs", "technik", "auftrags", "bestell")  # fmt: skip
_TAILS = ("berater", "beraterin", "beratung", "betreuer", "betreuerin", "betreuung", "mitarbeiter", "mitarbeiterin",
          "agent", "agentin", "leiter", "leiterin", "leitung", "service", "support")  # fmt: skip
_OF_CUSTOMERS = {"service", "support", "berater", "beratung", "betreuer", "betreuung"}
"""Parts that stand as well in a word with Kunden-: Service, Kundenservice."""
_IN_THE_FIELD = ("techniker", "kundendiensttechniker", "servicetechniker", "monteur", "kundendienstmonteur",
                 "servicemonteur", "mechaniker", "mechatroniker", "installateur", "elektroniker", "elektriker",
                 "aussendienst")  # fmt: skip
_FIELD_WORD = "kundendienst"
"""Means repairs in the field as often as answering customers: titles that say so are left out unless asked for."""


@dataclass(frozen=True)
class Wish:
    """One thing asked for: in the whole text, or in the title alone."""

    text: Expression | None
    title: Expression | None
    is_minus: bool


@dataclass(frozen=True)
class Understood:
    wishes: tuple[Wish, ...] = ()
    titles: tuple[Expression, ...] = ()
    """What titles must say to come first, from narrow to wide: the words as typed in any of their forms, the same with
    compounds that begin with them, and everything."""
    left_out: str = ""
    """The typed word whose other meaning is left out."""


@dataclass(frozen=True)
class _Part:
    """A word or phrase of the question as alternatives: as typed, compounds with it, and meant as well."""

    exact: tuple[tuple[str, str], ...] = ()
    longer: tuple[tuple[str, str], ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    in_titles: tuple[tuple[str, str], ...] = ()
    """Meant as well, but too loose for whole texts."""
    is_minus: bool = False
    is_joined: bool = False
    """Among what is meant are words joined with its neighbours: a stop word must not come to ask for those."""


def understand(typed: str, synonyms: Synonyms) -> Understood:
    units = list(_joined(_units(typed), synonyms))[:MAX_UNITS]
    parts = [_part(units, at, synonyms) for at in range(len(units))]
    if not parts:
        return Understood()
    wanted = {fold(text) for is_minus, is_phrase, text in units if not (is_minus or is_phrase)}
    left_out = _FIELD_WORD if _FIELD_WORD in wanted and not _names_field_work(wanted) else ""
    if left_out:
        parts.append(_Part(in_titles=(("to_tsquery('german', %s)", " | ".join(_IN_THE_FIELD)),), is_minus=True))
    asked = [part for part in parts if not part.is_minus]
    exact = _expression([(part.exact, part) for part in asked])
    longer = _expression([(part.exact + part.longer, part) for part in asked])
    meant = _expression([(part.exact + part.longer + part.meant + part.in_titles, part) for part in asked])
    titles = tuple(dict.fromkeys([exact, longer, meant])) if asked else ()
    return Understood(tuple(map(_wish, parts)), titles, left_out)


def _wish(part: _Part) -> Wish:
    whole = part.exact + part.longer + part.meant
    text = _expression([(whole, part)]) if whole else None
    return Wish(text, _expression([(part.in_titles, part)]) if part.in_titles else None, part.is_minus)


def plain(typed: str) -> str:
    """Without the marks that say "women and men and all others": "Berater:in (m/w/d)" is "Berater"."""
    return " ".join(_GENDER.sub("", _SEXES.sub(" ", typed)).split())


def forms(word: str) -> Iterator[str]:
    """A folded word and what may be left of it without an ending."""
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            yield word[: -len(ending)]


def _units(typed: str) -> Iterator[tuple[bool, bool, str]]:
    """Is it a minus, is it a phrase, and its text with hyphens as blanks."""
    for minus, phrase, word in _UNIT.findall(plain(typed)):
        text = " ".join(_HYPHENS.sub(" ", (phrase or word).strip("\"'")).split())
        if any(character.isalnum() for character in text):
            yield bool(minus), bool(phrase), text


def _joined(units: Iterable[tuple[bool, bool, str]], synonyms: Synonyms) -> Iterator[tuple[bool, bool, str]]:
    """Words that mean something together are one unit: the longest first."""
    rest = list(units)
    while rest:
        for size in (3, 2):
            run = rest[:size]
            text = " ".join(unit[2] for unit in run)
            if len(run) == size and not any(unit[0] or unit[1] for unit in run) and fold(text) in synonyms:
                yield False, False, text
                rest = rest[size:]
                break
        else:
            yield rest.pop(0)


def _part(units: Sequence[tuple[bool, bool, str]], at: int, synonyms: Synonyms) -> _Part:
    is_minus, is_phrase, text = units[at]
    if is_phrase:
        return _Part((_phrase(text),), is_minus=is_minus)
    exact = tuple(map(_phrase, dict.fromkeys(_in_every_gender(text))))
    if is_minus:
        return _Part(exact, is_minus=True)
    same = _same(text, synonyms)
    longer = [("to_tsquery('german', %s)", f"{text}:*")] if _is_word(text) else []
    meant = [_phrase(word) for word in same]
    if " " in text:
        meant.append(_phrase(text.replace(" ", "")))
    is_joined = False
    for other in (at - 1, at + 1):
        if 0 <= other < len(units) and not any(units[other][:2]) and " " not in text + units[other][2]:
            meant.append(_phrase("".join(unit[2] for unit in units[min(at, other) : max(at, other) + 1])))
            is_joined = True
    in_titles = [("to_tsquery('german', %s)", f"{word}:*") for word in same if _is_word(word)]
    in_titles += [("to_tsquery('german', %s)", parts) for parts in _taken_apart(text, synonyms)]
    return _Part(exact, tuple(longer), tuple(dict.fromkeys(meant)), tuple(in_titles), is_joined=is_joined)


def _phrase(text: str) -> tuple[str, str]:
    return "phraseto_tsquery('german', %s)", text


def _is_word(text: str) -> bool:
    return len(text) >= MIN_PREFIX and re.fullmatch(r"\w+", text) is not None and not text.isdecimal()


def _in_every_gender(text: str) -> Iterator[str]:
    yield text
    if female := _FEMALE.match(text.lower()):
        yield female.group(1)
    elif _MALE.match(text.lower()):
        yield f"{text}in"
    if person := _PERSON.match(text.lower()):
        yield from (f"{person.group(1)}{ending}" for ending in ("mann", "frau", "leute"))


def _same(text: str, synonyms: Synonyms) -> list[str]:
    """What editors say a word finds as well, whatever ending was typed."""
    key = fold(text)
    known = next((form for form in forms(key) if form in synonyms), None)
    return [word for word in synonyms[known] if fold(word) != key][:MAX_SAME] if known else []


def _taken_apart(text: str, synonyms: Synonyms) -> Iterator[str]:
    """Both parts of a compound in one title: "Serviceberater" also finds "Berater im Kundenservice"."""
    key = fold(text)
    for head in _HEADS:
        tail = key[len(head) :]
        if key.startswith(head) and tail in _TAILS:
            first = [f"{head}:*", *_of_customers(head)]
            for word in synonyms.get(head, ()):
                first.append(f"({' <-> '.join(fold(word).split())})")
            second = [f"{tail}:*", *_of_customers(tail)]
            yield f"({' | '.join(first)}) & ({' | '.join(second)})"
            return


def _of_customers(part: str) -> list[str]:
    return [f"kunden{part}"] if any(form in _OF_CUSTOMERS for form in forms(part)) else []


def _names_field_work(wanted: Iterable[str]) -> bool:
    return any(form in _IN_THE_FIELD for text in wanted for word in text.split() for form in forms(word))


def _expression(parts: Iterable[tuple[Sequence[tuple[str, str]], _Part]]) -> Expression:
    both, args = [], list[str]()
    for alternatives, part in parts:
        sql = f"({' || '.join(sql for sql, _ in alternatives)})"
        if part.is_joined and alternatives != part.in_titles:
            first, word = part.exact[0]
            sql = f"(CASE WHEN numnode({first}) = 0 THEN ''::tsquery ELSE {sql} END)"
            args.append(word)
        both.append(sql)
        args += [value for _, value in alternatives]
    return " && ".join(both), tuple(args)
