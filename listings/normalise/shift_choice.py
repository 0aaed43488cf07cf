"""Who chooses when to work: "Gleitzeit", "flexible Arbeitszeiten", "Du bestimmst, wann du anfängst"."""

import re

from listings.normalise.segments import Gate, quote
from listings.normalise.shift_scope import without_others

_I = re.IGNORECASE
FLEXIBLE = re.compile(
    r"\b(?:"
    r"\bgleitzeit\w*|\bgleitende\w?\sarbeitszeit\w*|\bvertrauensarbeitszeit\w*|\bvertrauensbasierte\w?\sarbeitszeit\w*|\bflex-?zeit\w*|\bflexi-?zeit\w*"
    r"|\bflexib\w*(?:,)?\s(?:(?!arbeitsort|arbeitsplatz)[\w&/,+-]+\s){0,4}?(?:arbeits-?\s?zeit\w*"
    r"|arbeitsstunden|zeiteinteilung|zeitmodell\w*|arbeitsmodell\w*|dienstzeit\w*|"
    r"einsatzzeit\w*|wochenstunden|stundeneinteilung|zeitgestaltung|dienstplan\w*|dienstplän\w*"
    r"|schichtmodell\w*|schichtplan\w*|working\s(?:hours|time)|hours)"
    r"|\barbeits-?\s?zeit\w*\s?:?\s(?:(?!ort)[\w/,()&-]+\s){0,6}?(?:flexib\w*|frei|selbst|eigenständig"
    r"|individuell)\b(?!\s(?:ab|von|an|am))"
    r"|\bflexible\w?\seinteilung\b|\b(?:bestimm|wähl|leg)\w*\s(?:du\s|sie\s)?(?:deine\s|ihre\s)?(?:umfang\sund\s)?(?:arbeits)?zeiten\b|\bflexible\w?\s(?:gestaltung|planung)\sder\s(?:arbeits|dienst)|\bfreie\w?\s(?:zeit"
    r"|arbeitszeit)-?(?:einteilung|gestaltung)"
    r"|\bzeitlich\s(?:und\s\w+\s)?flexib|\börtlich\sund\szeitlich\sflexib|\bflexib\w*\szeiteinteil|\bfreie\w?\s(?:einsatzwahl|einteilung\sder)"
    r"|\bselbstbestimmte\w?\sarbeitszeit\w*|\bindividuelle\w?\sarbeitszeit\w*"
    r"|\b(?:selbstbestimmte|eigenständige|freie)\w?\s(?:einteilung|gestaltung)\s(?:der|deiner|ihrer)\s(?:arbeits|dienst|einsatz)"
    r"|\barbeite(?:n|st)?,?\swann\b|(?<=[\w,]\s)wann\s(?:und\swo\s)?(?:du|sie)\s(?:arbeite|möchte|will|woll|start|beginn)"
    r"|\bwann\ses\s(?:dir|ihnen|für\s(?:dich|sie))\s|\bwann\s(?:genau\s)?(?:du|sie)\s(?:[\w-]+\s){0,4}(?:arbeite|anf|start|beginn)\w*,\s(?:entscheide|bestimm|leg|wähl|plan|richt|stimm|regel|klär|sprech|vereinbar)\w*"
    r"|\b(?:(?:du|sie)\s(?:startest|starten|beginnst|beginnen|fängst|fangen|kommst|kommen)|(?:startest|starten|beginnst|beginnen|kommst|kommen)\s(?:du|sie)|arbeits(?:tag|beginn|start)\w*\s(?:beginnt|startet|ist|liegt))"
    r"\s(?:\w+\s){0,3}zwischen\s\d{1,2}(?:[:.]\d\d)?\s(?:uhr\s)?und\s\d{1,2}(?:[:.]\d\d)?(?:\suhr|\s?(?=[.,;!]|$))"
    r"|\bflexible[nrs]?\s(?:teilzeit(?:modell|lösung|option|möglichkeit)\w*|zeiten|modelle|schichtzeiten|stunden)\b"
    r"|\b(?:arbeits|einsatz|dienst|schicht)-?(?:zeit|plän|plan)\w*,?\s(?:(?:die|das|der|sich|passend|richten|richtet|angepasst|abgestimmt)\s){1,2}(?:sich\s)?(?:an\s|auf\s|nach\s|zu\s|um\s)?"
    r"(?:dir\b|ihnen\b|(?:deine|ihre|dein|ihr)[mnr]?\s(?:\w+\s)?(?:leben|alltag|stundenplan|studium|vorlesung|famili|privatleben|bedürfnis|wünsch|tag|kinder)\w*)"
    r"|\b(?:arbeits|einsatz|dienst)zeiten\snach\s(?:\w+\s)?(?:absprache|vereinbarung|wunsch)\b|\beinsatz\snach\sabsprache\b"
    r"|\barbeitszeit\w*\s(?:stimm|leg|plan|teil|such)\w*\s(?:du|sie|ihr)\b"
    r"|\b(?:beginn\w*|anfang|arbeitsstart|komm(?:st|en))\s[^.;!?]{0,45}\b(?:frei\swähl\w*|wie\ses\s(?:dir|ihnen)\s(?:\w+\s)?passt|entscheiden?s?t?\s(?:du|sie)\b)"
    r"|\bob\s(?:du|sie)\s[^.;!?]{0,40}\b(?:anfäng|anfang|beginn|start)\w*,\s(?:ist|liegt|entscheid|bestimm)\w*"
    r"|\b(?:entscheide|bestimm)\w*,?\s(?:(?:selbst|frei|du|sie),?\s){0,2}ob\s(?:du|sie)\s[^.;!?]{0,20}\bfrüh\w*\soder\s"
    r"|\b(?:wähl|such|leg|bestimm)\w*\s(?:du\s|sie\s|ihr\s)?(?:dir\s|sich\s)?(?:deine|ihre)\s(?:schichten|dienste|arbeitszeit\w*|einsätze|einsatzzeit\w*|arbeitstage)\s(?:[\w-]+\s){0,3}(?:selbst|frei|aus|fest)\b"
    r"|\b(?:schichten|dienste|arbeitstage|einsätze)\s(?:wähl|such|leg|bestimm)\w*\s(?:du|sie|ihr)\b"
    r"|\bträg\w*\s(?:dich|sich)\s(?:[\w-]+\s){0,4}(?:(?:schichten|dienste)\b|selbst\sein\b)|\bkeine\s(?:feste\w?\s)?kern(?:arbeits)?zeit\w*|\bohne\s(?:feste\s)?kern(?:arbeits)?zeit\w*|\brahmenarbeitszeit\w*"
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
    r"|\bfreie\w?\s(?:wahl|auswahl)\s(?:der|deiner|ihrer)\s(?:arbeits|dienst|einsatz|schicht)\w*|\barbeitszeit\w*\s?:?\s(?:ist\s)?gleitend|\b(?:arbeits|dienst|schicht|einteilung|einsatz)\w*:?\s[^.;!?]{0,40}\bnach\s(?:deinem|ihrem)\swunsch|\bfreie\stageswahl|\bschicht(?:en)?\snach\swahl"
    r"|\bindividuelle[nrs]?\s(?:teilzeit|zeit)(?:modell|lösung)\w*|\bnach\s(?:deinem|ihrem)\sstundenplan|\brest\s(?:(?:der|deiner|ihrer)\s\w+\s)?(?:(?:ist\s)?flexibel|(?:leg|bestimm|teil|gestalt|wähl)\w*\s(?:du|sie)\b)|wie\ses\s(?:dir|ihnen)\s(?:\w+\s)?passt"
    r"|\b(?:arbeits)?tagen?\s(?:[\w-]+\s){0,2}(?:arbeitest|arbeiten|sind|kommst|kommen),\s(?:bestimm|entscheid|wähl)\w*"
    r"|\b(?:arbeits)?tage\s(?:kannst|können)\s(?:du|sie)\s(?:[\w-]+\s){0,3}(?:wählen|bestimmen|aussuchen|festlegen)|\barbeitstag\s(?:[\w-]+\s)?selbst\b"
    r"|\beinsätze\serfolgen\sflexibel|\bzeitautonom|\bjahresarbeitszeit(?:konto|modell)"
    r"|\btrust-based\sworking|\bflextime|\bflexi-?time|\bzeiteinteilung\s(?:\w+\s){0,2}(?:frei|flexibel)"
    r"|\b(?:eigen(?:e|verantwortliche|ständige)|selbst?ständige|selbstbestimmte)\w?\szeiteinteilung|\b(?:zeitliche\sund\s(?:räumliche|örtliche)|(?:räumliche|örtliche)\sund\szeitliche)\sflexibilität)",
    _I,
)
_FLEX_DEMANDED = re.compile(
    r"\bbereitschaft\s(?:zu|für|zur)\s(?:\w+\s)?$|\bwir\s(?:erwarten|fordern|verlangen|brauchen|benötigen)\s(?:[\w-]+\s){0,2}$|\bbereit\w*\s(?:\w+\s){0,2}zu\s$",
    _I,
)
_FLEX_TRAIT = re.compile(r"^\W*(?:du\sbist|sie\ssind)\s(?:\w+\s){0,2}$", _I)
_FLEX_NEGATED = re.compile(r"\b(?:kein\w{0,2}|ohne|nicht)\s(?:\w+\s){0,1}$", _I)
_ASKED_FLEXIBLE = re.compile(
    r"(?:bring\w*\s(?:\w+\s){0,2}mit|bist|sind|haben|hast)\s(?:\w+\s){0,3}$"
    r"|zeitlich\sflexibel\s(?:einsetzbar|verfügbar)|zeitliche\sflexibilität\s(?:wird|ist|bringst|setzen)",
    _I,
)
_PLACE = re.compile(r"büro|office|remote|hause|\bort\b", _I)
_EXPECTED = re.compile(r"(?:wird|werden)\serwartet|vorausgesetzt", _I)
_GATE = Gate(
    "gleit", "flex", "vertrauens", "arbeitszeit", "arbeits-", "arbeits z", "einteil", "einzuteil", "wann", "wunsch", "autonom", "freie",
    "schichten", "selbstbestimmt", "eigenständige", "trust-based", "wählbar", "arbeitsbeginn", "arbeitsstart", "arbeitsanfang", "variable",
    "es dir", "es ihnen", "teilen sich", "teilst", "teile dir", "teilen sie", "teilt ", "glaz", "zeitunab", "ortsunab", "zeit-unab", "orts-unab",
    "kernzeit", "kernarbeit", "einsatz nach", "einsätze", "deine dienste", "ihre dienste", "dienstpl", "schichtpl", "schicht nach", "ob du",
    "ob sie", "arbeitstag", "trägst", "tragen sie", "zeiten", "rest ", "tage kannst", "tage können", "welche tage", "welchen tagen",
    "individuelle", "stundenplan", "zwischen",
)  # fmt: skip


def _chosen(line: str) -> str:
    """The words that let people choose when they work; not those that demand it of them."""
    for match in FLEXIBLE.finditer(line):
        before = line[max(0, match.start() - 40) : match.start()]
        if _FLEX_NEGATED.search(before) and "kernzeit" not in before.lower():
            continue
        if match[0].lower().startswith("wie es") and _PLACE.search(before):
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


def find_choice(title: str, text: str) -> str:
    """The words that let people choose when they work; empty when none do."""
    for line in _GATE.lines(title, text):
        if said := _chosen(without_others(line.text)):
            return quote(line.text, said)
    return ""
