"""Where people work: "2 Tage Homeoffice", "100 % remote", "keine Remote-Stelle"."""

import re

from listings.normalise.segments import Gate, quote
from listings.vocabulary import WorkMode

_I = re.IGNORECASE
_HOME = r"(?:home[-\s]?\s?-?office|homeworking|work(?:ing)?\sfrom\shome)"
_AT_HOME = r"(?:zu\s?hause|daheim)"
_MODE = rf"(?:remote|{_HOME}|mobile[sn]?\sarbeiten|mobil(?:arbeit)?|tele-?arbeit|(?:von\s)?{_AT_HOME}\s(?:aus\s)?(?:zu\s)?arbeiten)"
_OTHER = re.compile(
    r"\(?\bremote-\)?\w{2,20}(?:support|wartung|zugriff|hilfe|betreuung|diagnose)\w*|"
    r"\bremote-?\s?(?:onboarding|arbeitende\w?\b)\w*|(?:gespräch|interview|onboarding)\w*[^.;]{0,40}\bremote\b"
    rf"|\bstatten\s[^.;]{{0,40}}{_HOME}[^.;]{{0,20}}\baus\b"
    r"|\bhybrid(?:e[rnms]?)?[-\s]?(?:cloud|fahrzeug|auto|antrieb|motor|it\b|it-|infrastruktur|event"
    r"|veranstaltung|vertrieb|lösung|system|kraftwerk|produkt|techn|meeting|besprech|app|software|"
    r"umgebung|netz|architektur|projekt|messe|format|lern|unterricht|mobil|heiz|wärme|kampagne|rolle|team)\w*"
    r"|\bvor\sort\s(?:oder|und|&|/|sowie)\sremote\s(?:bei|beim|für|unser)\w*|(?:betreuung|support|service|beratung|schulung|installation|wartung|workshop|termin)\w*"
    r"[^.;]{0,40}\b(?:vor\sort\s?(?:und|oder|sowie|/|&)\s?(?:auch\s)?remote|remote\s?(?:und|oder|sowie|/|&)\s?(?:auch\s)?vor\sort)\b"
    r"|hybridanlage\w*|\b(?:bei|beim)\s(?:\w+\s)?kunden\s(?:oder|und|bzw\.)\s(?:per\s)?remote\b|\bremote\s(?:oder|und|bzw\.)\s(?:direkt\s)?(?:beim|bei)\s(?:\w+\s)?kunde\w*"
    r"|\bremote-?\s?(?:support|wartung|zugriff|zugang|unterstützung|service|desktop|steuerung|diagnose"
    r"|access|verbindung|hilfe|maintenance|monitoring|sensing|hands|inbetriebnahme|verwaltung|betreuung|"
    r"einsätze|analyse|team|teams|kolleg\w*|arbeitsweise|interview|gespräch|vorstellungsgespräch"
    r"|bewerbungs)\w*|\b(?:per|via)\sremote\b|\bremote\s(?:oder|und|&|/|als\sauch)\s(?:vor\sort"
    r"|on-?site)\s(?:beim|bei|unserer|"
    r"lös|behe|betreu|unterstütz)\w*"
    rf"|{_HOME}[-\s]?(?:ausstattung|equipment|pauschale|budget|zuschuss|setup|paket"
    rf"|arbeitsplatz-?ausstattung|kosten|möbel)\w*|equipment[^.;]{{0,50}}{_HOME}"
    rf"|{_HOME}\s?:\s[^.;]{{0,40}}equipment[^.;]{{0,80}}"
    rf"|(?:ausstattung|hardware|zuschuss|budget|monitor|möbel|equipment|setup)[^.;]{{0,50}}\b(?:für|fürs"
    rf"|im|dein)\b[^.;]{{0,20}}{_HOME}"
    rf"|(?:hardware|setup)[^.;]{{0,60}}{_HOME}|\bworkation\w*[^.;]{{0,80}}|\b(?:team|mitarbeiter|kolleg"
    rf"|führung)\w*\b[^.;]{{0,60}}\bsowohl\b[^.;]{{0,60}}{_HOME}"
    r"|\bmobil\w*\s(?:arbeitsplätze|endgeräte|geräte|app|anwendung|website|journey|pflege|einsatz)\w*"
    r"|(?:direkt\s)?von\s(?:zu\s?hause|daheim)\s(?:aus\s)?(?:starten|los|beginn)\w*"
    r"|(?:bring|verfüg|besitz)\w*[^.;]{0,40}(?:pc|laptop|internet|arbeitsplatz)[^.;]{0,40}zu\s?hause",
    _I,
)
_FOR_OTHERS = re.compile(
    r"\b(?:betreu|berat|schul|unterstütz)\w*\s(?:[\w-]+\s){0,2}(?:kund\w*|anwender\w*|nutzer\w*)\s(?:[\w-]+\s){0,4}remote\b(?!\s(?:aus|im|von)\b)",
    _I,
)
_AT_CLIENTS = r"[^.;!?]{0,40}\b(?:kund|mieter|haushalt|patient)\w*"
_ONSITE = re.compile(
    r"(?:\b|^|(?=\())(?:"
    rf"\bkeine?\w?\s(?:\w+[-\s]){{0,2}}?(?:remote|{_HOME}|mobiles?\sarbeiten|homeoffice|hybrid)\w*"
    rf"|\b{_MODE}\w*(?:-\s?\w+)?\s?:?\s[^.;!?,]{{0,60}}?\b(?:nicht\s(?:möglich|vorgesehen|angeboten|anbieten|gestattet|gewünscht"
    rf"|geplant|umsetzbar|machbar|drin|an\b)|ausgeschlossen|entfällt|verzicht\w*)"
    rf"|\b{_MODE}\w*\s(?:gibt|bieten|geht|haben|kennen|machen|ist)\s(?:[\w-]+\s){{0,6}}nicht\s?(?=[.;!?,)]|$)"
    rf"|\b{_MODE}\w*\s?\?\s?-?\s?(?:leider\s|hier\s)?(?:nein|nicht|fehlanzeige|keine?)\b"
    rf"|\bnicht\s(?:möglich|vorgesehen)\s(?:ist|sind)\s(?:\w+\s){{0,2}}{_MODE}|\bverzichte\w*\s(?:[\w-]+\s){{0,3}}auf\s{_MODE}"
    rf"|\b(?:von|aus)\s(?:zu\s?hause|daheim)\b[^.;!?,]{{0,50}}?\b(?:nicht\s(?:möglich|vorgesehen|angeboten|geplant)"
    rf"|ausgeschlossen)"
    rf"|\b(?:remote|{_HOME})[\w-]{{0,20}}\s?:\s?(?:nein|nicht|keine?)\b"
    r"|\bnicht\s(?:im\s|aus\sdem\s|für\s)?(?:remote|home-?\s?office)\w*|\bohne\shome-?\s?office|"
    r"\b(?:ausschließlich|komplett|nur|vollständig|100\s?%|zu\s100\s?%)\s(?:\w+\s){0,2}(?:vor\sort|am\sstandort"
    r"|in\spräsenz|on-?site|im\sbüro|präsenz)(?!\s(?:bei|beim|oder|und))|\bpräsenz(?:stelle|tätigkeit|job"
    r"|pflicht|arbeit)\w*|"
    r"\bvor\sort\s(?:in|an)\s(?:unsere[mnr]|dem|der)\s(?:\w+\s){0,2}(?:büro|office|standort|zentrale|niederlassung|filiale|call-?\s?center|(?:service|kunden)-?\s?center)\w*"
    r"|\barbeite\w*\sin\spräsenz|\boffice-first|"
    r"\b(?:hohe\w?\s)?präsenz\svor\sort\s\(|\bon-?site[-\s]?(?:position|stelle|only|role)|\bno\sremote\b"
    r"|\breine?\s(?:präsenz|büro|vor-ort)-?\s?(?:stelle|tätigkeit|job)\w*"
    r"|\barbeitsmodell\s?:?\s(?:vor\sort|präsenz|on-?site)|"
    r"\b(?:präsenz|anwesenheit)\s(?:(?:vor\sort|im\s(?:büro|office|haus|unternehmen)|am\s\w+|in\s(?:unser\w*\s)?\w+)\s)?(?:ist\s|wird\s)?(?:\w+\s){0,2}"
    r"(?:erforderlich|notwendig|pflicht|vorausgesetzt|nötig)\b|\banwesenheitspflicht|(?<=\()präsenz\b(?!\s(?:und|oder|/))|\barbeit\w*\s(?:\w+\s){0,3}vor\sort\sim\s(?:büro|office)\b|"
    r"^\W*vor[\s-]ort\W*$|\bvor-ort-(?:stelle|job|tätigkeit|position|rolle)\b|\(vor[\s-]ort\)|\b(?:arbeitsort|einsatzort|arbeitsform|arbeitsweise)\s?:\s?vor[\s-]ort\b(?!\s(?:bei|oder|und))|"
    rf"(?:^\W*|:\s)(?:deine?\s|ihre?\s)?(?:arbeit|tätigkeit|einsatz|arbeitsplatz|arbeiten)\svor\sort\b(?:\s(?:in|an)\s(?!deren\b)|\W*$)(?!{_AT_CLIENTS})|"
    r"\b(?:einsatz|arbeit|tätigkeit)\s(?:erfolgt|findet|ist)\s(?:\w+\s){0,2}vor\sort\b(?!\s(?:bei|beim|oder|und))|\b(?:fully|100\s?%)\son-?site"
    rf"|^\W*on-?site\s(?:in|at)\b|\b(?:5|fünf)\stagen?\s(?:(?:pro|die|in\sder|je)\swoche\s)?(?:vor\sort|im\sbüro|im\soffice|in\spräsenz)\b)",
    _I,
)
_OFFICE = r"(?:büro|office|vor\sort)"
_HOME_PLACE = rf"(?:{_HOME}|remote|{_AT_HOME})"
_FREE = r"(?:(?:ganz\s)?wie\s(?:du|sie|es)\b|(?:du|sie)\s(?:entscheide|wähl|hast\sdie\swahl|haben\sdie\swahl)|(?:deine|ihre)\s(?:wahl|entscheidung)|frei\swähl)"
"""Whoever may choose between office and home may stay at home."""
_WHOLLY = (
    rf"\b(?:100\s?%\w{{0,3}}|(?:rein|komplett|vollständig|ausschließlich|dauerhaft)\w{{0,2}}|fully|full)[-\s]"
    rf"(?:im\s|aus\sdem\s|von\s|ins\s)?(?:remote|{_HOME}|zu\s?hause)[\w-]{{0,20}}"
)
_ONLY_AT_FIRST = re.compile(
    r"\b(?:in|während)\s(?:den\sersten|der\s(?:einarbeitung|probezeit|schulung))|\b(?:danach|anschließend|später)\b", _I
)
"""What is refused for the first weeks only is offered afterwards."""
_NOT_WHOLLY = re.compile(
    rf"\bkeine?\w?\s{_WHOLLY}|{_WHOLLY}\s[^.;!?,]{{0,60}}?\bnicht\s(?:möglich|vorgesehen|angeboten|gewünscht|umsetzbar)",
    _I,
)
"""Whoever denies the whole says nothing of a part."""
_AFTERWARDS = r"\b(?:danach|anschließend|später|dann|nach\s(?:der|deiner|ihrer)\s(?:\w+\s)?(?:einarbeitung|schulung|probezeit)(?:\s\([^()]{0,30}\))?)"
_REMOTE = re.compile(
    r"(?:\b|^)(?:"
    rf"\b100\s?(?:%|prozent\b)\s?(?:ige\w?\s)?(?:im\s|aus\sdem\s|per\s|von\s)?(?:remote|{_HOME}|mobile?s?\s?arbeit|mobil"
    rf"|zu\s?hause)|\b(?:remote|{_HOME})\w*\s?\(?(?:zu\s|bis\szu\s)?100\s?%"
    rf"|\b(?:full|fully|voll|komplett|vollständig|ausschließlich|rein|reine[rsn]?|dauerhaft|permanent"
    rf"|gänzlich|durchgehend|völlig|nur)\s?-?\s?(?:im\s|aus\sdem\s|in\s|von\s)?(?:remote|{_HOME}"
    rf"|zu\s?hause)"
    r"|\bremote[-\s]?(?:first|only)\b|\bfull[-\s]?remote|\bortsunabhängig\w*|\bortsungebunden\w*|\b(?:komplett|vollständig|dauerhaft)\smobil\s(?:zu\s)?arbeit\w*|\bstandortunabhängig\w*"
    r"|\bremote\s(?:\w+\s){0,2}(?:aus|in)\s(?:ganz\s)?deutschland|\b(?:deutschlandweit|bundesweit|weltweit"
    r"|europaweit)\s?(?:-\s?)?remote|"
    rf"\b(?:deutschlandweit|bundesweit)\s(?:(?:im|aus\sdem|vom|-|/)\s)?{_HOME}|\bremote\s?[-(,/]?\s?(?:deutschland(?:weit)?\b|bundesweit|weltweit)|\barbeite(?:n|st)?(?:\ssie)?,?\s(?:von\s)?wo\s(?:aus\s)?(?:du|sie)\s(?:will|woll|möchte)\w*"
    r"|\b(?:von\s)?wo\s(?:aus\s)?(?:du|sie)\s(?:arbeite|telefonier|berat|berät)\w*,\s(?:ist\s(?:uns\s)?(?:\w+\s)?egal|(?:entscheide|bestimm|wähl)\w*\s(?:du|sie)|spielt\skeine)|\begal,?\s(?:von\s)?wo\s(?:aus\s)?(?:du|sie)\s(?:arbeite|telefonier|berat|berät)"
    r"|\barbeitsort\s(?:kannst|können|such|wähl|bestimm)\w*\s(?:du|sie)\s|\balle\sarbeiten\s(?:von|aus)\s(?:zu\s?hause|daheim)\b"
    rf"|(?:{_AFTERWARDS}\s(?:(?:(?:arbeitest|telefonierst|berätst|bist)\sdu|(?:arbeiten|telefonieren|beraten|sind)\ssie|geht\ses)\s)?(?:ausschließlich\s)?(?:(?:im|aus\sdem|ins)\s(?:eigenen?\s)?{_HOME}|(?:von|aus)\s{_AT_HOME})(?:\saus)?\W*$)"
    rf"|\barbeite(?:n|st)?,?\s(?:von\s)?wo\s(?:du|sie)\s(?:will|woll|möchte)\w*|\bvon\s(?:überall|jedem\sort)\b"
    rf"|\bwork\sfrom\sanywhere|\bremote-?\s?(?:job|stelle|position|rolle)\b|\b{_HOME}-?\s?(?:job|stelle"
    rf"|position|tätigkeit)\b|"
    rf"\bremote,?\s(?:hybrid,?\s)?oder\s(?:vor\sort|hybrid|im\sbüro)\s?-?\s?(?:du|sie|ganz|wie|frei)"
    r"|\bremote\soder\s(?:(?:in|im|bei)\s(?!teilzeit|vollzeit)|vor\sort\b)"
    rf"|\b(?:arbeitsort|standort|einsatzort|dienstort)\s?:?\s?(?:remote|{_HOME})\s*(?:$|[,(/]|oder\b|\|)"
    rf"|\b(?:vollständig|komplett|rein)\s?remote|\b(?:ganz|komplett|vollständig|ausschließlich|dauerhaft|nur)\s(?:von\s|aus\s)?{_AT_HOME}\b"
    rf"|\barbeitsplatz\sist\s(?:bei\sdir\s|bei\sihnen\s)?(?:(?:dein|ihr)\s|in\s(?:deiner|ihrer)\s)?(?:eigene\w?\s)?(?:{_AT_HOME}|wohnung|{_HOME})"
    rf"|\b(?:gearbeitet\swird|arbeitest\sdu|arbeiten\ssie|du\sarbeitest|sie\sarbeiten)\s(?:bei\sdir\s|bei\sihnen\s)?(?:zu\s?hause|daheim)\s?(?=[.;!,]|$)"
    r"|\b(?:an\skeinem\stag|nie|niemals|nicht)\sins\s(?:büro|office)\s(?:kommen|fahren|pendeln)|\bkein\stag\sim\sbüro"
    rf"|\b(?:remote|{_HOME})[\w-]{{0,12}}\s[^.;!?]{{0,40}}\bjederzeit\b"
    rf"|\b(?:5|fünf)\stagen?\s(?:(?:pro|die|in\sder|je)\swoche\s)?(?:im\s)?(?:{_HOME}|remote)"
    rf"|\b{_OFFICE}\b[^.;!?]{{0,30}}\b{_HOME_PLACE}\b[^.;!?]{{0,40}}\b{_FREE}|\b{_HOME_PLACE}\b[^.;!?]{{0,40}}\b{_OFFICE}\b[^.;!?]{{0,40}}\b{_FREE}"
    rf"|\bwahlweise\s(?:im\s|vom\s|von\s)?(?:{_OFFICE}\soder\s(?:im\s|vom\s|von\s)?{_HOME_PLACE}|{_HOME_PLACE}\soder\s(?:im\s|vom\s)?{_OFFICE})\b"
    rf"|\b(?:entscheide\w*|wähl\w*),?\s(?:(?:selbst|frei|du|sie),?\s){{0,2}}ob\s(?:du\s|sie\s)?[^.;!?]{{0,15}}\b(?:büro|office|vor\sort)\b[^.;!?]{{0,20}}\b(?:{_HOME}|remote|{_AT_HOME})\b"
    rf"|^\W*(?:arbeits|einsatz)?ort\s?:\s(?:[\w-]+\s(?:oder|/)\s)?(?:remote\b|{_HOME}\b|(?:bei\s)?(?:dein|ihr|dir|ihnen)\s(?:eigenes\s)?{_AT_HOME}|zuhause)|^\W*standort\s?:\s[\w-]+\s(?:oder|/)\s(?:remote|{_HOME})\s*$)",
    _I,
)
_PARTLY = re.compile(
    r"teilweise|anteil|teils|hybrid|\b[1-9]\d?\s?%|\b(?:[1-4]|ein|einen|zwei|drei|vier)\s?(?:bis\s\w+\s"
    r"|-\s?\d\s)?(?:feste\s)?tage?\b|option|möglich|gelegentlich|nach\s(?:absprache|einarbeitung)"
    r"|zeitweise|"
    r"mix|flexibel|bürotag|wahlweise|ab\sund\szu",
    _I,
)
_HYBRID = re.compile(
    rf"{_HOME}|\b(?:home-\s?(?:und|oder|/|&)\s?(?:mobile|büro)|\bremote\w*|\bhybrid\w*"
    rf"|\bmobil\w{{0,2}}[-\s](?:arbeiten\w*|arbeit\b|arbeitens?|office|work\w*|arbeitsmöglich\w*"
    rf"|arbeitsplatz\b)|\bmobile-?\s?(?:office|work\w*)\b|\bmobilarbeit\w*|\btele-?arbeit\w*|"
    r"\b(?:von|aus|zu)\s(?:zu\s?)?(?:hause|daheim)\s(?:aus\s)?(?:\w+\s){0,3}?(?:arbeit|erledig|tätig"
    r"|zu\sarbeiten)\w*|\b(?:rest|übrige\w*|anderen)\s(?:\w+\s)?von\s(?:zu\s?hause|daheim)|\b(?:telefonier|berät|berate|betreu|bearbeit)\w*\s(?:[\w-]+\s){0,5}von\s(?:zu\s?hause|daheim)"
    r"|\b(?:tage|zeit)weise\s(?:mobil|von\s(?:zu\s?hause|daheim))|\barbeit\w*\s(?:\w+\s){0,4}?von\s(?:zu\s?hause|daheim)"
    r"|\bfrom\shome\b|\b(?:tage?n?|zeit|woche|hälfte)\b[^.;!?]{0,25}\bmobil\b|\d{1,3}\s?(?:%|prozent)\smobil\b|\btage?n?\s?(?:(?:(?:pro|die|in\sder|je)\swoche|/\s?(?:woche\b|wo\.))\s)?(?:von\s)?(?:zu\s?hause|daheim|mobil)\b"
    r"|\b(?:eine\swoche|die\shälfte|halb|jede[nr]?\s(?:zweiten?|andere[nr]?)\s(?:tag|woche))\s(?:(?:der|des)\s\w+\s|zeit\s)?(?:von\s)?(?:zu\s?hause|daheim)\b|\bheimarbeit\w*"
    r"|\bbüro\s(?:oder|und|/)\s(?:von\s)?(?:zu\s?hause|daheim)\b"
    r"|\bvon\szu\s?hause\s(?:aus\s)?(?:oder|und|bzw)|\bwork\sfrom\shome|\bmobil\szu\sarbeiten"
    r"|\bflexible\w?\sarbeitsort\w*|\bfreie\w?\swahl\sdes\sarbeitsort\w*|\barbeitsort\s[^.;]{0,20}\b(?:frei\swähl|flexibel\sgestalt)\w*)",
    _I,
)
_PLAIN_MOBILE = re.compile(
    r"\b(?:iphone|smartphone|notebook|laptop|handy|dienstwagen"
    r"|firmenwagen)\b[^.;]{0,50}\bmobil\s(?:zu\s)?arbeiten",
    _I,
)
_PEOPLE_ELSEWHERE = re.compile(r"\b(?:deutschsprachige|unsere)\s(?:remote|hybride)\b", _I)


