"""When people work: "Früh- und Spätschicht", "keine Wochenendarbeit", "Mo-Fr 8-17 Uhr", "Gleitzeit"."""

import re
from datetime import time
from itertools import islice

from listings.normalise.segments import Gate, quote
from listings.normalise.shift_choice import FLEXIBLE, find_choice
from listings.normalise.shift_ends import find_ends
from listings.normalise.shift_scope import (
    WEEKEND_FREE,
    are_hours_of_others,
    find_no_shifts,
    has_phone_number,
    without_denied,
    without_others,
)
from listings.vocabulary import ShiftType

_I = re.IGNORECASE
_HOURS_BEHIND = r"(?=\s?[(:]?\s?(?:von\s)?\d{1,2}(?:[:.]\d\d)?\s?(?:uhr\s?)?(?:-|bis)\s?\d)"
""" "Früh (6-14 Uhr)": hours make a shift of the bare word."""
_TURNS = r"\b(?:(?:eine|die)\swoche|mal|abwechselnd|im\swechsel)\s(?:\w+\s)?früh\b[^.;!?]{1,30}\bspät\b"
_BLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:uhr\s)?(?:-|bis)\s?\d{1,2}(?:[:.]\d\d)?(?:\suhr)?"
_EARLY = re.compile(
    r"\b(?:"
    rf"{_TURNS}|\bfrüh{_HOURS_BEHIND}|"
    r"\bfrüh-?\s?(?:schicht|dienst)\w*|\bfrüh-(?=spät)|\bfrüh-(?=[^.;]{0,25}\b(?:spät|nacht)-?(?:schicht|dienst))|\bfrüh(?=\s?-?\s?(?:,|/|&|und|oder|sowie|bzw\.?)\s?-?\s?(?:spät"
    r"|nacht|mittel|tag))|\bfrühe[nr]?\s(?:\w+\s){0,2}(?:schicht|dienst)e?n?\b|\bearly\b[^.;]{0,25}\bshifts?\b)",
    _I,
)
_LATE = re.compile(
    r"\b(?:"
    rf"{_TURNS}|\bspät{_HOURS_BEHIND}|\b(?:abend|nachmittags)stunden\b|\bnachmittags\s(?:und|oder|bis)\sabends\b|\bevening\b[^.;]{{0,25}}\bshifts?\b|"
    r"\b(?:spät|abend|nachmittags?)-?\s?(?:schicht|dienst)\w*|\bspät(?=\s?-?\s?(?:,|/|&|und|oder|sowie"
    r"|bzw\.?)\s?-?\s?(?:früh|nacht|wochen|tag))"
    r"|\bfrüh\s?-?\s?(?:,|/|&|und|oder|bzw\.?)\s?-?\s?spät\b|\bfrüh-spät|\bspäte[nr]?\s(?:schicht|dienst)e?n?\b|\blate\b[^.;]{0,25}\bshifts?\b)",
    _I,
)
_NIGHT = re.compile(
    r"\b(?:"
    rf"\bnacht{_HOURS_BEHIND}|"
    r"\b(?:dauer-?)?nacht-?\s?(?:schicht|dienst|arbeit|tätigkeit|wache|einsatz|einsätze)\w*|\b(?:arbeit|einsatz|einsätze|dienste?)\s(?:\w+\s)?in\sder\snacht\b|\bnächten?\s(?:dienst|am\sstück|arbeit)\w*|\bnächtliche\w?\s(?:einsatz|einsätze|arbeit|dienst)\w*|\bnachts\b|\b(?:früh"
    r"|spät)\s?-?\s?(?:,|/|&|und|oder|bzw\.?)\s?-?\s?nacht\b"
    r"|\bnacht(?=\s?-?\s?(?:,|/|&|und|oder|sowie|bzw\.?)\s?-?\s?(?:schicht|wochenend|sonn|feiertag|früh"
    r"|spät))|\bnight\b[^.;]{0,25}\bshifts?\b|\bDauernacht\b)",
    _I,
)
_EARLY_AND_LATE = re.compile(
    rf"{_TURNS}|"
    r"\bfrüh\w*\s?-?\s?(?:,|/|&|und|sowie|bzw\.?)\s?-?\s?(?:spät|tag|nacht|mittel|zwischen)"
    r"|\bfrüh-,\s(?:\w+\s){1,2}spät"
    r"|\bspät\w*\s?-?\s?(?:,|/|&|und|sowie|bzw\.?)\s?-?\s?(?:früh|nacht)",
    _I,
)
_ROTATING = re.compile(
    r"\b(?:"
    r"\b(?:wechsel|wechselnde[nr]?\s)-?schicht\w*"
    r"|\b(?:\d|zwei|drei|vier|fünf|mehr|voll|teil|konti|conti|\d{1,2}-?\s?stunden|2er|3er|ein-?\sbis\sdrei"
    r"|mehrere[nr]?)\s?-?\s?(?:oder\s\d-?\s?|bis\s\w+-?\s?|/\d-?\s?)?schicht"
    r"(?:ig|-?\s?(?:system|betrieb|arbeit|dienst|modell|bereit\w*|basis|rhythmus|plan|wechsel|einsatz|-))?\w{0,6}\b"
    r"|\b(?:voll|teil)-?\s?konti\w*|\bkonti-?schicht\w*"
    r"|\b(?:voll\w*\s)?schicht-?\s?(?:dienst|arbeit|betrieb|betreb|system|bereit|ebreit|tätig|modell"
    r"|wechsel|rhythm|turnus|rotation|einsatz|einsätz)\w*"
    r"|\bschichtpl[aä]n(?:e|en|s|es)?\b|\b(?:in|im|bereitschaft\szu[rm]?|verschiedenen?|unterschiedlichen?|planbaren?|verlässlichen?|abwechselnden?"
    r"|wechselnden|rollierenden|mehreren)\sschicht(?:en|dienst)?\b"
    r"|\bschichten\s(?:\w+\s){0,2}(?:von|zwischen)\s\d(?![^.;!?]{0,15}\sstunden)|(?:vollzeit|teilzeit|arbeitszeit\w{0,8})\s?[,:/|-]\s?schicht\b(?!-)"
    r"|\bschicht-\s?(?:,|und|oder|sowie|/|&|bzw\.?)\s?(?:[\w-]{2,20}-\s?(?:,|und|oder|sowie|/|&|bzw\.?)\s?){0,3}"
    r"(?:wochenend|samstags|sonntags?|feiertags?|nacht|bereitschafts)-?(?:dienst|arbeit|einsatz|einsätze|betrieb)\w*"
    r"|\btag(?:es)?-\s?(?:,|und|sowie|/|&)\s?nacht-?\s?(?:schicht|dienst)\w*"
    r"|\bschicht-?\s?(?:bereit|fähig|tauglich)\w*|\bfrüh-spät|\b(?:f/s|fs)(?:/n)?-\s?schicht\w*|\brotierende\w*\s(?:schicht|dienst)\w*|\brollierend\w*|\bschichtzeiten\b|\bwechseldienst\w*|\bwechselnde[nr]?\sdienste?n?\b|\bturnusdienst\w*"
    r"|\bim\s(?:\w+\s)?wechsel\b[^.;]{0,40}schicht|\bschichten\b[^.;!?]{0,40}\brotier\w*|\b(?:zwei|drei|vier|[234])\s(?:[\w-]+\s){1,2}schichten\b|\bim\swechsel\s?:?\s?\(?(?:von\s)?\d{1,2}(?:[:.]\d\d)?\s?(?:uhr\s)?(?:-|bis)\s?\d|\bversetzte[nrm]?\s(?:schicht|dienst)\w*|\bschichten\s(?:tausch|wechsel)\w*"
    r"|\b(?:früh|spät|nacht|tag)-?(?:schicht|dienst)\w*[^.;!?]{0,60}\b(?:wöchentlich\w*\s(?:im\s)?wechsel\w*|wechsel\w*\swöchentlich|im\s(?:\w+\s)?wechsel)\b"
    rf"|\b(?:(?:die\s)?eine\swoche|woche\s(?=[1a]\b)|mal|abwechselnd|\w*wechsel\w{{0,4}}|schichten)\b:?[^.;!?\d]{{0,30}}(?:1:\s)?{_BLOCK}[^!?;\d]{{1,40}}(?:2:\s)?{_BLOCK}"
    r"|\b(?:wechselnd\w{0,2}|abwechselnd|wechsel(?:st|n|t))\s[^.;!?]{0,30}\b(?:früh|spät|nacht|tag|mittel)-?(?:schicht|dienst)?\w{0,2}\s?(?:,|und|oder|/|bzw\.?|&)\s?(?:im\s|in\s)?(?:der\s)?(?:früh|spät|nacht|tag|mittel)-?(?:schicht|dienst)"
    r"|\bshifts\s(?:between|from)\s\d"
    r"|\bschichtarbeit\w*|\bshift\s(?:work|system|rota)\w*|\brotating\sshifts?\b|\bvollkonti\w*)",
    _I,
)
_WEEKEND_NOUN = re.compile(
    r"\b(?:wochenend|samstags?|sonntags?|feiertags?)-?\s?(?:dienst|arbeit|einsatz|einsätze|schicht)\w*|\barbeit\w*[^.;]{0,40}\bam\swochenende"
    r"|\b(?:wochenende?|samstage?|sonntage?)[ns]?\s(?:\w+\s){0,2}im\swechsel\b",
    _I,
)
_WEEKEND_SHORT = re.compile(r"^\W*(?:auch\s)?(?:an|am)\s(?:wochenende|samstag|sonntag|sonn-|feiertag)[^.;]{0,30}$", _I)
_WEEKEND_SPAN = re.compile(
    r"\b(?:mo|di|mi|do|fr|montags?|dienstags?|mittwochs?|donnerstags?|freitags?)\.?\s?(?:-|bis|/)\s?(?:einschl\.?\s|einschließlich\s)?"
    r"(?:sa|so|samstag|sonntag|sonnabend)s?\b",
    _I,
)
_WEEKEND_WORK = re.compile(
    r"\b(?:"
    r"\bwochenend-?\s?(?:dienst|arbeit|einsatz|einsätze|schicht|bereit)\w*"
    r"|\b(?:samstags?|sonntags?|sonnabend|feiertags?|sonn-\s?und\sfeiertags?)-?\s?(?:dienst|arbeit|einsatz"
    r"|einsätze|schicht)\w*"
    r"|\b(?:6|7|sechs|sieben)-?\s?tage-?\s?woche|\bwochenend-?\s?(?:,|und|oder|/|&"
    r"|sowie)\s?-?\s?(?:feiertag|nacht|schicht|spät)\w*"
    r"|\bsonn-?\s?(?:,|und|oder|/|&)\s?-?\s?feiertag(?:s-?)?(?:dienst|arbeit|einsatz|einsätze)\w*"
    r"|\ban\s365\stagen|\b(?:über\s)?alle\s(?:7|sieben)\s(?:wochen)?tage\b|\bsa\.?\s?(?:\+|&|und|/|oder)\s?so\b"
    r"|\b(?:sa|so|samstags?|sonntags?|sonnabends?)\.?\s?:?\s(?:von\s|ab\s|bis\s)?\d{1,2}(?:[:.]\d\d)?\s?(?:uhr\b|(?:-|bis)\s?\d{1,2})"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag)s?\s?(?:,|und|oder|&|/)\s?(?:samstag|sonntag)s?\b"
    r"|\b(?:einschließlich|einschl\.|inklusive|inkl\.)\s(?:der\s)?(?:wochenende|samstag|sonntag)\w*"
    r"|\bmon(?:day)?s?\s?(?:-|to|through)\s?(?:sat|sun)(?:urday|day)?s?\b|\bweekend\s(?:work|shift))",
    _I,
)
_WEEKEND_DAY = re.compile(
    r"\b(?:wochenende?n?s?|samstage?n?s?|sonntage?n?s?|sonnabende?n?s?|feiertage?n?s?|sonn-|weekends?"
    r"|(?:7|sieben)\stagen?\s(?:die|pro|je|in\sder)\swoche|an\s(?:7|sieben)\stagen)\b",
    _I,
)
_EVERY_OTHER = re.compile(
    r"\bwochenenden?\b[^.;!?,]{0,25}\b(?:arbeitest\sdu|arbeiten\ssie)\b(?!\s(?:nicht|nie))|\bjede[nrs]?\s(?:zweite|dritte|vierte|[234]\.)[nrs]?\s(?:wochenende|samstag|sonntag)\w*"
    r"|\b(?:eine?s?|zwei|1|2)\s(?:garantiert\s)?freies?\swochenenden?\s(?:im|pro)\smonat",
    _I,
)
"""Whoever has every second weekend off works on the others."""
_WORK_CONTEXT = re.compile(
    r"arbeit|dienst|einsatz|einsätze|bereit|schicht|uhr\b|\bmo\b|montag|tätig|gelegentlich|vereinzelt"
    r"|regelmäßig|nachts|abends|auch\s(?:an|am)"
    r"|flexib|werktag|unter\sder\swoche|verfügbar|\bshifts?\b|\bwork(?:ing)?\b|aushilf|job\b|stunden|wechsel"
    r"|\b(?:im|pro|je)\smonat\b|\balle\s(?:\d|zwei|drei|vier|paar)\swochen\b|\b(?:jede[nrs]?|jeweils)\s(?:\w+\s)?$|einspring"
    r"|schließ\w*\s[^.;!?]{0,30}\bein\b|eingeschlossen|inbegriffen",
    _I,
)
_DAY_SHIFT = re.compile(
    r"\btag(?:es)?-?\s?(?:schicht|dienst)\w*|\bnormalschicht\w*|\btag(?:es)?-(?=\s?(?:,|und|oder"
    r"|/)\s?(?:nacht|spät|wechsel)-?\s?(?:schicht|dienst))|\bday\sshift",
    _I,
)
_CLOCK = re.compile(
    r"(?<![\d.,:€])(?P<h1>[01]?\d|2[0-4])(?:[:.](?P<m1>[0-5]\d))?\s?(?P<u1>uhr|h\b|[ap]\.?m\b\.?)?\s?(?:-|bis(?:\sca\.?"
    r"|\sspätestens|\smax\.?)?|und(?:\sendet\s(?:\w+\s)?(?:um|gegen))?|to)\s?"
    r"(?P<h2>[01]?\d|2[0-4])(?:[:.](?P<m2>[0-5]\d))?\s?(?P<u2>uhr|h\b|[ap]\.?m\b)?(?![\d€%])",
    _I,
)
_WEEKDAYS = re.compile(r"\bmo\b|montag|\bmon\b|\bmonday|working\shours|\bmo\s?-|werktag", _I)
_DATE_BEFORE = re.compile(r"(?:\d\.|seit|jahren?|€|eur)\s?$", _I)
_LONG_FRAME = re.compile(r"einsatz\w*\s\(?bis|\d\s?schicht", _I)
_FRAME = re.compile(r"innerhalb|zwischen|rahmen|frühestens|schicht", _I)
_WORDS = (
    (_EARLY, ShiftType.EARLY),
    (_LATE, ShiftType.LATE),
    (_NIGHT, ShiftType.NIGHT),
    (_ROTATING, ShiftType.ROTATING),
    (_DAY_SHIFT, ShiftType.DAY),
)
_ROSTER = re.compile(r"\b(?:nach|laut|gemäß)\s(?:\w+\s)?dienstplan\b", _I)
_CLOCK_GATE = Gate("uhr", ":", " pm", "0pm", "p.m", *(f"{digit}{gap}h" for digit in "0123456789" for gap in ("", " ")))
_GATE = Gate(
    "abends", "nächt", "saturday", "sunday", "schicht", "dienst", "nacht", "früh", "spät", "shift", "voll-kont", "vollkont", "teilkont", "konti", "rollier",
    "wochenend", "samstag", "sonntag", "sonnabend", "feiertag", "sonn-", "weekend", "tage-woche", "tagewoche",
    "tage woche", "7 tagen", "sieben tage", "365 tagen", "wechsel", "tage in der", "tage die woche", "tage pro woche", "tage je woche", "conti", "sa + so", "sa+so", "sa & so", "sa und so", " sa ", " sa. ", "sa oder so", "sa. und so", *(f"{end}{day}" for end in ("-", "- ", "/", "/ ", "s ", "h ", ". ") for day in ("sa", "so")),
)  # fmt: skip
_MOST_HOURS_A_LINE = 40
_OWN_HOURS = frozenset({ShiftType.EARLY, ShiftType.LATE, ShiftType.NIGHT})
"""Clock hours beside one of these words say when that shift is; they name no further one."""


