"""Wording that the equal-treatment law (AGG sections 1, 7, 11) takes as a sign of unequal treatment.

Reads `Kundenberater gesucht`, `nicht älter als 35`, `junges Team`, `Deutsch als Muttersprache`. Nothing here holds
a listing back: courts decide such cases by their context, and so do people.
"""

import re
from collections.abc import Iterator

from listings.normalise.finding import Finding, Rule, Wording, few
from listings.vocabulary import FindingLevel

_ADJECTIVE = r"(?:[a-zäöüß-]+(?:es|e|en|er|em),?\s|und\s|hoch\s|sehr\s|,\s){0,4}"
_YEARS = r"(?:jahren?|j\.)"
_AGE = r"(?:1[89]|[2-6]\d)"
_NO_COUNT = (
    r"(?! ?(?:€|eur|stunden|std|tage|wochen|prozent|%|uhr|monat|km|h\b|minuten|[.,:/]\d|-? ?(?:personen|plätze|leute|neue|mitarbeit|kolleg"
    r"|agent|menschen|kund|anruf|mal\b|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)))"
)
_ABOUT_OTHERS = (
    r"\bteams?\b|kolleg|\bkund|kinder|jugendlich|\bgäste|teilnehm|patient|nutzer|zielgruppe|versichert|famili|mieter"
    r"|schüler|bewohner|haushalt"
)
_NO_AGE = re.compile(
    rf"{_ABOUT_OTHERS}|erfahrung|\bmarkt|garantie|laufzeit|vertr[aä]g|gewährleist|besteh|tradition|historie|geschichte"
    r"|zugehörig|betrieb|firm|branche|egal|unabhängig|jede[nsmr]? alter|keine(?:rlei)? alters|alters\w* (?:gibt es|spiel)"
    r"|unser\w* mitarbeit|rente|ruhestand|freiwilligendienst|\bfsj\b|\bbfd\b|förder|krankenversicherung",
)
_PERSON = r"(?:einsteiger|anfänger|absolvent|bewerber|mitarbeiter|verkäufer|berater|agent|leute|frauen|männer|damen|herren|person)"
_DIVERSE = re.compile(
    r"unabhängig|ungeachtet|egal|gleich welche|vielfalt|diversity|diversität|willkommen|spiel\w* (?:für uns )?keine rolle"
    r"|jede[rn]? (?:herkunft|nationalität|religion)|regardless|diskriminier"
)