_OFFICE_DAYS = re.compile(
    r"\b(?:[1-4]|eine?[nm]?|zwei|drei|vier)\s?(?:-\s?\d\s)?tage?n?\b[^.;!?]{0,30}\b(?:im\sbüro|büropräsenz|anwesenheit|in\spräsenz|vor\sort"
    r"|im\soffice)\b",
    _I,
)
"""Days on which people must come: what is called "remote first" beside them is partly remote."""
_WHOLE = re.compile(r"100\s?%")
_HYBRID_WORD = re.compile(r"\bhybrid\w*", _I)
_GATE = Gate(
    "home", "remote", "hybrid", "mobil", "tele-", "telearb", "präsenz", "vor ort", "onsite", "on-site", "on site",
    "im büro", "büropr", "im office", "büro-", "büro oder", "büro und", "bürostelle", "bürotät", "office-first", "unabhängig", "ungebunden", "am standort", "überall", "jedem ort", "work from",
    "hause", "daheim", "from home", "tageweise", "ins büro", "tage im", "ort: ", "arbeitsort", "anwesenheit", "heimarbeit", "vor-ort", "wo du", "wo sie", "wo aus",
)  # fmt: skip


def read_work_mode(title: str, text: str) -> WorkMode | None:
    """What is stated about home and presence; None when nothing is."""
    return found[0] if (found := find_work_mode(title, text)) else None


