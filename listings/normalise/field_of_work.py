"""Is this customer-service work? "Call Center Agent" yes, "Kundendiensttechniker" no, "Sachbearbeiter" a doubt.

Other work named beside service wins ("Elektroniker im Kundendienst"), unless the service word is the role and the
other work only the people sought or served ("Koch? Werde Kundenberater am Telefon!").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from listings.normalise.segments import tidy
from listings.normalise.title import fold, title_key

_TEXT_LIMIT = 8_000


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`Verdict.answer` with one English line for reports and moderators."""

    answer: Answer
    reason: str

    @property
    def is_yes(self) -> bool:
        return self.answer is Answer.YES

    @property
    def is_no(self) -> bool:
        return self.answer is Answer.NO

    @property
    def is_doubt(self) -> bool:
        return self.answer is Answer.DOUBT


_SERVICE = re.compile(
    r"kunden ?(?:service|servise|betreu|berat|support|dienst|kontakt|kommunikation|erfolg|center|zufriedenheit|dialog"
    r"|anfragen|rueckgewinn|bindung|innendienst|hotline|korrespondenz|feedback|care|manager|management|empfang)"
    r"|customer ?(?:service|care|support|success|experience|relation|operations|happiness|advis|advoc|solutions"
    r"|onboarding|interaction|agent|representative|loyalty|retention|engagement|desk)"
    r"|(?:client|user|member|player|consumer|patient|merchant|partner|seller|subscriber) "
    r"(?:service|support|success|care|relation|advis|help ?desk)"
    r"|(?:call|contact|service|kontakt|dialog) ?center|call agent|kundenanliegen|stoerungs(?:annahme|meldung)"
    r"|termin(?:vergabe|service|buchung|hotline|vereinbar|ier)|telefon(?:agent|ist|verk|vertrieb|berat|zentrale"
    r"|service|dienst|akquis|inkasso|interview|sekret|kontakt)|(?:kunden|service|buerger|mieter|notruf|leser|fahrgast"
    r"|gaeste) ?telefon|telefon ?zentrale|telefonisch|\btelefon\b|am telefon|phone (?:agent|support|advis)"
    r"|tele ?sales|tele ?marketing|tele ?vertrieb|inbound|outbound|inside sales|hotlin|help ?desk|service ?desk"
    r"|\b(?:1st|2nd|first|second)[ -]?(?:and |und |2nd |second )?(?:1st |2nd )?level|\bl[12] support"
    r"|anwender ?(?:betreu|support|berat)|it support|technical (?:customer )?support"
    r"|technische[rn]? (?:support|kundenberat|kundenservice|kundenbetreu)"
    r"|(?:^|\b(?:junior|senior|it|technical|user|software|product|lead|german|english|first|second|remote) )support "
    r"(?:agent|specialist|mitarb|manager|team|representative|advisor|consultant|associate|analyst|spezialist|berater|hero"
    r"|officer)|\bsupport (?:agent|mitarb|hero)|(?:mitarbeiter|teamleit\w*|leit\w*|specialist|junior|senior|werkstudent\w*|spezialist"
    r"|agent|team ?lead) (?:im |in |fuer |den |der |technischer )*support|(?:produkt|product|software|supporter) ?support"
    r"|supportmitarb|beschwerde|reklamation|complaint|retouren ?(?:bearb|manage|abteil|service|sach)"
    r"|dialog ?(?:marketing|mitarb|agent)|chat ?(?:agent|support|operator|bearb|moderat|vertrieb|berat|service)"
    r"|live chat|community support|social media (?:support|service|care|agent)|social customer"
    r"|back ?office|innendienst|order ?(?:management|processing|desk|entry)|auftrags ?(?:bearbeit|abwick|annahme"
    r"|management|erfassung|sachbearb)|bestell ?(?:annahme|hotline|abwickl)|schriftbearbeit"
    r"|service ?(?:agent|berat|fachkraft fuer dialog|hotline|telefon|innendienst|line|annahme|representative)"
    r"|bestandskunden|privatkund|geschaeftskundenbetreu|firmenkundenbetreu|behoerdennummer"
    r"|(?:buerger|mieter|leser|abo|mitglieder|patienten|haendler|versicherten|nutzer|spender|schaden|gaeste|fahrgast"
    r"|reise|buchungs|anruf) ?(?:service|betreu|dialog|hotline|support)|winback|retention|workforce manag"
    r"|vertriebs(?:service|support)"
)
"""Words that make a title customer-service work when no other work stands beside them."""

