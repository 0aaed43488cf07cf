"""How much and in which form: "Vollzeit (40 Std./Woche)", "Teilzeit", "Minijob", "Ausbildung"."""

import re
from collections.abc import Collection, Iterable

from listings.normalise.segments import Gate, quote, title_segments
from listings.normalise.weekly_hours import find_weekly_hours, hours_by_line
from listings.vocabulary import MIN_FULL_TIME_HOURS, Contract, Employment

_I = re.IGNORECASE
_NOT_FULL = re.compile(
    r"\b(?:bei|auf|bezogen\sauf|gerechnet\sauf|entspricht|basis)\s(?:einer\s)?vollzeit(?:-?\s?(?:basis"
    r"|tätigkeit|beschäftigung|stelle|äquivalent))?\s?\)?"
    r"(?=\s?(?:\)|,|$|gerechnet|abhängig))"
    r"|\b\d{1,2}\s?%\s(?:einer|der)\s(?:\w+\s)?vollzeit\w*"
    r"|\b(?:einarbeitung|schulung)\w*\s[^.;!?]{0,30}vollzeit\w*|vollzeit\w*\s\((?:schulung|einarbeitung)\w*\)|\bbezogen\sauf\s(?:eine\s)?vollzeit\w*|\bbezieh\w*\s(?:sich\s)?auf\s(?:eine\s)?vollzeit\w*|\b(?:kolleg\w*|beschäftigten)\s(?:arbeiten|sind)\s[^.;!?]{0,30}zeit\w*"
    r"|vollzeit-?(?:kolleg|team)\w*|\b(?:sind|beschäftigen|team\s(?:von|aus|mit))\s(?:\w+\s){0,2}\d{1,4}\svollzeit(?:-\sund\s\d{1,4}\steilzeit)?-?(?:kräfte|mitarbeit)\w*|vollzeit(?:nah\w*|basis|äquivalent\w*|studium|-studium|student\w*|kräfte)\b|\b(?:kein\w?"
    r"|nicht\sin)\svollzeit\w*|\bnicht\sin\svollzeit",
    _I,
)
_URLAUB_AT_FULL = re.compile(
    r"urlaub\w*[^.;]{0,40}\b(?:bei|in|auf)\s(?:einer\s)?(?:vollzeit\w*|5-?tage-?woche)"
    r"|\bbei\s(?:einer\s)?vollzeit\w*|urlaub\w*\s?\(vollzeit\)",
    _I,
)
_FULL = re.compile(
    r"\b(?:volle|ganze)[rn]?\s(?:oder\s\w+\s)?stellen?\b|\b(?:stellen|beschäftigungs|arbeits)?(?:umfang|pensum|grad|anteil)(?:\s?:|\svon)?\s(?:\d{2}\s?(?:-|bis)\s?)?100\s?%|"
    r"\bvoll-?\s?zeit\w*|\bVZ\b|\b\d{2}\s?-\s?100\s?%\s?-?\s?(?:arbeits)?(?:pensum|stelle|anstellung)|\b1[.,]0{1,2}\s?VZÄ\b|\bganztags-?(?:stelle|job|kraft|tätigkeit|beschäftigung)\w*"
    r"|\bganztags\s(?:oder|und|/)\s?halbtags|(?:^|arbeitszeit\s?:\s)\W{0,3}ganztags\s*$|\bfull-?\s?time\b|\bvoll-?\s?(?:,|/|und|oder|sowie|bzw\.?|&)\s?(?:auch\s"
    r"|in\s)?te?il?-?\s?z?e?it\w*",
    _I,
)
_NOT_PART = re.compile(
    r"\b(?:"
    r"\b(?:"
    r"\b(?:rabatt|nachlass|zuschuss|zuschüsse|remote|home-?\s?office|provision|erstattung)\b[^.;!?]{0,40}?[1-9]\d\s?%|"
    r"\b(?:kolleg\w*|beschäftigten)\s(?:arbeiten|sind)\s[^.;!?]{0,30}zeit\w*|\b(?:keine?\w?|nicht\s(?:in|für)|ohne)\s(?:\w+\s)?teilzeit\w*"
    r"|teilzeit\w*\s(?:ist\s)?(?:leider\s)?nicht\s(?:möglich|vorgesehen)|"
    r"\b(?:alters|brücken|eltern)-?teilzeit\w*|teilzeit(?:studium|modelle\sfür\seltern|quote)\w*"
    r"|\b(?:sind|beschäftigen|team\s(?:von|aus|mit))\s(?:[\w-]+\s){0,5}\d{1,4}\steilzeit-?(?:kräfte|mitarbeit)\w*|führung\sin\steilzeit|(?:studium|studiengang|studieren|weiterbildung)\s(?:\w+\s)?in\steilzeit))",
    _I,
)
_MAYBE = r"\b(?:auch|gern|gerne|alternativ|auf\swunsch)"
_PART = re.compile(
    r"\bte[il]{1,2}-?\s?zeit\w*|\b[1-9]\d\s?%\s(?:einer|der)\s(?:\w+\s)?vollzeit\w*|\bTZ\b|\b0[.,]\d{1,2}\s?VZÄ\b|\bpart-?\s?time\b|\bhalbtag\w*|\bteil-\s?(?:oder|und|/|,|bzw\.?)\s?vollzeit\w*"
    r"|\b\d{2}\s?(?:wochenstunden|stunden|std\.?|h)\b[^.;]{0,25}\bbis\s(?:zu\s|hin\szur?\s)?(?:einer\s)?vollzeit\w*|\bhalbe[rn]?\s(?:oder\s\w+\s)?stellen?\b|\bvollzeit\w*\s(?:\([^()]{0,20}\)\s)?(?:oder|und|bzw\.?)\s(?:[a-zäöü]+\s){0,3}(?:[12]\d|3[0-4])\s?-?\s?(?:std|stunden|wochenstunden|h\b)|(?<=\()(?:ca\.\s)?(?!24\s?h)(?:[12]\d|3[0-4])(?:,\d)?\s?(?:std|stunden|h)\b\.?\s?\)|\bauf\swunsch\s(?:auch\s)?(?:weniger|[12]\d|3[0-4])\b|\bvoll-?\s?(?:,|/"
    r"|und|oder|sowie|bzw\.?|&)\s?(?:auch\s)?teil"
    r"|\b(?:[1-9]\d\s?(?:%|prozent\b|v\.\s?h\.)|hälfte|drittel|viertel)\s(?:der|einer)\s(?:(?:regelmäßigen|tariflichen|regulären|vollen|durchschnittlichen|üblichen|wöchentlichen)\s){1,2}(?:wochen)?-?(?:arbeitszeit|stunden)|\b[1-9]\d\s?(?:%|prozent)\s(?:der|einer)\swochen-?(?:arbeitszeit|stunden)"
    rf"|(?:{_MAYBE}\s(?:\w+\s)?(?:(?:in|mit|zu|nur)\s)?[1-9]\d\s?(?:%|prozent)(?=\s?(?:$|[.,;!)]|(?:ist|sind|wäre\w?)?\s?(?:möglich|denkbar|machbar|drin|willkommen|vorstellbar)\b))|\breduzierung\sauf\s[1-9]\d\s?%"
    rf"|\b(?:vollzeit\w*|stelle),\s[1-9]\d\s?%\s(?:(?:ist|sind|wären?)\s)?(?:(?:auch|ebenfalls)\s)?(?:möglich|denkbar|machbar|vorstellbar))|\bstelle\s?\((?:ca\.\s)?[1-9]\d\s?%"
    r"|\b\d{2}\s?(?:-\s?(?:\d{2}|100)\s?)?%\s?-?\s?(?:stelle|ige?\s(?:stelle|teilzeit)|arbeitszeit|pensum|beschäftigung)|"
    r"\b(?:stellenumfang|beschäftigungsumfang|beschäftigungsgrad|stellenanteil|arbeitspensum|pensum|umfang)\w?\s?(?:von"
    r"|:)?\s?(?:ca\.?\s)?(?:[1-9]\d)\s?(?:(?:-|bis)\s?(?:\d{2}|100)\s?)?%",
    _I,
)
_PART_TIME = re.compile(r"te[il]{1,2}-?\s?zeit|\bTZ\b|part-?\s?time", _I)
_NO_MINIJOB = re.compile(
    r"\b(?:keine?n?|nicht\s(?:als|im|auf))\s(?:\w+\s)?(?:mini-?\s?jobs?|minijobber|geringfügig\w*)|minijob-?zentrale"
    r"|\b(?:raus|weg|genug)\s(?:aus|von|vom)\s(?:\w+\s){0,2}mini-?\s?jobs?|\b(?:an)?statt\s(?:\w+\s){0,3}mini-?\s?jobs?"
    r"|\bkeine?n?\s\d{3}-?\s?(?:€|euro)\S*|\bmini-?\s?jobs?\s(?:ist|sind|handelt)\s(?:[\w-]+\s){0,4}(?:nicht|keine?)\b|\bmini-?\s?jobs?\s(?:[\w-]+\s){0,4}(?:nicht\s(?:möglich|vorgesehen|angeboten)|ausgeschlossen)"
    r"|\bmehr\sals\s(?:\w+\s){0,2}mini-?\s?job|\b(?:tausch|kündig|beende)\w*\s(?:\w+\s){0,2}(?:den|deinen|ihren)\smini-?\s?job|\bwechs(?:el|le)\w*\s(?:\w+\s){0,2}(?:aus|von|vom)\s(?:\w+\s)?mini-?\s?job"
    r"|\b(?:bist|steckst|arbeitest|jobbst)\b(?:bzw\.|(?!\bsuche|\blust|\binteress|\bgern)[^.;!?]){0,70}"
    r"\b(?:im|in\s(?:einem|deinem))\smini-?\s?job\b(?:(?!\barbeiten\b)[^.;!?]){0,80}\?",
    _I,
)
_MINIJOB = re.compile(
    r"\bmini-?\s?job\w*|\bmini-\s?(?:oder|und|/|,)\s?(?:midi|teilzeit)|\bgeringfügig\w*|\b(?:325|400|450|520|538|556|603)\s?(?:,-+|,00)?\s?-?\s?(?:€|euro"
    r"|eur)\s?-?\s?(?:basis|job|kraft|kräfte|stelle|minijob)\w*",
    _I,
)
_STUDENT = re.compile(
    r"\bwerk-?student\w*|\bworking\sstudent\w*|\bstudentische\w{0,2}\s(?:oder\s\w+\s|aushilf|hilfskr"
    r"|mitarbeit|nebenjob|teilzeit)\w*|\bstudentenjob\w*|\bSHK\b|\bstudentjob",
    _I,
)
_STUDENT_TEXT = re.compile(
    r"(?:such\w*|als|eine?n?|stelle\w*|für|minijob|teilzeit|job)\b[^.;]{0,60}\b(?:werk-?student|working\sstudent)\w*|"
    r"\bwerk-?student\w*\s?(?:\(|:|gesucht|/|im\b|für\b|(?:\w+\s){0,3}(?:willkommen|möglich|geeignet)\b)|\bwerk-?studenten-?(?:stelle|job|vertrag|tätigkeit|basis)\w*|\bstudentische\w{0,2}\s(?:aushilf|hilfskr|mitarbeit)\w*",
    _I,
)
_PAST = re.compile(
    r"erfahrung|kenntnisse|bereits|erste\b|vorherig|frühere|abgeschloss|tätigkeiten|beispielsweise"
    r"|z\.\s?b|etwa\b|ehemalig|betreu|anleit|führ\w*\svon|kolleg|"
    r"unterstütz\w*\svon|nach\sdem|übernahme|karriere|einarbeitung\svon|koordin|deine\w?\saufgab",
    _I,
)
_PAST_INTERN = re.compile(r"praktik", _I)
_APPRENTICE_TITLE = re.compile(
    r"\bauszubildende\w*|\bazubi\w*|\bdual\w{0,3}\s(?:studium|student\w*|studiengang)"
    r"|\bausbildungs-?\s?(?:platz|plätze|stelle)|\blehrstelle|\blehrling|\bapprentice\w*|"
    r"(?:^|[-|:/(,]\s?|\bdeine\s|\beine\s)ausbildung\b(?!s)(?!\s?(?:und|&|von|,|/)\s)|\bausbildung\s(?:zum"
    r"|zur|als|20\d\d|ab)\b|\bausbildung\s?[(-]",
    _I,
)
_NOT_APPRENTICE = re.compile(
    r"\b(?:leit\w*|referent\w*|manager\w*|koordinator\w*|fachbereich|bereich)\s(?:\w+\s)?ausbildung\b|"
    r"\b(?:mit|ohne|abgeschlossene\w?|nach|keine|trotz)\s(?:\w+\s){0,2}ausbildung|ausbildungs?-?\s?(?:leit"
    r"|verantwort|koordin|berat|manag|beauftrag|referent)\w*|ausbilder\w*|"
    r"(?:betreu|koordin|rekrut|für\sunsere)\w*\s(?:\w+\s){0,2}(?:azubi|auszubildende)\w*|(?:azubi"
    r"|auszubildenden)-?(?:betreu|marketing|recruit|koordin)\w*",
    _I,
)
_APPRENTICE_TEXT = re.compile(
    r"\bausbildungs(?:beginn|start|dauer|vergütung)\b|\b(?:such\w*"
    r"|stellen)\b[^.;]{0,70}\b(?:auszubildende\w*|azubis?|lehrling\w*)\b"
    r"|\bstarte\w?\s(?:\w+\s){0,4}ausbildung\b|"
    r"\b(?:deine[r]?|ihre[r]?)\sausbildung\s(?:bei\suns|zum|zur|als|beginnt|dauert|startet)"
    r"|\b[123]\.\s?(?:ausbildungs|lehr)jahr|\bduales?n?\sstudium\s(?:bei\suns|zum|zur|als)"
    r"|\bausbildung\s(?:zum|zur)\s[^.;]{0,60}\ban\b|^\W*ausbildungs-?(?:platz|stelle)\b"
    r"|\b(?:werde|starte)\s(?:\w+\s){0,3}(?:azubi|auszubildende)"
    r"|^\W*ausbildung\s(?:zum|zur|als)\s[^.;]{0,70}\b(?:start|beginn|ab\s(?:\d|sofort|august|september))"
    r"|^\W*ausbildung\s20\d\d\b|\b(?:auszubildende[rn]?|azubis?)\s[^.;]{0,60}\bgesucht"
    r"|\bduale[nr]?\sstudent\w*\s?(?:\(|gesucht)|^\W*duales\sstudium\s[^.;]{0,60}\b(?:ab|beginn|start|zum)\b",
    _I,
)
_INTERN_TITLE = re.compile(r"praktik(?:um|ant)\w*|\binternship\b|\bintern\b(?!\w|e)|\bpraktikums", _I)
_INTERN_TEXT = re.compile(
    r"\b(?:such\w*|als)\b[^.;]{0,50}\bpraktikant\w*|\b(?:dein|ihr|das|dieses)\s(?:\w+\s)?praktikum\b"
    r"|\bpflichtpraktik\w*\s(?:oder|möglich|von)",
    _I,
)
_FREELANCE = re.compile(
    r"\bfreelanc\w*|\bfreiberuflich\w*|\bfreie[rn]?\smitarbeit\w*|\bauf\shonorarbasis|\b(?:selbständige"
    r"|selbstständige)[rn]?\s(?:handelsvertret|vertriebspartner|berater|tätigkeit)\w*|\bhonorarkraft|"
    r"\bhandelsvertreter\w*|^\W*selb(?:st)?ständige[rn]?\s(?!arbeit|tätig|mitarb)[\w:*/-]+",
    _I,
)
_FREELANCE_TEXT = re.compile(
    r"\bals\s(?:freie[rn]?|selb(?:st)?ständige[rn]?)\b(?!\s\w*ausbild)|\b(?:such\w*|brauch\w*)\s(?:[\w-]+\s){0,4}freie[rn]?\smitarbeit\w*|^\W*freie[rn]?\smitarbeit\w*[^.;!?]{0,30}\bgesucht\b"
    r"|\bselb(?:st)?ständig\s[^.;!?]{0,40}\b(?:gewerbeschein|provisionsbasis|auf\srechnung)\b"
    r"|\b(?:auf|in)\s(?:freiberuflicher|selb(?:st)?ständiger|honorar)\s?-?\s?(?:basis|tätigkeit)"
    r"|^\W*freiberuflich\b|\bselb(?:st)?ständig\sauf\srechnung|\b(?:als\sfreie[rn]?|in\sfreier)\smitarbeit\w*|\bals\s(?:freelancer|freiberufler|selb(?:st)?ständige[rn]?\s(?:handels|vertrieb|berat))\w*",
    _I,
)
_VOLUNTEER = re.compile(
    r"\behrenamt\w*|\bFSJ\b|\bFÖJ\b|\bBFD\b|\bbundesfreiwilligendienst\w*"
    r"|\bfreiwillige[sn]?\s(?:soziales\s|ökologisches\s)?jahr|\bvolunteer\w*|\bfreiwilligendienst\w*",
    _I,
)
_VOLUNTEER_STAFF = re.compile(
    r"ehrenamts?-?\s?(?:koordinat|manag|beauftragt|börse|agentur)\w*|volunteer\s(?:manager|coordinator)"
    r"|(?:betreuung|koordination|gewinnung)\s(?:der\s|von\s)?(?:ehrenamt|freiwillig)\w*",
    _I,
)
_TITLE_SHARE = re.compile(
    r"(?:^|[-),(/|:]\s?|\s)[1-9]\d\s?%?(?:\s?(?:-|bis)\s?(?:[1-9]\d|(?P<full>100)))?\s?%(?=\s*(?:$|[-,)/(|]))(?!\s*[-,)/(|]?\s?(?:remote|home|mobil|hybrid))",
    _I,
)
"""A title that ends a part with "60 %" or "80-100 %" says how much of a full post it is."""
_FORMS = (
    (
        Employment.FULL_TIME,
        Gate("voll", "vz", "full", "100 %", "100%", "ganztags", "ganze"),
        _FULL,
        (_NOT_FULL, _URLAUB_AT_FULL),
    ),
    (
        Employment.PART_TIME,
        Gate(
            "teilz",
            "teil-",
            "teil z",
            "teil/",
            "voll-",
            "voll/",
            "voll u",
            "voll o",
            "voll,",
            "vollz",
            "teizeit",
            "telzeit",
            "telizeit",
            " tz",
            "/tz",
            "(tz",
            "-tz",
            "\ntz",
            "tz/vz",
            "part-",
            "part t",
            "parttime",
            "halbe",
            "halbtag",
            "halbtäg",
            "%",
            "prozent",
            "v. h.",
            "v.h.",
            "hälfte",
            "drittel",
            "viertel",
            "vzä",
            "auf wunsch",
            " std.)",
            "h)",
            "stunden)",
        ),  # fmt: skip
        _PART,
        (_NOT_PART,),
    ),
    (
        Employment.MINIJOB,
        Gate("mini", "geringfügig", "325", "400", "450", "520", "538", "556", "603"),
        _MINIJOB,
        (_NO_MINIJOB,),
    ),
)
_YOUNG = (
    (Employment.WORKING_STUDENT, _STUDENT, (), Gate("werk", "working", "studentisch"), _STUDENT_TEXT),
    (
        Employment.APPRENTICESHIP,
        _APPRENTICE_TITLE,
        (_NOT_APPRENTICE,),
        Gate("ausbildung", "auszubild", "azubi", "lehrling", "lehrjahr", "dual"),
        _APPRENTICE_TEXT,
    ),
    (Employment.INTERNSHIP, _INTERN_TITLE, (), Gate("praktik"), _INTERN_TEXT),
)
_DIVISIBLE_GATE = Gate("teilbar")
_DIVISIBLE = re.compile(r"(?<!nicht\s)\bteilbar\b", _I)
_FREELANCE_GATE = Gate("freiberuf", "ständig", "honorar", "freelancer", "freie")


