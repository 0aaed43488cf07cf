"""Signs of advertisements that are after documents, accounts or money, not after people to employ.

Reads `Schick uns vorab eine Kopie deines Personalausweises`. Each sign keeps a listing off the site until a moderator
has looked; none rejects it. Customer service talks about all of this as work ("du prüfst die IBAN der Kunden", "Hotline
für Video-Ident"), and honest employers warn of it, so a rule wants the words, an address to the applicant, and no
customer in the sentence.
"""

import re
from collections.abc import Iterator

from listings.normalise.finding import Finding, Rule, Wording
from listings.normalise.pay_wording import in_german
from listings.vocabulary import FindingLevel, Salary, SalaryUnit, WorkMode

HIGH_PAY_MONTH = 5_500
"""Twice the middle of customer-service pay, full time and gross."""
HIGH_PAY_DAY = 200
CUSTOMERS = (
    r"\b\w*kund(?:e|en|innen|schaft|:innen|\*innen|enservice|enberat\w*|enanfrag\w*|enanliegen|enkont\w*|enstamm\w*)?\b|nutzer|\buser|mieter"
    r"|versicherte|antragsteller|anrufer|mandant|patient|mitglieder|bürger|händler|lieferant|\bfraud|\bkyc\b|geldwäsche"
)
_AS_WORK = (
    rf"{CUSTOMERS}|(?:dein|ihr|unser)\w* \w*aufgabe|gehör\w* zu|zuständig|hotline|ticket|abgleich|\bdu (?:prüf|bearbeit|erfass|kontrollier|pfleg|leg|änder|beantwort"
    r"|klär|berät|hilf|unterstütz|nimm|begleit|verarbeit|identifizier|legitimier)\w*"
)
_LATER = (
    r"nach (?:der |dem |deiner |ihrer |erfolgreiche[rmn]? |unterschriebene[rmn]? )*(?:vertrag|unterschrift|unterzeichn|zusage|einstellung|arbeitsvertrag)"
    r"|am ersten (?:arbeits)?tag|(?:zum|bei|beim) (?:arbeits|dienst)?(?:antritt|vertragsabschluss|vertragsschluss|arbeitsbeginn)|sobald der vertrag"
)
_NOT_BEFORE = re.compile(rf"{_AS_WORK}|{_LATER}")
_ASKS = re.compile(
    r"\b(?:schick\w*|send\w*|mail\w*|übermitt\w*|lad\w*|hochlad\w*|hochzuladen|upload\w*|brauchen wir|benötigen wir|wir (?:benötigen|brauchen)"
    r"|bitten? (?:wir|dich|sie)|bitte|beifüg\w*|füg\w*|beizufügen|beileg\w*|reich\w*|einreich\w*|bewerb\w*|bewirb\w*|vorab|angeben|gib|geben sie"
    r"|nenn\w*|teil\w* (?:uns|mit)|mitteil\w*|hinterleg\w*|trag\w*|erforderlich|musst|müssen)\b"
)
_HOME = re.compile(
    r"100 ?% (?:home-?\s?office|remote|von zu ?hause)|(?:komplett|ganz|bequem|flexibel|vollständig|einfach|nur) (?:von zu ?hause|im home-?\s?office|von daheim)"
    r"|von zu ?hause aus|ortsunabhängig|reine[sr]? home-?\s?office"
)
_ANYBODY = re.compile(
    r"(?:keine|keinerlei|ohne|null)\s(?:[^\s]{1,20}\s){0,2}(?:vor)?(?:kenntnis|erfahrung|qualifikation|ausbildung|voraussetzung)\w*"
    r"|kann jede\w*|jede[rm]? (?:kann|geeignet)|für jede[nrm]? geeignet"
)
_DAILY = re.compile(
    r"(?P<amount>\d{3,4}|\d\.\d{3})(?:,\d\d|,-)?\s?(?:€|euro|eur)\s?(?:brutto |netto )?(?:pro|am|/|je|den|jeden)\s?tag\b"
    r"|(?:täglich|tagesverdienst)[^.;]{0,20}?(?P<behind>\d{3,4}|\d\.\d{3})(?:,\d\d|,-)?\s?(?:€|euro|eur)"
)
_EARNS = re.compile(r"verdien|einkommen|einnahm|\bgehalt|\blohn|cash")

