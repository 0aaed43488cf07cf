"""Who would sign the contract: the employer itself, an agency that lends its people, one that only finds them, or a
company that answers the telephone for others.

"im Auftrag unseres Kunden", "Arbeitnehmerüberlassung", "als Kundenservice-Dienstleister namhafter Marken".
"""

import re
from collections.abc import Mapping

from listings.normalise.segments import Gate
from listings.normalise.title import fold
from listings.vocabulary import Contract, EmployerKind

_I = re.IGNORECASE
_LEGAL = r"(?:gmbh|mbh|ag|se|kg|kgaa|ug|ohg|gbr|e\.? ?k|inc|ltd|co|eg|e\.? ?v)\b"
_STAFFING_NAME = re.compile(
    r"zeitarbeit|personal-?(?:dienstleist|leasing|ueberlass|bereitstell)|arbeitnehmer-?ueberlass|leiharbeit|temporaer"
    r"|\btemp(?:orary)? ?staff|\bstaffing|\brandstad\b|\badecco\b|\bmanpower\b|\bpersona service\b|\btempton\b"
    r"|\btime ?partner|\btempo-?team|\bpiening\b|\borizon\b|\bdis ag\b|\barwa\b|\bavitea\b|\btrenkwalder\b|\bbindan\b"
    r"|\bjob ?impuls|\bgi group\b|\bunique personal|\bpluss personal|\bstuditemps\b|\bzenjob\b|\binstaff\b|\bjobvalley\b"
    r"|\bferchau\b|\bamadeus fire\b|\bpage personnel\b|\brobert half\b|\bfranz (?:&|und) wach\b|\bhofmann personal"
)
_STAFFING_FIRM = re.compile(
    rf"^(?!.*\b{_LEGAL}.*\bpersonal)(?:.*\bpersonal-? ?(?:service|services|dienste|management|konzepte|loesungen|partner"
    rf"|agentur)\b.*{_LEGAL}|\w+[ -]personal {_LEGAL}|personal-?service\b)"
)
"""A firm of that trade has its legal form behind the word; a department of another firm stands behind that one's."""
_RECRUITER_NAME = re.compile(
    r"personal-?(?:berat|vermittl)|arbeits-?vermittl|job-?vermittl|headhunt|executive search|\brecruit(?:ing|ment|er)"
    r"|\bstaff ?finder|\btalent (?:solutions|partners?|agency)|\bhays\b|\bmichael page\b|\brobert walters\b|\bworkwise\b"
    r"|\bhuman ?capital\b|\bpersonal ?vermittler|\bcareer (?:partners?|agency)"
)
_OUTSOURCER_NAME = re.compile(
    r"call-? ?center|contact-? ?center|\bteleperformance\b|\bcapita\b|\bmajorel\b|\bfoundever\b|\bconcentrix\b|\bwebhelp\b"
    r"|\btelus (?:digital|international)|\btranscom\b|\bsitel\b|\bgevekom\b|\btricontes|\bregiocom\b|\bconduent\b"
    r"|\bkikxxl\b|\bdavero\b|\bsellbytel\b|\bcompetence call\b|\bbpo\b|\btelemarketing|\bdialogmarketing|\btelefonmarketing"
    r"|\beuratel\b|\bcustomer care solutions|\btelefonservice|\btelefonzentrale fuer"
)
_IN_HOUSE = re.compile(
    r"bank\b|sparkasse|versicherung|krankenkasse|\bstadtwerk|\btelekom\b|\bvodafone\b|\benergie|\bstadt\b|\bkreis\b"
)
"""A service company named after a bank or a town works for that one."""
_CUSTOMER = (
    r"(?:unsere[nmrs]|eine[nmrs]|meine[nmrs])\s(?:[\w-]+,?\s){0,4}?(?:kunde(?:n|nunternehmens?)?|auftraggeber(?:s|n)?"
    r"|mandant(?:en|in)?|partnerunternehmens?|geschäftspartners?|klienten)\b"
)
"""One customer of an agency: "für unseren Kunden"; "für unsere Kunden" is said by everybody."""
_RECRUITER_TEXT = re.compile(
    r"\b(?:direkt|personal|fest)-?vermittlung\b(?!s?gutschein)|\bvermittlung\sin\s(?:eine\s)?(?:festanstellung|direktanstellung)"
    rf"|\b(?:direkt|fest)anstellung\s(?:[\w-]+\s){{0,3}}bei\s{_CUSTOMER}"
    rf"|\bim\s(?:exklusiven\s)?(?:kunden)?auftrag\s(?:von\s)?(?:{_CUSTOMER}|unserer\skunden\s[^.;!?]{{0,60}}(?:such|besetz)\w*)|\bim\skundenauftrag\b"
    rf"|\bfür\s{_CUSTOMER}[^.;!?]{{0,140}}\b(?:suche\w*|rekrutiere\w*|besetze\w*)\s(?:wir|ich)\b"
    rf"|\b(?:wir\ssuchen|suchen\swir)\b[^.;!?]{{0,60}}\bfür\s{_CUSTOMER}"
    r"|\bunser(?:e)?\s(?:kunde|mandant|auftraggeber)(?:in)?\b(?:,[^.;!?]{0,90},)?\s(?:ist\s(?:ein|eine|der|die|das)|sucht|bietet"
    r"|zählt\szu)\b"
    r"|\bals\s(?:spezialisierte\s|führende\s|inhabergeführte\s)?(?:personalberatung|personalvermittlung)\b",
    _I,
)
_DIRECT_PLACEMENT = re.compile(
    r"\b(?:direkt|personal)-?vermittlung\b(?!s?gutschein)|\b(?:direkt|fest)anstellung\s(?:[\w-]+\s){0,2}(?:bei|beim)\s"
    r"(?:unsere[mr]\s)?(?:[\w-]+\s){0,2}(?:kunden?|auftraggeber|mandanten)\b",
    _I,
)
_OUTSOURCER_TEXT = re.compile(
    r"\b(?:call|contact|service)-?\s?center-?\s?(?:dienstleist|anbieter|unternehmen|betreiber)\w*"
    r"|\b(?:kundenservice|kundendialog|kundenkontakt|customer[- ](?:service|care|experience)|dialog)-?\s?dienstleister\w*"
    r"|\b(?:outsourcing|bpo)-?\s?(?:dienstleist|partner|anbieter|unternehmen)\w*|\bbusiness\sprocess\soutsourcing\b"
    r"|\bdialogmarketing-?\s?(?:agentur|dienstleist|unternehmen)\w*"
    r"|\b(?:kundenservice|kundenbetreuung|kundendialog|telefonservice)\s(?:\w+\s){0,3}für\s(?:\w+\s){0,3}(?:namhafte|bekannte|"
    r"führende|verschiedene|renommierte|unsere)\w*\s(?:\w+\s){0,3}(?:auftraggeber|unternehmen|marken|firmen|konzerne)\b"
    r"|\bfür\s(?:eine[nrs]?|unsere[nr]?)\s(?:\w+\s){0,3}(?:bekannte|namhafte|führende|große)\w*\s[\w-]*(?:marke|anbieter|unternehmen"
    r"|konzern|versorger)\w{0,3}\b[^.;!?]{0,60}\bprojekt\w*"
    r"|\b(?:namhafte|bekannte|führende|verschiedene|renommierte|unsere)\w*\s(?:\w+\s){0,2}auftraggeber\w?\b",
    _I,
)
_TELLS_OF_OTHERS = re.compile(
    r"\b(?:erfahrung|tätigkeit|kenntnisse|gearbeitet|zusammenarbeit|steuer\w*|koordin\w*|schnittstelle|kontakt)\b[^.;!?]{0,60}"
    r"(?:dienstleist|auftraggeber|vermittl|outsourc|center)\w*|\b(?:keine?|ohne|nicht)\s(?:\w+\s){0,3}(?:personal|direkt)?vermittl\w*"
    r"|\b(?:anfragen|bewerbungen|angebote)\s[^.;!?]{0,40}(?:personalvermittl|personalberat|recruit)\w*"
    r"|\b(?:personal|arbeits)vermittl\w*[^.;!?]{0,60}\b(?:nicht|verzichten|absehen|abzusehen|gebeten)\b",
    _I,
)
_RECRUITER_GATE = Gate(
    "vermittlung", "kunde", "auftrag", "mandant", "anstellung", "personalberatung", "partner", "klient"
)
_OUTSOURCER_GATE = Gate("dienstleist", "center", "outsourcing", "bpo", "auftraggeber", "kundenservice", "dialog",
                        "kundenbetreuung", "telefonservice", "projekt")  # fmt: skip


