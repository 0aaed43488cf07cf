"""Country names and codes as feeds write them -> ISO 3166-1 alpha-2."""

import re

_NAMES = {
    "DE": "deutschland germany deu bundesrepublik,deutschland allemagne germania alemania duitsland niemcy brd ger",
    "AT": "österreich austria aut autriche oesterreich oostenrijk",
    "CH": "schweiz switzerland che suisse svizzera",
    "LI": "liechtenstein lie",
    "LU": "luxemburg luxembourg lux",
    "BE": "belgien belgium bel belgique belgië",
    "NL": "niederlande netherlands nld nederland holland the,netherlands",
    "FR": "frankreich france fra",
    "IT": "italien italy ita italia",
    "ES": "spanien spain esp españa",
    "PT": "portugal prt",
    "GB": "großbritannien united,kingdom gbr vereinigtes,königreich england uk great,britain scotland schottland "
    "wales nordirland",
    "IE": "irland ireland irl éire",
    "DK": "dänemark denmark dnk danmark",
    "SE": "schweden sweden swe sverige",
    "NO": "norwegen norway nor norge",
    "FI": "finnland finland fin suomi",
    "IS": "island iceland isl ísland",
    "PL": "polen poland pol polska",
    "CZ": "tschechien czech,republic czechia cze česko tschechische,republik",
    "SK": "slowakei slovakia svk slovensko",
    "HU": "ungarn hungary hun magyarország",
    "SI": "slowenien slovenia svn slovenija",
    "HR": "kroatien croatia hrv hrvatska",
    "RO": "rumänien romania rou românia",
    "BG": "bulgarien bulgaria bgr българия",
    "GR": "griechenland greece grc ελλάδα hellas",
    "CY": "zypern cyprus cyp",
    "MT": "malta mlt",
    "EE": "estland estonia est eesti",
    "LV": "lettland latvia lva latvija",
    "LT": "litauen lithuania ltu lietuva",
    "RS": "serbien serbia srb srbija",
    "BA": "bosnien bosnien,und,herzegowina bosnia bosnia,and,herzegovina bih",
    "ME": "montenegro mne",
    "MK": "nordmazedonien north,macedonia mkd mazedonien",
    "AL": "albanien albania alb",
    "XK": "kosovo xkx",
    "MD": "moldau moldova mda",
    "UA": "ukraine ukr україна",
    "BY": "belarus weißrussland blr",
    "RU": "russland russia rus russian,federation",
    "TR": "türkei turkey tur türkiye",
    "US": "usa united,states vereinigte,staaten united,states,of,america us,a",
    "CA": "kanada canada can",
    "MX": "mexiko mexico mex",
    "BR": "brasilien brazil bra brasil",
    "AR": "argentinien argentina arg",
    "CN": "china chn",
    "JP": "japan jpn",
    "KR": "südkorea south,korea kor",
    "IN": "indien india ind",
    "PH": "philippinen philippines phl",
    "SG": "singapur singapore sgp",
    "AU": "australien australia aus",
    "NZ": "neuseeland new,zealand nzl",
    "ZA": "südafrika south,africa zaf",
    "EG": "ägypten egypt egy",
    "MA": "marokko morocco mar",
    "TN": "tunesien tunisia tun",
    "IL": "israel isr",
    "AE": "vereinigte,arabische,emirate united,arab,emirates are uae dubai",
    "GE": "georgien georgia geo",
    "AM": "armenien armenia arm",
    "MU": "mauritius mus",
}
_PLATE = {"D": "DE", "A": "AT", "UK": "GB", "F": "FR", "I": "IT", "E": "ES", "L": "LU", "B": "BE", "EN": "GB"}
_BY_NAME = {name.replace(",", " "): code for code, names in _NAMES.items() for name in names.split(" ")}
_ODD = re.compile(r"[.()\[\]\"']")


def country_code(text: str) -> str | None:
    """The country a word or code names; None for anything else."""
    name = " ".join(_ODD.sub("", text).replace("_", " ").lower().split())
    if name.upper() in _NAMES:
        return name.upper()
    if text.strip() in _PLATE:
        return _PLATE[text.strip()]
    return _BY_NAME.get(name)