def _blocks(line: str) -> list[tuple[int, int]]:
    """Stated hours in minutes; both ends on the clock, at least one of them marked as such."""
    found: list[tuple[int, int]] = []
    matches = list(islice(_CLOCK.finditer(line), _MOST_HOURS_A_LINE))
    is_about_time = bool(matches) and bool(_WEEKDAYS.search(line) or "zeit" in line.lower())
    for match in matches:
        has_minutes = match["m1"] is not None and match["m2"] is not None and ":" in match[0]
        if not (match["u1"] or match["u2"] or (has_minutes and is_about_time)):
            continue
        is_two_hours = (match["u1"] or "").lower() == "h" and _WEEKDAYS.search(line)
        if (match["u2"] or "").lower() == "h" and not (match["m1"] or match["m2"] or is_two_hours):
            continue
        if _DATE_BEFORE.search(line[max(0, match.start() - 10) : match.start()]):
            continue
        start, end = _minutes(match["h1"], match["m1"], match["u1"]), _minutes(match["h2"], match["m2"], match["u2"])
        if start <= 1440 and end <= 1440 and start != end:
            found.append((start, end))
    return found


def _minutes(hour: str, minute: str | None, unit: str | None) -> int:
    is_afternoon = (unit or "").lower().startswith("p") and int(hour) < 12
    return (int(hour) + 12 * is_afternoon) * 60 + int(minute or 0)