def read_employment(title: str, text: str) -> frozenset[Employment]:
    """Every form the advertisement offers; empty if it says nothing."""
    return frozenset(find_employment(title, text))


def find_employment(title: str, text: str) -> dict[Employment, str]:
    """As read_employment(), each with the words it was read from."""
    found: dict[Employment, str] = {}
    for form, gate, pattern, denials in _FORMS:
        if words := gate.first(pattern, denials, title, text):
            found[form] = words
    found |= _of_the_young(title, text)
    if share := _TITLE_SHARE.search(head := " ".join(title_segments(title))):
        found.setdefault(Employment.PART_TIME, quote(head, share[0]))
        if share["full"]:
            found.setdefault(Employment.FULL_TIME, quote(head, share[0]))
    if said := _FREELANCE.search(title):
        found[Employment.FREELANCE] = quote(title, said[0])
    elif words := _FREELANCE_GATE.first(_FREELANCE_TEXT, (), "", text):
        found[Employment.FREELANCE] = words
    if not found.keys() & {Employment.FULL_TIME, Employment.PART_TIME} and not is_volunteer(title, ()):
        found |= _by_hours(title, text, found)
    if Employment.PART_TIME in found and Employment.FULL_TIME not in found and (words := _regular_week(title, text)):
        found[Employment.FULL_TIME] = words
    if words := _DIVISIBLE_GATE.first(_DIVISIBLE, (), title, text):
        found.setdefault(Employment.PART_TIME, words)
    return found


