"""Whether people without training or from other trades are welcome: "Quereinsteiger", "Vorkenntnisse brauchst du nicht"."""

import re

from listings.normalise.segments import Gate

_I = re.IGNORECASE
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
_ENTRY_GATE = Gate(
    "quer", "seiten", "branche", "einst", "career", "kenntnisse", "erfahrung", "ausbildung", "experience", "wissen", "wechsler", "steiger",
    "du vorher", "du bisher", "du zuvor", "sie vorher", "sie bisher", "sie zuvor", "kein profi", "kein experte",
)  # fmt: skip


def read_entry(title: str, text: str) -> bool:
    """Career changers or people without training are welcome."""
    return bool(find_entry(title, text))


def find_entry(title: str, text: str) -> str:
    """The words that say so; empty when none do."""
    return _ENTRY_GATE.first(_CAREER, (_CAREER_NEGATED,), title, text)