_PERHAPS = re.compile(
    r"\bservice\b|servicemitarb|servicekraft|serviceassist|servicekoord|servicedispo|servicepoint"
    r"|serviceleit|empfang|rezeption|front ?(?:desk|office)|reservierung|reservation|\bguest\b|account ?manager"
    r"|application support|support engineer|\b3rd level|third level|\bsupport\b|sales support|vertriebsassist"
    r"|schadensachbearb|schadenbearb"
)
"""Words that fit customer service and other work alike: the text has to say it."""

_TRAIT = re.compile(r"\b(?:mit|with) (?:\w+ ){0,3}(?:kunden ?(?:kontakt|service|orientier)|customer contact)\w*$")
_PHONE = re.compile(r"am telefon|telefonisch|telefonberat|hotline|call ?center|inbound|outbound|help ?desk|terminier")
_IT_HELP = re.compile(r"support|help ?desk|service ?desk|level")
_COUNTER = re.compile(
    r"(?<!online)(?<!online )(?<!web)(?<!web )(?<!e )shop\b|autohaus|moebelhaus|\bmarkt\b|\bpflege\b|verkaufsflaeche|\bstore\b"
    r"|(?:service|kunden)berat\w* (?:im |in der )?(?:kfz|pkw|automobil|werkstatt|nutzfahrz)"
    r"|kundenbetreu\w* (?:im |fuer den )?(?:nah|fern|regional)verkehr"
)
"""Places where a "Kundenberater" sells over the counter, checks tickets or looks after the sick."""

_FOR = re.compile(r"\b(?:fuer|for|von|of|mit|with|bei|zur?)\b")
_AS = re.compile(r"\b(?:als|as|werde)\b")
_PERSON = re.compile(
    r"berat(?:er|erin)\b|betreuer|mitarbeiter|sachbearbeit|leit(?:er|erin|ung)\b|agent|representative|specialist|spezialist"
    r"|manager|advisor|associate|kauf(?:mann|frau|leute)"
)
_NOT_NAMED = re.compile(
    r"\b(?:kein|keine|keinen|ohne|statt|no)\b(?: \w+)?|\d hr\b"
    r"|\b(?:marketing|hr|finance|it|engineering|software|sales)[ -]?(?:kunden|customers?|bereich)"
    r"|\b(?:hr|personal|lohn|pflege|arzt|gastro|einkauf|finance|buchhaltung|lager|steuer|fitness)\w* ?(?:software|loesung|tech|app)\w*"
    r"|pflege(?:versicher|kasse)"
)
"""Words about employers, customers and products, not about the work."""

