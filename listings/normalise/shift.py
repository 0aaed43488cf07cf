"""When people work: "Früh- und Spätschicht", "keine Wochenendarbeit", "Mo-Fr 8-17 Uhr", "Gleitzeit"."""

import re
from datetime import time
from itertools import islice

from listings.normalise.segments import Gate, quote
from listings.vocabulary import ShiftType

_I = re.IGNORECASE
_ALLOWANCE = re.compile(r"zuschl(?:ag|äge)|zulage|steuerfrei|prozentig", _I)
_ALLOWANCE_PHRASE = re.compile(
    r"(?:\b(?:schicht|früh|spät|nacht|sonn|sonntags?|samstags?|feiertags?|wochenend)\w{0,12}-?(?:\s?\([^()]{0,30}\))?"
    r"(?:\s?(?:,|/|&|und|oder|sowie|bzw\.?|u\.)\s?)+){0,5}"
    r"\b(?:schicht|früh|spät|nacht|sonn|sonntag|samstag|feiertag|wochenend"
    r"|mehrarbeit)[\w/-]{0,30}(?:zuschl(?:ag|äge)\w*|zulagen?)"
    r"|(?:zuschl(?:ag|äge)n?|zulagen?)\s(?:\([^()]{0,60}\)|(?:für|bei|an|z\.\s?b\.|wie|von)\s[^.;!?]{0,120})",
    _I,
)
_NOT_ABOUT_SHIFTS = re.compile(
    r"\b(?:schicht(?:leit|führ|verantwort|meister|stoff|dick|holz|aufbau|käse|salat)\w*"
    r"|(?<!flexible\s)(?<!flexible[nr]\s)schichtplanung\w*"
    r"|dienstplanung\w*|"
    r"(?:erstell|plan|steuer|koordin|organis)\w{0,8}\s(?:[\w-]+\s){0,4}(?:schicht|dienst|einsatz)\w*plä?a?ne?n?|"
    r"(?:schicht|dienst)pl[aä]ne?n?\s(?:zu\s)?(?:erstell|plan|schreib|organis)\w*|"
    r"(?:mehr|dünn|deck|ober|fett|nähr|sperr|lack|farb|be|ge|um|auf)schicht(?:ig\w*|ung\w*|et\w*|e\b|en\b)|"
    r"plan(?:en|st|t)\s(?:(?!deine\b|ihre\b|eigene\b)\w+\s){0,2}[\w-]{0,15}(?:schichten|dienste)\b|"
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
    r"\b(?:kein\w{0,2}|keinerlei|schluss\smit|ohne|weder|nicht|nie|niemals|statt|entfallen|entfällt)\b"
    r"(?P<scope>(?:(?!\bsondern\b|\baber\b|\bdafür\b|\bjedoch\b|\bstattdessen\b|\bmit\b|\bsonst\b|\bnur\b|\blediglich\b|\bausschließlich\b|:"
    r"|\s-\s)[^.;!?()]){0,110})",
    _I,
)
_DENIED = re.compile(
    r"\b[\w-]{0,25}(?:schicht|dienst|arbeit|wochenend|samstag|sonntag|feiertag|nacht)[\w-]{0,25}(?:\s(?:und|oder|sowie)\s[\w-]+)?"
    r"\s(?:gibt\ses\s(?:[\w-]+\s){0,3}nicht\b|entfällt|entfallen|fällt\s(?:[\w-]+\s){0,3}nicht\san|fallen\s(?:[\w-]+\s){0,3}nicht\san"
    r"|(?:ist|sind)\s(?:[\w-]+\s){0,3}(?:nicht\s(?:vorgesehen|nötig|erforderlich|notwendig|geplant)|ausgeschlossen)"
    r"|kenn(?:en|st|t)\s(?:[\w-]+\s){0,2}nicht)|\bnachts\s(?:[\w-]+\s){0,4}(?:ruhe|frei|schlaf\w*|schläfst)\b",
    _I,
)
_NO_OBJECTION = re.compile(
    r"\bnicht\s+nur\b|\bkeine?\w?\s(?:problem\w*|scheu|thema|hindernis|hürde)\b|\bscheu\w*\s(?:\w+\s)?(?:dich\s|sich\s)?nicht\b"
    r"|\b(?:dich|sich)\snicht\s(?:vor|davor)\b|\bnicht\s(?:stör|abschreck)\w*",
    _I,
)
_NO_SHIFTS = re.compile(
    r"\b(?:kein\w{0,2}|ohne)\s(?:\w+\s){0,2}(?:(?:\w+-,?\s?(?:und|oder|sowie)?\s?){0,3})?"
    r"(?:schicht(?:arbeit|dienste?n?|betrieb|system|en|e)?\b|wechselschicht\w*)|\bnie\s(?:wieder|mehr)\sschicht\w*|\bschichtfrei\w*"
    r"|\bkeinerlei\s(?:\w+\s)?schicht\w*|\bschluss\smit\s(?:\w+\s)?schicht\w*|\bnicht\s(?:in|im)\s(?:\w+\s)?schicht(?:en|dienst|betrieb|system)\b",
    _I,
)
_WEEKEND_FREE = re.compile(
    r"\b(?:frei(?!tag)\w{0,3}|arbeitsfrei\w{0,3})\s(?:\w+\s){0,2}(?:wochenend|samstag|sonntag|feiertag"
    r"|sonn-)\w*(?:\s(?:und|&)\s\w+)?"
    r"|\b(?:wochenende?n?|samstage?|sonntage?|feiertage?n?|sonn-)\b[^.;!?]{0,45}\b(?:(?:arbeits)?frei\b"
    r"|gehör\w*\s(?:\w+\s)?(?:dir|euch|ihnen|uns|familie|freizeit|privat\w*)\b|geschlossen|heim\w*|zu\s?hause)"
    r"|\bab\s\d{1,2}(?:[:.]\d\d)?\s?uhr\s(?:\w+\s){0,2}(?:wochenende|feierabend)\b"
    r"|\b(?:heim|pendel)\w*\s(?:\w+\s){0,3}wochenende?n?|wochenend(?:trip|ausfl|reise|heim|pendler|e\s?genießen)\w*"
    r"|(?:schönes|langes|verlängertes|ins)\swochenende|wochenende?n?\s(?:bei|mit)\s(?:\w+\s)?famili\w*",
    _I,
)
_OTHER_HOURS = re.compile(
    r"öffnungszeit|geöffnet|geschäftszeit|sprechzeit|ladenzeit|servicezeit|hotline|erreichbar|erreichen|erreichst"
    r"|rückfrage|ansprechpartner|kontakt\b|"
    r"telefonisch\s(?:unter|von)|kernzeit|kernarbeitszeit|rufbereitschaft|check-?in|bewirb|anrufen"
    r"|ruf\s(?:uns|mich)|opening|\bbesetzt\b|\boffen\b(?!\s(?:für|gegenüber))|besuchszeit|\bkund\w*\sda\b|\b(?:deine[nm]?|ihre[nm]?)\sanruf|\bmelde\sdich\b|\bmelden\ssie\ssich\b|\b(?:info|bewerber|karriere|kennenlern|recruiting)-?\s?(?:tag|day|veranstaltung)|jobmesse|probetag"
    r"|\bam\s\d{1,2}\.\s?(?:\d|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)|\b(?:schulung|training|einarbeitung)\w*\s(?:findet|dauert|erfolgt)",
    _I,
)
_WITHIN_OPENING = re.compile(
    r"(?:im\srahmen|innerhalb|während|entsprechend|zu)\s(?:der|unserer|den|unseren)\s(?:\w+\s)?(?:öffnungs|service|geschäfts|laden)zeiten",
    _I,
)
"""Whoever works within the opening hours works at those hours."""
_TEL = re.compile(r"(?:tel\.?|telefon|fon|mobil)\s?[:.]?\s?\+?[\d(]", _I)
_EARLY = re.compile(
    r"\bfrüh-?\s?(?:schicht|dienst)\w*|\bfrüh-(?=spät)|\bfrüh-(?=[^.;]{0,25}\b(?:spät|nacht)-?(?:schicht|dienst))|\bfrüh(?=\s?-?\s?(?:,|/|&|und|oder|sowie|bzw\.?)\s?-?\s?(?:spät"
    r"|nacht|mittel|tag))|\bfrühe[nr]?\s(?:\w+\s){0,2}(?:schicht|dienst)e?n?\b|\bearly\b[^.;]{0,25}\bshifts?\b",
    _I,
)
_LATE = re.compile(
    r"\b(?:spät|abend|nachmittags?)-?\s?(?:schicht|dienst)\w*|\bspät(?=\s?-?\s?(?:,|/|&|und|oder|sowie"
    r"|bzw\.?)\s?-?\s?(?:früh|nacht|wochen|tag))"
    r"|\bfrüh\s?-?\s?(?:,|/|&|und|oder|bzw\.?)\s?-?\s?spät\b|\bfrüh-spät|\bspäte[nr]?\s(?:schicht|dienst)e?n?\b|\blate\b[^.;]{0,25}\bshifts?\b",
    _I,
)
_NIGHT = re.compile(
    r"\b(?:dauer-?)?nacht-?\s?(?:schicht|dienst|arbeit|tätigkeit|wache|einsatz|einsätze)\w*|\bnachts\b|\b(?:früh"
    r"|spät)\s?-?\s?(?:,|/|&|und|oder|bzw\.?)\s?-?\s?nacht\b"
    r"|\bnacht(?=\s?-?\s?(?:,|/|&|und|oder|sowie|bzw\.?)\s?-?\s?(?:schicht|wochenend|sonn|feiertag|früh"
    r"|spät))|\bnight\b[^.;]{0,25}\bshifts?\b|\bDauernacht\b",
    _I,
)
_EARLY_AND_LATE = re.compile(
    r"\bfrüh\w*\s?-?\s?(?:,|/|&|und|sowie|bzw\.?)\s?-?\s?(?:spät|tag|nacht|mittel|zwischen)"
    r"|\bfrüh-,\s(?:\w+\s){1,2}spät"
    r"|\bspät\w*\s?-?\s?(?:,|/|&|und|sowie|bzw\.?)\s?-?\s?(?:früh|nacht)",
    _I,
)
_ROTATING = re.compile(
    r"\b(?:wechsel|wechselnde[nr]?\s)-?schicht\w*"
    r"|\b(?:\d|zwei|drei|vier|fünf|mehr|voll|teil|konti|conti|\d{1,2}-?\s?stunden|2er|3er|ein-?\sbis\sdrei"
    r"|mehrere[nr]?)\s?-?\s?(?:oder\s\d-?\s?|bis\s\w+-?\s?|/\d-?\s?)?schicht"
    r"(?:ig|-?\s?(?:system|betrieb|arbeit|dienst|modell|bereit\w*|basis|rhythmus|plan|wechsel|einsatz|-))?\w{0,6}\b"
    r"|\b(?:voll|teil)-?\s?konti\w*|\bkonti-?schicht\w*"
    r"|\b(?:voll\w*\s)?schicht-?\s?(?:dienst|arbeit|betrieb|betreb|system|bereit|ebreit|tätig|modell"
    r"|wechsel|rhythm|turnus|rotation|einsatz|einsätz)\w*"
    r"|\bschichtpl[aä]n(?:e|en|s|es)?\b|\b(?:in|im|bereitschaft\szu[rm]?|verschiedenen?|unterschiedlichen?|planbaren?|verlässlichen?|abwechselnden?"
    r"|wechselnden|rollierenden|mehreren)\sschicht(?:en|dienst)?\b"
    r"|\bschichten\s(?:\w+\s){0,2}(?:von|zwischen)\s\d|(?:vollzeit|teilzeit|arbeitszeit\w{0,8})\s?[,:/|-]\s?schicht\b(?!-)"
    r"|\bschicht-\s?(?:,|und|oder|sowie|/|&|bzw\.?)\s?(?:[\w-]{2,20}-\s?(?:,|und|oder|sowie|/|&|bzw\.?)\s?){0,3}"
    r"(?:wochenend|samstags|sonntags?|feiertags?|nacht|bereitschafts)-?(?:dienst|arbeit|einsatz|einsätze|betrieb)\w*"
    r"|\btag(?:es)?-\s?(?:,|und|sowie|/|&)\s?nacht-?\s?(?:schicht|dienst)\w*"
    r"|\bschicht-?\s?(?:bereit|fähig|tauglich)\w*|\bfrüh-spät|\b(?:f/s|fs)(?:/n)?-\s?schicht\w*|\brotierende\w*\s(?:schicht|dienst)\w*|\brollierend\w*|\bschichtzeiten\b|\bwechseldienst\w*|\bwechselnde[nr]?\sdienste?n?\b|\bturnusdienst\w*"
    r"|\bim\s(?:\w+\s)?wechsel\b[^.;]{0,40}schicht"
    r"|\bschichtarbeit\w*|\bshift\s(?:work|system|rota)\w*|\brotating\sshifts?\b|\bvollkonti\w*",
    _I,
)
_WEEKEND_NOUN = re.compile(
    r"\b(?:wochenend|samstags?|sonntags?|feiertags?)-?\s?(?:dienst|arbeit|einsatz|einsätze|schicht)\w*|\barbeit\w*[^.;]{0,40}\bam\swochenende"
    r"|\b(?:wochenende?|samstage?|sonntage?)[ns]?\s(?:\w+\s){0,2}im\swechsel\b",
    _I,
)
_WEEKEND_SHORT = re.compile(r"^\W*(?:auch\s)?(?:an|am)\s(?:wochenende|samstag|sonntag|sonn-|feiertag)[^.;]{0,30}$", _I)
_WEEKEND_WORK = re.compile(
    r"\bwochenend-?\s?(?:dienst|arbeit|einsatz|einsätze|schicht|bereit)\w*"
    r"|\b(?:samstags?|sonntags?|sonnabend|feiertags?|sonn-\s?und\sfeiertags?)-?\s?(?:dienst|arbeit|einsatz"
    r"|einsätze|schicht)\w*"
    r"|\b(?:mo|di|mi|do|fr|montags?|dienstags?|mittwochs?|donnerstags?|freitags?)\.?\s?(?:-|bis|–|/)\s?(?:einschl\.?\s|einschließlich\s)?(?:sa|so|samstag|sonntag"
    r"|sonnabend)s?\b"
    r"|\b(?:6|7|sechs|sieben)-?\s?tage-?\s?woche|\bwochenend-?\s?(?:,|und|oder|/|&"
    r"|sowie)\s?-?\s?(?:feiertag|nacht|schicht|spät)\w*"
    r"|\bsonn-?\s?(?:,|und|oder|/|&)\s?-?\s?feiertag(?:s-?)?(?:dienst|arbeit|einsatz|einsätze)\w*"
    r"|\bsa\.?\s?(?:\+|&|und|/|oder)\s?so\b"
    r"|\b(?:sa|so|samstags?|sonntags?|sonnabends?)\.?\s?:?\s(?:von\s|ab\s|bis\s)?\d{1,2}(?:[:.]\d\d)?\s?(?:uhr\b|(?:-|bis)\s?\d{1,2})"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag)s?\s?(?:,|und|oder|&|/)\s?(?:samstag|sonntag)s?\b"
    r"|\b(?:einschließlich|einschl\.|inklusive|inkl\.)\s(?:der\s)?(?:wochenende|samstag|sonntag)\w*"
    r"|\bweekend\s(?:work|shift)",
    _I,
)
_WEEKEND_DAY = re.compile(
    r"\b(?:wochenende?n?s?|samstage?n?s?|sonntage?n?s?|sonnabende?n?s?|feiertage?n?s?|sonn-|weekends?"
    r"|(?:7|sieben)\stagen?\s(?:die|pro|je|in\sder)\swoche|an\s(?:7|sieben)\stagen)\b",
    _I,
)
_EVERY_OTHER = re.compile(
    r"\bjede[nrs]?\s(?:zweite|dritte|vierte|[234]\.)[nrs]?\s(?:wochenende|samstag|sonntag)\w*"
    r"|\b(?:eine?s?|zwei|1|2)\s(?:garantiert\s)?freies?\swochenenden?\s(?:im|pro)\smonat",
    _I,
)
"""Whoever has every second weekend off works on the others."""
_WORK_CONTEXT = re.compile(
    r"arbeit|dienst|einsatz|einsätze|bereit|schicht|uhr\b|\bmo\b|montag|tätig|gelegentlich|vereinzelt"
    r"|regelmäßig|nachts|abends|auch\s(?:an|am)"
    r"|flexib|werktag|unter\sder\swoche|verfügbar|\bshifts?\b|\bwork(?:ing)?\b|aushilf|job\b|stunden|wechsel"
    r"|\b(?:im|pro|je)\smonat\b|\balle\s(?:\d|zwei|drei|vier|paar)\swochen\b|\b(?:jede[nrs]?|jeweils)\s(?:\w+\s)?$|einspring",
    _I,
)
_DAY_SHIFT = re.compile(
    r"\btag(?:es)?-?\s?(?:schicht|dienst)\w*|\bnormalschicht\w*|\btag(?:es)?-(?=\s?(?:,|und|oder"
    r"|/)\s?(?:nacht|spät|wechsel)-?\s?(?:schicht|dienst))|\bday\sshift",
    _I,
)
_FLEXIBLE = re.compile(
    r"\bgleitzeit\w*|\bgleitende\w?\sarbeitszeit\w*|\bvertrauensarbeitszeit\w*|\bvertrauensbasierte\w?\sarbeitszeit\w*|\bflex-?zeit\w*|\bflexi-?zeit\w*"
    r"|\bflexib\w*(?:,)?\s(?:(?!arbeitsort|arbeitsplatz)[\w&/,+-]+\s){0,4}?(?:arbeits-?\s?zeit\w*"
    r"|arbeitsstunden|zeiteinteilung|zeitmodell\w*|arbeitsmodell\w*|dienstzeit\w*|"
    r"einsatzzeit\w*|wochenstunden|stundeneinteilung|zeitgestaltung|dienstplan\w*|dienstplän\w*"
    r"|schichtmodell\w*|schichtplan\w*|working\s(?:hours|time)|hours)"
    r"|\barbeits-?\s?zeit\w*\s?:?\s(?:(?!ort)[\w/,()&-]+\s){0,6}?(?:flexib\w*|frei|selbst|eigenständig"
    r"|individuell)\b(?!\s(?:ab|von|an|am))"
    r"|\bflexible\w?\s(?:einteilung|gestaltung|planung)\sder\s(?:arbeits|dienst)|\bfreie\w?\s(?:zeit"
    r"|arbeitszeit)-?(?:einteilung|gestaltung)"
    r"|\bzeitlich\s(?:und\s\w+\s)?flexib|\börtlich\sund\szeitlich\sflexib|\bflexib\w*\szeiteinteil|\bfreie\w?\s(?:einsatzwahl|einteilung\sder)"
    r"|\bselbstbestimmte\w?\sarbeitszeit\w*|\bindividuelle\w?\sarbeitszeit\w*"
    r"|\b(?:selbstbestimmte|eigenständige|freie)\w?\s(?:einteilung|gestaltung)\s(?:der|deiner|ihrer)\s(?:arbeits|dienst|einsatz)"
    r"|\barbeite(?:n|st)?,?\swann\b|\bwann\s(?:und\swo\s)?(?:du|sie)\s(?:arbeite|möchte|will|woll|start|beginn)"
    r"|\bflexible\w?\s(?:schicht|dienst)(?:en|e|einteilung|planung|gestaltung)\b"
    r"|\bschichten\s(?:\w+\s){0,4}(?:selbst|frei|flexibel)\s(?:wähl|aussuch|ein|bestimm|leg)\w*"
    r"|\bwunsch-?\s?(?:dienst|schicht)(?:plan|pläne)?\w*|\bwunsch-?\s?arbeitszeit\w*|\bgleittag\w*"
    r"|\b(?:frei|selbst)\s?wählbare\w?\s(?:arbeits-?\s?zeit|einsatzzeit|zeitmodell|arbeitsmodell|schicht|dienst|stunden)\w*"
    r"|\b(?:variable|lebensphasen(?:orientiert|gerecht)?e|selbst\s?gewählte)\w?\s(?:arbeits-?\s?zeit|zeitmodell|arbeitsmodell)\w*"
    r"|\bflexib\w*\sarbeits(?:-\s(?:und|oder|&|/)\s\w{3,12}zeit|\(zeit\))\w*|\barbeite(?:n|st)?,?\s(?:dann,?\s)?wenn\ses\s(?:dir|ihnen)\b"
    r"|\barbeitszeit-?(?:flexib|souverän|autonom)\w*|\bGLAZ\b"
    r"|\barbeitszeit\w*\s(?:\w+\s){0,2}nach\s(?:deinen|ihren|euren)\s(?:wünschen|bedürfnissen|vorstellungen)"
    r"|\barbeitszeit\w*\s(?:bestimm|gestalt|wähl)\w*\s(?:du|sie|ihr)\b"
    r"|\b(?:zeit-\s?(?:und|&|/)\s?orts?|orts?-\s?(?:und|&|/)\s?zeit)-?(?:flexib|unabhängig)\w*"
    r"|\bflexib\w*\sarbeits(?:beginn|start|anfang)|\barbeits(?:beginn|start|anfang)\w*\s(?:ist\s)?(?:flexibel|variabel|frei)\b"
    r"|\bteil\w*\s(?:du\s|ihr\s|sie\s)?(?:dir|euch|sich)\s(?:\w+\s){0,4}(?:frei|flexibel|selbst|selbstständig|eigenständig)\sein\b"
    r"|\bzeit(?:en)?\sfrei\seinteil|\b(?:frei|flexibel|selbst)\sein(?:zu)?teil(?:en|bar)"
    r"|\beinsätze\serfolgen\sflexibel|\bzeitautonom|\bjahresarbeitszeit(?:konto|modell)"
    r"|\btrust-based\sworking|\bflextime|\bflexi-?time|\bzeiteinteilung\s(?:\w+\s){0,2}(?:frei|flexibel)"
    r"|\b(?:eigen(?:e|verantwortliche|ständige)|selbst?ständige|selbstbestimmte)\w?\szeiteinteilung|\b(?:zeitliche\sund\s(?:räumliche|örtliche)|(?:räumliche|örtliche)\sund\szeitliche)\sflexibilität",
    _I,
)
_FLEX_DEMANDED = re.compile(r"\bbereitschaft\s(?:zu|für|zur)\s(?:\w+\s)?$|\bbereit\w*\s(?:\w+\s){0,2}zu\s$", _I)
_FLEX_TRAIT = re.compile(r"^\W*(?:du\sbist|sie\ssind)\s(?:\w+\s){0,2}$", _I)
_FLEX_NEGATED = re.compile(r"\b(?:kein\w{0,2}|ohne|nicht)\s(?:\w+\s){0,1}$", _I)
_ASKED_FLEXIBLE = re.compile(
    r"(?:bring\w*\s(?:\w+\s){0,2}mit|bist|sind|haben|hast)\s(?:\w+\s){0,3}$"
    r"|zeitliche\sflexibilität\s(?:wird|ist|bringst|setzen)",
    _I,
)
_CLOCK = re.compile(
    r"(?<![\d.,:€])(?P<h1>[01]?\d|2[0-4])(?:[:.](?P<m1>[0-5]\d))?\s?(?P<u1>uhr|h\b)?\s?(?:-|bis(?:\sca\.?"
    r"|\sspätestens|\smax\.?)?|und|to)\s?"
    r"(?P<h2>[01]?\d|2[0-4])(?:[:.](?P<m2>[0-5]\d))?\s?(?P<u2>uhr|h\b)?(?![\d€%])",
    _I,
)
_WEEKDAYS = re.compile(r"\bmo\b|montag|\bmo\s?-|werktag", _I)
_DATE_BEFORE = re.compile(r"(?:\d\.|seit|jahren?|€|eur)\s?$", _I)
_EXPECTED = re.compile(r"(?:wird|werden)\serwartet|vorausgesetzt", _I)
_LONG_FRAME = re.compile(r"einsatz\w*\s\(?bis|\d\s?schicht", _I)
_FRAME = re.compile(r"innerhalb|zwischen|rahmen|frühestens|schicht", _I)
_WORDS = (
    (_EARLY, ShiftType.EARLY),
    (_LATE, ShiftType.LATE),
    (_NIGHT, ShiftType.NIGHT),
    (_ROTATING, ShiftType.ROTATING),
    (_DAY_SHIFT, ShiftType.DAY),
)
_CLOCK_GATE = Gate("uhr", ":", *(f"{digit}{gap}h" for digit in "0123456789" for gap in ("", " ")))
_GATE = Gate(
    "schicht", "dienst", "nacht", "früh", "spät", "shift", "voll-kont", "vollkont", "teilkont", "konti", "rollier",
    "wochenend", "samstag", "sonntag", "sonnabend", "feiertag", "sonn-", "weekend", "tage-woche", "tagewoche",
    "tage woche", "7 tagen", "sieben tagen", "tage in der", "tage die woche", "tage pro woche", "tage je woche", "conti", "sa + so", "sa+so", "sa & so", "sa und so", " sa ", " sa. ", "sa oder so", "sa. und so", *(f"{end}{day}" for end in ("-", "- ", "/", "/ ", "s ", "h ", ". ") for day in ("sa", "so")),
)  # fmt: skip
_FLEXIBLE_GATE = Gate(
    "gleit", "flex", "vertrauens", "arbeitszeit", "arbeits-", "arbeits z", "einteil", "einzuteil", "wann", "wunsch",
    "autonom", "freie", "schichten", "selbstbestimmt", "eigenständige", "trust-based", "wählbar", "arbeitsbeginn",
    "arbeitsstart", "arbeitsanfang", "variable", "wenn es dir", "wenn es ihnen", "teilen sich", "teilst", "teile dir", "teilen sie", "teilt ",
    "glaz", "zeitunab", "ortsunab", "zeit-unab", "orts-unab",
)  # fmt: skip
_MOST_HOURS_A_LINE = 40
_OWN_HOURS = frozenset({ShiftType.EARLY, ShiftType.LATE, ShiftType.NIGHT})
"""Clock hours beside one of these words say when that shift is; they name no further one."""