def _is_night(start: int, end: int) -> bool:
    if end > start:
        return start < 5 * 60 or end > 23 * 60
    return end > 0 and end != 24 * 60


def _working_hours(line: str, is_title: bool = False) -> list[tuple[int, int]]:
    if not is_title and (are_hours_of_others(line) or has_phone_number(line)):
        return []
    return _blocks(line)


def read_shifts(title: str, text: str) -> frozenset[ShiftType]:
    """Every kind of working time the advertisement states; empty if it states none."""
    return frozenset(find_shifts(title, text))


def find_shifts(title: str, text: str) -> dict[ShiftType, str]:
    """As read_shifts(), each with the words it was read from."""
    found: dict[ShiftType, str] = {}
    blocks: list[tuple[int, int, str]] = []
    has_weekday_block = False
    if chosen := find_choice(title, text):
        found[ShiftType.FLEXIBLE] = chosen
    named_lines = {line.place: line for line in _GATE.lines(title, text)}
    clock_lines = {line.place: line for line in _CLOCK_GATE.lines(title, text)}
    read_lines = {place: line for place, line in clock_lines.items() if _CLOCK.search(line.text)}
    for _, line in sorted((read_lines | named_lines).items()):
        raw = line.text
        if raw.endswith("?") and raw.count(" ") < 2:
            continue
        clear = without_others(raw)
        if free := find_no_shifts(clear):
            found.setdefault(ShiftType.DAY, quote(raw, free[0]))
        positive = without_denied(clear)
        named = _named(positive)
        weekend = _weekend(positive, raw) or (_WEEKEND_DAY.search(positive) if line.is_title else None)
        if weekend:
            named[ShiftType.WEEKEND] = weekend[0]
        for shift, said in named.items():
            if shift not in found:
                found[shift] = quote(raw, said)
        hours = [] if _OWN_HOURS & named.keys() else _working_hours(raw, line.is_title)
        blocks.extend((start, end, raw) for start, end in hours)
        if hours and not weekend and not FLEXIBLE.search(raw) and not _LONG_FRAME.search(raw):
            has_weekday_block = True
    if ShiftType.ROTATING not in found and not _OWN_HOURS & found.keys():
        apart = find_ends([clock_lines[place] for place in sorted(clock_lines)])
        blocks.extend((start, end, raw) for start, end, raw in apart)
        has_weekday_block = has_weekday_block or bool(apart)
    if ShiftType.ROTATING not in found and blocks:
        nights = [raw for start, end, raw in blocks if _is_night(start, end)]
        roster = next((raw for _, _, raw in blocks if _ROSTER.search(raw)), "")
        if nights:
            found.setdefault(ShiftType.NIGHT, _quote_hours(nights[0]))
        elif has_weekday_block and all(6 * 60 <= start < end <= 19 * 60 for start, end, _ in blocks):
            found.setdefault(ShiftType.DAY, _quote_hours(blocks[0][2]))
        elif roster:
            found[ShiftType.ROTATING] = quote(roster, "")
    return found


