"""Is it customer-service work? "Kundenberater (m/w/d)" yes, "Kundendiensttechniker" no, "Assistenz" in doubt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from listings.normalise.title import title_key


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    reason: str


_NO = re.compile(
    r"techniker(?! im innendienst)|monteur|mechani(k|sch)|elektrik|developer|entwickler|engineer|ingenieur|architekt|"
    r"programmier|devops|data (scientist|analyst)|administrator|pflege|krankenschwester|\barzt|aerzt|fahrer|koch\b|koech|"
    r"lager|staplerfahrer|aussendienst|field|designer|marketing|recruiter|human resources|personalreferent|buchhalt|"
    r"accountant|controller|finance|jurist|rechtsanwalt|legal|product (manager|owner)|produktmanager|projektleit|"
    r"project manager|reinigung|produktion|bauleit|maurer|tischler|erzieher|lehrer|wissenschaft|scrum|software|"
    r"security|fullstack|backend|frontend|geschaeftsfuehr|betriebsleit|steuer|einkauf|procurement|researcher"
)
_YES = re.compile(
    r"kunden(berat|betreu|service|dienst|kontakt|dialog|support|erfolg|zentrum|telefon|korrespond|center|beziehung)|"
    r"customer (service|care|support|success|experience|relations|operations)|client (support|service|success)|"
    r"call ?-?center|contact ?center|callcenter|kundencenter|telefon(ist|zentrale|agent|isch|verkauf|annahme|service)|"
    r"hotline|helpdesk|help desk|service ?desk|user help|(1st|2nd|first|second) level|support (agent|specialist|mitarbeit)|"
    r"technische[rn]? (support|kundenberat)|service ?(berat|mitarbeit|kraft|agent|center|team|fachkraft|leit)|"
    r"beschwerde|reklamation|retouren|inbound|outbound|telesales|telemarketing|televertrieb|back ?office|"
    r"vertriebsinnendienst|innendienst|auftragsbearbeit|bestellannahme|auftragsannahme|dialogmarketing|"
    r"termin(vergabe|ier|service)|stoerungsannahme|fahrgast|chat|community support|workforce|empfang|"
    r"versicherungsberat.*telefon|sachbearbeit.*(kunden|service)|schadenannahme|schadenmeld"
)
_HINT = re.compile(r"customer_service|customer_support|kundenservice|customer service|kundenbetreuung", re.I)


def judge(title: str, text: str, hints: Iterable[str] = ()) -> Verdict:
    """The title decides; a feed's own category next; a text full of service words leaves a doubt."""
    key = title_key(title)
    yes, no = _YES.search(key), _NO.search(key)
    if no and not (yes and re.search(r"kunden(service|berat)|customer (service|care|support)|hotline", key)):
        return Verdict(Answer.NO, f"not customer-service work: title says {no.group()!r}")
    if no and "techniker" in no.group():
        return Verdict(Answer.NO, f"not customer-service work: title says {no.group()!r}")
    if yes:
        return Verdict(Answer.YES, f"title says {yes.group()!r}")
    if any(_HINT.search(hint) for hint in hints):
        return Verdict(Answer.YES, "the feed's category says customer service")
    mentions = len(_YES.findall(text.lower().replace("ü", "ue")))
    if mentions >= 2:
        return Verdict(Answer.DOUBT, "the title does not say so, the text mentions customer service")
    return Verdict(Answer.NO, "not customer-service work: neither title nor text mention it")
