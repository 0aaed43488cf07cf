"""Pay as an advertisement states it: "14,50 €/Std.", "ab 2.600 € brutto", "45-55k p. a.".

None rather than a guess: a listing without pay is better than one with a wrong figure.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from listings.normalise.segments import Gate, lines
from listings.vocabulary import FULL_TIME_HOURS, MIN_FULL_TIME_HOURS, Employment, Salary, SalaryUnit

_NUMBER = r"(?:\d{1,3}(?:[.,'’ ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,7}(?:[.,]\d{1,2}(?!\d))?)(?:\s?,-+|\s?\.-+)?"
_THOUSAND = r"(?:\s?(?:[kK](?![A-Za-z])|T(?=\s?(?:€|EUR|Euro))|[Tt]sd\.?|[Tt]ausend))"
_CURRENCY = r"(?:€|EUR(?:O|o)?\b|[Ee]uro\b)"
_LEAD = (
    r"(?:zwischen|von|ab|mindestens|mind\.?|min\.?|bis\s+zu|bis|max\.?|maximal|höchstens|über|mehr\s+als|"
    r"from|starting\s+at|at\s+least|up\s+to|between)"
)
_UNIT_TOKEN = (
    r"(?:\s?(?:brutto|netto))?\s?(?:/|pro|im|je|p\.)\s?"
    r"(?:Stunde|Std\.?|h|Monat|Jahr|a\.?|m\.?)(?![\w])(?:\s?(?:brutto|netto))?"
)
_MONEY = re.compile(
    rf"(?<![\w.,+/#])(?<!\d:)(?:(?P<lead>{_LEAD})\s+)?(?:(?:ca\.?|circa|rund|etwa)\s+)?"
    rf"(?:(?P<c1>{_CURRENCY})\s?)?(?P<n1>{_NUMBER})(?P<k1>{_THOUSAND})?(?:\s?(?P<c2>{_CURRENCY}))?(?:"
    rf"{_UNIT_TOKEN}(?=\s?(?:-|bis)\s))?"
    rf"(?:\s?(?:brutto|netto)(?=\s?(?:-|bis)\s))?"
    rf"(?:\s?\([^()\d]{{2,30}}\)(?=\s?(?:-|bis)\s))?"
    rf"(?:\s?(?P<sep>-|/(?=\s?\d[\d.,]*\s?€)|bis(?:\s+zu|\s+hin\s+zu|\s+maximal|\s+max\.?|\s+höchstens)?|,\s(?:höchstens|maximal|max\.)|und|and|to|à)\s?(?:ca\.?\s)?"
    rf"(?:(?P<c3>{_CURRENCY})\s?)?(?P<n2>{_NUMBER})(?P<k2>{_THOUSAND})?(?:\s?(?P<c4>{_CURRENCY}))?)?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?:/|pro|je|per|die|an|in\s+der|p\.?)\s?(?:gearbeitete[rn]?\s|geleistete[rn]?\s)?(?:\w{0,12}stunde|std\b|h\b|hour)"
    r"|stündlich|stundenlohn|stundensatz|stundenvergütung|stundenverdienst|stundenentgelt|hourly",
    re.IGNORECASE,
)
_BARE_HOUR = re.compile(r"^\s?(?:brutto\s)?(?:Std\b|Stunde\b|Stundenlohn)", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:/|pro|im|je|per|p\.?)\s?(?:monat|mon\b|mtl|m\b|month)|monatlich|\bmtl\b|monatsgehalt|monatsbrutto|monatslohn"
    r"|monats-?\s?(?:brutto|entgelt|verdienst|vergütung)|monthly|(?:brutto|grund)monats|\b1[2-4](?:[.,]\d)?\s?x\s|^\s?x\s?1[2-4]\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!mal\s)(?:/|pro|im|je|per|p\.?)\s?(?:jahr(?!\w)|annum|year)|\bp\.?\s?/?a\b|p\.\s?a\.?|jährlich"
    r"|jahres-?\s?(?:brutto|gehalt|zielgehalt|"
    r"entgelt|einkommen|verdienst|vergütung|fix|lohn|bezüge)|bruttojahres|zieleinkommen|annual|yearly|\bOTE\b",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"gehalt|gehält|\blohn\b|stundenlohn|💰|💶|💵|\w{0,14}lohn\b|vergüt|verdien|entgelt|\bbrutto|brutto\b|bezahl|\bsalary"
    r"|\bpay\b|compensation"
    r"|einkommen|honorar|\bfixum|stundensatz|festfehalt|\bBezüge\b|gehaltsspanne|gehaltsrahmen|gehaltsband"
    r"|\bwage|remuneration|\bgarantier|\bstart(?:e|est|en)\s(?:\w+\s){0,2}mit\b"
    r"|\bbasis\s?:|\bE\s?\d{1,2}\w?\b|\bTV-?[NVH]\b|\bEG\s?\d{1,2}\w?\b|\bTVöD\b|\bTV-L\b|grundvergütung|entlohn|\bfix\b|\bfee\b",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"zuschuss|zuschüss|\bvariab|zulage|zuschlag|zuschläge|\w*bonus|\bboni\b|prämie|gutschein|sachbezug"
    r"|sachzuwendung|sachleistung|"
    r"\w*card\b|\w*karte\b|ticket|budget|rabatt|altersvorsorge|altersversorgung|\bbav\b|\bvwl\b|vermögensw|"
    r"leasing|umsatz|umsätz|bilanz|funding|finanzierung|invest|kapital|\bpreis|kosten\b|kostet|zahlen\s+dafür|"
    r"versicherung|urlaubsgeld|weihnachtsgeld|sonderzahlung|sonderurlaub|erholungs|pauschal|spende"
    r"|stipendium|förder|kilometer|\bkm\b|"
    r"schaden|schäden|empfehlung|mitarbeiter\s?werben|werben|willkommens|startgeld|inflation|wellpass|mitgliedschaft|"
    r"kinderbetreuung|kindergarten|kita\b|verpflegung|essens|fahrtkosten|fahrgeld|jobrad|hardware|volumen|"
    r"auftragswert|beitrag|beiträge|rente\b|provision|steuerfrei|erstattung|raised|revenue|turnover"
    r"|million|mio\b|mrd\b|"
    r"milliarde|gespart|sparen|ersparnis|gewinn|gratifikation|(?:werks|dienst)wohnung|unterkunft|(?:deinen|ihren)\sumzug|umzugs(?:kosten|hilfe|paket)|geworben|fitness-?(?:studio|club|center|beitrag)|\bfür\s(?:\w+\s)?kund(?:en|innen|e)\b|preisgeld|jubiläum|geburtstag|zuwendung"
    r"|aufwandsentschädigung|"
    r"\b\w{3,}geld\b|\bCHF\b|wochenlohn|tageslohn|tagessatz|auslöse|spesen|übernachtung|mobilitätsgeld|kleidergeld|bekleidung|extra\b|extras\b|benefit|trinkgeld"
    r"|einmalzahlung|"
    r"heirat|geburt|geschenk|aktion|goodie|warenwert|einkaufs|bereitschaftsdienst"
    r"|rufbereitschaft|coaching|schulung|"
    r"weiterbildung|fortbildung|lizenz|verantwort\w+\s+(?:von|für)\s+(?:einem\s+)?|projektgröße|kredit"
    r"|bausumme|wert\s+von|"
    r"allowance|voucher|stipend|discount|zuzahl|gebühr|miete|warm\b|kaution|aufpreis|nebenkosten"
    r"|zusätzlich\b|\bon\s+top\b",
    re.IGNORECASE,
)
_PAY_NOUN = re.compile(r"gehalt|lohn\b|vergütung|verdienst|entgelt", re.IGNORECASE)
"""Says what the figure is, whatever stands over it: "Deine Benefits: Einstiegsgehalt 2.480 €"."""
_STRONG_PAY = re.compile(
    r"(?:jahres|monats|stunden|brutto|grund|fest|fix|einstiegs|start|ziel|gesamt)\w{0,12}(?:gehalt|lohn"
    r"|vergütung|entgelt|einkommen|"
    r"verdienst)|gehalt\s*:|lohn\s*:|vergütung\s*:|verdienst\s*:",
    re.IGNORECASE,
)
_MINIJOB = re.compile(
    r"(?:auf\s+)?(?:325|400|450|520|538|556|603|630)\s?(?:,-+|,00)?\s?-?\s?(?:€|EUR|Euro)\s?-?\s?"
    r"(?:Basis|Job|Kraft|Kräfte|Stelle|Minijob|Grenze|Beschäftigung)",
    re.IGNORECASE,
)
_MINIJOB_CEILINGS = frozenset({325.0, 400.0, 450.0, 520.0, 538.0, 556.0, 603.0, 630.0})
_MINIJOB_WORD = re.compile(r"mini-?\s?job|geringfügig|aushilf", re.IGNORECASE)
_CLAUSE_LEFT = re.compile(
    r",\s|[;+()|&]|\bplus\b|\bzzgl\b|\bzuzüglich\b|\binkl\b|\binklusive\b|\bsowie\b|\bund\b|\bdazu\b"
    r"|\bsamt\b|\s-\s|\bzusätzlich\szu[mr]?\b|\bneben\b|(?<!\d)(?<!\b[A-Za-z])\.\s",
    re.IGNORECASE,
)
_CLAUSE_RIGHT = re.compile(
    r",\s|[;+()|&]|\bplus\b|\bzzgl\b|\bzuzüglich\b|\binkl\b|\binklusive\b|\bsowie\b|\bund\b|\bdazu\b"
    r"|\bsamt\b|\s-\s|\b(?:kommt|kommen|gibt|bekommst|bekommen|erhältst|erhalten|legen)\b|[.!]\s",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"^\s?(?:%|Uhr|Tage|Stunden|Std|h\b|Mitarbeit|Kund|Kolleg|Standort|Jahre\b|Monate|Wochen|km\b|qm|m²|Einwohner|"
    r"Mio|Mrd|Million|Milliarde|Prozent|[.:]\d|x\b(?!\s?1[2-4](?:[.,]\d+)?\b)|/7|°)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"nach\s+(?:der\s+|bestandener\s+|erfolgreicher\s+|\d{1,2}\s+|sechs\s+|drei\s+"
    r"|einem\s+)?(?:Einarbeitung|Probezeit|Monat|Jahr)"
    r"|nach\s+\w{0,12}\s?Übernahme|(?:ab|mit)\s+dem\s+(?:\d{1,2}\.?|\w{3,12}ten)\s+(?:Monat|Jahr|Beschäftigungs)"
    r"|\bab\s+(?:dem\s+)?(?:\d{1,2}\.\s?(?:\d{1,2}\.|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)",
    re.IGNORECASE,
)
_NEXT_FIGURE = re.compile(rf"\s?,\s[^\d€]{{2,40}}\d[\d.,]*\s?{_CURRENCY}", re.IGNORECASE)
"""Words between two figures belong to the second: "Kantine 5 €, Stundenlohn 15 €"."""
_WE_PAY = re.compile(
    r"\b(?:geboten\s?:|wir\sbieten|wir\szahlen|zahlen\swir|(?:du|sie)\s(?:bekommst|bekommen|erhältst|erhalten)|(?:bekommst|erhältst)\sdu|(?:bekommen|erhalten)\ssie"
    r"|(?:zum|beim|der|dein|ihr)?\s?(?:einstieg|start|beginn)\w*(?:\s(?:liegt|erfolgt|ist))?\s?(?:mit|bei|:)?)\s(?:\w+:?\s){0,3}$",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    r"\s?(?:$|[,.;!)+&](?!\d|\s(?:wenn|falls|sobald)\b)|\((?:vz|tz|vollzeit|teilzeit|\d\d\s?(?:std|h\b|stunden))|(?:plus|zzgl|zuzüglich|brutto|und|sowie|als|inkl)\b)",
    re.IGNORECASE,
)
_BEFORE_BRACKET = re.compile(r"(?:[\w-]+\s)?[\w-]+\s?\(\s?(?:Ø\s?)?$")
"""What a bracket is about: "Provisionen (Durchschnitt 600 EUR)"."""
_TERMS = re.compile(
    r"vollzeit|teilzeit|\bstd\b|stunden\b|\d\s?h\b|unbefrist|befrist|festanstellung|minijob|ab\ssofort|start\s?:|eintritt|gleitzeit|full-?time|part-?time|permanent",
    re.IGNORECASE,
)
"""Beside these a figure that stands alone can only be the pay: "Vollzeit, unbefristet, 2.600 €"."""
_ALL_IN = re.compile(
    r"\b(?:inkl\w*\.?|mit|samt|einschließlich)\s(?:\w+\s)?(?:zuschl|zulage|provision|prämie|bon)\w*\s(?:\w+\s){0,3}(?:komm|verdien|erreich|sind)\w*\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_SECOND_PER_HOUR = re.compile(
    rf"[^€.;\d]{{1,40}}\d{{1,2}}(?:,\d{{1,2}})?\s?{_CURRENCY}\s?(?:brutto\s)?(?:(?:/|pro|je|die)\s?)?(?:std\b|stunde|h\b)",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(
    r"\b(?:vorher|davor|bis\sdahin|anfangs|zunächst|zu\sbeginn|zum\seinstieg|start\w*|einstieg\w*)\b", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:danach|anschließend|später|dann|steiger\w*|steigt|erhöh\w*|wächst)\s(?:\w+\s){0,4}$"
    r"|\b(?:an\s(?:sonn|sams|feier)\w*|sonntags|samstags|feiertags|nachts|am\swochenende|im\s(?:durch)?schnitt)\s(?:\w+\s){0,2}$"
    r"|\b(?:unsere|die\sbesten|top)\s(?:[\w-]+\s){0,3}(?:verdien|komm|erreich)\w*\s(?:[\w.]+\s){0,4}$",
    re.IGNORECASE,
)
"""What comes after the start, or only at special hours."""
_STEP = re.compile(
    r"\bim\s(?:ersten|zweiten|dritten|vierten)\s?$|ausbildungsjahr|ausbildungs(?:vergütung|gehalt)|lehrjahr|studienjahr|im\s+\d\.\s+jahr|\d\.\s?jahr",
    re.IGNORECASE,
)
_FIXED = re.compile(r"\bfix\b|fixum|fixgehalt|grundgehalt|grundvergütung|garantie", re.IGNORECASE)
_TOTAL = re.compile(r"\bOTE\b|zielgehalt|zieleinkommen|gesamt\w*|total", re.IGNORECASE)
_NET = re.compile(r"\bnetto|netto\b|\bnet\b", re.IGNORECASE)
_GROSS = re.compile(r"brutto|\bgross\b", re.IGNORECASE)
_WISH = re.compile(r"gehaltsvorstellung|gehaltswunsch|wunschgehalt|gehaltsabrechnung|lohnabrechnung", re.IGNORECASE)
_PER_DAY = re.compile(
    r"^\s?(?:(?:brutto|netto|extra)\s)?(?:(?:/|pro|je|per|am)\s?(?:tag\b|woche|schicht\b|tour|einsatz\b|person|nacht\b)"
    r"|täglich|wöchentlich)",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"^\d+$")
_YEARLIKE = re.compile(r"^(?:19|20)\d\d$")
_BOUNDS = {SalaryUnit.HOUR: (4.0, 300.0), SalaryUnit.MONTH: (100.0, 20_000.0), SalaryUnit.YEAR: (9_000.0, 400_000.0)}
_PLAUSIBLE = (
    (SalaryUnit.HOUR, 12.0, 80.0),
    (SalaryUnit.MONTH, 1_200.0, 9_000.0),
    (SalaryUnit.YEAR, 18_000.0, 200_000.0),
)
_GROUPED = re.compile(r"^\d{1,3}(?:[.,'’ ]\d{3})+$")
_MOST_FIGURES = 120
_GATE = Gate(*"0123456789")
_CURRENCY_SIGN = re.compile(_CURRENCY)
_AMOUNT = re.compile(
    rf"^\s*(?:{_CURRENCY})?\s*(?P<number>{_NUMBER})(?P<k>{_THOUSAND})?\s*(?:{_CURRENCY})?\s*$", re.IGNORECASE
)


def plausible_unit(amount: float) -> SalaryUnit | None:
    """The unit an amount without one must mean, or None where day rates and nonsense lie."""
    return next((unit for unit, low, high in _PLAUSIBLE if low <= amount <= high), None)


def _value(number: str) -> float | None:
    """The last separator decides: two digits after it are cents, groups of three are thousands."""
    number = re.sub(r"\s?[.,]-+$", "", number.strip())
    if _GROUPED.match(number):
        return float(re.sub(r"\D", "", number))
    whole, decimals = number, ""
    tail = re.search(r"[.,](\d{1,2})$", number)
    if tail:
        whole, decimals = number[: tail.start()], tail.group(1)
    digits = re.sub(r"[.,'’ ]", "", whole)
    if not digits.isdecimal():
        return None
    return float(f"{digits}.{decimals or 0}")


def parse_amount(text: str) -> float | None:
    """One number in any European notation: `1.500,00`, `1,500.00`, `2 800,-`, `60k`, `60 T€`."""
    found = _AMOUNT.match(re.sub("[\u00a0\u2009\u202f]", " ", text).replace("–", "-").replace("—", "-"))
    if not found:
        return None
    value = _value(found["number"])
    return value * 1000 if value is not None and found["k"] and value < 1000 else value


@dataclass(frozen=True, slots=True)
class _Figure:
    salary: Salary
    segment: int
    is_later: bool
    is_step: bool
    is_fixed: bool
    is_total: bool


def _span_of_clause(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(
        (found.end() for found in _CLAUSE_LEFT.finditer(text, max(0, start - 160), start)), default=max(0, start - 160)
    )
    right = _CLAUSE_RIGHT.search(text, end, min(len(text), end + 100))
    return left, right.start() if right else min(len(text), end + 100)


def _whole_words(text: str, left: int, right: int) -> str:
    """The clause without half words at its ends, where it was cut by length."""
    if left and text[left - 1].isalnum():
        left = text.find(" ", left) + 1 or left
    if right < len(text) and text[right].isalnum():
        right = text.rfind(" ", left, right) if text.rfind(" ", left, right) > 0 else right
    return text[left:right].strip()


def _unit(before: str, after: str) -> SalaryUnit | None:
    """What follows the figure counts first, the nearest of several words wins."""
    if _BARE_HOUR.match(after):
        return SalaryUnit.HOUR
    patterns = ((SalaryUnit.HOUR, _HOUR), (SalaryUnit.MONTH, _MONTH), (SalaryUnit.YEAR, _YEAR))
    hits = [(found.start(), unit) for unit, pattern in patterns if (found := pattern.search(after))]
    if hits:
        return min(hits)[1]
    last = [(found.end(), unit) for unit, pattern in patterns for found in pattern.finditer(before)]
    return max(last)[1] if last else None


def _ends(found: re.Match[str]) -> tuple[float | None, float | None] | None:
    first = _value(found["n1"])
    second = _value(found["n2"]) if found["n2"] else None
    if first is None:
        return None
    if found["k2"] and second is not None and second < 1000:
        second *= 1000
        if not found["k1"] and first < 1000:
            first *= 1000
    if found["k1"] and first < 1000:
        first *= 1000
    lead = re.sub(r"\s+", " ", (found["lead"] or "").lower()).rstrip(".")
    if second is not None:
        if 0 < first < 1000 <= second and first * 1000 <= second and second / first > 20:
            first *= 1000
        return (first, second) if first <= second else None
    if lead in {"ab", "mindestens", "mind", "min", "über", "mehr als", "from", "starting at", "at least"}:
        return first, None
    if lead in {"bis zu", "bis", "max", "maximal", "höchstens", "up to"}:
        return None, first
    return first, first


def _read(
    found: re.Match[str], text: str, index: int, heading: str, is_title: bool, has_minijob: bool
) -> _Figure | None:
    if (
        found["n2"]
        and found["sep"].lower() in {"und", "and"}
        and (found["lead"] or "").lower() not in {"zwischen", "between"}
    ):
        return None
    ends = _ends(found)
    if ends is None:
        return None
    amounts = [amount for amount in ends if amount is not None]
    after_all = text[found.end() : found.end() + 60]
    if _AFTER_NUMBER.match(after_all) and not _BARE_HOUR.match(after_all):
        return None
    left, right = _span_of_clause(text, found.start(), found.end())
    before, after = text[left : found.start()], text[found.end() : right]
    has_currency = any(found[name] for name in ("c1", "c2", "c3", "c4"))
    has_thousand = bool(found["k1"] or found["k2"])
    wide_before = text[max(0, found.start() - 90) : found.start()]
    tail = text[found.end() : found.end() + 45]
    if _NEXT_FIGURE.match(tail):
        tail = ""
    bracketed = re.match(r"^\s?[(,]?\s?", tail)
    unit = (
        _unit(before[-70:], after[:45])
        or _unit("", tail[bracketed.end() if bracketed else 0 :][:22])
        or _unit(wide_before, "")
    )
    if _PER_DAY.search(after[:30]) or _MINIJOB.search(text[max(0, found.start() - 4) : found.end() + 20]):
        return None
    is_hourly = unit is SalaryUnit.HOUR and _fits(unit, amounts)
    if has_minijob and set(amounts) & _MINIJOB_CEILINGS and not is_hourly:
        return None
    near = before[-80:] + " " + after[:50]
    strong = _STRONG_PAY.search(before[-60:]) is not None or _STRONG_PAY.search(after[:30]) is not None
    is_all_in = bool(found["n2"]) and _ALL_IN.search(wide_before) is not None
    if (
        not is_all_in
        and _NOT_PAY.search(near)
        and not (strong and not _NOT_PAY.search(before[-45:] + " " + after[:25]))
    ):
        return None
    if (opened := _BEFORE_BRACKET.search(text[max(0, left - 40) : left])) and _NOT_PAY.search(opened[0]):
        return None
    if heading and _NOT_PAY.search(heading) and not (_PAY.search(heading) or _PAY_NOUN.search(near)):
        return None
    if _WISH.search(near) or _WISH.search(wide_before[-35:]):
        return None
    pay_word = is_all_in or any(
        (
            _PAY.search(near),
            _PAY.search(wide_before[-60:]),
            _PAY.search(tail[:22]),
            _PAY.search(heading),
            _STEP.search(before),
            _STEP.search(heading),
            min(amounts) >= 1000 and _NET.search(near),
        )
    )
    stated = _unit(before[-40:], after[:30]) or _unit("", tail[bracketed.end() if bracketed else 0 :][:15])
    if not has_currency:
        if not _speaks_of_money(found, before, after, tail, is_title, bool(stated), has_thousand):
            return None
    elif not (
        pay_word
        or stated
        or is_title
        or has_thousand
        or _is_bare_range(found, text)
        or _is_first_of_two(found, text)
        or _is_paid_by_us(found, text, amounts)
        or _is_a_term(found, text, heading, amounts)
    ):
        return None
    if stated is not None and not _fits(stated, amounts):
        return None
    if unit is None or not _fits(unit, amounts):
        unit = _by_size(max(amounts))
    if not _fits(unit, amounts):
        return None
    if len(amounts) == 2 and amounts[1] > amounts[0] * 6:
        return None
    around = before[-40:] + " " + found.group(0) + " " + after[:30] + " " + tail[:25]
    is_gross = True if _GROSS.search(around) else (False if _NET.search(around) else None)
    context = text[max(0, found.start() - 60) : found.end() + 40]
    return _Figure(
        Salary(ends[0], ends[1], unit, is_gross, _whole_words(text, left, right)),
        index,
        _is_later(text[max(0, found.start() - 70) : found.start()], after[:50]),
        bool(_STEP.search(context) or _STEP.search(heading)),
        bool(_FIXED.search(before[-25:] + " " + after[:12])),
        is_all_in or bool(_TOTAL.search(before[-40:] + " " + after[:25])),
    )


def _is_later(before: str, after: str) -> bool:
    """Pay after the first months; "vorher" or "zum Start" between the two words leads back to the beginning."""
    last = max((match.end() for match in _LATER.finditer(before)), default=None)
    if last is not None and not _AT_FIRST.search(before, last):
        return True
    return bool(_THEN.search(before) or _LATER.search(after))


def _is_first_of_two(found: re.Match[str], text: str) -> bool:
    """ "Helfer 14 €, Fachkräfte 17 € die Stunde": the unit stands once, behind the second figure."""
    first = _value(found["n1"])
    return first is not None and 12 <= first <= 80 and bool(_SECOND_PER_HOUR.match(text, found.end()))


def _is_paid_by_us(found: re.Match[str], text: str, amounts: list[float]) -> bool:
    """ "Wir zahlen dir 17 €" names pay where the sum can be nothing else and is for no one thing."""
    before = text[max(0, found.start() - 50) : found.start()]
    is_pay = _can_only_be_pay(amounts) or _is_range_of_a_year(amounts)
    return is_pay and bool(_WE_PAY.search(before)) and bool(_BY_ITSELF.match(text, found.end()))


def _is_a_term(found: re.Match[str], text: str, heading: str, amounts: list[float]) -> bool:
    """ "Vollzeit, unbefristet, 2.600 €": nothing else between the separators, other terms of the contract around."""
    if len(text) > 250 or not (_can_only_be_pay(amounts) or _is_range_of_a_year(amounts)):
        return False
    is_alone = re.search(r"(?:^|[:,|/;-])\s?$", text[: found.start()]) and re.match(
        r"\s?(?:$|[,|/;-])", text[found.end() :]
    )
    return bool(is_alone and _TERMS.search(f"{heading} {text}"))


def _can_only_be_pay(amounts: list[float]) -> bool:
    return all(12 <= amount <= 40 or 1_800 <= amount <= 6_000 for amount in amounts)


def _is_range_of_a_year(amounts: list[float]) -> bool:
    return len(amounts) == 2 and all(25_000 <= amount <= 75_000 for amount in amounts)


def _is_bare_range(found: re.Match[str], text: str) -> bool:
    """ "42.000 - 50.000 €" and nothing else in its line."""
    return bool(found["n2"]) and not re.search(r"\w", text[: found.start()] + text[found.end() :])


def _fits(unit: SalaryUnit, amounts: list[float]) -> bool:
    low, high = _BOUNDS[unit]
    return all(low <= amount <= high for amount in amounts)


def _by_size(amount: float) -> SalaryUnit:
    if amount < 100:
        return SalaryUnit.HOUR
    return SalaryUnit.MONTH if amount < 12_000 else SalaryUnit.YEAR


def _speaks_of_money(
    found: re.Match[str], before: str, after: str, tail: str, is_title: bool, has_unit: bool, has_thousand: bool
) -> bool:
    """A figure without a currency needs a pay word right beside it, or stands in a title as a large round sum."""
    numbers = [found["n1"]] + ([found["n2"]] if found["n2"] else [])
    if any(_YEARLIKE.match(number.strip()) for number in numbers):
        return False
    values = [value for number in numbers if (value := _value(number)) is not None]
    beside = (
        _PAY.search(before[-22:])
        or _PAY.match(after.lstrip()[:14])
        or re.search(r"brutto|p\.?\s?/?a\b", tail[:16], re.IGNORECASE)
        or (found["n2"] and min(values, default=0) >= 18_000 and _PAY.search(before[-45:]))
    )
    grouped = all(_GROUPED.match(re.sub(r"\s?[.,]-+$", "", number.strip())) for number in numbers)
    if has_thousand and values and (15 <= max(values) <= 400 or 1.5 <= max(values) < 10):
        return bool(beside) or (is_title and bool(found["n2"] or found["lead"]))
    if is_title and grouped and min(values) >= 18_000 and (found["n2"] or has_unit or beside):
        return max(values) <= 250_000
    if not beside:
        return False
    if grouped or (min(values) >= 1000 and all(_COUNTS.match(number.strip()) for number in numbers)):
        return True
    return has_unit and max(values) < 100 and min(values) >= 9


def _amounts(line: str) -> Iterator[re.Match[str]]:
    """Figures and ranges; "50 € und 2.500 €" are two figures unless "zwischen" stands before them."""
    for found in _MONEY.finditer(line):
        is_pair = found["n2"] and found["sep"].lower() in {"und", "and"} and (found["c1"] or found["c2"])
        if not is_pair or (found["lead"] or "").lower() in {"zwischen", "between"}:
            yield found
            continue
        yield from filter(None, (_MONEY.match(line, found.start(), found.start("sep")),))
        start = found.start("c3") if found["c3"] else found.start("n2")
        yield from filter(None, (_MONEY.match(line, start, found.end()),))


def _figures(title: str, text: str) -> list[_Figure]:
    every = lines(title, text)
    has_minijob: bool | None = None
    seen = 0
    found: list[_Figure] = []
    for line in _GATE.lines(title, text):
        previous = every[line.place - 1].text if line.place and not line.is_title else ""
        heading = (
            previous
            if len(previous) <= 60 and (not any(c.isdigit() for c in previous) or _STEP.search(previous))
            else ""
        )
        if not (line.is_title or _CURRENCY_SIGN.search(line.text) or _PAY.search(line.text) or _PAY.search(heading)):
            continue
        for match in islice(_amounts(line.text), _MOST_FIGURES - seen):
            seen += 1
            if has_minijob is None:
                has_minijob = any(
                    pattern.search(part) for pattern in (_MINIJOB_WORD, _MINIJOB) for part in (title, text)
                )
            if figure := _read(match, line.text, line.place, heading, line.is_title, has_minijob):
                found.append(figure)
    return found


def _is_plausible(salary: Salary) -> bool:
    amount = salary.minimum if salary.minimum is not None else salary.maximum or 0
    return any(unit is salary.unit and low <= amount <= high for unit, low, high in _PLAUSIBLE)


def _merge(figures: list[_Figure]) -> Salary:
    """Steps and grades become one range; of the same pay in two units the first stands."""
    if any(figure.salary.is_gross for figure in figures):
        figures = [figure for figure in figures if figure.salary.is_gross is not False]
    starting = [figure for figure in figures if not figure.is_later] or figures
    total = [figure for figure in starting if figure.is_total]
    flexible = total or [figure for figure in starting if not figure.is_fixed] or starting
    first = flexible[0]
    if not _is_plausible(first.salary):
        first = next((figure for figure in flexible if _is_plausible(figure.salary) and not first.is_step), first)
    same = [figure for figure in flexible if figure.salary.unit is first.salary.unit]
    open_ended = [figure for figure in same if figure.salary.minimum is None or figure.salary.maximum is None]
    ranges = [figure for figure in same if figure.salary.minimum != figure.salary.maximum and figure not in open_ended]
    if first.is_step or not (ranges or open_ended):
        lows = [figure.salary.minimum for figure in same if figure.salary.minimum is not None]
        highs = [figure.salary.maximum for figure in same if figure.salary.maximum is not None]
        if lows and highs and (max(highs) <= min(lows) * 3):
            gross = next((figure.salary.is_gross for figure in same if figure.salary.is_gross is not None), None)
            return Salary(min(lows), max(highs), first.salary.unit, gross, first.salary.text)
        return first.salary
    if first in open_ended and first.segment == 0:
        return _completed(first.salary, [figure.salary for figure in same])
    return (ranges[0] if ranges else first).salary


def _completed(title: Salary, others: Iterable[Salary]) -> Salary:
    """ "Bis 17 €" over "14,50 € zum Start": the text names the end that the title leaves open."""
    for other in others:
        low, high = other.minimum, other.maximum
        if title.minimum is None and low is not None and title.maximum is not None and low < title.maximum:
            return replace(title, minimum=low)
        if title.maximum is None and title.minimum == low and high is not None and low != high:
            return replace(title, maximum=high)
    return title


def read_salary(title: str, text: str) -> Salary | None:
    """The pay for this job, or None."""
    figures = _figures(title, text)
    return _merge(figures) if figures else None


def comparable_month(
    salary: Salary, weekly_hours: float | None, employment: Collection[Employment]
) -> tuple[int | None, int | None]:
    """Monthly gross for full time in whole euros: the only basis of bands, bars, sorting and statistics."""
    if salary.is_gross is False:
        return None, None
    hours = weekly_hours if weekly_hours and weekly_hours > 0 else None
    full = Decimal(str(hours)) if hours is not None and hours >= MIN_FULL_TIME_HOURS else Decimal(FULL_TIME_HOURS)
    is_short = (
        bool({Employment.PART_TIME, Employment.MINIJOB} & set(employment)) and Employment.FULL_TIME not in employment
    )
    if salary.unit is SalaryUnit.HOUR:
        factor = full * 13 / 3
    elif hours is not None and hours < MIN_FULL_TIME_HOURS:
        factor = full / Decimal(str(hours))
    elif hours is None and is_short:
        return None, None
    else:
        factor = Decimal(1)

    def month(amount: float | None) -> int | None:
        if amount is None:
            return None
        exact = Decimal(str(amount)) * factor / (12 if salary.unit is SalaryUnit.YEAR else 1)
        return int(exact.quantize(Decimal("0.000001")).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    return month(salary.minimum), month(salary.maximum)