def find_employer_kind(
    title: str, text: str, employer: str, contracts: Mapping[Contract, str]
) -> tuple[EmployerKind, str]:
    """The kind with the words that say so. Without a sign of another it is the employer itself, and no words."""
    by_name = kind_of_name(employer)
    if by_name is EmployerKind.OUTSOURCER:
        return by_name, employer
    lends = contracts.get(Contract.AGENCY)
    if lends is not None:
        return EmployerKind.STAFFING, lends
    if by_name is EmployerKind.STAFFING and (
        words := _RECRUITER_GATE.first(_DIRECT_PLACEMENT, (_TELLS_OF_OTHERS,), title, text)
    ):
        return EmployerKind.RECRUITER, words
    if by_name is not None:
        return by_name, employer
    for kind, gate, pattern in (
        (EmployerKind.OUTSOURCER, _OUTSOURCER_GATE, _OUTSOURCER_TEXT),
        (EmployerKind.RECRUITER, _RECRUITER_GATE, _RECRUITER_TEXT),
    ):
        if words := gate.first(pattern, (_TELLS_OF_OTHERS,), title, text):
            return kind, words
    return EmployerKind.DIRECT, ""


def kind_of_name(employer: str) -> EmployerKind | None:
    """What a name alone tells."""
    name = fold(employer)
    if _STAFFING_NAME.search(name) or _STAFFING_FIRM.search(name):
        return EmployerKind.STAFFING
    if _RECRUITER_NAME.search(name):
        return EmployerKind.RECRUITER
    if _OUTSOURCER_NAME.search(name) and not _IN_HOUSE.search(name):
        return EmployerKind.OUTSOURCER
    return None
