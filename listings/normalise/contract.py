"""On which contract: limited, permanent, through an agency."""

import re

from listings.normalise.segments import Gate
from listings.vocabulary import Contract

_I = re.IGNORECASE
_NO_LIMIT = re.compile(
    r"\bunbefrist\w*|\b(?:keine?[nr]?|ohne|entfällt\sdie)\s(?:\w+\s)?befrist\w*|befristung\s?:\s(?:keine|nein|entfällt)|befristung\s(?:entfällt"
    r"|entfallen|aufgehoben)|\bentfrist\w*|\bnicht\sbefrist\w*|"
    r"\bbefrist\w*\s(?:\w+\s){0,4}(?:nicht\b|keine\w?\b|niemand)|befristete\w{0,2}\s(?:aufenthalts|arbeitserlaubnis|rabatt|aktion)\w*",
    _I,
)
_AT_FIRST = r"(?:zunächst\s|vorerst\s|erst\seinmal\s|erstmal\s)?(?:auf\s|für\s|bis\s)?"
_SPAN = r"(?:\d{1,2}|ein\w{0,2}|zwei|drei|sechs|neun|zwölf|achtzehn|vierundzwanzig)\s(?:jahre?n?|monate?n?)\b"
_SEASON = r"(?:(?:weihnachts|oster|advents|saison|herbst|sommer|winter|frühjahrs|ferien|urlaubs)(?:geschäft|saison|zeit)|(?:sommer|winter|hoch|ernte|spargel|haupt|weihnachts)-?saison)"
_MONTH = r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
_LIMITED = re.compile(
    r"befrist\w*|\b(?:saison-?(?:kraft|kräfte|job|stelle|vertrag|arbeit|aushilf)\w*|\bferien-?(?:aushilf|kraft|kräfte|hilf|job|arbeit)\w*"
    rf"|\b(?:aushilf|hilfe|helfer|verstärkung|unterstützung|such|einsatz)\w*\s(?:[\w-]+\s){{0,3}}?(?:im|in\sder|in\sdem|für\s(?:das|die|den|unser)|fürs|zum|zur)\s(?:\w+\s)?{_SEASON}\b"
    rf"|(?:^|[,:]\s)(?:wir\ssuchen\s)?(?:für|in)\s(?:das|die|der|unsere?)\s{_SEASON}\s(?:such|brauch|stell)\w*|\bvon\s{_MONTH}\sbis\s{_MONTH}\s(?:\d{{4}}\s)?(?:such|brauch|stell)\w*|\b(?:such|brauch|stell)\w*\s(?:[\w-]+\s){{0,4}}von\s{_MONTH}\sbis\s{_MONTH}\b"
    r"|\b(?:als\s)?ersatz\sfür\s(?:\w+\s){1,3}(?:in|im)\s(?:elternzeit|mutterschutz|sabbat)|\bbis\szur\srückkehr\s(?:der|des)\s(?:\w+\s)?(?:stelleninhaber|kolleg|mitarbeiter)\w*|\bfür\s(?:ein|zwei|je\sein)\ssemester\b|\b(?:jahres|halbjahres|semester|zweijahres)vertrag\b"
    rf"|\bvertr[aä]g\w*\s(?:\w+\s){{0,2}}(?:läuft|laufen|gilt|endet|ist|wird)\s{_AT_FIRST}{_SPAN}|\b(?:auf|für)\s(?:vorerst\s|zunächst\s)?{_SPAN}\s(?:angelegt|ausgelegt|geschlossen|begrenzt|abgeschlossen)"
    rf"|\b(?:dein|ihr|der|einen|arbeits|anstellungs)\s?vertrag\s(?:\w+\s){{0,2}}(?:auf|für|über)\s{_SPAN}|\b(?:such|besetz)\w*\s(?:\w+\s){{0,3}}für\s{_SPAN}|\bfür\s{_SPAN}\sals\s\w*vertretung|\b(?:vertrags)?laufzeit\s?:?\s(?:\w+\s)?{_SPAN}|\bfür\sdie\sdauer\svon\s{_SPAN}"
    rf"|\b(?:stelle|einstell|such|besetz)\w*\s(?:[\w-]+\s){{0,5}}(?:erst\seinmal|zunächst|vorerst)\sfür\s{_SPAN}"
    r"|\bvertr(?:ittst|eten|itt)\s(?:[\w-]+\s){0,3}(?:kolleg|mitarbeiter)\w*[^.;!?]{0,40}\b(?:elternzeit|mutterschutz|sabbat)\w*|\b(?:eltern-?\s?zeit|mutterschutz|schwangerschafts|krankheits"
    r"|mutterschafts)-?\s?(?:-\s?und\s\w+)?vertretung\w*|\b(?:eltern-?zeit|mutterschutz)-?\s?/\s?\w+-?vertretung\w*|\bin\svertretung\b|\bvertretungs(?:stelle"
    r"|weise)\b|"
    r"\bfixed[- ]term\b|\btemporary\scontract|\bzeitvertrag\b|\bvertretungs(?:dauer|zeit|zeitraum)\w*|\bvertretung\s\(\s?(?:elternzeit|mutterschutz|krankheit)|\bals\svertretung\s(?:für|bis)\b"
    r"|\bfür\sdie\s(?:dauer|zeit)\s(?:der|des|einer|eines)\s(?:\w+\s)?(?:eltern-?zeit|mutterschutz|vertretung)\w*"
    r"|\b(?:im\srahmen|entsprechend)\s(?:der|einer)\s(?:\w+\s)?vertretung\b|\bvertretung\s[^.;]{0,40}\bin\s(?:elternzeit|mutterschutz)"
    r"|\b(?:stelle|vertrag|arbeitsverhältnis|beschäftigung|anstellung)\s(?:ist\s)?(?:zunächst\s|vorerst\s)?"
    r"(?:zeitlich|(?:auf|bis)\s(?:\w+\s){1,3}(?:zeitlich\s)?)\s?begrenzt\b|\b(?:zunächst|vorerst|vorläufig)\s(?:nur\s)?bis\s(?:\w+\s)?(?:\d|ende|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w*|\b(?:zunächst|vorerst|vorläufig)\s(?:auf"
    r"|für)\s(?:\w+\s){1,3}(?:monate|jahre?)\b(?!\sonline)|\bals\selternzeit)",
    _I,
)
_PERMANENT = re.compile(
    r"\b(?:"
    r"\bdauer(?:vertrag|stelle|anstellung|arbeitsverhältnis|arbeitsplatz|beschäftigung)\w*|\b(?:an|fest)stellung\sauf\sdauer|\bauf\sdauer\sangelegt"
    r"|\b(?:ohne|keine)\sbefristung|\bbefristung\s(?:entfällt|entfallen)(?!\snach)|\bbefristung\s(?:gibt\ses|haben\swir)\s(?:\w+\s){0,2}nicht|\bbefristung\s?:\s(?:keine|nein|entfällt)|\bbefristen\s(?:\w+\s)?nicht|\bunbefrist\w*|\bpermanent\s(?:[\w-]+\s){0,2}(?:contract|position|employment|role)|\bopen-ended\scontract|\bnicht\sbefristet)",
    _I,
)
_LASTING = (
    r"(?:dauer(?:vertrag|stelle|anstellung|arbeitsverhältnis|arbeitsplatz|beschäftigung)\w*|anstellung\sauf\sdauer)"
)
_NOT_PERMANENT = re.compile(
    rf"\bdanach\s(?:ist\s)?(?:eine?\s)?{_LASTING}|\b(?:dann|später|anschließend|in\sder\sregel|aussicht\sauf|option\sauf|perspektive\sauf|chance\sauf|bei\s(?:\w+\s)?(?:eignung|bewährung))\s(?:ist\s)?(?:eine?n?\s)?{_LASTING}|{_LASTING}\s(?:nach\s(?:\w+\s){{1,2}}(?:jahr|monat)\w*|(?:ist\s)?(?:das\sziel|möglich|in\saussicht|bei\seignung|nicht\sausgeschlossen))|"
    r"\b(?:übernehmen\swir|wir\sübernehmen)\s(?:[\w-]+\s){0,4}unbefrist\w*|\bnach\s(?:\w+\s){0,2}(?:prüfung|ausbildung|abschluss)\s[^.;!?]{0,40}\bunbefrist\w*|\bunbefrist\w*\s(?:\w+\s)?(?:übernahme|weiterbeschäftigung|aufenthalt\w*|verlängerung)|\b(?:option"
    r"|aussicht|chance|möglichkeit|perspektive|ziel)\w*\s(?:\w+\s){0,4}unbefrist\w*|"
    r"\büber(?:nahme|führung|gang)\w?\sin\s(?:\w+\s){0,2}unbefrist\w*|\bspäter\w?\s(?:\w+\s){0,2}unbefrist\w*"
    r"|\b(?:nach\s(?:\w+\s){1,3}(?:jahr|monat)\w*|bei\s(?:\w+\s)?(?:eignung|bewährung))\s(?:\w+\s){0,2}unbefrist\w*",
    _I,
)
_AGENCY = re.compile(
    r"\bzeitarbeit(?!s?\s?firmen)\w*|\barbeitnehmer-?überlassung\w*|\bANÜ\b|\bAÜG\b|\b(?:iGZ|BAP|GVP|BZA"
    r"|DGB)[-/\s](?:DGB-?\s?)?(?:GVP-?\s?)?(?:tarif\w*|zeitarbeit)|\btarifvertrag\s(?:iGZ|BAP|GVP|BZA)\w*|"
    r"\bpersonal(?:dienstleister|leasing|überlassung)\w*|\btemporärarbeit|\bleiharbeit\w*",
    _I,
)
_NO_AGENCY = re.compile(
    r"\b(?:keine?\w{0,2}|ohne|nicht\sin|statt)\s(?:\w+\s){0,2}(?:zeitarbeit|leiharbeit"
    r"|arbeitnehmerüberlassung|personaldienstleist|personalvermittl)\w*|"
    r"(?:anfragen|bewerbungen|angebote|kontakt\w*|zusendung\w*)\s(?:\w+\s){0,6}(?:personal|zeitarbeit|recruit)\w*|"
    r"(?:personal(?:dienstleister|vermittl\w*|agentur\w*|berat\w*)"
    r"|zeitarbeitsfirm\w*)[^.;]{0,80}\b(?:nicht|verzichten|absehen|abzusehen|gebeten)|"
    r"(?:freelancer|headhunter)[^.;]{0,60}(?:zeitarbeit|personal)\w*",
    _I,
)
_CONTRACTS = (
    (
        Contract.LIMITED,
        Gate(
            "befrist",
            "vertretung",
            "fixed",
            "temporary",
            "zeitvertrag",
            "zunächst",
            "vorerst",
            "vorläufig",
            "eltern",
            "mutterschutz",
            "begrenzt",
            "vertrag",
            "saison",
            "ferien",
            "laufzeit",
            "angelegt",
            "ausgelegt",
            "für die dauer",
            "rückkehr",
            "geschäft",
            "semester",
            *(
                f"bis {month}"
                for month in ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
            ),
        ),
        _LIMITED,
        _NO_LIMIT,
    ),
    (Contract.PERMANENT, Gate("befrist", "permanent", "open-ended", "dauer"), _PERMANENT, _NOT_PERMANENT),
    (
        Contract.AGENCY,
        Gate(
            "zeitarbeit", "überlassung", "anü", "aüg", "igz", "bap", "gvp", "bza", "dgb", "personal", "temporär", "leih"
        ),
        _AGENCY,
        _NO_AGENCY,
    ),
)


def read_contract(title: str, text: str) -> frozenset[Contract]:
    """Permanent only where "unbefristet" stands for this contract; agency work also by its collective agreements."""
    return frozenset(find_contract(title, text))


def find_contract(title: str, text: str) -> dict[Contract, str]:
    """As read_contract(), each with the words it was read from."""
    found = ((kind, gate.first(pattern, (denial,), title, text)) for kind, gate, pattern, denial in _CONTRACTS)
    return {kind: words for kind, words in found if words}