RULES = (
    Rule(
        "age_limit", FindingLevel.WARNING, (
            "älter als", "älter wie", "jahr", "jährig", "alter", "unter ", "zwischen ", "einsteiger bis", "bis 2", "bis 3", "bis 4", "bis 5", "bis zu ",
        ),
        re.compile(
            r"\bnicht älter (?:als|wie) \d\d\b(?: jahre)?"
            rf"|\b(?:max\.|maximal|höchstens|bis zu|bis|unter) {_AGE} {_YEARS} (?:alt|jung)\b"
            rf"|\bim alter (?:von |zwischen )?(?:ca\. )?(?:bis (?:zu )?)?{_AGE}(?: ?(?:[-–]|bis|und) ?{_AGE})? ?{_YEARS}"
            rf"|\bzwischen {_AGE} und {_AGE}(?: jahren?)? (?:alt|jung)\b|\bzwischen {_AGE} und {_AGE} {_YEARS}(?!\w)"
            rf"|(?<!mindest)(?<!\w)(?:höchst|maximal)?alter(?:sgrenze|shöchstgrenze)?(?: ?:| ist| liegt bei) ?"
            rf"(?:bis |max\. |maximal |höchstens |zwischen )?{_AGE}(?: ?(?:[-–]|bis|und) ?{_AGE})?(?! ?\+)"
            r"|\b(?:höchstalter|maximalalter|altershöchstgrenze)\b"
            rf"|\b{_AGE}-? ?(?:[-–]|bis) ?{_AGE}[- ]?jährige?\w?\b"
            rf"|\b[\w:*-]*{_PERSON}\w*(?: \([^()]{{1,12}}\))? (?:bis|unter)(?: zu| max\.)? {_AGE}\b"
            rf"{_NO_COUNT}"
            rf"|\b(?:du bist|sie sind|bist du|suchen\b[^.;]{{0,40}}) (?:max\.|maximal|höchstens|bis zu|bis|unter|zwischen)"
            rf" {_AGE}(?: und {_AGE})?\b{_NO_COUNT}"
            rf"|^\W*(?:max\.|maximal|höchstens|bis zu|bis) {_AGE} {_YEARS}\W*$"
        ),
        "„{words}“ schließt Menschen wegen ihres Alters aus. Das verbietet das AGG fast immer, und abgelehnte Bewerber"
        " können Geld verlangen.",
        "Streich die Altersgrenze und nenn, was die Arbeit verlangt, zum Beispiel „Erfahrung im Kundenkontakt“.",
        unless=_NO_AGE,
    ),
    Rule(
        "digital_native", FindingLevel.WARNING, ("digital nativ", "digital-nativ"), re.compile(r"\bdigital[- ]natives?\b(?!\s(?:account|brand|compan|business|marke|unternehm|start-?up|customer))"),
        "„{words}“ meint Menschen, die mit dem Internet aufgewachsen sind. Ein Gericht sah darin eine Benachteiligung"
        " Älterer (LAG Baden-Württemberg, 17 Sa 2/24).",
        "Schreib, was gebraucht wird, zum Beispiel „sicher im Umgang mit Chat und Ticketsystem“.",
        unless=re.compile(r"auch ohne|muss\w* (?:du )?kein|musst du nicht|zielgruppe|\bkund"), is_deniable=True,
    ),
    Rule(
        "young_team", FindingLevel.WARNING, ("jung",),
        re.compile(
            rf"\bjung(?:e[snrm]?)?,? {_ADJECTIVE}(?:[\w-]*teams?|mannschaft|crew|belegschaft|kolleg\w*|[\w-]*mitarbeit\w*"
            r"|leute[n]?|menschen|talente[n]?|frau(?:en)?|männer|mann|damen?|verstärkung|persönlichkeit\w*)\b"
            r"|\bteam (?:ist|sind wir) (?:sehr )?jung\b|\bjung(?:e[snr]?)? und dynamisch\w*|\bdynamisch\w* und jung\w*\b"
        ),
        "„{words}“ kann so gelesen werden, dass Ältere nicht gemeint sind. Gerichte urteilen darüber verschieden.",
        "Schreib etwas anderes über das Team, zum Beispiel „ein Team, das sich hilft“.",
        unless=re.compile(
            r"jung und alt|alt und jung|jung geblieben|junggeblieben|ältere|erfahren\w* (?:kolleg|mitarbeit|team|menschen)|generation|jede[ns] alter|alle[rn]? alters"
            r"|(?:betreu|anleit|unterstütz|ausbild|förder|berätst|beraten|beraten|coach)\w*[^.;]{0,60}\bjung"
            r"|\bjunge\w* (?:menschen|leute\w*|frauen|männer)[^.;]{0,60}(?:betreu|begleit|unterstütz|berät|berat|förder"
            r"|perspektive|hilf)|\bkund"
        ),
        is_deniable=True,
    ),
    Rule(
        "career_starters_only", FindingLevel.INFO, ("einsteiger", "anfänger", "young professional", "absolvent"),
        re.compile(
            r"\b(?:such(?:en|t)?|richtet sich an|gesucht ?:)\s(?:[^\s]{1,20}\s){0,4}"
            r"(?:berufseinsteiger|berufsanfänger|young professionals?|hochschulabsolvent)[\w:*]*"
        ),
        "„{words}“ klingt, als wären erfahrene Menschen nicht gemeint.",
        "Schreib „auch für den Berufseinstieg“, dann fühlt sich niemand ausgeschlossen.",
        unless=re.compile(r"\bauch\b|\boder\b|sowie|willkommen|erfahren|\bund\b|quereinst|wiedereinst|\bob\b|egal"),
    ),
    Rule(
        "mother_tongue_level", FindingLevel.INFO, ("muttersprach", "native"),
        re.compile(
            r"(?:\b(?:wie|nahezu|annähernd|fast|quasi|auf)\b[^.;,]{0,25})?\bmuttersprach(?:lich\w*|(?:e|ler|en)?[\"“”„]?[ -]?(?:niveau|level)\w*)"
            r"(?:\s(?:niveau|deutsch\w*))?|\bnear[- ]native\b|\bnative[- ]level\b"
        ),
        "„{words}“ ist kein Maß, das sich prüfen lässt, und kann Menschen anderer Herkunft abschrecken.",
        "Nenn die Stufe: „Deutsch C1“ oder „Deutsch C2“.",
        unless=re.compile(r"unterricht|sprachkurs|trainer|ihrer muttersprach|\bkund|\b[bc][12]\b"), is_deniable=True,
    ),
    Rule(
        "mother_tongue", FindingLevel.WARNING, ("muttersprach", "native", "mother tongue"),
        re.compile(
            r"\b(?:[a-zäöüß]+ als )?muttersprach(?:e\b(?!-?\s?niveau)|ler[\w:*/]*(?!-?niveau)|lerin\w*)(?: (?:deutsch|englisch))?"
            r"|\b[a-zäöüß]+-muttersprach(?:e\b|ler\w*)|\bnative[- ]speaker\w*|\bnative (?:german|english|deutsch)\b|\bmother tongue\b"
            r"|\b(?:german|deutsch|english|englisch)\s?\(?native\b"
        ),
        "„{words}“ verlangt eine Herkunft statt einer Fähigkeit. Das Bundesarbeitsgericht sah darin eine Benachteiligung"
        " (8 AZR 402/15).",
        "Schreib „verhandlungssicheres Deutsch“ oder nenn die Stufe: „Deutsch C1“ oder „Deutsch C2“.",
        unless=re.compile(
            r"muttersprach(?:e|ler|en)?[\"“”„]?[ -]?(?:niveau|level)|we have|\bour\b|work(?:ing)? environment|ihrer muttersprach|eigenen muttersprach|(?:ist|bist) (?:uns )?egal|unabhängig|nicht-mutter|kein\w* mutter"
            r"|(?:sprachkurs|unterricht|training|kurse?)\w*[^.;]{0,40}(?:mutter|native)|(?:mutter|native)[^.;]{0,40}(?:sprachkurs|unterricht)"
            r"|weitere mutter|deine mutter|andere[nr]? mutter|(?:oder|/|bzw\.?)\s(?:[^\s]{1,20}\s){0,5}(?:[abc][12]\b|vergleichbar|fließend|niveau"
            r"|ähnlich|gleichwertig|verhandlungssicher)|[bc][12]\b[^.;]{0,15}(?:oder|/|bzw)"
            r"|(?:nahezu|annähernd|fast|nah an|wie ein\w?|ähnlich|near)[- ][^.;]{0,15}(?:mutter|native)|kunden"
        ),
        is_deniable=True,
    ),
    Rule(
        "origin", FindingLevel.WARNING,
        ("staatsang", "staatsbürger", "akzent", "nur deutsche", "kopftuch", "nationalität", "dialektfrei"),
        re.compile(
            r"\b(?:deutsche\w?|eu-?)\s?(?:staatsangehörigkeit|staatsbürger\w*|nationalität)\b"
            rf"|\b(?:staatsangehörigkeit|nationalität) ?: ?deutsch\b|\bakzentfrei\w*|\bohne (?:{few(2)})akzent\b"
            r"|\b(?:dialekt- und )?akzentfrei\w*|\bnur deutsche\b(?! ?(?:bank|bahn|post|telekom|sprach|kund|unternehm|standort))"
            r"|\b(?:kein|ohne) kopftuch\b"
        ),
        "„{words}“ knüpft an Herkunft oder Religion an. Das AGG verbietet das, wenn die Arbeit es nicht zwingend verlangt.",
        "Streich die Stelle. Für das Telefon genügt „sehr gutes Deutsch, Stufe C1“.",
        unless=re.compile(
            rf"{_DIVERSE.pattern}|beamt|laufbahn|verbeamt|sicherheitsüberprüfung|einbürger|\bkund|antr[aä]g|fragen zu|ausländerbehörde"
            r"|kein\w* (?:deutsche )?(?:staats|national)|(?:nicht|kein\w*) akzentfrei|akzent\w* (?:ist|sind) (?:kein|will)|akzentfrei\w* (?:ist )?(?:kein|nicht)"
        ),
    ),
    Rule(
        "religion", FindingLevel.INFO, ("konfession", "kirche", "christlich"),
        re.compile(
            r"\b(?:zugehörigkeit|mitglied(?:schaft)?) (?:zu|in|an)?\s?(?:[^\s]{1,20}\s){0,4}(?:kirche\w*|konfession)\b|\bkirchenzugehörigkeit\b"
            r"|\bkonfessionszugehörigkeit\b|\bchristliche[rnms]? (?:glaube\w?|konfession)\b"
        ),
        "„{words}“ ist nur erlaubt, wenn die Arbeit selbst mit dem Bekenntnis zu tun hat.",
        "Prüf, ob das für diese Stelle gilt, und streich es sonst.",
        unless=_DIVERSE, is_deniable=True,
    ),
    Rule(
        "photo_or_private_data", FindingLevel.INFO,
        ("lichtbild", "bewerbungsfoto", "passfoto", "mit foto", "inkl", "foto von dir", "foto von ihnen", "geburtsdatum",
         "familienstand", "geburtsort"),
        re.compile(
            r"\b(?:mit|inkl\.|inklusive|samt|einschließlich|und|sowie|ein|einem|ihr|dein|,)\s(?:[^\s]{1,20}\s){0,2}"
            r"(?:lichtbild|bewerbungsfoto|passfoto|passbild|bewerbungsbild)\w*|\blebenslauf (?:mit|inkl\.|inklusive) (?:foto|bild)\b"
            r"|\bfoto von (?:dir|ihnen)\b|\b(?:geburtsdatum|familienstand|geburtsort)\b"
        ),
        "„{words}“ wird für eine faire Auswahl nicht gebraucht und verrät Alter, Herkunft oder Familie.",
        "Bitte um Lebenslauf und Kontaktdaten, mehr nicht.",
        also=re.compile(r"bewerb|bewirb|lebenslauf|unterlagen|\bcv\b|schick|send|angabe"),
        unless=re.compile(
            r"\bkund|freiwillig|nicht nötig|nicht notwendig|optional|gern\b|gerne\b|(?:kein|ohne|weder|verzicht)\w*\s(?:[^\s]{1,25}\s){0,4}"
            r"(?:lichtbild|foto|bewerbungsfoto|passfoto|angabe|geburtsdatum|familienstand)|absehen|abzusehen|nicht\b|unabhängig|shooting"
        ),
        is_deniable=True,
    ),
    Rule(
        "health", FindingLevel.INFO, ("körperlich", "gesundheitlich", "gesundheit", "schwindelfrei", "fitness"),
        re.compile(
            r"\bkörperlich(?: und (?:geistig|psychisch|seelisch))?(?: (?:voll|uneingeschränkt|gut|sehr))? (?:belastbar|fit|gesund|leistungsfähig)\w*"
            r"|\b(?:gute |hohe |volle )?körperliche (?:und (?:geistige|psychische) )?(?:belastbarkeit|fitness|gesundheit|leistungsfähigkeit)"
            r"|\bgesundheitlich (?:voll |uneingeschränkt )?(?:fit|geeignet|uneingeschränkt|belastbar)|\buneingeschränkte gesundheit\w*"
        ),
        "„{words}“ schreckt Menschen mit Behinderung ab und ist für Arbeit am Schreibtisch selten nötig.",
        "Nenn, was wirklich verlangt wird, zum Beispiel „langes Sitzen mit Headset“, oder streich die Stelle.",
        unless=re.compile(r"\bgesundheitsförder|erhalt|angebot|\bheben|\btragen|\blager|\bkommission|deine gesundheit|ihre gesundheit"),
        is_deniable=True,
    ),
)  # fmt: skip

