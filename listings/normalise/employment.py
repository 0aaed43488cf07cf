"""How much and on which contract: "Vollzeit (40 Std./Woche), unbefristet", "20-30 Std.", "Minijob"."""

import re
from collections.abc import Collection, Iterable
from itertools import islice

from listings.normalise.segments import Gate, quote, title_segments
from listings.vocabulary import MIN_FULL_TIME_HOURS, Contract, Employment

_I = re.IGNORECASE
_NOT_FULL = re.compile(
    r"\b(?:bei|auf|bezogen\sauf|gerechnet\sauf|entspricht|basis)\s(?:einer\s)?vollzeit(?:-?\s?(?:basis"
    r"|tätigkeit|beschäftigung|stelle|äquivalent))?\s?\)?"
    r"(?=\s?(?:\)|,|$|gerechnet|abhängig))"
    r"|\b\d{1,2}\s?%\s(?:einer|der)\s(?:\w+\s)?vollzeit\w*"
    r"|\b(?:einarbeitung|schulung)\w*\s[^.;!?]{0,30}vollzeit\w*|vollzeit\w*\s\((?:schulung|einarbeitung)\w*\)|\bbezogen\sauf\s(?:eine\s)?vollzeit\w*|\bbezieh\w*\s(?:sich\s)?auf\s(?:eine\s)?vollzeit\w*|\b(?:kolleg\w*|beschäftigten)\s(?:arbeiten|sind)\s[^.;!?]{0,30}zeit\w*"
    r"|vollzeit-?(?:kolleg|team)\w*|\b(?:sind|beschäftigen|team\s(?:von|aus|mit))\s(?:\w+\s){0,2}\d{1,4}\svollzeit(?:-\sund\s\d{1,4}\steilzeit)?-?(?:kräfte|mitarbeit)\w*|vollzeit(?:nah\w*|basis|äquivalent\w*|studium|-studium|student\w*|kräfte)\b|\b(?:kein\w?"
    r"|nicht\sin)\svollzeit\w*|\bnicht\sin\svollzeit",
    _I,
)
_URLAUB_AT_FULL = re.compile(
    r"urlaub\w*[^.;]{0,40}\b(?:bei|in|auf)\s(?:einer\s)?(?:vollzeit\w*|5-?tage-?woche)"
    r"|\bbei\s(?:einer\s)?vollzeit\w*|urlaub\w*\s?\(vollzeit\)",
    _I,
)
_FULL = re.compile(
    r"\b(?:volle|ganze)[rn]?\s(?:oder\s\w+\s)?stellen?\b|\b(?:stellen|beschäftigungs|arbeits)?(?:umfang|pensum|grad|anteil)(?:\s?:|\svon)?\s(?:\d{2}\s?(?:-|bis)\s?)?100\s?%|"
    r"\bvoll-?\s?zeit\w*|\bVZ\b|\b\d{2}\s?-\s?100\s?%\s?-?\s?(?:arbeits)?(?:pensum|stelle|anstellung)|\b1[.,]0{1,2}\s?VZÄ\b|\bganztags-?(?:stelle|job|kraft|tätigkeit|beschäftigung)\w*"
    r"|\bganztags\s(?:oder|und|/)\s?halbtags|(?:^|arbeitszeit\s?:\s)\W{0,3}ganztags\s*$|\bfull-?\s?time\b|\bvoll-?\s?(?:,|/|und|oder|sowie|bzw\.?|&)\s?(?:auch\s"
    r"|in\s)?te?il?-?\s?z?e?it\w*",
    _I,
)
_NOT_PART = re.compile(
    r"\b(?:"
    r"\b(?:"
    r"\b(?:kolleg\w*|beschäftigten)\s(?:arbeiten|sind)\s[^.;!?]{0,30}zeit\w*|\b(?:keine?\w?|nicht\s(?:in|für)|ohne)\s(?:\w+\s)?teilzeit\w*"
    r"|teilzeit\w*\s(?:ist\s)?(?:leider\s)?nicht\s(?:möglich|vorgesehen)|"
    r"\b(?:alters|brücken|eltern)-?teilzeit\w*|teilzeit(?:studium|modelle\sfür\seltern|quote)\w*"
    r"|\b(?:sind|beschäftigen|team\s(?:von|aus|mit))\s(?:[\w-]+\s){0,5}\d{1,4}\steilzeit-?(?:kräfte|mitarbeit)\w*|führung\sin\steilzeit|(?:studium|studiengang|studieren|weiterbildung)\s(?:\w+\s)?in\steilzeit))",
    _I,
)
_PART = re.compile(
    r"\bte[il]{1,2}-?\s?zeit\w*|\b[1-9]\d\s?%\s(?:einer|der)\s(?:\w+\s)?vollzeit\w*|\bTZ\b|\b0[.,]\d{1,2}\s?VZÄ\b|\bpart-?\s?time\b|\bhalbtag\w*|\bteil-\s?(?:oder|und|/|,|bzw\.?)\s?vollzeit\w*"
    r"|\b\d{2}\s?(?:wochenstunden|stunden|std\.?|h)\b[^.;]{0,25}\bbis\s(?:zu\s|hin\szur?\s)?(?:einer\s)?vollzeit\w*|\bhalbe[rn]?\s(?:oder\s\w+\s)?stellen?\b|\bvollzeit\w*\s(?:\([^()]{0,20}\)\s)?(?:oder|und|bzw\.?)\s(?:[a-zäöü]+\s){0,3}(?:[12]\d|3[0-4])\s?-?\s?(?:std|stunden|wochenstunden|h\b)|\((?:ca\.\s)?(?!24\s?h)(?:[12]\d|3[0-4])(?:,\d)?\s?(?:std|stunden|h)\b\.?\s?\)|\bauf\swunsch\s(?:auch\s)?(?:weniger|[12]\d|3[0-4])\b|\bvoll-?\s?(?:,|/"
    r"|und|oder|sowie|bzw\.?|&)\s?(?:auch\s)?teil"
    r"|\b[1-9]\d\s?%\s(?:der|einer)\s(?:regelmäßigen|tariflichen|regulären|vollen|durchschnittlichen)\s(?:\w+\s)?arbeitszeit|\bstelle\s?\((?:ca\.\s)?[1-9]\d\s?%"
    r"|\b\d{2}\s?(?:-\s?(?:\d{2}|100)\s?)?%\s?-?\s?(?:stelle|ige?\s(?:stelle|teilzeit)|arbeitszeit|pensum|beschäftigung)|"
    r"\b(?:stellenumfang|beschäftigungsumfang|beschäftigungsgrad|stellenanteil|arbeitspensum|pensum|umfang)\w?\s?(?:von"
    r"|:)?\s?(?:ca\.?\s)?(?:[1-9]\d)\s?(?:(?:-|bis)\s?(?:\d{2}|100)\s?)?%",
    _I,
)
_PART_TIME = re.compile(r"te[il]{1,2}-?\s?zeit|\bTZ\b|part-?\s?time", _I)
_NO_MINIJOB = re.compile(
    r"\b(?:keine?n?|nicht\s(?:als|im|auf))\s(?:\w+\s)?(?:mini-?\s?jobs?|minijobber|geringfügig\w*)|minijob-?zentrale"
    r"|\b(?:raus|weg|genug)\s(?:aus|von|vom)\s(?:\w+\s){0,2}mini-?\s?jobs?|\b(?:an)?statt\s(?:\w+\s){0,3}mini-?\s?jobs?"
    r"|\bkeine?n?\s\d{3}-?\s?(?:€|euro)\S*|\bmini-?\s?jobs?\s(?:ist|sind|handelt)\s(?:[\w-]+\s){0,4}(?:nicht|keine?)\b|\bmini-?\s?jobs?\s(?:[\w-]+\s){0,4}(?:nicht\s(?:möglich|vorgesehen|angeboten)|ausgeschlossen)"
    r"|\bmehr\sals\s(?:\w+\s){0,2}mini-?\s?job|\b(?:tausch|kündig|beende)\w*\s(?:\w+\s){0,2}(?:den|deinen|ihren)\smini-?\s?job|\bwechs(?:el|le)\w*\s(?:\w+\s){0,2}(?:aus|von|vom)\s(?:\w+\s)?mini-?\s?job"
    r"|\b(?:bist|steckst|arbeitest|jobbst)\b(?:bzw\.|(?!\bsuche|\blust|\binteress|\bgern)[^.;!?]){0,70}"
    r"\b(?:im|in\s(?:einem|deinem))\smini-?\s?job\b(?:(?!\barbeiten\b)[^.;!?]){0,80}\?",
    _I,
)
_MINIJOB = re.compile(
    r"\bmini-?\s?job\w*|\bmini-\s?(?:oder|und|/|,)\s?(?:midi|teilzeit)|\bgeringfügig\w*|\b(?:325|400|450|520|538|556|603)\s?(?:,-+|,00)?\s?-?\s?(?:€|euro"
    r"|eur)\s?-?\s?(?:basis|job|kraft|kräfte|stelle|minijob)\w*",
    _I,
)
_STUDENT = re.compile(
    r"\bwerk-?student\w*|\bworking\sstudent\w*|\bstudentische\w{0,2}\s(?:oder\s\w+\s|aushilf|hilfskr"
    r"|mitarbeit|nebenjob|teilzeit)\w*|\bstudentenjob\w*|\bSHK\b|\bstudentjob",
    _I,
)
_STUDENT_TEXT = re.compile(
    r"(?:such\w*|als|eine?n?|stelle\w*|für|minijob|teilzeit|job)\b[^.;]{0,60}\b(?:werk-?student|working\sstudent)\w*|"
    r"\bwerk-?student\w*\s?(?:\(|:|gesucht|/|im\b|für\b|(?:\w+\s){0,3}(?:willkommen|möglich|geeignet)\b)|\bwerk-?studenten-?(?:stelle|job|vertrag|tätigkeit|basis)\w*|\bstudentische\w{0,2}\s(?:aushilf|hilfskr|mitarbeit)\w*",
    _I,
)
_PAST = re.compile(
    r"erfahrung|kenntnisse|bereits|erste\b|vorherig|frühere|abgeschloss|tätigkeiten|beispielsweise"
    r"|z\.\s?b|etwa\b|ehemalig|betreu|anleit|führ\w*\svon|kolleg|"
    r"unterstütz\w*\svon|nach\sdem|übernahme|karriere|einarbeitung\svon|koordin|deine\w?\saufgab",
    _I,
)
_PAST_INTERN = re.compile(r"praktik", _I)
_APPRENTICE_TITLE = re.compile(
    r"\bauszubildende\w*|\bazubi\w*|\bdual\w{0,3}\s(?:studium|student\w*|studiengang)"
    r"|\bausbildungs-?\s?(?:platz|plätze|stelle)|\blehrstelle|\blehrling|\bapprentice\w*|"
    r"(?:^|[-|:/(,]\s?|\bdeine\s|\beine\s)ausbildung\b(?!s)(?!\s?(?:und|&|von|,|/)\s)|\bausbildung\s(?:zum"
    r"|zur|als|20\d\d|ab)\b|\bausbildung\s?[(-]",
    _I,
)
_NOT_APPRENTICE = re.compile(
    r"\b(?:leit\w*|referent\w*|manager\w*|koordinator\w*|fachbereich|bereich)\s(?:\w+\s)?ausbildung\b|"
    r"\b(?:mit|ohne|abgeschlossene\w?|nach|keine|trotz)\s(?:\w+\s){0,2}ausbildung|ausbildungs?-?\s?(?:leit"
    r"|verantwort|koordin|berat|manag|beauftrag|referent)\w*|ausbilder\w*|"
    r"(?:betreu|koordin|rekrut|für\sunsere)\w*\s(?:\w+\s){0,2}(?:azubi|auszubildende)\w*|(?:azubi"
    r"|auszubildenden)-?(?:betreu|marketing|recruit|koordin)\w*",
    _I,
)
_APPRENTICE_TEXT = re.compile(
    r"\bausbildungs(?:beginn|start|dauer|vergütung)\b|\b(?:such\w*"
    r"|stellen)\b[^.;]{0,70}\b(?:auszubildende\w*|azubis?|lehrling\w*)\b"
    r"|\bstarte\w?\s(?:\w+\s){0,4}ausbildung\b|"
    r"\b(?:deine[r]?|ihre[r]?)\sausbildung\s(?:bei\suns|zum|zur|als|beginnt|dauert|startet)"
    r"|\b[123]\.\s?(?:ausbildungs|lehr)jahr|\bduales?n?\sstudium\s(?:bei\suns|zum|zur|als)"
    r"|\bausbildung\s(?:zum|zur)\s[^.;]{0,60}\ban\b|^\W*ausbildungs-?(?:platz|stelle)\b"
    r"|\b(?:werde|starte)\s(?:\w+\s){0,3}(?:azubi|auszubildende)"
    r"|^\W*ausbildung\s(?:zum|zur|als)\s[^.;]{0,70}\b(?:start|beginn|ab\s(?:\d|sofort|august|september))"
    r"|^\W*ausbildung\s20\d\d\b|\b(?:auszubildende[rn]?|azubis?)\s[^.;]{0,60}\bgesucht"
    r"|\bduale[nr]?\sstudent\w*\s?(?:\(|gesucht)|^\W*duales\sstudium\s[^.;]{0,60}\b(?:ab|beginn|start|zum)\b",
    _I,
)
_INTERN_TITLE = re.compile(r"praktik(?:um|ant)\w*|\binternship\b|\bintern\b(?!\w|e)|\bpraktikums", _I)
_INTERN_TEXT = re.compile(
    r"\b(?:such\w*|als)\b[^.;]{0,50}\bpraktikant\w*|\b(?:dein|ihr|das|dieses)\spraktikum\b"
    r"|\bpflichtpraktik\w*\s(?:oder|möglich|von)",
    _I,
)
_FREELANCE = re.compile(
    r"\bfreelanc\w*|\bfreiberuflich\w*|\bfreie[rn]?\smitarbeit\w*|\bauf\shonorarbasis|\b(?:selbständige"
    r"|selbstständige)[rn]?\s(?:handelsvertret|vertriebspartner|berater|tätigkeit)\w*|\bhonorarkraft|"
    r"\bhandelsvertreter\w*",
    _I,
)
_FREELANCE_TEXT = re.compile(
    r"\b(?:auf|in)\s(?:freiberuflicher|selbst?ständiger|honorar)\s?-?\s?(?:basis|tätigkeit)"
    r"|^\W*freiberuflich\b|\bselbst?ständig\sauf\srechnung|\b(?:als\sfreie[rn]?|in\sfreier)\smitarbeit\w*|\bals\s(?:freelancer|freiberufler|selbst?ständige[rn]?\s(?:handels|vertrieb|berat))\w*",
    _I,
)
_NO_LIMIT = re.compile(
    r"\bunbefrist\w*|\b(?:keine?[nr]?|ohne|entfällt\sdie)\s(?:\w+\s)?befrist\w*|befristung\s?:\s(?:keine|nein|entfällt)|befristung\s(?:entfällt"
    r"|entfallen|aufgehoben)|\bentfrist\w*|\bnicht\sbefrist\w*|"
    r"\bbefrist\w*\s(?:\w+\s){0,4}(?:nicht\b|keine\w?\b|niemand)|befristete\w{0,2}\s(?:aufenthalts|arbeitserlaubnis|rabatt|aktion)\w*",
    _I,
)
_AT_FIRST = r"(?:zunächst\s|vorerst\s|erst\seinmal\s|erstmal\s)?(?:auf\s|für\s|bis\s)?"
_SPAN = r"(?:\d{1,2}|ein\w{0,2}|zwei|drei|sechs|neun|zwölf|achtzehn|vierundzwanzig)\s(?:jahre?n?|monate?n?)\b"
_LIMITED = re.compile(
    r"befrist\w*|\bsaison-?(?:kraft|kräfte|job|stelle|vertrag|arbeit|aushilf)\w*|\bferien-?(?:aushilf|kraft|kräfte)\w*"
    rf"|\bvertr[aä]g\w*\s(?:\w+\s){{0,2}}(?:läuft|laufen|gilt|endet|ist|wird)\s{_AT_FIRST}{_SPAN}|\b(?:auf|für)\s(?:vorerst\s|zunächst\s)?{_SPAN}\s(?:angelegt|ausgelegt|geschlossen|begrenzt|abgeschlossen)"
    rf"|\b(?:dein|ihr|der|einen|arbeits|anstellungs)\s?vertrag\s(?:\w+\s){{0,2}}(?:auf|für|über)\s{_SPAN}|\b(?:such|besetz)\w*\s(?:\w+\s){{0,3}}für\s{_SPAN}|\bfür\s{_SPAN}\sals\s\w*vertretung|\b(?:vertrags)?laufzeit\s?:?\s(?:\w+\s)?{_SPAN}|\bfür\sdie\sdauer\svon\s{_SPAN}"
    rf"|\b(?:stelle|einstell|such|besetz)\w*\s(?:[\w-]+\s){{0,5}}(?:erst\seinmal|zunächst|vorerst)\sfür\s{_SPAN}"
    r"|\bvertr(?:ittst|eten|itt)\s(?:[\w-]+\s){0,3}(?:kolleg|mitarbeiter)\w*[^.;!?]{0,40}\b(?:elternzeit|mutterschutz|sabbat)\w*|\b(?:eltern-?\s?zeit|mutterschutz|schwangerschafts|krankheits"
    r"|mutterschafts)-?\s?(?:-\s?und\s\w+)?vertretung\w*|\bin\svertretung\b|\bvertretungs(?:stelle"
    r"|weise)\b|"
    r"\bfixed[- ]term\b|\btemporary\scontract|\bzeitvertrag\b|\bvertretungs(?:dauer|zeit|zeitraum)\w*|\bvertretung\s\(\s?(?:elternzeit|mutterschutz|krankheit)|\bals\svertretung\s(?:für|bis)\b"
    r"|\bfür\sdie\s(?:dauer|zeit)\s(?:der|des|einer|eines)\s(?:\w+\s)?(?:eltern-?zeit|mutterschutz|vertretung)\w*"
    r"|\b(?:im\srahmen|entsprechend)\s(?:der|einer)\s(?:\w+\s)?vertretung\b|\bvertretung\s[^.;]{0,40}\bin\s(?:elternzeit|mutterschutz)"
    r"|\b(?:stelle|vertrag|arbeitsverhältnis|beschäftigung|anstellung)\s(?:ist\s)?(?:zunächst\s|vorerst\s)?"
    r"(?:zeitlich|(?:auf|bis)\s(?:\w+\s){1,3}(?:zeitlich\s)?)\s?begrenzt\b|\b(?:zunächst|vorerst|vorläufig)\s(?:nur\s)?bis\s(?:\w+\s)?(?:\d|ende|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w*|\b(?:zunächst|vorerst|vorläufig)\s(?:auf"
    r"|für)\s(?:\w+\s){1,3}(?:monate|jahre?)\b(?!\sonline)|\bals\selternzeit",
    _I,
)
_PERMANENT = re.compile(
    r"\b(?:"
    r"\bdauer(?:vertrag|stelle|anstellung|arbeitsverhältnis|arbeitsplatz|beschäftigung)\w*|\b(?:an|fest)stellung\sauf\sdauer|\bauf\sdauer\sangelegt"
    r"|\b(?:ohne|keine)\sbefristung|\bbefristung\s(?:entfällt|entfallen)(?!\snach)|\bbefristung\s(?:gibt\ses|haben\swir)\s(?:\w+\s){0,2}nicht|\bbefristung\s?:\s(?:keine|nein|entfällt)|\bbefristen\s(?:\w+\s)?nicht|\bunbefrist\w*|\bpermanent\s(?:[\w-]+\s){0,2}(?:contract|position|employment|role)|\bopen-ended\scontract|\bnicht\sbefristet)",
    _I,
)
_NOT_PERMANENT = re.compile(
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
_WEEK = (
    r"(?:/|pro|in\sder|die|je|per|a)\s?(?:woche|wo\b|kw\b|week)|wöchentlich|wochenstunden|-?stunden-?\s?woche|w\.?std"
)
_HOURS_NUMBER = r"(?P<a>\d{1,2}(?:[.,]\d{1,2})?)"
_HOURS_RANGE = (
    rf"{_HOURS_NUMBER}(?:\s?(?:h|std\.?|stunden)?\s?-?\s?(?:-|bis(?:\szu)?|/|und"
    rf"|oder|or|to)\s?(?:max\.?\s)?(?P<b>\d{{1,2}}(?:[.,]\d{{1,2}})?))?"
)
_WEEKLY = re.compile(
    rf"(?<![\d.,:€])(?:(?P<lead>ab|mind\.?|min\.?|mindestens|bis(?:\szu)?|max\.?|maximal|von"
    rf"|zwischen)\s(?:ca\.?\s)?)?{_HOURS_RANGE}\s?-?\s?"
    rf"(?:wochenst(?:unde|d)\w*|w-?std\b|-?\s?(?:stunden|std\.?)-?(?:stelle|job|kraft|vertrag)\b|-?\s?stunden-?\s?woche|-?\s?std\.?-?\s?woche|-?\s?h-?\s?woche|h\s?/\s?w\b|(?:stunden|std\.?),?\s(?:verteilt\b|an\s(?:\w+\s)?(?:\d|drei|vier|fünf)\s(?:\w+)?tagen|(?:frei\s)?wählen|wählbar)|(?:h|std\.?|stunden"
    rf"|stdn\.?|hours)\s?(?:\([^()]{{0,15}}\)\s?)?(?:{_WEEK}))",
    _I,
)
_WEEKLY_TIME = re.compile(
    rf"(?:wöchentlich|woche\shat|(?:stelle|vertrag)\s(?:mit|à|über|von)|\bbei|\b(?:vertrag|zeit)\s?:|(?:befristet|anstellung|\btage),|wochenarbeitszeit|wöchentliche[nr]?\s(?:regel)?arbeitszeit|wochenstunden(?:zahl)?"
    rf"|arbeitszeit\s(?:pro|je)\swoche|stundenumfang|arbeitszeit|umfang|tage-?\s?woche(?:\smit|\sà|\sbei))\w?\s?"
    rf"(?:\([^()]{{0,30}}\)\s?)?(?:beträgt|von|:|umfasst|liegt\sbei|ist|sind)?\s?:?\s?(?:ca\.?\s|derzeit\s"
    rf"|aktuell\s)?"
    rf"(?:(?P<lead>ab|mind\.?|min\.?|mindestens|bis(?:\szu)?|max\.?|maximal"
    rf"|zwischen)\s)?{_HOURS_RANGE}\s?(?:h\b|std\b|stunden\b|wochenstunden)(?!\s?(?:/|pro|im"
    rf"|am)\s?(?:monat|tag|jahr))",
    _I,
)
_NEAR_WORD = re.compile(
    rf"(?:teil-?zeit\w*|vollzeit\w*|TZ|VZ)\s?[(:,/-]?\s?(?:mit\s|von\s|á\s|à\s)?(?:ca\.?\s)?(?:(?P<lead>ab"
    rf"|mind\.?|min\.?|mindestens|bis(?:\szu)?|max\.?|maximal|zwischen)\s)?"
    rf"(?:ca\.?\s)?{_HOURS_RANGE}\s?(?:h\b|std\b|stunden\b)(?!\s?(?:/|pro|im|am)\s?(?:monat|tag|jahr))",
    _I,
)
_LABELLED_WEEK = re.compile(
    rf"\b(?:wochenstunden|wochenarbeitszeit|stunden\s?(?:/|pro|je)\s?woche)\s?:\s(?:(?P<lead>ab|mind\.?|mindestens|bis|max\.?)\s)?"
    rf"{_HOURS_RANGE}(?![\d:.,]*\d)(?!\s?%)",
    _I,
)
_TITLE_WEEK = re.compile(
    rf"(?:^|(?<!EUR)(?<!€)(?<!uro)[\s(,|/-])(?:(?P<lead>ab|mind\.?|bis(?:\szu)?|max\.?)\s)?(?!24\s?h\b){_HOURS_RANGE}\s?(?:h|std\.?|stunden)(?=\s*(?:$|[-,)/(|]))",
    _I,
)
"""A title that ends a part with "30 h" or "20-25 Std." means the week."""
_WEEKS = re.compile(
    r"(?<![\d.,:€])(?P<lead>)(?P<a>\d{2})(?:,\s\d{2})+\s(?:oder|und|bzw\.)\s(?P<b>\d{2})\s?(?:h|std|stunden|wochenstunden)\b",
    _I,
)
"""Several weeks to choose from: "20, 25 oder 30 Stunden"."""
_LONE_WEEK = re.compile(
    rf"^\W*(?:(?P<lead>ab|mind\.?|bis(?:\szu)?|max\.?)\s)?(?!24\b){_HOURS_RANGE}\s?(?:h|std\.?|stunden)\W*$", _I
)
_KNOWING = (
    r"(?:vorkenntnisse|vorerfahrung|berufserfahrung|erfahrung|ausbildung|berufsausbildung|fachkenntnisse|branchenkenntnisse|vorwissen|fachwissen"
    r"|\w{4,12}\swissen|kenntnisse)"
)
_CAREER = re.compile(
    r"\b(?:"
    r"\b(?:quer|seiten)-?\s?einst(?:ei|ie)g\w*|\bbranchen(?:fremd|wechsler)\w*|\bwieder-?einst(?:ei|ie)g\w*|\bcareer\schanger\w*"
    r"|\b(?:berufswechsler|umsteiger|neueinsteiger)\w*|\baus\s(?:einer\s)?(?:ganz\s)?anderen\sbranchen?\b"
    rf"|\b(?:keine|ohne|auch\sohne)\s(?:\w+\s){{0,2}}{_KNOWING}\b"
    rf"|\b{_KNOWING}\w*\s(?:[\w-]+,?\s){{0,6}}(?:nicht\s(?:zwingend\s|unbedingt\s)?(?:erforderlich|notwendig|nötig|voraussetzung|bedingung)"
    r"|kein\smuss|keine\s(?:voraussetzung|bedingung|rolle)|brauch\w*\s(?:du|sie|es)\s(?:\w+\s)?(?:nicht|keine?s?)\b|(?:setzen|erwarten)\swir\s(?:\w+\s)?nicht"
    r"|egal|zweitrangig|nebensache)"
    r"|\bwas\s(?:du|sie)\s(?:vorher|bisher|zuvor)\s[^.;!?]{0,30}\b(?:egal|keine\srolle|zweitrangig)|\bmuss\w*\s(?:du\s)?kein\w?\s(?:profi|experte|fachmann)"
    r"|\bno\s(?:prior\s|previous\s)?experience\s(?:required|needed|necessary))",
    _I,
)
_CAREER_NEGATED = re.compile(
    r"\b(?:nicht\s(?:für|geeignet)|kein\w?|leider)\s(?:\w+\s){0,4}(?:quer|seiten)-?einst\w*"
    r"|quer-?einst\w*[^.;]{0,40}\b(?:nicht\s(?:möglich|berücksichtig|geeignet)|ausgeschlossen|leider)|"
    r"\b(?:nicht|kaum)\sohne\s|ohne\s\w*(?:ausbildung|erfahrung)\w*\s(?:\w+\s){0,3}(?:nicht\s|keine\schance)",
    _I,
)
_VOLUNTEER = re.compile(
    r"\behrenamt\w*|\bFSJ\b|\bFÖJ\b|\bBFD\b|\bbundesfreiwilligendienst\w*"
    r"|\bfreiwillige[sn]?\s(?:soziales\s|ökologisches\s)?jahr|\bvolunteer\w*|\bfreiwilligendienst\w*",
    _I,
)
_VOLUNTEER_STAFF = re.compile(
    r"ehrenamts?-?\s?(?:koordinat|manag|beauftragt|börse|agentur)\w*|volunteer\s(?:manager|coordinator)"
    r"|(?:betreuung|koordination|gewinnung)\s(?:der\s|von\s)?(?:ehrenamt|freiwillig)\w*",
    _I,
)

_TITLE_SHARE = re.compile(
    r"(?:^|[-),(/|:]\s?|\s)[1-9]\d\s?%?(?:\s?(?:-|bis)\s?(?:[1-9]\d|(?P<full>100)))?\s?%(?=\s*(?:$|[-,)/(|]))(?!\s*[-,)/(|]?\s?(?:remote|home|mobil|hybrid))",
    _I,
)
"""A title that ends a part with "60 %" or "80-100 %" says how much of a full post it is."""
_FORMS = (
    (
        Employment.FULL_TIME,
        Gate("voll", "vz", "full", "100 %", "100%", "ganztags", "ganze"),
        _FULL,
        (_NOT_FULL, _URLAUB_AT_FULL),
    ),
    (
        Employment.PART_TIME,
        Gate(
            "teil",
            "voll",
            "teizeit",
            "telzeit",
            "telizeit",
            "tz",
            "part",
            "halb",
            "auf wunsch",
            " std.)",
            " h)",
            "h)",
            "stunden)",
            "%",
            "vzä",
        ),
        _PART,
        (_NOT_PART,),
    ),
    (
        Employment.MINIJOB,
        Gate("mini", "geringfügig", "325", "400", "450", "520", "538", "556", "603"),
        _MINIJOB,
        (_NO_MINIJOB,),
    ),
)
_YOUNG = (
    (Employment.WORKING_STUDENT, _STUDENT, (), Gate("werk", "working", "studentisch"), _STUDENT_TEXT),
    (
        Employment.APPRENTICESHIP,
        _APPRENTICE_TITLE,
        (_NOT_APPRENTICE,),
        Gate("ausbildung", "auszubild", "azubi", "lehrling", "lehrjahr", "dual"),
        _APPRENTICE_TEXT,
    ),
    (Employment.INTERNSHIP, _INTERN_TITLE, (), Gate("praktik"), _INTERN_TEXT),
)
_DIVISIBLE_GATE = Gate("teilbar")
_DIVISIBLE = re.compile(r"(?<!nicht\s)\bteilbar\b", _I)
_FREELANCE_GATE = Gate("freiberuf", "ständig", "honorar", "freelancer", "freie")
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
_ENTRY_GATE = Gate(
    "quer", "seiten", "branche", "einst", "career", "kenntnisse", "erfahrung", "ausbildung", "experience", "wissen", "wechsler", "steiger",
    "du vorher", "du bisher", "du zuvor", "sie vorher", "sie bisher", "sie zuvor", "kein profi", "kein experte",
)  # fmt: skip
_MOST_HOURS_A_LINE = 40
_HOURS_GATE = Gate(
    "std", "stund", "hours", *(f"{digit}{gap}h" for digit in "0123456789" for gap in ("", " ", "-", "- "))
)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _hours_in(line: str, is_title: bool) -> list[tuple[float | None, float | None, str]]:
    found: list[tuple[float | None, float | None, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern in (
        _WEEKLY,
        _WEEKLY_TIME,
        _NEAR_WORD,
        _LABELLED_WEEK,
        _WEEKS,
        _LONE_WEEK,
        *((_TITLE_WEEK,) if is_title else ()),
    ):
        for match in islice(pattern.finditer(line), _MOST_HOURS_A_LINE):
            start, end = match.start("a"), match.end()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            low = _number(match["a"])
            high = _number(match["b"]) if match["b"] else None
            if not 2 <= low <= 60 or (high is not None and not low <= high <= 60):
                continue
            taken.append((start, end))
            lead = (match["lead"] or "").lower().rstrip(".")
            if high is not None:
                found.append((low, high, match[0]))
            elif lead in {"ab", "mind", "min", "mindestens", "von"}:
                found.append((low, None, match[0]))
            elif lead in {"bis", "bis zu", "max", "maximal"}:
                found.append((None, low, match[0]))
            else:
                found.append((low, low, match[0]))
    return found


def read_weekly_hours(title: str, text: str) -> tuple[float | None, float | None]:
    """Lowest and highest weekly hours stated; (None, None) when none are."""
    return find_weekly_hours(title, text)[:2]


def find_weekly_hours(title: str, text: str) -> tuple[float | None, float | None, str]:
    """As read_weekly_hours(), with the words the highest was read from."""
    lows: list[float] = []
    highs: dict[float, str] = {}
    words = ""
    for line in _HOURS_GATE.lines(title, text):
        for low, high, said in _hours_in(line.text, line.is_title):
            if low is not None:
                lows.append(low)
            if high is not None:
                highs.setdefault(high, quote(line.text, said))
            words = words or quote(line.text, said)
    low, high = min(lows, default=None), max(highs, default=None)
    words = highs[high] if high is not None else words
    return low, None if low is not None and high is not None and high < low else high, words


def read_employment(title: str, text: str) -> frozenset[Employment]:
    """Every form the advertisement offers; empty if it says nothing."""
    return frozenset(find_employment(title, text))


def find_employment(title: str, text: str) -> dict[Employment, str]:
    """As read_employment(), each with the words it was read from."""
    found: dict[Employment, str] = {}
    for form, gate, pattern, denials in _FORMS:
        if words := _first(gate, pattern, denials, title, text):
            found[form] = words
    found |= _of_the_young(title, text)
    if share := _TITLE_SHARE.search(head := " ".join(title_segments(title))):
        found.setdefault(Employment.PART_TIME, quote(head, share[0]))
        if share["full"]:
            found.setdefault(Employment.FULL_TIME, quote(head, share[0]))
    if said := _FREELANCE.search(title):
        found[Employment.FREELANCE] = quote(title, said[0])
    elif words := _first(_FREELANCE_GATE, _FREELANCE_TEXT, (), "", text):
        found[Employment.FREELANCE] = words
    if not found.keys() & {Employment.FULL_TIME, Employment.PART_TIME} and not is_volunteer(title, ()):
        found |= _by_hours(title, text, found)
    if Employment.PART_TIME in found and Employment.FULL_TIME not in found and (words := _regular_week(title, text)):
        found[Employment.FULL_TIME] = words
    if words := _first(_DIVISIBLE_GATE, _DIVISIBLE, (), title, text):
        found.setdefault(Employment.PART_TIME, words)
    return found


def _first(gate: Gate, pattern: re.Pattern[str], denials: Iterable[re.Pattern[str]], title: str, text: str) -> str:
    """The words where a pattern first holds, what the denials cover left out."""
    for line in gate.lines(title, text):
        if not pattern.search(line.text):
            continue
        bare = line.text
        for denial in denials:
            bare = denial.sub(" ", bare)
        if said := pattern.search(bare):
            return quote(line.text, said[0])
    return ""


def _of_the_young(title: str, text: str) -> dict[Employment, str]:
    """Jobs for students, apprentices and interns; the text is asked only where the title names none."""
    found: dict[Employment, str] = {}
    for form, in_title, denials, gate, in_text in _YOUNG:
        bare = title
        for denial in denials:
            bare = denial.sub(" ", bare)
        if said := in_title.search(" ".join(title_segments(bare))):
            found[form] = quote(title, said[0])
        elif not found:
            for line in gate.lines("", text):
                is_past = _PAST.search(line.text) or (
                    form is not Employment.INTERNSHIP and _PAST_INTERN.search(line.text)
                )
                if (said := in_text.search(line.text)) and not is_past:
                    found[form] = quote(line.text, said[0])
                    break
    return found


def _by_hours(title: str, text: str, found: Collection[Employment]) -> dict[Employment, str]:
    """Stated weeks speak where no word does; beside a student job or Minijob they add no part time."""
    low, high, words = find_weekly_hours(title, text)
    hours: dict[Employment, str] = {}
    if (high if high is not None else low if low is not None else 0) >= MIN_FULL_TIME_HOURS:
        hours[Employment.FULL_TIME] = words
    is_short = any(hour is not None and hour < MIN_FULL_TIME_HOURS for hour in (low, high))
    if is_short and not found:
        hours[Employment.PART_TIME] = words
    return hours


def _regular_week(title: str, text: str) -> str:
    """A full week that stands apart from the words on part time: "38-Stunden-Woche", and further on "auch in Teilzeit"."""
    for line in _HOURS_GATE.lines(title, text):
        hours = [low for low, _, _ in _hours_in(line.text, line.is_title)]
        if (
            hours
            and all(low is not None and low >= MIN_FULL_TIME_HOURS for low in hours)
            and not _PART_TIME.search(line.text)
        ):
            return quote(line.text, "")
    return ""


def read_contract(title: str, text: str) -> frozenset[Contract]:
    """Permanent only where "unbefristet" stands for this contract; agency work also by its collective agreements."""
    return frozenset(find_contract(title, text))


def find_contract(title: str, text: str) -> dict[Contract, str]:
    """As read_contract(), each with the words it was read from."""
    found = ((kind, _first(gate, pattern, (denial,), title, text)) for kind, gate, pattern, denial in _CONTRACTS)
    return {kind: words for kind, words in found if words}


def read_entry(title: str, text: str) -> bool:
    """Career changers or people without training are welcome."""
    return bool(find_entry(title, text))


def find_entry(title: str, text: str) -> str:
    """The words that say so; empty when none do."""
    return _first(_ENTRY_GATE, _CAREER, (_CAREER_NEGATED,), title, text)


_SEPARATORS = re.compile(r"\s*[,/;|]\s*|\s+oder\s+|\s+und\s+|\s+or\s+|\s+and\s+", _I)
_E, _C = Employment, Contract
_WORDS: tuple[tuple[re.Pattern[str], tuple[Employment, ...], tuple[Contract, ...]], ...] = tuple(
    (re.compile(pattern, _I), employment, contract)
    for pattern, employment, contract in (
        (
            r"voll-?/?\s?(?:oder|und|/|,)\s?teil|full[-_ ]?or[-_ ]?part|(?:voll|full)\w*[-_ ](?:part|teil)",
            (_E.FULL_TIME, _E.PART_TIME),
            (),
        ),
        (r"vollzeit|^vz$|full[-_ ]?time|^trainee|traineeship|volontariat|^full$", (_E.FULL_TIME,), ()),
        (r"teilzeit|^tz$|part[-_ ]?time|half[-_ ]?day|halbtag|^part$", (_E.PART_TIME,), ()),
        (r"mini[-_ ]?job|geringfügig|^mj$|(?:520|538|556|603)[-\s]?(?:euro|€)", (_E.MINIJOB,), ()),
        (r"werkstudent|working[-_ ]?student|^student(?:enjob)?$|studentische", (_E.WORKING_STUDENT,), ()),
        (r"ausbildung(?!s)|azubi|auszubildend|dual\w*[-_ ]stud|apprentice|lehrstelle", (_E.APPRENTICESHIP,), ()),
        (r"praktik|^intern(?:ship)?s?$|^stage$", (_E.INTERNSHIP,), ()),
        (
            r"freiberuf|selbst?ständig|freelance|^contractor$|^contract$|freie mitarbeit|self[-_ ]?employed",
            (_E.FREELANCE,),
            (),
        ),
        (
            r"(?<!un)befristet|fixed[-_ ]?term|temporary[-_ ]contract|vertretung|contract to hire"
            r"|^limited$|^temporary$|^temp$|seasonal",
            (),
            (_C.LIMITED,),
        ),
        (r"festanstellung|unbefristet|permanent|^regular$|direct placement|open[-_ ]?ended", (), (_C.PERMANENT,)),
        (r"zeitarbeit|arbeitnehmer-?überlassung|^anü$|temp[-_ ]agency", (), (_C.AGENCY,)),
    )
)


def employment_of_words(words: Iterable[str]) -> tuple[frozenset[Employment], frozenset[Contract]]:
    """What the structured words of a feed say; unknown words say nothing."""
    forms, contracts = find_employment_of_words(words)
    return frozenset(forms), frozenset(contracts)


def find_employment_of_words(words: Iterable[str]) -> tuple[dict[Employment, str], dict[Contract, str]]:
    """As employment_of_words(), each with the feed's word for it."""
    forms: dict[Employment, str] = {}
    contracts: dict[Contract, str] = {}
    for word in words:
        lowered = " ".join(word.lower().split())
        for token in [lowered, *_SEPARATORS.split(lowered)]:
            for pattern, named, limits in _WORDS:
                if pattern.search(token):
                    forms = dict.fromkeys(named, quote(word, word)) | forms
                    contracts = dict.fromkeys(limits, quote(word, word)) | contracts
    return forms, contracts


def is_volunteer(title: str, words: Iterable[str]) -> bool:
    """Unpaid work is not employment; paid staff who look after volunteers is."""
    if _VOLUNTEER.search(_VOLUNTEER_STAFF.sub(" ", title)):
        return True
    return any(_VOLUNTEER.search(word) for word in words)