def _of_the_young(title: str, text: str) -> dict[Employment, str]:
    """Jobs for students, apprentices and interns; the text is asked only where the title names none."""
    found: dict[Employment, str] = {}
    for form, in_title, denials, gate, in_text in _YOUNG:
        bare = title
        for denial in denials:
            bare = denial.sub(" ", bare)
        if said := in_title.search(" ".join(title_segments(bare))):
            found[form] = quote(title, said[0])
        elif not found:
            for line in gate.lines("", text):
                is_past = _PAST.search(line.text) or (
                    form is not Employment.INTERNSHIP and _PAST_INTERN.search(line.text)
                )
                if (said := in_text.search(line.text)) and not is_past:
                    found[form] = quote(line.text, said[0])
                    break
    return found


def _by_hours(title: str, text: str, found: Collection[Employment]) -> dict[Employment, str]:
    """Stated weeks speak where no word does; beside a student job or Minijob they add no part time."""
    low, high, words = find_weekly_hours(title, text)
    hours: dict[Employment, str] = {}
    if (high if high is not None else low if low is not None else 0) >= MIN_FULL_TIME_HOURS:
        hours[Employment.FULL_TIME] = words
    is_short = any(hour is not None and hour < MIN_FULL_TIME_HOURS for hour in (low, high))
    if is_short and not found:
        hours[Employment.PART_TIME] = words
    return hours


