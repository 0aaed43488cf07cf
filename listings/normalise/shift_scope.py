"""What a line about working time does not say of this job: allowances, other people's shifts and hours, what is denied."""

import re

_I = re.IGNORECASE
_ALLOWANCE_STEMS = (
    "zuschlag", "zuschläge", "zulage", "steuerfrei", "prozent", "%", "sonderzahlung", "extra ", "mehr geld", "prämie", "bonus"
)  # fmt: skip
_ALLOWANCE_PHRASE = re.compile(
    r"(?:\b(?:schicht|früh|spät|nacht|sonn|sonntags?|samstags?|feiertags?|wochenend)\w{0,12}-?(?:\s?\([^()]{0,30}\))?"
    r"(?:\s?(?:,|/|&|und|oder|sowie|bzw\.?|u\.)\s?)+){0,5}"
    r"\b(?:schicht|früh|spät|nacht|sonn|sonntag|samstag|feiertag|wochenend"
    r"|mehrarbeit)[\w/-]{0,30}(?:zuschl(?:ag|äge)\w*|zulagen?)"
    r"|\b\d{1,3}\s?(?:%|prozent)\s(?:\w+\s){0,3}(?:nachts|sonntags|samstags|feiertags|nacht|(?:sonn|sams|feier)tag\w*|sonn-|wochenende?n?)\b(?:\s(?:und|oder|&)\s[\w-]+){0,2}"
    r"|(?:sonderzahlung\w*|extra|mehr\sgeld|bonus|prämien?)\s(?:für|an|bei)\s[^.;!?]{0,80}"
    r"|(?:zuschl(?:ag|äge)n?|zulagen?)\s(?:\([^()]{0,60}\)|(?:für|bei|an|z\.\s?b\.|wie|von)\s[^.;!?]{0,120})",
    _I,
)
_PRODUCT = r"(?:[\w-]+-)?(?:app|software|plattform|lösung|programm|tool|system|produkt|anwendung)\w{0,4}"
_BY_PRODUCT = rf"(?:\bdamit\b|\b(?:mit|dank|über)\sunser\w{{0,2}}\s(?:\w+\s)?{_PRODUCT})"
_MANAGED = r"(?:plan|organisier|verwalt|steuer|koordinier|tausch|besetz|regel|verteil)(?:e?n|t)"
"""What an employer's product is for: "800 Kliniken planen damit ihre Nachtdienste"."""
_OTHERS = (
    r"(?:kund|gäste?|mieter|nutzer|anwender|mitglieder|patient|fahrgäste?|bewohner|anrufer|leser|leute|menschen)\w{0,5}"
)
_NOT_ABOUT_SHIFTS = re.compile(
    r"\b(?:schicht(?:leit|führ|verantwort|meister|stoff|dick|holz|aufbau|käse|salat)\w*"
    r"|(?<!flexible\s)(?<!flexible[nr]\s)schichtplanung\w*"
    r"|dienstplanung\w*|"
    r"(?:erstell|plan|steuer|koordin|organis)\w{0,8}\s(?:[\w-]+\s){0,4}(?:schicht|dienst|einsatz)\w*plä?a?ne?n?|"
    r"(?:schicht|dienst)pl[aä]ne?n?\s(?:zu\s)?(?:erstell|plan|schreib|organis)\w*|"
    r"(?:mehr|dünn|deck|ober|fett|nähr|sperr|lack|farb|be|ge|um|auf)schicht(?:ig\w*|ung\w*|et\w*|e\b|en\b)|"
    r"plan(?:en|st|t)\s(?:(?!deine\b|ihre\b|eigene\b)[\w-]+,?\s){0,4}[\w-]{0,15}(?:schichten|dienste)\b|"
    rf"{_MANAGED}\s(?:(?!du\b|deine\b)[^\s.;!?]{{1,30}}\s){{0,4}}?{_BY_PRODUCT}\b(?:(?!\bdu\b|\bdein)[^.;!?]){{0,120}}|{_BY_PRODUCT}\s{_MANAGED}\b(?:(?!\bdu\b|\bdein)[^.;!?]){{0,120}}|"
    rf"\bunser\w{{0,2}}\s{_PRODUCT}\s(?:hilft|helfen|ermöglicht|plant|verteilt|unterstützt|erleichtert|sorgt|vereinfacht)\b(?:(?!\bdu\b|\bdein)[^.;!?]){{0,120}}|"
    rf"\b{_OTHERS}\s(?:[\w-]+\s){{0,2}}?(?:bestell|buch|kauf|ruf|schreib|frag|surf|schlaf|reis|feier|chatt)\w*\s(?:(?!\bdu\b|\bdein)[^.;!?,]){{0,100}}|"
    r"\b(?:werke?n?|betriebe?n?|kunden|firmen|unternehmen|einrichtungen|kliniken|heimen?|krankenhäusern?),\s(?:die|in\sdenen)\s[^.;!?,]{0,80}|"
    r"\b(?:wenn|wer|falls|sobald)\s(?:(?!\b(?:du|sie|dich|ihr)\b)[^.;!?,]){0,60}\bnachts\b[^.;!?,]{0,60}|"
    r"\b(?:einsatz|dienst|personal|urlaubs|schicht)-?(?:\s?(?:und|&|/)\s?[\w-]{1,20})?planung\s(?:inklusive|inkl\.|einschließlich|samt)\s[^.;!?,]{0,60}|"
    r"teil(?:en|st|t)\s(?:(?!deine\b|ihre\b|eigene\b|dir\b|sich\b)[\w-]+,?\s){0,4}[\w-]{0,15}(?:schichten|dienste)\sein\b|"
    r"team\w*,?\s(?:das|die|welches)\s[^.;!?]{0,30}schicht\w*|kund\w*\s[^.;!?]{0,20}schichtarbeiter\w*|"
    r"führ\w*\s[^.;!?,]{0,40}\b(?:mitarbeit|kolleg|team|agent)\w*\s[^.;!?,]{0,20}\bin\s\w+\sschichten|(?:löst|lösen)\s(?:den|die)\s\w*(?:dienst|schicht)\sab\b|lern(?:en|st|e)?,?\s[^.;!?]{0,40}(?:schicht|dienst)pl[aä]n\w*|"
    r"(?:planung|koordination|leitung|führung|steuerung|überwachung|organisation)\s(?:der|des|von|ihrer|einer|eines)\s(?:(?!im\b|in\b)[\w-]+\s){0,4}"
    r"[\w-]{0,25}(?:schicht|dienst)[\w-]{0,25}|\bkund\w{0,4}\s(?:arbeit|produzier)\w*\s(?:[\w-]+\s){0,4}schicht[\w-]{0,25}"
    r"|\b(?:läuft|laufen|fertig\w*|produzier\w*)\s(?:[\w-]+\s){0,4}(?:im|in)\s[\w-]{0,25}schicht[\w-]{0,25}"
    r"|schichten\s+(?:zu\s+)?(?:plan|koordinier|einteil|besetz)\w*|einsatzplanung\s?\([^()]{0,60}\)"
    r"|schicht\s?-?\s?(?:leiter|führer)\w*|"
    r"(?:über\s?nacht(?:ung\w*)?|weihnacht\w*|fastnacht\w*|nachteule\w*|gute[nr]?\snacht|eine\snacht"
    r"|nachthimmel|mitternacht\w*))",
    _I,
)
_NEGATION = re.compile(
    r"\b(?:no|without|kein\w{0,2}|keinerlei|schluss\smit|ohne|weder|nicht|nie|niemals|statt|entfallen|entfällt)\b"
    r"(?P<scope>(?:(?!\bsondern\b|\baber\b|\bdafür\b|\bjedoch\b|\bstattdessen\b|\bmit\b|\bsonst\b|\bnur\b|\blediglich\b|\bausschließlich\b|:"
    r"|\s-\s)[^.;!?()]){0,110})",
    _I,
)
_WORK = r"[\w-]{0,25}(?:schicht|dienst|arbeit|wochenend|samstag|sonntag|feiertag|nacht)[\w-]{0,25}"
_SHIFT_WORK = r"(?:schicht-?(?:arbeit|dienste?n?|betrieb|system|en)?|wechselschicht\w*)"
_REFUSED = (
    r"(?:\s?:\s(?:nein|keine?r?|nicht)\b|\s?\?\s?-?\s?(?:leider\s)?(?:nein|nicht|keine?r?|ohne|fehlanzeige|gibt\ses\s(?:[\w-]+\s){0,3}nicht)\b"
    r"|\s(?:gibt\ses\s(?:[\w-]+\s){0,3}nicht\b|entfällt|entfallen|fällt\s(?:[\w-]+\s){0,3}nicht\san|fallen\s(?:[\w-]+\s){0,3}nicht\san"
    r"|(?:ist|sind)\s(?:[\w-]+\s){0,3}(?:nicht\s(?:vorgesehen|nötig|erforderlich|notwendig|geplant)|ausgeschlossen|tabu)"
    r"|\w+\s(?:wir|du|sie|man)\s(?:[\w-]+\s){0,3}nicht\b(?!\snur)|(?:muss|müssen)\s(?:[\w-]+\s){0,3}nicht\ssein\b))"
)
_GIVEN_UP = r"(?:auf\s{0}\s(?:[\w-]+\s){{0,2}}verzicht\w*|verzicht\w*\s(?:[\w-]+\s){{0,3}}auf\s{0})"
_DENIED = re.compile(
    r"\bfrüh\w*\soder\s(?:\w+\s)?spät\w*\s(?:anf|start|beginn|komm)\w*|"
    rf"\b{_WORK}(?:\s(?:und|oder|sowie)\s[\w-]+(?:\sam\s\w+)?)?{_REFUSED}|\b{_GIVEN_UP.format(_WORK)}"
    r"|\b(?:nachts|(?:am|an)\s(?:wochenenden?|samstag\w*|sonntag\w*|feiertag\w*))\s(?:[\w-]+\s){0,4}(?:ruhe|frei|schlaf\w*|schläfst|übernimmt|(?:zu|aus|dicht)(?=\s?[.!,;]|$)|zu\s?hause|nicht\sgearbeitet)\b",
    _I,
)
_NO_OBJECTION = re.compile(
    r"\bnicht\s+nur\b|\bkeine?\w?\s(?:problem\w*|scheu|thema|hindernis|hürde)\b|\bscheu\w*\s(?:\w+\s)?(?:dich\s|sich\s)?nicht\b"
    r"|\b(?:dich|sich)\snicht\s(?:vor|davor)\b|\bnicht\s(?:stör|abschreck)\w*",
    _I,
)
_NO_SHIFTS = re.compile(
    rf"\b{_SHIFT_WORK}{_REFUSED}|\b{_GIVEN_UP.format(_SHIFT_WORK)}|\b(?:weder|statt)\s(?:\w+\s)?schicht|\b(?:no|without)\sshift(?:s|\swork)\b|"
    r"\b(?:kein\w{0,2}|ohne)\s(?:\w+\s){0,2}(?:(?:\w+-,?\s?(?:und|oder|sowie)?\s?){0,3})?"
    r"(?:schicht(?:arbeit|dienste?n?|betrieb|system|en|e)?\b|wechselschicht\w*)|\bnie\s(?:wieder|mehr)\sschicht\w*|\bschichtfrei\w*"
    r"|\bkeinerlei\s(?:\w+\s)?schicht\w*|\bschluss\smit\s(?:\w+\s)?schicht\w*|\bnicht\s(?:in|im)\s(?:\w+\s)?schicht(?:en|dienst|betrieb|system)\b",
    _I,
)
WEEKEND_FREE = re.compile(
    r"\b(?:"
    r"\b(?:frei(?!tag)\w{0,3}|arbeitsfrei\w{0,3})\s(?:\w+\s){0,2}(?:wochenend|samstag|sonntag|feiertag"
    r"|sonn-)\w*(?:\s(?:und|&)\s\w+)?"
    r"|\b(?:wochenende?n?|samstage?|sonntage?|feiertage?n?|sonn-)\b[^.;!?]{0,45}\b(?:(?:arbeits)?frei\b"
    r"|gehör\w*\s(?:\w+\s)?(?:dir|euch|ihnen|uns|familie|freizeit|privat\w*)\b|geschlossen|heim\w*|zu\s?hause)"
    r"|\b(?:außer|ausgenommen|bis\sauf)\s(?:an\s|am\s|den\s)?(?:wochenend|samstag|sonntag|feiertag)\w*"
    r"|\bab\s\d{1,2}(?:[:.]\d\d)?\s?uhr\s(?:\w+\s){0,2}(?:wochenende|feierabend)\b"
    r"|\b(?:heim|pendel)\w*\s(?:\w+\s){0,3}wochenende?n?|wochenend(?:trip|ausfl|reise|heim|pendler|e\s?genießen)\w*"
    r"|\b(?:danach\s(?:ist\s|beginnt\s)?(?:\w+\s)?wochenende)|\b(?:schönes|langes|verlängertes|ins)\swochenende|wochenende?n?\s(?:bei|mit)\s(?:\w+\s)?famili\w*)",
    _I,
)
_OTHER_HOURS_STEMS = (
    "öffnungszeit", "geöffnet", "geschäftszeit", "sprechzeit", "sprechstunde", "ladenzeit", "servicezeit", "telefonzeit", "besuchszeit",
    "kernzeit", "kernarbeitszeit", "erreichbar", "erreichen", "erreichst", "rückfrage", "ansprechpartner", "rufbereitschaft",
    "check-in", "checkin", "bewirb", "anrufen", "ruf uns", "ruf mich", "opening", "telefonisch unter", "telefonisch von", "jobmesse", "probetag",
)  # fmt: skip
_OTHER_HOURS = re.compile(
    r"\b(?:[\w-]{0,25}hotline\s?(?:(?:ist|steht|läuft|mo|von|täglich|unter)\b|[:(])|[\w-]{0,25}hotline-?zeit|kontakt\b|besetzt\b|offen\b(?!\s(?:für|gegenüber))|kund\w*\sda\b|(?:deine|ihre)[nm]?\sanruf|melde\sdich\b|melden\ssie\ssich\b"
    r"|(?:info|bewerber|karriere|kennenlern|recruiting)-?\s?(?:tag|day|veranstaltung)"
    r"|am\s\d{1,2}\.\s?(?:\d|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
    r"|(?:schulung|training|einarbeitung)\w*(?:\s?:|\s(?:findet|dauert|erfolgt|läuft|beginnt)))",
    _I,
)
_WITHIN_OPENING = re.compile(
    r"(?:im\srahmen|innerhalb|während|entsprechend|zu)\s(?:der|unserer|den|unseren)\s(?:\w+\s)?(?:öffnungs|service|geschäfts|laden|telefon|hotline|büro)-?zeiten"
    r"|\bin\s(?:den|unseren)\sservicezeiten(?=\s[^.;!?]{0,80}\barbeit)",
    _I,
)
"""Whoever works within the opening hours works at those hours."""
_TEL = re.compile(r"(?:tel\.?|telefon|fon|mobil)\s?[:.]?\s?\+?[\d(]", _I)


def without_others(line: str) -> str:
    """The line without allowances, other people's shifts and everything that is negated."""
    line = _NOT_ABOUT_SHIFTS.sub(" ", line)
    lowered = line.lower()
    if any(stem in lowered for stem in _ALLOWANCE_STEMS):
        line = _ALLOWANCE_PHRASE.sub(" ", line)
    return line


def without_denied(line: str) -> str:
    line = _DENIED.sub(" ", _NO_OBJECTION.sub(" ", line))
    return _NEGATION.sub(" ", line)


def find_no_shifts(line: str) -> re.Match[str] | None:
    """The words that say there is no shift work at all."""
    return _NO_SHIFTS.search(_NO_OBJECTION.sub(" ", line))


def are_hours_of_others(line: str) -> bool:
    """Opening hours, phone hours, dates of an event: nobody is said to work at them."""
    if "zeiten" in (lowered := line.lower()):
        lowered = _WITHIN_OPENING.sub(" ", lowered)
    return any(stem in lowered for stem in _OTHER_HOURS_STEMS) or _OTHER_HOURS.search(lowered) is not None


def has_phone_number(line: str) -> bool:
    return _TEL.search(line) is not None