def _without(line: str) -> str:
    """The line without allowances, other people's shifts and everything that is negated."""
    line = _NOT_ABOUT_SHIFTS.sub(" ", line)
    if _ALLOWANCE.search(line):
        line = _ALLOWANCE_PHRASE.sub(" ", line)
    return line


def _negated_out(line: str) -> str:
    line = _DENIED.sub(" ", _NO_OBJECTION.sub(" ", line))
    return _NEGATION.sub(" ", line)


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
        start = int(match["h1"]) * 60 + int(match["m1"] or 0)
        end = int(match["h2"]) * 60 + int(match["m2"] or 0)
        if start <= 1440 and end <= 1440 and start != end:
            found.append((start, end))
    return found


def _is_night(start: int, end: int) -> bool:
    if end > start:
        return start < 5 * 60 or end > 23 * 60
    return end > 0 and end != 24 * 60


def _working_hours(line: str) -> list[tuple[int, int]]:
    if _OTHER_HOURS.search(_WITHIN_OPENING.sub(" ", line)) or _TEL.search(line):
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
    for line in _FLEXIBLE_GATE.lines(title, text):
        if said := _flexible(_without(line.text)):
            found[ShiftType.FLEXIBLE] = quote(line.text, said)
            break
    named_lines = {line.place: line for line in _GATE.lines(title, text)}
    clock_lines = {line.place: line for line in _CLOCK_GATE.lines(title, text) if _CLOCK.search(line.text)}
    for _, line in sorted((clock_lines | named_lines).items()):
        raw = line.text
        if raw.endswith("?") and raw.count(" ") < 2:
            continue
        clear = _without(raw)
        if free := _NO_SHIFTS.search(_NO_OBJECTION.sub(" ", clear)):
            found.setdefault(ShiftType.DAY, quote(raw, free[0]))
        positive = _negated_out(clear)
        named = _named(positive)
        weekend = _weekend(positive, raw) or (_WEEKEND_DAY.search(positive) if line.is_title else None)
        if weekend:
            named[ShiftType.WEEKEND] = weekend[0]
        for shift, said in named.items():
            if shift not in found:
                found[shift] = quote(raw, said)
        hours = [] if _OWN_HOURS & named.keys() else _working_hours(raw)
        blocks.extend((start, end, raw) for start, end in hours)
        if hours and not weekend and not _FLEXIBLE.search(raw) and not _LONG_FRAME.search(raw):
            has_weekday_block = True
    if ShiftType.ROTATING not in found and blocks:
        nights = [raw for start, end, raw in blocks if _is_night(start, end)]
        if nights:
            found.setdefault(ShiftType.NIGHT, _quote_hours(nights[0]))
        elif has_weekday_block and all(6 * 60 <= start < end <= 19 * 60 for start, end, _ in blocks):
            found.setdefault(ShiftType.DAY, _quote_hours(blocks[0][2]))
    return found