_HANDS, _DESK, _AREA = "hands", "desk", "area"
_OTHER: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (label, rank, re.compile(pattern))
    for label, rank, pattern in (
        ("field technician", _HANDS, r"technik(?:er|erin)\b|technician|monteur|mechanik|mechatronik|elektrik|elektronik(?:er|fach)"
            r"|(?:kundendienst|werkstatt|kfz|shk|elektro|industrie|installateur|werk) ?meister|kundendienst ?leiter technik"
            r"|meister\w* (?:im |fuer den )?kundendienst|\bmeister (?:shk|kfz|elektro)|field service|inbetriebnehm|installateur"
            r"|onsite (?:field|tech)|anlagenmechan|service engineer"),
        ("system administration", _DESK, r"(?:system|netzwerk|network|it|windows|linux|server|datenbank|database|cloud|azure)s? ?admin"
            r"|administrator\w* (?:microsoft|windows|linux|server|netzwerk)|netzwerk ?(?:tech|ing)|systembetreu|fachinformatik"
            r"|system ?integration"),
        ("software and data", _DESK, r"entwickler|(?:software|web|app|anwendungs) ?entwickl|developer|programmier|devops|\bsre\b"
            r"|full ?stack|front ?end|back ?end\b|software ?(?:engineer|architekt|architect|ingenieur|test)|data (?:engineer|scien|analyst)"
            r"|datenanalyst|machine learning|architect|scrum master|site reliability|informatiker|wirtschaftsinformatik"
            r"|\b(?:sap|crm|erp|servicenow|salesforce)\b.*(?:consultant|berater)|\b(?:sap|crm|erp|it) ?(?:berater|consultant)"
            r"|\b(?:solution|implementation) consultant|\bux\b|\bui\b"),
        ("engineering", _DESK, r"ingenieur|(?<!support )(?<!success )\bengineer|konstrukteur|statiker|bauleiter|architekt\b|\bcad\b"
            r"|elektroplan|bauzeichner|planer tga|polier\b"),
        ("nursing and medicine", _HANDS, r"pfleg(?:er|erin|ende)\b|pflege(?:fach|kraft|dienst|hilfskr|assist|helf|leit)|ambulante\w* (?:dienst|pflege)|logopaed|arzthelf|tiermed|altenpfleg"
            r"|krankenpfleg|krankenschwest|kinderpfleg|\bnurse\b|\barzt\b|\baerzt(?:in|e)\b|\bm?zfa\b|\bmfa\b|medizinische fachangestellte"
            r"|therapeut|hebamme|sanitaeter|leitstelle 112|physio|apotheker\b|\bpka\b|\bpta\b|zahnmed|\bota\b|augenoptik"
            r"|hoerakust|patientenbegleit|servicehelf|stationshilf"),
        ("driving and transport", _HANDS, r"fahrer\b|fahrerin\b|driver\b|kraftfahr|fuehrer s bahn|triebfahrzeug|lokfuehr|lokomotiv"
            r"|kurier\b|zustell(?:er|kraft)|brieftraeg|chauffeur|pilot\b|stapler|zugbegleit|zugassist|flugbegleit|schaffner"),
        ("kitchen and catering", _HANDS, r"koch\b|koech|\bcook\b|\bchef de|kuechen ?(?:hilf|kraft|chef|leit|mitarb)|kellner|barista|barkeep"
            r"|baecker\b|metzger|fleischer\b|konditor|spuel|\bwaiter|fruehstuecks"),
        ("crafts", _HANDS, r"schweisser|\bcnc\b|zerspan|schlosser|tischler|schreiner|maurer|dachdeck|\bmaler\b|gaertner|hausmeister"
            r"|hauswart|bauhelf|helfer\b|hilfsarbeit|maschinen(?:bedien|fuehr|einricht)|anlagenfuehr|facharbeit|schornstein|pharmakant"
            r"|chemikant|laborant|qualitaetspruef|lackierer|glaser\b|steinmetz|landwirt\b|winzer|florist|friseur|kosmetik|zimmermaed"
            r"|roomboy|housekeep|bademeist|bestatt|wachmann|security (?:mitarb|guard)|sicherheits(?:mitarb|dienst|kraft)|luftsicher"),
        ("field sales", _HANDS, r"aussendienst|vertriebs(?:repraesentant|beauftragt)|gebiets(?:verkauf|leit|manag)|handelsvertret"
            r"|regional(?:leit|verkauf)\w* (?:vertrieb|aussen)|area sales|field sales|haustuer ?(?:verk|vertr)|an der haustuer|promoter"
            r"|door to door|\bd2d\b|pharmarefer|pharmaberat|regulierer|sachverstaend|versicherungsvertret|generalagent|fundrais|dialoger\b"),
        ("teaching and care", _DESK, r"erzieher|lehrer|lehrkraft|paedagog|sozialarbeit|dozent|schulbegleit|teacher\b|professor|lecturer"
            r"|educator|alltagsbegleit|betreuungskraft|kinderbetreu|heilerzieh|seniorenbetreu|fussball|fitness ?(?:train|coach)"),
        ("human resources", _DESK, r"\bhr\b|human resources|personal(?:referent|sachbearb|leit|entwickl|dispon|berat|wesen|manag|abteil)"
            r"|recruit|talent acquisition|people (?:manager|partner|officer)|payroll|entgeltabrechn|lohn ?buchh|compensation (?:and )?benefit"),
        ("law", _DESK, r"rechtsanwalt|\bjurist|\banwalt\b|legal counsel|syndikus|notar(?:fach|iat)|volljurist"),
        ("product and strategy", _DESK, r"product (?:manager|owner)|produktmanag|business analyst|research|wissenschaftl|strateg(?:y|ie|ien)\b"
            r"|unternehmensberat|forscher|business development|account executive"),
        ("design and media", _DESK, r"designer\b|grafik|redakteur|texter|copywriter|videograf|fotograf|content (?:creat|manag)"
            r"|influencer|social media manager|eventmanag|\bpr manager"),
        ("estate and finance sales", _DESK, r"immobilien(?:makler|berat)|\bmakler\b|vermoegensberat|finanz(?:vertrieb|berat)|anlageberat"),
        ("administration and care", _AREA, r"assistenz der|teamassist|sekretaer|vorstandsassist|office manager|executive assistant|bauamt|ordnungsamt"
            r"|\bpflege\b|bussgeld|standesamt|sozialamt|bueromanagement|compliance|datenschutz|fachwirt immob|hausverwalt|weg verwalt"),
        ("warehouse", _AREA, r"\blager|lager(?:ist|mitarb|helf|fach|logist|arbeit|leit)|kommissionier|warehouse|picker|\bpacker"
            r"|versandmitarb|fulfillment|wareneingang|verpack(?:er|ung)"),
        ("production and upkeep", _AREA, r"produktion|schichtplanung werk|fertigung|instandhalt|wartung|montage\b|werkstatt|qualitaets?manag"
            r"|\biso 9001|arbeitssicherheit|reinigung|waescherei|\bsicherheit\b"),
        ("catering and hotel", _AREA, r"gastro|restaurant|bistro|bankett|biergarten|\bcater|kantine|\bbar\b"),
        ("sales and retail floor", _AREA, r"verkaeufer(?:in)?\b|verkaufsberat|verkaufsmitarb|kassier|kassenkraft|filialleit|marktleit"
            r"|store ?manag|einzelhandel|regalauffuell|verkaufshilf|merchandis|verkaufskraft|tankstelle|baumarkt|discounter|theke\b"),
        ("marketing", _AREA, r"(?<!dialog)(?<!dialog )(?<!tele)(?<!tele )marketing|\bseo\b|\bsea\b|brand manager|performance ads|crm manager"
            r"|e commerce manager|growth manager"),
        ("finance and controlling", _AREA, r"buchhalt|controller|controlling|accountant|accounting|steuer(?:fach|berat)|umsatzsteuer"
            r"|wirtschaftspruef|\bfinance\b|bilanz|treasury|\bcfo\b|auditor|revision\b|finanz(?:buch|analyst|vorstand|wesen)|investment"
            r"|aktuar|underwrit|kreditanaly|risk manag|risikomanag"),
        ("purchasing and logistics planning", _AREA, r"einkaeufer|\beinkauf|purchas|procurement|disponent\w* (?:fern|nah)verk"
            r"|supply chain|logistikleit|speditionskauf|schiffsmakler|exportkontrolle|\bzoll"),
        ("other apprenticeship", _AREA, r"^(?:\w+ ){0,2}(?:ausbildung|azubi|auszubildend\w*|ausbildungsplatz)\b.*(?:kauf(?:mann|frau|leute)"
            r"|verkaeufer|fach(?:kraft|angestellt|informat|wirt|mann|frau|lager))|duales studium"),
    )
)  # fmt: skip
"""Other work. `hands` and `desk` name an occupation, `area` a department that customer service may well serve."""

