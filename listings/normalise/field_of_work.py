"""Is this customer-service work? "Call Center Agent" yes, "Kundendiensttechniker" no, "Sachbearbeiter" a doubt."""

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
    r"kunden ?(?:service|betreu|berat|support|dienst(?!techn| techn|mont| mont|mech| mech|meister| "
    r"meister)|kontakt|kommunikation|erfolg|center|zufriedenheit|dialog|anfragen|rueckgewinn|bindung"
    r"|innendienst|hotline|korrespondenz|feedback|care|manager|management|empfang)"
    r"|customer ?(?:service|care|support|success|experience|relation|operations|happiness|advis|advoc"
    r"|solutions|onboarding|interaction|agent|representative|loyalty|retention|engagement)|client "
    r"(?:service|support|success|care|relation|advis)"
    r"|user ?(?:support|help ?desk|care)|guest (?:service|support|relations|care)|member (?:service"
    r"|support|care)|player support|consumer (?:service|care|support)|patient (?:service|support|care "
    r"coordinator)|merchant support|partner (?:support|success|care)"
    r"|(?:call|contact|service|kontakt|dialog|kundendialog) ?-?center|callcenter|call agent"
    r"|(?:kunden|service|buerger|mieter|notruf|leser|fahrgast|gaeste) ?telefon|telefon ?zentrale|kundenanliegen|stoerungs(?:annahme|meldung)|termin(?:vergabe|service|buchung)|telefon(?:agent|ist|verk|vertrieb|berat|zentrale|service|dienst|akquis)|telefonisch|telesales|tele "
    r"?sales|telemarketing|tele ?vertrieb|inbound|outbound"
    r"|hotline|help ?desk|service ?desk|\b(?:1st|2nd|first|second|3rd)[ -]?(?:and |und |2nd |second "
    r")?(?:1st |2nd )?level|\bl[12] support|anwender(?:betreu|support|berat)|it support|technical support"
    r"|technische[rn]? (?:support|kundenberat|kundenservice|kundenbetreu)"
    r"|support (?:agent|specialist|mitarbeiter|manager|team|representative|advisor|consultant|associate"
    r"|analyst|spezialist|berater)|application support|(?:mitarbeiter|teamleit\w*|leit\w*|specialist"
    r"|junior|senior|werkstudent\w*|spezialist|agent|team ?lead) (?:im |in |fuer |den |der |technischer "
    r")*support|produkt ?support|product support|software ?support"
    r"|beschwerde|reklamation|complaint|retouren(?:bearb|manage|abteil|service|sach)|dialogmarketing|chat "
    r"?-?(?:agent|support|operator|bearb|moderat|vertrieb|berat)|live chat|community (?:support|care)"
    r"|social media (?:support|service|care)"
    r"|back ?-?office|innendienst|order ?(?:management|processing|desk)|auftrags(?:bearbeit|abwick|annahme"
    r"|management|erfassung|sachbearb)|bestell(?:annahme|hotline|abwickl)|order entry"
    r"|service ?(?:mitarbeit|berat|agent|team|fachkraft fuer dialog|assistent|koordinat|disponent|hotline"
    r"|telefon|innendienst|line|annahme|point)|serviceberat|servicecenter|bestandskunden|account ?manager "
    r"bestand|privatkund|geschaeftskundenbetreu|firmenkundenbetreu"
    r"|buergerservice|buergertelefon|buergerdialog|behoerdennummer|mieterservice|mieterbetreu|leserservice"
    r"|abo ?service|mitgliederservice|mitgliederbetreu|fahrgast(?:service|info)|gaeste(?:service|betreu)"
    r"|patientenservice|haendlerservice|haendlerbetreu|terminier|terminvereinbar|winback|retention"
    r"|quality (?:coach|manager customer)|workforce manag|telefoninterview|servicekraft (?:telefon|im "
    r"kundenservice)|kunden ?und ?vertriebs ?service|sales support|vertriebsassist|vertriebs(?:innen"
    r"|service|support)|verkaufsinnen|customer ?desk|service representative|reservierung|reservation"
    r"|buchungsservice"
    r"|empfang(?:s|$| )|rezeption|front ?(?:desk|office)"
)
_CLEAR_NO: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        ("field technician", r"(?:kundendienst|service|aussendienst|field|wartungs|montage|reparatur|instandhaltungs|it)[ "
            r"-]?(?:service[ -]?)?(?:technik|monteur|mechanik|mechatronik|meister|elektrik"
            r"|installateur)(?!.*(?:telefon|hotline|help ?desk))|field service|\bmonteur|servicetechnik"
            r"|kundendienst(?:techn|mont|mech|meister|leiter technik)|techniker\w* im (?:kundendienst"
            r"|aussendienst|service)"),
        ("software development", r"entwickler|developer|software ?(?:engineer|architect|ingenieur|architekt|tester)|programmierer"
            r"|devops|\bsre\b|full ?-?stack|front ?end|back ?end|data (?:engineer|scientist)|machine learning"
            r"|cloud (?:engineer|architect)|systemadministrator|netzwerkadmin|it[ -]?administrator|system "
            r"?engineer|security engineer|scrum master|\bqa engineer|site reliability|fachinformatiker"),
        ("engineering", r"\bingenieur|ingenieur\b|\bengineer\b(?!ing manager customer)|konstrukteur|statiker|bauleiter"
            r"|architekt\b|\bcad\b|projektingenieur|elektroplan|bauzeichner|planer tga"),
        ("nursing and medicine", r"pfleg(?:e|er)\b|pflege(?:fach|kraft|dienst|hilfs|assist|helf|leit)|krankenpfleg|krankenschwest"
            r"|altenpfleg|gesundheits und kranken|\bnurse\b|\barzt\b|aerzt|\bmfa\b|medizinische "
            r"fachangestellte|\bzfa\b|therapeut|hebamme|notfallsanit|rettungssanit|physiotherap|apotheker\b"
            r"|\bpta\b|zahnmed|ota\b"),
        ("driving and transport", r"\w*fahrer\b|\bdriver\b|kraftfahrer|lokfuehr|kurier\b|zusteller|busfahr|brieftraeg|chauffeur"
            r"|pilot\b|stapler"),
        ("kitchen and catering", r"\bkoch\b|koech|\bcook\b|\bchef de|kuechen(?:hilf|kraft|chef|leit)|kellner|barista|barkeeper"
            r"|baecker|metzger|fleischer|konditor|spuel|\bkitchen"),
        ("warehouse and production", r"lager(?:ist|mitarb|helf|fach|logist|arbeit|leit)|kommissionier|fachkraft fuer lager"
            r"|produktions(?:mitarb|helf|leit|plan)|maschinen(?:bedien|fuehr|einricht)|anlagenfuehr|schweisser"
            r"|\bcnc\b|zerspan|elektriker|elektronik|mechatronik|mechanik|schlosser|tischler|schreiner|maurer"
            r"|dachdeck|maler\b|gaertner|reinigung|hausmeister|warehouse|picker|\bpacker|montagemitarb"
            r"|gabelstapl|hilfsarbeit|schichtleiter produktion|bauhelf|installateur|anlagenmechan"),
        ("field sales", r"aussendienst|vertriebs(?:repraesentant|beauftragt|ingenieur)|gebietsverkauf|gebietsleit"
            r"|handelsvertret|area sales|field sales|sales engineer|key account manager aussen|haustuer"
            r"|promoter|door to door"),
        ("sales and retail floor", r"verkaeufer\b|verkaufsberater\b|kassier|filialleit|marktleit|store manager|einzelhandelskauf"
            r"|einzelhandel\b|regalauffuell|verkaufshilfe|merchandis|verkaufskraft"),
        ("marketing", r"marketing(?! ?und kundenservice)(?<!dialogmarketing)(?<!telemarketing)(?<!tele "
            r"marketing)(?<!dialog marketing)|\bseo\b|\bsea\b|content (?:creator|manager)|grafik|designer"
            r"|redakteur|texter|copywriter|\bpr manager|influencer|videograf|fotograf|brand manager"
            r"|performance ads"),
        ("human resources", r"\bhr\b|human resources|personal(?:referent|sachbearb|leit|entwickl|disponent|berater)|recruiter"
            r"|recruiting|talent acquisition|people (?:manager|partner|officer)|payroll|entgeltabrechn"
            r"|lohnbuchhalt|compensation"),
        ("finance and controlling", r"buchhalt|controller|controlling|accountant|accounting|steuer(?:fach|berat)|wirtschaftspruef"
            r"|\bfinance\b|bilanz|treasury|\bcfo\b|auditor|revision|finanz(?:buch|analyst|vorstand)|investment"
            r"|aktuar"),
        ("law and compliance", r"rechtsanwalt|\bjurist|\banwalt|\blegal counsel|syndikus|notarfach|rechtsanwaltsfach"),
        ("teaching and care", r"erzieher|lehrer\b|lehrkraft|paedagog|sozialarbeit|kinderpfleg|dozent|schulbegleit|teacher\b"
            r"|alltagsbegleit|betreuungskraft|kinderbetreu"),
        ("product, project and data", r"product (?:manager|owner)|produktmanager|data analyst|business analyst|projektleiter|bauprojekt"
            r"|project engineer|wissenschaftl|laborant|forscher|chemikant|researcher"),
        ("purchasing and logistics planning", r"einkaeufer|einkaufs|purchas|procurement|disponent\b|supply chain|\blogistikleit|speditionskauf"
            r"|schiffsmakler"),
        ("security, cleaning, beauty", r"sicherheitsmitarb|security (?:mitarb|guard)|wachmann|friseur|kosmetik|zimmermaedchen|housekeep"
            r"|florist|fitnesstrain|fitnesscoach|trainer fitness"),
        ("estate and investment sales", r"immobilienmakler|makler\b|vermoegensberat|finanzvertrieb|anlageberat"),
    )
)  # fmt: skip
_OVERRIDES = re.compile(
    r"call ?-?center|callcenter|contact ?-?center|customer ?(?:service|care|support|success|experience)"
    r"|kundenservice|kundenbetreu|kundensupport|kundenberat|telefonisch|telesales|help ?desk|service ?desk"
    r"|hotline|reklamation|beschwerde|innendienst|dialogmarketing|inbound|outbound|(?:1st|2nd|first"
    r"|second) ?-?level"
)
_NEVER_OVERRIDDEN = frozenset(
    {"field technician", "nursing and medicine", "driving and transport", "kitchen and catering", "field sales"}
)
_PERSONS_NOT_ROLE = re.compile(
    r"(?:marketing|hr|finance|it|engineering|software|sales)[ -]?(?:kunden|customers?|bereich)"
)
_HINT_YES = re.compile(
    r"customer[_ -]?(?:service|care|support|success)|kundenservice|kundenbetreu|callcenter|call[_ -]?cent"
    r"|contact[_ -]?cent|dialogmarketing|\bsupport\b|helpdesk|service[_ -]?desk|^4222|^5244|^921\d\d|^b "
    r"?921|telemarketing|telesales"
)
_HINT_NO = re.compile(
    r"software|engineer|developer|nurs|health ?care professional|pflege|driver|warehouse|lager|logistics "
    r"and|marketing|human[_ -]?resources|\bhr\b|finance|accounting|legal|construction|production"
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


def _first_no(key: str) -> str | None:
    bare = _PERSONS_NOT_ROLE.sub(" ", key)
    return next((label for label, pattern in _CLEAR_NO if pattern.search(bare)), None)


def judge(title: str, text: str, hints: Iterable[str] = ()) -> Verdict:
    """The title decides; a title that says neither is weighed with the text and the feed's own category words."""
    key = title_key(title)
    no, yes = _first_no(key), _SERVICE.search(key)
    if no and (no in _NEVER_OVERRIDDEN or not _OVERRIDES.search(key)):
        return Verdict(Answer.NO, f"title names other work: {no}")
    if yes:
        return Verdict(Answer.YES, f"title names customer service: {yes.group(0).strip()}")
    body = fold(tidy(text)[:_TEXT_LIMIT])
    signs = sorted({found.group(0) for found in _BODY.finditer(body)})
    words = [fold(hint).strip() for hint in hints if hint]
    hinted = next((word for word in words if _HINT_YES.search(word)), None)
    against = next((word for word in words if _HINT_NO.search(word)), None)
    if hinted and (signs or not against):
        return Verdict(Answer.YES, f"category of the source: {hinted[:60]}")
    if len(signs) >= 4 and not against:
        return Verdict(Answer.YES, f"text describes customer contact: {', '.join(signs[:3])}")
    if signs:
        return Verdict(Answer.DOUBT, f"title is silent, text hints at customer contact: {', '.join(signs[:3])}")
    if against:
        return Verdict(Answer.NO, f"category of the source: {against[:60]}")
    if not text.strip():
        return Verdict(Answer.DOUBT, "title is silent and there is no text")
    return Verdict(Answer.NO, "neither title nor text speak of customer service")