_OPEN_MARK = re.compile(
    r"(?<![\w/])(?:[mwfdxign*]|div\.?)(?:\s?[/|,*;:._ -]\s?(?:[mwfdxign*]|div\.?)){2,4}(?!\w)"
    r"|\b(?:männlich|weiblich|male|female)\s?[/|,]\s?(?:weiblich|männlich|female|male)\s?[/|,]\s?(?:d|x|divers\w*|inter\w*|non-?binary)\b"
    r"|\(\s*(?:gn|d|x|a|i|\*|div\.?|divers|all(?:e)?|all genders?|alle geschlechter|geschlechtsneutral)\s*\)"
    r"|\b(?:m ?w ?d|w ?m ?d|mwd|wmd|gn|d ?m ?w|m/f/d|f/m/d|all genders?|alle geschlechter|jeden geschlechts|aller geschlechter"
    r"|geschlechtsneutral|jedes geschlecht\w*|unabhängig vo[nm] [^.;]{0,80}geschlecht|divers)\b"
    r"|\w[:*_·•]-?in(?:nen)?\b|(?-i:[a-zäöüß]Innen\b)",
    re.IGNORECASE,
)
_TWO_MARK = re.compile(
    r"[(\[{]\s*(?:[mwf]|männlich|weiblich)\s*[/|,*;-]\s*(?:[mwf]|männlich|weiblich)\s*[)\]}]|(?<!\w)[mwf]/[mwf](?![\w/|])",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b[\w-]*(?:er|ent|ant|ist|or|eur)(?:/-?in(?:nen)?|\(in(?:nen)?\))|\b[\w-]*mann\s?/\s?-?[\w-]*frau\b|\b[\w-]*frau\s?/\s?-?[\w-]*mann\b"
    r"|\b(\w{4,})in\s?(?:/|und|oder|bzw\.?)\s?\1\b|\b(\w{4,})\s?(?:/|und|oder|bzw\.?)\s?\2in\b",
    re.IGNORECASE,
)
_STEM = (
    r"(?:berater|betreuer|mitarbeiter|bearbeiter|leiter|verkäufer|techniker|disponent|referent|vertreter|helfer|arbeiter"
    r"|telefonist|spezialist|koordinator|student|praktikant|administrator|entwickler|fahrer|planer|prüfer|führer|vermittler"
    r"|dolmetscher|informatiker|buchhalter|assistent|consultant|trainer|ausbilder|händler|redakteur|moderator|operator"
    r"|rezeptionist|agent|einsteiger|sekretär|elektroniker|mechaniker|ingenieur|monteur|steiger|pfleger|kassierer|makler)"
)
_NOT_ROLE = r"(?<!für )(?<!unsere )(?<!unserer )(?<!von )(?<!der )(?<!ihre )(?<!deine )"
_FEMALE = re.compile(
    rf"{_NOT_ROLE}\b(?:[\w-]{{0,40}}{_STEM}in(?:nen)?|[\w-]{{0,40}}(?:kauffrau|fachfrau|hausfrau)|damen|dame)\b(?!-)",
    re.IGNORECASE,
)
_MALE = re.compile(
    rf"{_NOT_ROLE}\b(?P<role>[\w-]{{0,40}}(?:{_STEM}|kaufmann|fachmann|experte))(?:s|n)?\b(?![-:*_/(]\w|-)",
    re.IGNORECASE,
)
_ENGLISH_ROLE = re.compile(
    r"\b(?:agent|consultant|trainer|moderator|operator|student|assistent|administrator)$", re.IGNORECASE
)
_NEUTRAL_STUDENT = re.compile(r"studentische|assistant|student assist", re.IGNORECASE)