RULES = (
    Rule(
        "identity_documents", FindingLevel.HOLD, ("ausweis", "reisepass", "selfie"),
        re.compile(
            r"(?<!\w)(?:personal)?ausweis-?\s?(?:kopie|foto|scan|bild)\w*"
            r"|\b(?:kopie|scan|foto|bild|selfie|vorder- und rückseite)\w*\s(?:[^\s]{1,20}\s){0,4}(?:personal)?(?<!\w)(?:personal)?ausweis\w*"
            r"|\b(?:kopie|scan|foto|bild)\w*\s(?:[^\s]{1,20}\s){0,3}(?:reise)?pass(?:es)?\b"
            r"|(?<!\w)(?:personal)?ausweis(?:es)?\b\s(?:[^\s]{1,20}\s){0,6}(?:hoch\w*lad|scan|fotografier|abfotografier|als foto|per (?:mail|e-mail|whatsapp)|schick|zusend)\w*"
            r"|\b(?:schick|send|mail|lad)\w*\s(?:[^\s]{1,20}\s){0,5}(?<!\w)(?:personal)?ausweis(?:es)?\b"
            r"|\bselfie\w*[^.;]{0,60}(?:verifizier|identit|legitim|ausweis)\w*"
        ),
        "„{words}“: Vor dem Vertrag braucht niemand einen Ausweis. Betrüger eröffnen damit Konten auf fremde Namen.",
        "Streich die Bitte. Den Ausweis kannst du dir am ersten Arbeitstag zeigen lassen.",
        also=_ASKS, unless=re.compile(_NOT_BEFORE.pattern + r"|(?:schwerbehindert|studi|schüler|mitarbeit|dienst|presse|besucher)\w*ausweis|\bzeig"),
        is_deniable=True,
    ),
    Rule(
        "bank_or_tax_data", FindingLevel.HOLD,
        ("iban", "kontonummer", "bankverbindung", "kontodaten", "bankdaten", "steuer-id", "steueridentifikation",
         "steuer-identifikation", "steuernummer", "sozialversicherungsnummer"),
        re.compile(
            r"\b(?:iban|kontonummer|bankverbindung|kontodaten|bankdaten|steuer-?id\w*|steuer-?identifikationsnummer|steuernummer|sozialversicherungsnummer)\b"
        ),
        "„{words}“: Vor dem Vertrag braucht niemand Kontodaten oder Steuernummern von Bewerbern.",
        "Streich die Bitte und frag danach erst, wenn der Vertrag unterschrieben ist.",
        also=re.compile(
            rf"^(?=.*(?:\bdein|\bihre?[nrm]?\b|\beure|bewerb|bewirb|lebenslauf|vorab|vor (?:dem |der )?(?:vertrag|start|gespräch)|\buns\b))(?=.*{_ASKS.pattern})",
        ),
        unless=re.compile(_NOT_BEFORE.pattern + r"|umsatzsteuer|gewerbe|rechnung|impressum"), is_deniable=True,
    ),
    Rule(
        "video_ident", FindingLevel.HOLD, ("ident", "videolegitim"),
        re.compile(r"\b(?:video|post|web|online|foto|auto|e)-?\s?ident(?:-?verfahren|ifikation|ifizierung|itätsprüfung|s)?\b|\bvideolegitimation\b"),
        "„{words}“ vor dem Vertrag ist ein bekannter Trick: Damit wird ein Bankkonto auf den Namen der Bewerber eröffnet.",
        "Streich das Verfahren. Ein Gespräch genügt, um jemanden kennenzulernen.",
        also=re.compile(
            r"(?:identifizier|legitimier|verifizier|authentifizier|ausweis)\w*\s(?:du\s)?(?:dich|sie sich)|\b(?:dich|sie sich)\s(?:[^\s]{1,20}\s){0,5}"
            r"(?:zu )?(?:identifizier|legitimier|verifizier|auszuweis|ausweis|registrier)|\b(?:deine|ihre)[rn]? (?:identität|person|identifi|legitim|ident|video|post)"
            r"|bewerbung|bewerber|vor (?:\w+ )?(?:arbeits|vertrag|einstell|start|job)|zur einstellung|\b(?:musst|müssen|absolvier|durchlauf|durchläuf)\w*"
        ),
        unless=re.compile(_NOT_BEFORE.pattern + r"|ident\w*-?\s?(?:agent|mitarbeit|team|berater|service|center|spezialist|kraft|support|schulung|produkt)\w*"),
        is_deniable=True,
    ),
    Rule(
        "money_mule", FindingLevel.HOLD,
        ("finanzagent", "zahlungsagent", "geldagent", "transaktionsagent", "finanztransfer", "konto", "weiterüberweis", "geldwäsche"),
        re.compile(
            r"\b(?:finanz|zahlungs|geld|transaktions|geldtransfer)-?agent\w*"
            r"|\b(?:über|auf|von) (?:dein|ihr|das eigene|dem eigenen|ein privates|deinem|ihrem|euer)\w* (?:eigene\w* |private\w* )?(?:bank|giro|privat)?konto\b"
            r"[^.;]{0,80}(?:weiter|überweis|empfang|transfer|abgewickel|abwickel|behalt|eingeh)\w*"
            r"|\b(?:zahlung|geld|beträge|überweisung|gelder)\w*[^.;]{0,60}\b(?:auf|über) (?:dein|ihr|euer)\w* (?:eigene\w* |private\w* )?(?:bank|giro|privat)?konto\b"
            r"|\b(?:dein|ihr|eigene|private)\w* (?:bank|giro)?konto\b[^.;]{0,30}\b(?:zur verfügung|bereit)\w*|\bbankkonto eröffnen\b[^.;]{0,60}(?:uns|zugang|zugangsdaten)"
        ),
        "„{words}“: Fremdes Geld über das eigene Konto zu leiten ist Geldwäsche. Wer das tut, macht sich strafbar.",
        "Eine Stelle, die ein privates Konto braucht, zeigen wir nicht.",
        unless=re.compile(rf"{CUSTOMERS}|gehalt|lohn|ausgezahlt|pünktlich|arbeitszeitkonto|vermögenswirksam|prämie|bonus|ticket|zuschuss|urlaubsgeld|weihnachtsgeld|sperr|betrug"),
        is_deniable=True,
    ),
    Rule(
        "parcel_agent", FindingLevel.HOLD, ("paket", "waren", "sendung", "versandagent", "päckchen"),
        re.compile(
            r"\b(?:paket|waren|versand|logistik)-?agent\w*"
            r"|\b(?:pakete?n?|päckchen|waren(?:sendungen)?|sendungen)\b[^.;]{0,60}(?:zu ?hause|nach hause|an (?:deine|ihre) (?:privat)?adresse|privatadresse|daheim)"
            r"[^.;]{0,80}(?:annehm|annimm|empfang|entgegen|weiter|umverpack|umpack|verschick|versend|kontrollier|prüf)\w*"
            r"|\b(?:zu ?hause|daheim)\b[^.;]{0,60}\b(?:pakete?n?|päckchen|waren|warensendungen)\b[^.;]{0,60}(?:annehm|entgegen|weiter|umpack|verschick|empfang|versend)\w*"
            r"|\b(?:nimm|empfang|empfäng)\w*[^.;]{0,40}\bpakete?\b[^.;]{0,40}(?:zu ?hause|nach hause|privatadresse|daheim)"
        ),
        "„{words}“: Pakete zu Hause annehmen und weiterschicken dient oft dazu, Beute zu verteilen.",
        "Eine Stelle, die eine Privatadresse für Waren braucht, zeigen wir nicht.",
        unless=re.compile(CUSTOMERS + r"|empfänger"), is_deniable=True,
    ),
    Rule(
        "crypto", FindingLevel.HOLD, ("krypto", "crypto", "bitcoin", "usdt", "wallet", "ethereum", "tether"),
        re.compile(
            r"\b(?:auszahlung|bezahlung|bezahlt|vergütung|gehalt|lohn|provision|ausgezahlt|zahlen|auszahlen)\w*\s(?:[^\s]{1,20}\s){0,5}(?:in|als|per)\s"
            r"(?:krypto\w*|crypto\w*|bitcoins?|usdt|btc|ethereum|tether)\b"
            r"|\b(?:dein|ihr|eigene|private)\w*\s(?:[^\s]{1,20}\s){0,2}(?:krypto|crypto|bitcoin)?-?\s?wallet\w*"
            r"|\b(?:usdt|bitcoins?|krypto\w*|btc|ethereum|tether)\b\s(?:[^\s]{1,20}\s){0,4}(?:einzahl|aufladen|auflädst|überweis|kaufen|kaufst|weiterleit|transferier)\w*"
            r"|\b(?:konto|guthaben|wallet)\b[^.;]{0,40}\b(?:usdt|bitcoin|krypto\w*|btc)\b[^.;]{0,30}(?:auflad|auflädst|einzahl)\w*"
        ),
        "„{words}“: Arbeit, die mit Kryptogeld bezahlt wird oder eigenes Geld verlangt, ist fast immer Betrug.",
        "Nenn ein Gehalt in Euro, das aufs Konto kommt.",
        unless=re.compile(rf"{_AS_WORK}|auf wunsch|optional|wahlweise|möglich|teil (?:deines|des|ihres)"), is_deniable=True,
    ),
    Rule(
        "paid_tests", FindingLevel.HOLD, ("tester", "testen", "testest", "bewertung", "rezension", "account", "konto", "likes"),
        re.compile(
            r"\b(?:app|produkt|konto|bank|ident|online)-?\s?tester\w*(?![- ]?team)\b(?=[^.;]{0,120}(?:zu ?hause|smartphone|nebenbei|home-?\s?office|keine|ohne|gesucht|verdien|\(m))"
            r"|\b(?:konto|kontoeröffnung|ident)\w*[^.;]{0,30}\b(?:testen|testest|zu testzwecken)\b|\b(?:test-?konto|testkonten)\b[^.;]{0,30}eröffn\w*"
            r"|\b(?:google-?\s?|amazon-?\s?|produkt|test-?|positive |fünf-sterne-)?(?:bewertung|rezension)(?:en)?\b[^.;]{0,30}(?:schreib|verfass|abgeb|abgib|abgeben)\w*[^.;]{0,60}"
            r"(?:verdien|bezahlt|pro bewertung|€|euro|provision|vergüt)"
            r"|\b(?:verdien|€|euro)\w*[^.;]{0,60}\b(?:bewertung|rezension|likes)\w*[^.;]{0,30}(?:schreib|verfass|abgeb|klick|vergeb)\w*"
            r"|\b(?:dein|ihr)\w* (?:ebay|paypal|amazon|kleinanzeigen|facebook|whatsapp)-?\s?(?:account|konto)\b[^.;]{0,50}(?:verfügung|vermiet|überlass|bereit)\w*"
        ),
        "„{words}“: Hinter bezahlten Tests und Bewertungen stecken meist Konten auf fremde Namen oder gekaufte Sterne.",
        "Beschreib die Arbeit im Kundenservice. Bezahlte Bewertungen zeigen wir nicht.",
        unless=re.compile(rf"{CUSTOMERS}|software-?tester|kununu|\blesen\b|beantwort"), is_deniable=True,
    ),
    Rule(
        "fees", FindingLevel.HOLD,
        ("startpaket", "starterpaket", "starter-paket", "starterkit", "starter-kit", "starter kit", "startset", "kaution", "gebühr", "vorkasse", "vorauszahl",
         "vorleistung", "kostenpflichtig", "schulungskosten"),
        re.compile(
            r"\bstart(?:er)?-?\s?(?:paket|kit|set)\w*\b[^.;]{0,60}(?:kauf|erwerb|kost|€|euro|bezahl|zahl|gebühr|bestell)\w*"
            r"|(?:kauf|erwerb|kost|€|euro|bezahl)\w*[^.;]{0,40}\bstart(?:er)?-?\s?(?:paket|kit|set)\b"
            r"|\bkaution\b[^.;]{0,60}(?:zahl|hinterleg|leist|überweis|€|euro|fällig|erforderlich)\w*|(?:zahl|hinterleg|leist|überweis)\w*[^.;]{0,40}\bkaution\b"
            r"|\b(?:schulungs|bearbeitungs|anmelde|registrierungs|vermittlungs|einschreibe|aufnahme|ausbildungs|seminar|aktivierungs|bewerbungs)-?(?:gebühr|kosten)\w*"
            r"|\b(?:in|per|gegen|auf) vorkasse\b|\bvorauszahlung\b|\b(?:du|dich|dein\w*|sie) (?:[^\s]{1,20}\s){0,6}in vorleistung\b|\bkostenpflichtige\w* (?:schulung|seminar|einarbeitung|ausbildung)"
        ),
        "„{words}“: Wer arbeitet, bezahlt nichts dafür. Ein Arbeitgeber nimmt weder Gebühr noch Kaution.",
        "Streich die Zahlung. Schulung und Ausstattung trägt der Arbeitgeber.",
        unless=re.compile(
            rf"{CUSTOMERS}|übernehm|übernimm|trag(?:en|t) wir|wir (?:tragen|zahlen)|erstatt|kostenlos|kostenfrei|gratis|\bfrei\b|entfall|zahlungsart|rechnungs|mietkaution"
            r"|kautionsversich|\bmahn|(?:bekomm|erhält|erhalt)\w*[^.;,]{{0,30}}(?:paket|kit|set)\b|(?:paket|kit|set)\b[^.;,]{{0,40}}(?:bekomm|erhält|erhalt)|geschenk|willkommens|steuer|\bantr[aä]g|bescheid|festsetz|behörd|sachbearbeit|abrechnung"
        ),
        is_deniable=True,
    ),
)  # fmt: skip