def find_work_mode(title: str, text: str) -> tuple[WorkMode, str] | None:
    """As read_work_mode(), with the words it was read from."""
    found: dict[WorkMode, str] = {}
    bound = ""
    for line in _GATE.lines(title, text):
        bare = _NOT_WHOLLY.sub(" ", _OTHER.sub(" ", line.text))
        if "remote" in bare.lower():
            bare = _FOR_OTHERS.sub(" ", bare)
        if not line.is_title:
            bare = _PEOPLE_ELSEWHERE.sub(" ", _PLAIN_MOBILE.sub(" ", bare))
        if said := _ONSITE.search(bare):
            is_for_now = _ONLY_AT_FIRST.search(bare) and _HYBRID.search(said[0])
            found.setdefault(WorkMode.HYBRID if is_for_now else WorkMode.ONSITE, quote(line.text, said[0]))
            if line.is_title:
                continue
            bare = _ONSITE.sub(" ", bare)
        if days := _OFFICE_DAYS.search(bare):
            bound = bound or quote(line.text, days[0])
        some, whole = _HYBRID.search(bare), _REMOTE.search(bare)
        if line.is_title and some:
            is_partly = _PARTLY.search(_WHOLE.sub("", bare)) and not whole
            if not is_partly and not _HYBRID_WORD.search(bare):
                return WorkMode.REMOTE, quote(line.text, some[0])
            found.setdefault(WorkMode.HYBRID, quote(line.text, some[0]))
        elif whole:
            found.setdefault(WorkMode.REMOTE, quote(line.text, whole[0]))
        elif some:
            found.setdefault(WorkMode.HYBRID, quote(line.text, some[0]))
    if WorkMode.REMOTE in found and bound:
        return WorkMode.HYBRID, bound
    return next(
        ((mode, found[mode]) for mode in (WorkMode.REMOTE, WorkMode.HYBRID, WorkMode.ONSITE) if mode in found), None
    )
