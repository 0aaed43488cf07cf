"""Stated workplaces taken apart: "D-58095 Hagen", "Berlin / Hamburg / Remote", "Raum Hagen (Homeoffice)"."""

import re
from dataclasses import dataclass, field

from listings.normalise.countries import country_code

_I = re.IGNORECASE
_POSTCODE = re.compile(r"(?<![\d-])(?:(?P<land>DE?|A|CH|AT|L|NL|B|F|PL)\s?-\s?)?(?P<code>\d{5})(?![\d-])", _I)
_FOREIGN_POSTCODE = re.compile(r"(?<!\w)(?P<land>A|CH|AT|L|LU|NL|B|BE|DK)\s?-\s?(?P<code>\d{4})(?!\d)", _I)
_SHORT_POSTCODE = re.compile(r"(?<!\d)\d{4}(?=\s+[A-ZÄÖÜ])")
_NEVER = frozenset({"12345", "99999"})
_REMOTE = re.compile(
    r"\b(?:100\s?%\s?|fully\s|full\s|voll(?:ständig)?\s)?(?:remote(?!\w)|home[-\s]?office"
    r"|mobiles?\s(?:arbeiten|office)|von\szu\s?hause|telearbeit|telecommute|work\sfrom\shome|anywhere"
    r"|ortsunabhängig|standortunabhängig)"
    r"(?:[-\s](?:first|only|möglich|option))?",
    _I,
)
_NATIONWIDE = re.compile(
    r"\b(?:deutschland|bundes)-?weit\b|\b(?:in\s)?ganz\sdeutschland\b|\bnationwide\b|\bgermany[-\s]wide\b"
    r"|\bmehrere\sstandorte\b|\bverschiedene\sstandorte\b",
    _I,
)
_HYBRID = re.compile(r"\b(?:hybrid\w*|vor\sort|on-?site|präsenz|flexibel|teilweise|möglich|option(?:al)?)\b", _I)
_SPLIT = re.compile(
    r"\s*[;|•·\n]\s*|\s+/\s+|(?<=[a-zäöüß)])/(?=[A-ZÄÖÜ])|\s+(?:oder|und|or|and|sowie)\s+(?=[A-ZÄÖÜ])|\s+&\s+"
)
_PREFIX = re.compile(
    r"^(?:(?:groß)?raum|region|stadt|kreis|landkreis|lkr\.?|standorte?:?|arbeitsort:?|einsatzort:?"
    r"|dienstort:?|ort:?|umgebung\s(?:von\s)?|bei|nähe|nahe|in\sder\snähe\svon|in|greater|city\sof"
    r"|hansestadt|universitätsstadt|landeshauptstadt|"
    r"metropolregion|location:?|d\s?-|de\s?-)\s+",
    _I,
)
_SUFFIX = re.compile(
    r"\s+(?:und\s+umgebung|u\.\s?u\.|und\s+umland|umland|umgebung|area|region|stadt|metropolregion"
    r"|\+\s?\d+\s?km|hauptbahnhof|hbf|zentrum|city|innenstadt|mitte)\s*$",
    _I,
)
_AROUND = re.compile(r"\s+(?:und|&|sowie)\s+(?:(?:nähere\s+)?Umgebung|Umland|Umkreis|Region)\b", _I)
_LOOSE = re.compile(r"^(?:oder|und|or|and)\s+|\s+(?:oder|und|or|and)$|^(?:oder|und|or|and)$")
_BRACKET = re.compile(r"\s*\([^()]{0,60}\)\s*$")
_KEPT_BRACKET = re.compile(
    r"^(?:.{2,30})\s\((?:ruhr|oder|main|saale|westf\w*|taunus|eifel|allgäu|donau|holstein|harz|sauerland"
    r"|odenwald|schwaben|bergstraße|lahn|württ\w*|baden|sachsen|neckar|rhein|spree|havel|elbe|weser|hessen"
    r"|nordsee|ostsee|wümme|luhe|aller|inn|isar|lech)\)$",
    _I,
)
_STREET = re.compile(
    r"\b\w*(?:str\.|straße|strasse|weg|allee|platz|gasse|ring|damm|ufer|chaussee)\s?\d{1,4}\s?[a-z]?\b", _I
)
_STATES = frozenset(
    [
        "baden-württemberg",
        "bayern",
        "brandenburg",
        "hessen",
        "mecklenburg-vorpommern",
        "niedersachsen",
        "nordrhein-westfalen",
        "rheinland-pfalz",
        "saarland",
        "sachsen",
        "sachsen-anhalt",
        "schleswig-holstein",
        "thüringen",
        "nrw",
        "bavaria",
        "hesse",
        "saxony",
        "thuringia",
        "north\xa0rhine-westphalia",
        "lower\xa0saxony",
        "nw",
        "by",
        "he",
        "bw",
        "ni",
        "rp",
        "sh",
        "sn",
        "st",
        "th",
        "bb",
        "mv",
        "sl",
    ]
)


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What a location line says, not yet looked up. `names` are candidates for towns, in order."""

    postal_code: str | None = None
    names: tuple[str, ...] = ()
    is_remote: bool = False
    is_nationwide: bool = False
    country: str | None = None
    places: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    """The same names, those of one place together: ("Hagen", "Westfalen"), ("Dortmund",)."""


def is_state(name: str) -> bool:
    return name.lower().replace(" ", "\u00a0") in _STATES


def _postcode(text: str) -> tuple[str | None, str | None, str]:
    """German postcode, country by plate letter, the text without both."""
    foreign = _FOREIGN_POSTCODE.search(text)
    if foreign:
        return None, country_code(foreign["land"].upper()), text[: foreign.start()] + " " + text[foreign.end() :]
    found = _POSTCODE.search(text)
    if not found:
        return None, None, text
    land = country_code(found["land"].upper()) if found["land"] else None
    rest = _POSTCODE.sub(" ", text)
    code = found["code"]
    is_usable = not code.startswith("00") and code not in _NEVER and land in {None, "DE"}
    return (code if is_usable else None), land, rest


def _name(part: str) -> str:
    part = part.strip(" ,;:-–/")
    previous = None
    while part != previous:
        previous = part
        part = _SUFFIX.sub("", _PREFIX.sub("", part)).strip(" ,;:-–/")
        if not _KEPT_BRACKET.match(part):
            part = _BRACKET.sub("", part).strip(" ,;:-–/")
    return part


def read_place(text: str) -> PlaceText:
    """Town names stay as stated; a country alone means nation-wide."""
    text = " ".join(text.replace("\u00a0", " ").replace("\u00ad", "").split(" "))[:500]
    is_remote = bool(_REMOTE.search(text))
    is_nationwide = bool(_NATIONWIDE.search(text))
    rest = _AROUND.sub("", _NATIONWIDE.sub(" ", _REMOTE.sub(" ", text)))
    postal_code, country, rest = _postcode(_STREET.sub(" ", rest))
    names: list[str] = []
    places: list[tuple[str, ...]] = []
    for part in _SPLIT.split(rest):
        before = len(names)
        for piece in part.split(","):
            bare = _HYBRID.sub(" ", piece) if _HYBRID.search(piece) and len(piece.split()) <= 3 else piece
            name = _name(_LOOSE.sub("", _SHORT_POSTCODE.sub(" ", bare).strip()))
            land = country_code(name)
            if land:
                country = country or land
                if bracket := re.search(r"\(([^()]+)\)", piece):
                    country = country_code(bracket[1]) or country
                continue
            if bracket := re.search(r"\(([^()]+)\)\s*$", piece):
                country = country or country_code(bracket[1])
            tail = name.rsplit(" ", 1)
            if len(tail) == 2 and len(tail[1]) > 3 and (land := country_code(tail[1])):
                country, name = country or land, _name(tail[0])
            if len(name) < 2 or not any(c.isalpha() for c in name) or (is_state(name) and (names or len(name) == 2)):
                continue
            if name not in names:
                names.append(name)
        if len(names) > before:
            places.append(tuple(names[before:]))
    if not names and not postal_code and country and not is_nationwide:
        is_nationwide = True
    return PlaceText(postal_code, tuple(names), is_remote, is_nationwide, country, tuple(places))