def opened(title: str, form: str) -> str:
    """The title as it could be: open form of the one word, and the mark for every gender behind."""
    word = re.sub(r"in(?:nen)?$", "", form, flags=re.IGNORECASE)
    if re.search(r"(?:er|ent|ant|ist|or|eur|är)$", word, re.IGNORECASE):
        title = title.replace(form, f"{word}:in", 1)
    return f"{title} (m/w/d)"


def gender(wording: Wording) -> Iterator[Finding]:
    """A title must speak to people of every gender (AGG section 11; BAG 8 AZR 164/22)."""
    title = wording.title
    if not title or not wording.is_german or _OPEN_MARK.search(f" {title} "):
        return
    is_open_in_text = _OPEN_MARK.search(wording.text[:20_000]) is not None
    if two := _TWO_MARK.search(title):
        if not is_open_in_text:
            yield Finding(
                "gender_two_only", FindingLevel.WARNING, two[0],
                f"„{two[0]}“ nennt nur Männer und Frauen. Das Gesetz schützt Menschen jedes Geschlechts.",
                "Schreib „(m/w/d)“.",
            )  # fmt: skip
        return
    if is_open_in_text:
        return
    if pair := _PAIR.search(title):
        yield Finding(
            "gender_pair", FindingLevel.INFO, pair[0],
            f"„{pair[0]}“ nennt nur Männer und Frauen. Mit „(m/w/d)“ dahinter sind alle gemeint.",
            f"Schreib „{title} (m/w/d)“.",
        )  # fmt: skip
        return
    if female := _FEMALE.search(title):
        yield Finding(
            "gender_one_form", FindingLevel.WARNING, female[0],
            f"„{female[0]}“ spricht nur Frauen an. Eine Anzeige muss sich an alle Geschlechter richten (AGG, Paragraf 11).",
            f"Schreib zum Beispiel „{opened(title, female[0])}“.",
        )  # fmt: skip
    elif (male := _MALE.search(title)) and not _NEUTRAL_STUDENT.search(title):
        is_english = _ENGLISH_ROLE.search(male["role"]) is not None
        yield Finding(
            "gender_unmarked" if is_english else "gender_one_form",
            FindingLevel.INFO if is_english else FindingLevel.WARNING, male["role"],
            f"„{male['role']}“ ist im Deutschen männlich, und „(m/w/d)“ fehlt." if is_english else
            f"„{male['role']}“ spricht nur Männer an. Eine Anzeige muss sich an alle Geschlechter richten (AGG, Paragraf 11).",
            f"Schreib „{title} (m/w/d)“." if is_english else f"Schreib zum Beispiel „{opened(title, male['role'])}“.",
        )  # fmt: skip