def _regular_week(title: str, text: str) -> str:
    """A full week that stands apart from the words on part time: "38-Stunden-Woche", and further on "auch in Teilzeit"."""
    for line, weeks in hours_by_line(title, text):
        hours = [low for low, _, _ in weeks]
        if (
            hours
            and all(low is not None and low >= MIN_FULL_TIME_HOURS for low in hours)
            and not _PART_TIME.search(line.text)
        ):
            return quote(line.text, "")
    return ""


_SEPARATORS = re.compile(r"\s*[,/;|]\s*|\s+oder\s+|\s+und\s+|\s+or\s+|\s+and\s+", _I)
_E, _C = Employment, Contract
_WORDS: tuple[tuple[re.Pattern[str], tuple[Employment, ...], tuple[Contract, ...]], ...] = tuple(
    (re.compile(pattern, _I), employment, contract)
    for pattern, employment, contract in (
        (
            r"voll-?/?\s?(?:oder|und|/|,)\s?teil|full[-_ ]?or[-_ ]?part|(?:voll|full)\w*[-_ ](?:part|teil)",
            (_E.FULL_TIME, _E.PART_TIME),
            (),
        ),
        (r"vollzeit|^vz$|full[-_ ]?time|^trainee|traineeship|volontariat|^full$", (_E.FULL_TIME,), ()),
        (r"teilzeit|^tz$|part[-_ ]?time|half[-_ ]?day|halbtag|^part$", (_E.PART_TIME,), ()),
        (r"mini[-_ ]?job|geringfügig|^mj$|(?:520|538|556|603)[-\s]?(?:euro|€)", (_E.MINIJOB,), ()),
        (r"werkstudent|working[-_ ]?student|^student(?:enjob)?$|studentische", (_E.WORKING_STUDENT,), ()),
        (r"ausbildung(?!s)|azubi|auszubildend|dual\w*[-_ ]stud|apprentice|lehrstelle", (_E.APPRENTICESHIP,), ()),
        (r"praktik|^intern(?:ship)?s?$|^stage$", (_E.INTERNSHIP,), ()),
        (
            r"freiberuf|selb(?:st)?ständig|freelance|^contractor$|^contract$|freie mitarbeit|self[-_ ]?employed",
            (_E.FREELANCE,),
            (),
        ),
        (
            r"(?<!un)befristet|fixed[-_ ]?term|temporary[-_ ]contract|vertretung|contract to hire"
            r"|^limited$|^temporary$|^temp$|seasonal",
            (),
            (_C.LIMITED,),
        ),
        (r"festanstellung|unbefristet|permanent|^regular$|direct placement|open[-_ ]?ended", (), (_C.PERMANENT,)),
        (r"zeitarbeit|arbeitnehmer-?überlassung|^anü$|temp[-_ ]agency", (), (_C.AGENCY,)),
    )
)


def employment_of_words(words: Iterable[str]) -> tuple[frozenset[Employment], frozenset[Contract]]:
    """What the structured words of a feed say; unknown words say nothing."""
    forms, contracts = find_employment_of_words(words)
    return frozenset(forms), frozenset(contracts)


def find_employment_of_words(words: Iterable[str]) -> tuple[dict[Employment, str], dict[Contract, str]]:
    """As employment_of_words(), each with the feed's word for it."""
    forms: dict[Employment, str] = {}
    contracts: dict[Contract, str] = {}
    for word in words:
        lowered = " ".join(word.lower().split())
        for token in [lowered, *_SEPARATORS.split(lowered)]:
            for pattern, named, limits in _WORDS:
                if pattern.search(token):
                    forms = dict.fromkeys(named, quote(word, word)) | forms
                    contracts = dict.fromkeys(limits, quote(word, word)) | contracts
    return forms, contracts


def is_volunteer(title: str, words: Iterable[str]) -> bool:
    """Unpaid work is not employment; paid staff who look after volunteers is."""
    if _VOLUNTEER.search(_VOLUNTEER_STAFF.sub(" ", title)):
        return True
    return any(_VOLUNTEER.search(word) for word in words)
