"""The trade an employer is in, judged by name first and by clear words of the advertisement second."""

import re

from listings.normalise.segments import lines, quote
from listings.normalise.title import fold
from listings.vocabulary import Sector

_TEXT_LIMIT = 6_000
_NAMES: tuple[tuple[Sector, re.Pattern[str]], ...] = tuple(
    (sector, re.compile(pattern))
    for sector, pattern in (
        (Sector.STAFFING, r"zeitarbeit|personaldienst|personalmanagement|personalservice|personalberat|personalvermittl"
            r"|personalleasing|arbeitnehmerueberlass|\brandstad|\badecco|manpower|\bhays\b|workwise|\bpiening"
            r"|\btimepartner|"
         r"\bdis ag\b|\bamadeus fire|\brobert half|\bpage personnel|\btempo-?team|\bstaffing"
             r"|\brecruit(?:ing|ment)|\bpersonal (?:gmbh|ag|partner)|headhunt|\bferchau|jobimpuls|\borizon"
             r"|\bgulp\b"),
        (Sector.OUTSOURCER, r"call ?-?center|callcenter|contact ?-?center|teleperformance|\bcapita\b|majorel|foundever"
            r"|concentrix|webhelp|\btelus\b|transcom|sitel|\bgevekom|\btricontes|\bdialog(?:services"
            r"|marketing)|customer care (?:gmbh|solutions)|"
         r"\bbpo\b|competence call|\bregiocom|\bccc\b|conduent|\bkikxxl|\beuratel|\bsnt\b|\bdavero"
             r"|\bsellbytel|\bservice ?center gmbh|telemarketing"),
        (Sector.INSURANCE, r"versicherung|\ballianz|\baxa\b|\bergo\b|\bhuk\b|assekuranz|insurance|signal iduna|generali"
            r"|gothaer|\bdevk\b|\blvm\b|\barag\b|debeka|wuerttembergische|\bnuernberger\b|\bhdi\b|\bbarmenia"
            r"|insurtech"),
        (Sector.HEALTH, r"krankenkasse|\baok\b|\bbarmer\b|\bbkk\b|\bikk\b|\bdak\b|techniker krankenkasse|\bknappschaft"
            r"|klinik|krankenhaus|pharma|apotheke|medizin|\bhealth|sanitaetshaus|arztpraxis|\bpflege(?!l)"
            r"|\bdiagnost|\bhoerakust|\bdental|\bmedi(?:cal|a?care)"),
        (Sector.BANKING, r"\bbank\b|bank ag|bank eg|sparkasse|volksbank|raiffeisen|\w*bank(?:en)?\b|bausparkasse|\bfinanz"
            r"|\bpayment|inkasso|kredit|\bfintech|\bing-?diba|\bcommerz|\bconsors|\bkarten?service|\bcredit"),
        (Sector.ENERGY, r"stadtwerke|energie|energy|\bstrom\b|\bgas(?:ag|versorg|netz)|netze\b|\be\.?on\b|\brwe\b|\benbw\b"
            r"|\bewe\b|vattenfall|photovoltaik|\bsolar|wasserwerk|\bversorgungs|\bmark-?e\b|\benervie"
            r"|\benercity|\belektrizitaet|\btechem|\bista\b"),
        (Sector.TELECOM, r"telekom|telecom|vodafone|telefonica|\bo2\b|1&1|1und1|freenet|mobilfunk|\bglasfaser|breitband"
            r"|netcologne|unitymedia|kabel deutschland|\bdrillisch|\bcongstar|\bewetel|\bdoctel"
            r"|telekommunikation"),
        (Sector.ECOMMERCE, r"e-?commerce|versandhandel|online-?shop|online-?handel|\bzalando|\bamazon|\botto (?:gmbh|group)"
            r"|\bhermes fulfil|about you|\bmymuesli|\bnotebooksbilliger|\bebay|\betsy|\bmarketplace|\bfulfil"
            r"|\bklingel\b|\bbaur versand|versandhaus"),
        (Sector.LOGISTICS, r"logisti|spedition|\bdhl\b|\bdpd\b|\bgls\b|\bhermes\b|\bups\b|fedex|schenker|kuehne|dachser"
            r"|transport|fracht|cargo|paket|deutsche post|kurier|\bfreight|shipping"),
        (Sector.TRAVEL, r"reise|touris|hotel|\btui\b|lufthansa|airline|flughafen|airport|\bdeutsche bahn|\bdb (?:vertrieb"
            r"|fernverkehr|regio|dialog)|verkehrsbetrieb|verkehrsverbund|nahverkehr|\bflix|\bholiday|urlaub"
            r"|\bbus(?:unternehmen|reisen)|mietwagen|\bsixt\b|europcar|kreuzfahrt|\bcarsharing"),
        (Sector.PUBLIC, r"stadtverwaltung|^stadt \w|landkreis|kreisverwaltung|bundesamt|bundesagentur|landesamt"
            r"|ministerium|jobcenter|behoerde|\bamt fuer|bezirksamt|finanzamt|\bkommunal|gemeinde\b"
            r"|universitaet|hochschule|rentenversicherung|rundfunkbeitrag|\bbezirksregierung"
            r"|\boeffentlich-rechtlich"),
        (Sector.HOUSING, r"wohnungs|wohnungsbau|immobilien|hausverwaltung|vonovia|\bleg\b|real estate|\bwohnen\b"
            r"|baugenossenschaft|property|facility|\bmakler\b|deutsche wohnen|\bvivawest|\bsaga\b"),
        (Sector.MEDIA, r"verlag|zeitung|medien|\bmedia\b|rundfunk|fernseh|\bsky deutschland|\bwdr\b|\bzdf\b|publishing"
            r"|werbeagentur|\bradio\b|\bstreaming|\bpresse(?!l)"),
        (Sector.IT, r"software|\bit-|informati|systemhaus|\bdigital|\btech(?:nologies|nology)?\b|\bsaas\b|\bcloud"
            r"|\bsap\b|\bdata\b|\bcyber|\bhosting|datev|computer|\bsystems?\b|\bapps?\b"),
        (Sector.RETAIL, r"handel|einzelhandel|\brewe\b|\bedeka\b|\baldi\b|\blidl\b|kaufland|\bmedia ?markt|saturn\b"
            r"|\bikea\b|douglas|\bdm-|rossmann|\bobi\b|hornbach|baumarkt|moebel|\bmode\b|fashion|\bretail"
            r"|supermarkt|optik|\bshop\b|\bstore\b|autohaus|markt gmbh"),
    )
)  # fmt: skip
_TEXT: tuple[tuple[Sector, re.Pattern[str]], ...] = tuple(
    (sector, re.compile(pattern))
    for sector, pattern in (
        (Sector.STAFFING, r"im auftrag unsere[sr] (?:kunden|partner|mandant)|arbeitnehmerueberlassung|personaldienstleist"
            r"|direktvermittlung|zeitarbeit|unser kunde,? ein|fuer unsere[nr]? (?:renommierten|namhaften) "
            r"kunden"),
        (Sector.OUTSOURCER, r"(?:call|contact|service) ?-?center[- ]?(?:dienstleist|anbieter|unternehmen|betreiber)"
            r"|kundenservice-?dienstleist|dialogmarketing-?(?:agentur|dienstleist|unternehmen)|fuer unsere "
            r"auftraggeber|\bbpo\b|outsourcing-?(?:dienstleist|partner|anbieter)|customer experience "
            r"(?:dienstleister|provider)"),
        (Sector.INSURANCE, r"versicherungs(?:unternehmen|gesellschaft|konzern|makler|branche|gruppe|kunden|vertraeg|produkt"
            r"|faell)|versicherungen|schadenregulierung|versicherte[nr]?\b|insurance"),
        (Sector.HEALTH, r"krankenkasse|krankenversicherung|klinik|krankenhaus|patient|gesundheitswesen|medizintechnik"
            r"|arztprax|apotheke|pharma"),
        (Sector.BANKING, r"\bbank\b|bankkauf|sparkasse|kreditkart|girokont|finanzdienstleist|zahlungsverkehr|bausparkasse"
            r"|wertpapier|baufinanz|inkasso|fintech"),
        (Sector.ENERGY, r"energieversorg|energiedienst|stadtwerke|stromversorg|photovoltaik|strom-? und gas|erneuerbare "
            r"energien|energiewende|solarenergie|zaehlerst|netzbetreiber|waermepumpe"),
        (Sector.TELECOM, r"telekommunikation|mobilfunk|glasfaser|internetanschl|breitband|festnetz|\bdsl\b|telecom"),
        (Sector.ECOMMERCE, r"e-?commerce|online-?shop|online-?handel|onlinehaendler|versandhandel|marktplatz"),
        (Sector.LOGISTICS, r"logistik|spedition|sendungsverfolg|paketdienst|transportunternehm|frachtpapier|zustellung"
            r"|disposition|lieferkette|transportauftraeg"),
        (Sector.TRAVEL, r"reiseveranstalt|touristik|tourismus|hotellerie|hotelgaest|airline|flughafen|reisende|fahrgaest"
            r"|oepnv|nahverkehr|buchungsanfrag|urlaubsgaest|ferienwohnung|reisebuero"),
        (Sector.PUBLIC, r"stadtverwaltung|oeffentliche[rn]? (?:dienst|verwaltung)|buergerservice|behoerdennummer|\b115\b"
            r"|buergeramt|tvoed|\btv-l\b|bundesbehoerde|kommune"),
        (Sector.HOUSING, r"wohnungswirtschaft|wohnungsunternehm|hausverwaltung|mieteranfrag|mieterinnen|immobilienverwalt"
            r"|mieterbetreu|immobilien(?:unternehm|makler|branche)"),
        (Sector.MEDIA, r"verlagshaus|zeitungsverlag|medienhaus|medienunternehmen|abonnent|leserservice|rundfunk|pay-?tv"
            r"|streaming"),
        (Sector.IT, r"softwareunternehm|softwareanbieter|softwarehersteller|softwareloesung|saas|it-?dienstleist"
            r"|it-?systemhaus|it-?support|cloud-?(?:loesung|anbieter)|software as a service|rechenzentrum"
            r"|webhosting"),
        (Sector.RETAIL, r"einzelhandel|grosshandel|handelsunternehm|fachhandel|filial|verkaufsflaeche|baumarkt|moebelhaus"
            r"|autohaus|modehaus|lebensmittelhandel|retail"),
    )
)  # fmt: skip


def read_sector(title: str, text: str, employer: str) -> Sector:
    """The employer's name decides; in the text a trade must be named twice or clearly lead."""
    return find_sector(title, text, employer)[0]


def find_sector(title: str, text: str, employer: str) -> tuple[Sector, str]:
    """As read_sector(), with the name or the words that told; none for other trades."""
    name = fold(employer)
    for sector, pattern in _NAMES:
        if name and pattern.search(name):
            return sector, quote(employer, employer)
    text = text[:_TEXT_LIMIT]
    body = fold(f"{title}\n{text}")
    best, leaders, word = 0, [], ""
    for sector, pattern in _TEXT:
        signs = pattern.findall(body)
        count = len(set(signs)) * 2 + min(len(signs), 4)
        if count > best:
            best, leaders, word = count, [sector], signs[0]
        elif count == best:
            leaders.append(sector)
    if best < 4 or (len(leaders) > 1 and leaders[0] not in {Sector.STAFFING, Sector.OUTSOURCER}):
        return Sector.OTHER, ""
    line = next((line.text for line in lines(title, text) if word in fold(line.text)), word)
    return leaders[0], quote(line, word)