_HINT_YES = re.compile(
    r"customer[_ -]?(?:service|care|support|success)|kundenservice|kundenbetreu|callcenter|call[_ -]?cent"
    r"|contact[_ -]?cent|dialogmarketing|\bsupport\b|helpdesk|service[_ -]?desk|^4222|^5244|^921\d\d|^b "
    r"?921|telemarketing|telesales"
)
_HINT_NO = re.compile(
    r"software|engineer|developer|nurs|health ?care professional|pflege|driver|fahrer|warehouse|lager|logistics "
    r"and|marketing|human[_ -]?resources|\bhr\b|finance|accounting|legal|construction|production|produktion"
    r"|manufactur|design|field[_ -]?service|montage|handwerk|gastronom|hospitality"
)
_BODY = re.compile(
    r"kundenanfrag|anfragen (?:unserer|der|von|deiner|ihrer) kund|telefonische[rn]? (?:betreu|berat"
    r"|kundenkontakt|kundenbetreu|ansprech|kommunikation|auskunft)|kundenservice|kundenbetreuung"
    r"|kundensupport|kundenkontakt|kundenanliegen|customer (?:service|care|support|success)|reklamation"
    r"|beschwerde"
    r"|hotline|inbound|outbound|callcenter|call ?-center|contact ?-?center|servicecenter|per telefon|am "
    r"telefon|(?:telefon|mail|chat)\w*,? (?:e-?mail|chat|telefon|und|oder|sowie)|ticketsystem"
    r"|support-?tickets?|eingehende[nr]? (?:anruf|anfrag|telefonat|e-?mail|call)|anrufe\b|anliegen "
    r"(?:unserer|der|deiner) kund|telefonate"
    r"|(?:1st|2nd|first|second)[ -]level|helpdesk|service desk|auftragsbearbeitung|bestellannahme"
    r"|ansprechpartner\w* fuer (?:unsere|die|deine)n? kund|kundendaten|terminvereinbar"
)