def _quote_hours(line: str) -> str:
    found = _CLOCK.search(line)
    return quote(line, found[0] if found else "")


def _named(line: str) -> dict[ShiftType, str]:
    found = {shift: match[0] for pattern, shift in _WORDS if (match := pattern.search(line))}
    if ShiftType.EARLY in found and ShiftType.LATE in found and (match := _EARLY_AND_LATE.search(line)):
        found.setdefault(ShiftType.ROTATING, match[0])
    return found


def _weekend(line: str, raw: str) -> re.Match[str] | None:
    if found := _EVERY_OTHER.search(line):
        return found
    span = _WEEKEND_SPAN.search(line)
    line = WEEKEND_FREE.sub(" ", line)
    if are_hours_of_others(raw):
        return _WEEKEND_NOUN.search(line) if "rufbereitschaft" not in raw.lower() else None
    if found := span or _WEEKEND_SHORT.search(line) or _WEEKEND_WORK.search(line):
        return found
    day = _WEEKEND_DAY.search(line)
    return day if day and _WORK_CONTEXT.search(_WEEKEND_DAY.sub(" ", line)) else None


def read_day_hours(title: str, text: str) -> tuple[time, time] | None:
    """The one daily working time an advertisement states; None when it states several or a frame."""
    return hours[0] if (hours := find_day_hours(title, text)) else None


def find_day_hours(title: str, text: str) -> tuple[tuple[time, time], str] | None:
    """As read_day_hours(), with the words they were read from."""
    found: dict[tuple[int, int], str] = {}
    for line in _CLOCK_GATE.lines(title, text):
        hours = _working_hours(line.text)
        if hours and (FLEXIBLE.search(line.text) or _FRAME.search(line.text)):
            return None
        found.update(dict.fromkeys(hours, line.text))
    if len(found) != 1:
        return None
    ((start, end), raw) = next(iter(found.items()))
    if not 3 * 60 <= (end - start) % 1440 <= 12 * 60:
        return None
    return (time(start // 60 % 24, start % 60), time(end // 60 % 24, end % 60)), _quote_hours(raw)