def _quote_hours(line: str) -> str:
    found = _CLOCK.search(line)
    return quote(line, found[0] if found else "")


def _flexible(line: str) -> str:
    """The words that let people choose when they work; not those that demand it of them."""
    for match in _FLEXIBLE.finditer(line):
        before = line[max(0, match.start() - 40) : match.start()]
        if _FLEX_NEGATED.search(before) and "kernzeit" not in before.lower():
            continue
        if _FLEX_DEMANDED.search(before) or _EXPECTED.search(line, match.end()):
            continue
        if match[0].lower().startswith(("flexibel in", "flexibel bei", "flexibel bezüglich")) and _FLEX_TRAIT.search(
            before
        ):
            continue
        if match[0].lower().startswith("zeitlich") and (
            _ASKED_FLEXIBLE.search(before) or _ASKED_FLEXIBLE.search(match[0] + line[match.end() : match.end() + 20])
        ):
            continue
        return match[0]
    return ""


def _named(line: str) -> dict[ShiftType, str]:
    found = {shift: match[0] for pattern, shift in _WORDS if (match := pattern.search(line))}
    if ShiftType.EARLY in found and ShiftType.LATE in found and (match := _EARLY_AND_LATE.search(line)):
        found.setdefault(ShiftType.ROTATING, match[0])
    return found


def _weekend(line: str, raw: str) -> re.Match[str] | None:
    if found := _EVERY_OTHER.search(line):
        return found
    line = _WEEKEND_FREE.sub(" ", line)
    if _OTHER_HOURS.search(_WITHIN_OPENING.sub(" ", raw)):
        return _WEEKEND_NOUN.search(line) if "rufbereitschaft" not in raw.lower() else None
    if found := _WEEKEND_SHORT.search(line) or _WEEKEND_WORK.search(line):
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
        if hours and (_FLEXIBLE.search(line.text) or _FRAME.search(line.text)):
            return None
        found.update(dict.fromkeys(hours, line.text))
    if len(found) != 1:
        return None
    ((start, end), raw) = next(iter(found.items()))
    if not 3 * 60 <= (end - start) % 1440 <= 12 * 60:
        return None
    return (time(start // 60 % 24, start % 60), time(end // 60 % 24, end % 60)), _quote_hours(raw)