def _other_work(key: str) -> tuple[str, str, int] | None:
    """The most telling other work: an occupation before a department, the first named of its rank."""
    named = _NOT_NAMED.sub(lambda found: " " * len(found.group(0)), key)
    found = [
        (rank == _AREA, hit.start(), label, rank) for label, rank, pattern in _OTHER if (hit := pattern.search(named))
    ]
    if not found:
        return None
    _, start, label, rank = min(found)
    return label, rank, start


def _is_served(key: str, service: re.Match[str], rank: str, start: int) -> bool:
    """The service word is the role, the other work only where its people come from or whom they serve."""
    if rank == _AREA or (rank == _HANDS and _PHONE.search(key)):
        return True
    if service.start() < start:
        is_person = rank == _DESK and _PERSON.search(key[:start])
        return bool(is_person or _FOR.search(key[service.end() : start]))
    return bool(_AS.search(key[start : service.end()]))


def _judge_title(key: str) -> Verdict | None:
    other, service = _other_work(key), _SERVICE.search(_TRAIT.sub("", key))
    if other and service:
        label, rank, start = other
        if label == "system administration" and _IT_HELP.search(key):
            return Verdict(Answer.DOUBT, "title names support and administration of systems")
        if label == "field sales" and "innendienst" in key:
            return Verdict(Answer.DOUBT, "title names work in the office and in the field")
        if not _is_served(key, service, rank, start):
            return Verdict(Answer.NO, f"title names other work: {label}")
    elif other:
        return Verdict(Answer.NO, f"title names other work: {other[0]}")
    if service and _COUNTER.search(key) and not _PHONE.search(key):
        return None
    if service:
        return Verdict(Answer.YES, f"title names customer service: {service.group(0).strip()}")
    return None


def judge(title: str, text: str, hints: Iterable[str] = ()) -> Verdict:
    """The title decides; a title that says neither is weighed with the text and the feed's own category words."""
    key = title_key(title)
    verdict = _judge_title(key)
    if verdict:
        return verdict
    body = fold(tidy(text)[:_TEXT_LIMIT])
    signs = sorted({found.group(0) for found in _BODY.finditer(body)})
    words = [fold(hint).strip() for hint in hints if hint]
    hinted = next((word for word in words if _HINT_YES.search(word)), None)
    against = next((word for word in words if _HINT_NO.search(word)), None)
    perhaps = _PERHAPS.search(key) or _COUNTER.search(key)
    if hinted and (signs or not against):
        return Verdict(Answer.YES, f"category of the source: {hinted[:60]}")
    if len(signs) >= (2 if perhaps else 4) and not against:
        return Verdict(Answer.YES, f"text describes customer contact: {', '.join(signs[:3])}")
    if signs:
        return Verdict(Answer.DOUBT, f"title is silent, text hints at customer contact: {', '.join(signs[:3])}")
    if against:
        return Verdict(Answer.NO, f"category of the source: {against[:60]}")
    if perhaps:
        return Verdict(Answer.DOUBT, f"title may be customer service: {perhaps.group(0)}")
    if not text.strip():
        return Verdict(Answer.DOUBT, "title is silent and there is no text")
    return Verdict(Answer.NO, "neither title nor text speak of customer service")