def hold(rule: str, words: str, reason: str, suggestion: str) -> Finding:
    return Finding(rule, FindingLevel.HOLD, words[:160], reason, suggestion)


def pay_far_off(wording: Wording, salary: Salary | None, work_mode: WorkMode | None) -> Iterator[Finding]:
    """Much money for work that anybody can do from home; one of these alone is no sign."""
    lowered = wording.lowered
    asks_nothing = lambda: _ANYBODY.search(lowered) is not None  # noqa: E731
    is_home = lambda: work_mode is WorkMode.REMOTE or _HOME.search(lowered) is not None  # noqa: E731
    way_out = "Nenn das feste Gehalt und was die Arbeit verlangt."
    for sentence, low in wording.with_stems(("tag", "täglich")):
        for found in _DAILY.finditer(low):
            amount = float((found["amount"] or found["behind"]).replace(".", ""))
            if amount >= HIGH_PAY_DAY and _EARNS.search(low) and (asks_nothing() or is_home()):
                words = sentence[found.start() : found.end()]
                yield hold(
                    "pay_far_off",
                    words,
                    f"„{words}“ ohne Vorkenntnisse oder von zu Hause passt zu keiner Stelle im Kundenservice.",
                    way_out,
                )
                return
    if salary and (month := _month(salary)) > HIGH_PAY_MONTH and asks_nothing() and is_home():
        yield hold(
            "pay_far_off", salary.text or in_german(salary.maximum or salary.minimum or 0),
            f"Rund {in_german(round(month))} € im Monat ohne Vorkenntnisse und ganz von zu Hause passt zu keiner Stelle im Kundenservice.",
            way_out,
        )  # fmt: skip


def _month(salary: Salary) -> float:
    amount = salary.minimum if salary.minimum is not None else salary.maximum or 0.0
    return amount * {SalaryUnit.HOUR: 40 * 13 / 3, SalaryUnit.MONTH: 1.0, SalaryUnit.YEAR: 1 / 12}[salary.unit]
