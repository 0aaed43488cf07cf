"""Languages asked for: "sehr gute Deutsch- und Englischkenntnisse (C1), Polnisch von Vorteil"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from listings.normalise.segments import Gate, lines, quote

_I = re.IGNORECASE
_NAMES: dict[str, str] = {
    "deutsch": "de", "german": "de", "englisch": "en", "english": "en", "französisch": "fr", "french": "fr",
    "spanisch": "es", "spanish": "es", "italienisch": "it", "italian": "it", "niederländisch": "nl",
    "holländisch": "nl", "dutch": "nl", "flämisch": "nl", "polnisch": "pl", "polish": "pl", "türkisch": "tr",
    "turkish": "tr", "russisch": "ru", "russian": "ru", "ukrainisch": "uk", "ukrainian": "uk",
    "arabisch": "ar", "arabic": "ar", "portugiesisch": "pt", "portuguese": "pt", "tschechisch": "cs",
    "czech": "cs", "ungarisch": "hu", "hungarian": "hu", "rumänisch": "ro", "romanian": "ro",
    "bulgarisch": "bg", "bulgarian": "bg", "griechisch": "el", "greek": "el", "kroatisch": "hr",
    "croatian": "hr", "serbisch": "sr", "serbian": "sr", "bosnisch": "bs", "slowenisch": "sl",
    "slovenian": "sl", "slowakisch": "sk", "slovak": "sk", "dänisch": "da", "danish": "da",
    "schwedisch": "sv", "swedish": "sv", "norwegisch": "no", "norwegian": "no", "finnisch": "fi",
    "finnish": "fi", "chinesisch": "zh", "mandarin": "zh", "chinese": "zh", "japanisch": "ja",
    "japanese": "ja", "koreanisch": "ko", "korean": "ko", "persisch": "fa", "farsi": "fa", "kurdisch": "ku",
    "albanisch": "sq", "litauisch": "lt", "lettisch": "lv", "estnisch": "et", "hebräisch": "he",
    "vietnamesisch": "vi", "hindi": "hi", "lateinisch": "la",
    "schulenglisch": "en", "schulfranzösisch": "fr",
}  # fmt: skip
GERMAN_NAMES = {code: name.capitalize() for name, code in reversed(_NAMES.items())}
"""Code to its first name above."""
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_MENTION = re.compile(
    rf"\b(?P<name>{_NAME})(?P<tail>-?\s?(?:sprach|grund|fremdsprachen)?-?(?:kenntnisse\w*|skills)"
    rf"|sprachig\w*|sprachlich\w*|-(?=\s?(?:,|/|und|oder|&|sowie|bzw|als))|"
    r"(?:e[rns]?)\s(?:\w+\s)?(?:sprach\w*|sprache\w*|language|muttersprach\w*|rechtschreib\w*|grammatik|ausdruck\w*|\w*texte|\w*literatur|dokumentation\w*|(?:e-?)?mails|(?:grund|basis)?kenntnisse\w*)|e(?=\s(?:und|oder|sowie|/"
    r"|&)\s\w+e[rn]?\ssprach)|en(?=\s(?:und|oder|sowie)\s\w+en\ssprach)|"
    r"-?\s?(?:muttersprachler\w*|native\w*|speaker\w*|speaking)|\b(?!-?kurs|-?unterricht|-?nachhilfe|-?lehrer))",
    _I,
)
_SKILL = re.compile(
    r"wort\s?(?:und|&|\+|/)\s?schrift|fließ|fliess|flüssig|verhandlungssicher|sicher|niveau|level"
    r"|\b[ABC][12]\b|beherrsch|mutterspra|kommuni[zck]|verständ|kenntniss|kenntnis\b|sprach|sprich|sprech|"
    r"sehr\sgut|gute[snrm]?\b|klare[sn]?\b|höfliche[sn]?\b|perfekt|ausgezeichnet|exzellent|hervorragend|formulier|konversation"
    r"|ausdr[uü]ck|native|business|fluent|skills|command|proficien|proficient|\btop\b|nice\sto\shave"
    r"|von\svorteil|"
    r"wünschenswert|ein\splus|schriftlich|mündlich|stilsicher|mächtig|grundkenntnis|souverän|einwandfrei"
    r"|versier|zwingend|erforderlich|voraussetz|speak|written|spoken|knowledge|vorteilhaft|schreib"
    r"|idealerweise"
    r"|\bso(?:\sgut|\ssicher|\sweit)?,?\sdass\b|\blies\w*|fehlerfrei|bedingung|pflicht|ordentlich|vernünftig|passabel|gerne?\sgesehen|(?:bonus|plus)punkt|begrüß\w*|willkommen|\breicht\b|genüg|\blesen\b|kein\s(?:problem|hindernis|fremdwort)|\bschreck\w*|zu\s?hause\b|\bfit\b|\bkannst\b|\(\s?(?:sehr\s)?gut\b|-\s(?:sehr\s)?gut\b|technisch|grundzügen|akzentfrei|:\s(?:sehr\s)?gut\b|nice-to-have|kein\smuss|\bwären?\b|\bplus\b|\bbrauch\w*|\bbenötig\w*|\bverständigen\b|klar\saus|geht\ses\s(?:[\w-]+\s){0,3}nicht\b|\bfreut\b|sehr\sgern\b|zulage|extra\b|\bmehr\b",
    _I,
)
_HEADING = re.compile(r"^\W*(?:fremd)?sprach(?:en|kenntnisse|e|lich)\w*\W*$|^\W*languages?(?:\sskills)?\W*$", _I)
_NOT_ASKED = re.compile(
    r"sprachkurs|(?:deutsch|englisch|spanisch|französisch)-?\s?(?:kurs|unterricht|nachhilfe|training"
    r"|lehr)\w*|sprachtraining|\b(?:schul)?noten?\b|schulfach|schulfächer|fächern?\b|interesse\san|unterrichts|"
    r"deutschland|deutschkurs|bewerbung(?:sunterlagen)?\s(?:\w+\s){0,3}(?:auf|in|an)\s(?:deutsch|englisch)"
    r"|bewirb\sdich\s(?:\w+\s){0,3}(?:auf|in)\s|\b(?:english|german)[-\s]speaking\sjobs?\b|(?:deutsche|englische|german"
    r"|english)\w?\s(?:\w+\s){0,1}(?:bewerbung|cv|lebenslauf)",
    _I,
)
_ABOUT_OTHERS = re.compile(
    rf"\b(?:{_NAME})sprachig\w*\s(?:\w+\s)?(?:raum\w*|kund(?:e|en|inn?\w*)?\b|markt\w*|märkt\w*|länder\w*|ländern|ausland"
    rf"|gebiet\w*|region\w*|europa|team\w*|kolleg\w*|bewerbung\w*|nutzer\w*|gäste\w*|patient\w*|"
    rf"inhalt\w*|content|website\w*|texte?n?\b|seite\w*|anruf\w*|unternehmen\w*)|\bbewerbung(?:en|sunterlagen)?\s(?:\w+\s){{0,3}}(?:auf|in)\s(?:{_NAME})\w*(?:\s(?:und|oder|sowie)\s(?:{_NAME})\w*)?"
    rf"|\bteam\b[^.;,]{{0,25}}\bspricht\s(?:{_NAME})|\b(?:kolleg\w*|kund\w*|gäste|patient\w*|anrufer\w*|bewohner\w*|menschen)\b[^.;,]{{0,30}}\bsprechen\s(?!sie\b)[^.;]{{0,80}}|\b(?:kunden|gäste|team"
    rf"|anrufe|kolleg\w*)\b[^.;,]{{0,25}}\b(?:{_NAME})sprachig\w*",
    _I,
)
_NEGATED = re.compile(
    rf"\b(?:(?:keine?|ohne)\s(?:\w+\s){{0,2}}(?:{_NAME})\w*(?![^.;,?]{{0,30}}\b(?:nicht|kein))"
    rf"|(?:{_NAME})\w*:?\s(?:(?:brauch|benötig|müss|must|musst|verlang|setz)\w*\s(?:[\w-]+\s){{0,4}}nicht\b"
    r"|(?:(?:kannst|können|möcht\w*|will\w*)\s(?:\w+\s){0,4})?(?:lern(?:en|st)|verbessern|auffrischen|vertiefen)\b"
    r"|(?:\w+\s){0,3}nicht\s(?:zwingend\s|unbedingt\s)?(?:erforderlich|notwendig|nötig|voraussetz)\w*))",
    _I,
)
_POSTFIX_OPTIONAL = re.compile(
    r"von\svorteil|wünschenswert|vorteilhaft|ein\s(?:\w+\s)?plus|\ba\s(?:\w+\s)?plus\b|nice[\s-]to[\s-]have|hilfreich|optional"
    r"|kein\smuss|pluspunkt|\bgern\b|gerne\s(?:gesehen|gesehn)|willkommen|ein\sbonus|im\svorteil|(?:umso|desto)\sbesser|schadet?n?\snicht|begrüß\w*|\bon\stop\b|obendrauf|jackpot|freu\w*\s(?:uns|sich)|keine\s(?:bedingung|voraussetzung|pflicht)"
    r"|\b(?:schön|toll|super|prima|klasse)\b(?!\s\w+\sdu)|erleichter\w*|verstärk\w*"
    r"|\bwären?\b|i-tüpfelchen|sahnehäubchen|\ban\sasset\b|would\sbe|\bfreut\b|\bprima\b|\?\sumso\b|(?:zulage|zuschlag)\b|\bextra\s(?:im\smonat|pro|bezahlt|vergütet)|\bvergüt\w*\s(?:\w+\s){0,2}extra|\d\s?(?:€|euro)\s(?:mehr|extra|zusätzlich)\b|"
    r"is\sa\splus|an\sadvantage|beneficial|preferred|erwünscht|von\snutzen|rund\w*\s(?:\w+\s){0,2}optimal",
    _I,
)
_PREFIX_OPTIONAL = re.compile(
    r"idealerweise|im\sidealfall|optimalerweise|wünschenswert\w*|von\svorteil|\bgerne?\b(?!,|\sund\b)|möglichst"
    r"|vorzugsweise|bestenfalls|optional|zusätzlich\s(?:\w+\s)?(?:gern|von)|ein\splus|nice\sto\shave"
    r"|\bbonus|\bwären?\s(?:\w+\s)?$|\bwer\s(?:\w+\s){0,2}$|\bwenn\s(?:du|sie)\s(?:auch\s|noch\s|zusätzlich\s|außerdem\s)?$|\b(?:schön|toll|super|perfekt|klasse|prima|großartig|ideal|top|optimal)\b[^.;]{0,12}\bwenn\s|pluspunkt|hilfreich|ideally|preferably|"
    r"vorteilhaft|weitere\s(?:fremd)?sprach\w*\s?(?:wie|\(|z)|sprach(?:en)?-?zulage|(?:fremd)?sprache\w*\s[^.;!?]{0,25}\b(?:mehr|extra|zulage|bonus)\b[^.;!?]{0,25}$",
    _I,
)
_BESIDE = re.compile(r"\bneben\s(?:\w+\s)?$", _I)
"""What others are welcome beside is itself taken for granted."""
_IN_CONTACT = re.compile(
    r"(?:betreu|beantwort|bearbeit|berat|telefon|korrespond|kontakt|gespräch|anfrage|schriftverkehr|support|service)\w*\b"
    r"[^.;]{0,50}\b(?:auf|in)\s(?:\w+\s(?:und|oder)\s)?$",
    _I,
)
_APART = re.compile(
    r"\s*(?:$|[-)(/|,&+]|und\b|oder\b|m\s?/|customer|client|support|service|sales|technical|kunden|call\s?-?center)", _I
)
_LEVEL_MARKER = re.compile(
    r"^\s?(?:ist\s|sind\s)?(?:idealerweise|optimalerweise|möglichst|bestenfalls)\s(?:auf|mindestens"
    r"|mind\.?|mit|fließend|sehr|auch\sauf|in\swort)",
    _I,
)
_CEFR = re.compile(r"(?<![\w])([ABC][12])(?![\w])\s?\+?(?:\s?(?:-|/|bis|oder)\s?([ABC][12])(?!\w))?")
_LEVEL_OF_NEXT = re.compile(r"[ABC][12]\+?(?:[\s-]?(?:niveau|level))?\s(?:in|für|auf)\s*$", _I)
_LEVEL_DENIED = re.compile(
    r"\b[ABC][12]\b[\w-]{0,12}\s(?:(?:ist|wird|muss|brauch\w*|verlang\w*|erwart\w*|setz\w*|benötig\w*)\s(?:\w+\s){0,3}?)(?:nicht|kein\w?)\b(?:\s(?:nötig|erforderlich|notwendig|verlangt|sein|voraus|vorausgesetzt))?"
    r"|\b(?:kein\w?|ohne|nicht|statt|weder)\s(?:\w+-?\s){0,2}?[ABC][12]\b[\w-]{0,12}",
    _I,
)
"""A level nobody asks for: "C1 ist nicht nötig"."""
_LICENCE = re.compile(r"führerschein|fahrerlaubnis|klasse\b|gruppe\b|stapler", _I)
_NATIVE = re.compile(r"mutterspra|native|mother\stongue|erstsprache", _I)
_NEARLY = re.compile(r"(?:annähernd|nahezu|fast|nah\wan|near|auf\s(?:einem\s)?ähnlich)\w*[-\s]{1,3}(?:\w+\s)?$", _I)
_JOINT = re.compile(
    r"^(?:kenntnisse\w*)?[-\s)]{0,3}(?:\([^()]{0,25}\)\s?)?(?:,|und|oder|sowie|&|/|\+|bzw\.?|als\sauch|and"
    r"|or|,\s?(?:und|sowie|oder))?[\s-]{0,2}(?:auch\s|in\s|auf\s)?(?:(?:mindestens|mind\.?|sehr|min\.?)\s)?"
    r"(?:(?:gute|gutes|guten|guter|fließende|fließendes|fließend|verhandlungssichere|verhandlungssicheres"
    r"|solide|sichere|sicheres|fundierte|ausgezeichnete|perfekte|exzellente|grundlegende|good|fluent)\s?)?$",
    _I,
)
_CLAUSE_END = re.compile(
    r"[;!]|\?(?!\s(?:ein\s(?:\w+\s)?plus|wäre|umso|sehr\sgern|gern|prima|super|toll|klasse|das\sfreut))|[\s-]+(?:eine\s)?(?:weitere|andere|zusätzliche|zweite|dritte)\s(?:fremd)?sprach|(?<!mind)(?<!min)(?<!ca)\.\s|,\s(?=(?:sowie\s)?(?:weitere|idealerweise|gern|führerschein|erfahrung|sicher|ms"
    r"|kenntnisse|teamf|kommunik))",
    _I,
)


@dataclass(frozen=True, slots=True)
class Languages:
    """ISO 639-1 codes; a language stands in one of the two sets only."""

    asked: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    levels: dict[str, str] = field(default_factory=dict)
    """CEFR level or "native", only where literally stated."""
    words: dict[str, str] = field(default_factory=dict)
    """Code to the words it was read from, those with a level before others."""

    def __iter__(self) -> Iterator[str]:
        """All codes, asked for or welcome: what a search filter wants."""
        return iter(sorted(self.asked | self.optional))


_GATE = Gate(*_NAMES)
_MOST_A_LINE = 30


@dataclass(slots=True)
class _Group:
    codes: list[str]
    start: int
    end: int


_SPOKEN = re.compile(
    r"(?:fließend|fliessend|flüssig|verhandlungssicher|sprichst|sprechen|sprache|kenntnisse\sin|wort\sund\sschrift|niveau)\b",
    _I,
)
"""What makes a language of a word in small letters."""
_OWN_GRADE = re.compile(
    r"\b(?:gut|fließend|verhandlungssicher|solid|sicher|fundiert|ausgezeichnet|perfekt|exzellent|grundlegend|good|fluent"
    r"|hervorragend|stilsicher|native)[\w-]{0,6}\s$",
    _I,
)
_LAST_OF_LIST = re.compile(r"\s(?:und|oder|sowie|&)\s", _I)
_GRADED = re.compile(r"\b(?:gut|sehr|sicher|perfekt|fließend|einwandfrei|fluent|good|excellent)\w*\s(?:in\s)?\w+$", _I)


def _are_joint(line: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Each with an adjective of its own ("sehr gutes Deutsch und gutes Englisch (B1)") are two."""
    gap = line[end : match.start()]
    if (
        _BESIDE.search(line[max(0, start - 30) : start])
        or not _JOINT.match(gap)
        or _CEFR.search(gap)
        or _NATIVE.search(gap)
        or " - " in gap
    ):
        return False
    if _OWN_GRADE.search(gap) and _OWN_GRADE.search(line[max(0, start - 25) : start]):
        return False
    before = line[max(0, end - 35) : end]
    is_ended = before.lower().endswith("kenntnisse") or _GRADED.search(before) or _LAST_OF_LIST.search(line[start:end])
    closed = gap.strip() == "," and is_ended
    return not (closed and _POSTFIX_OPTIONAL.search(line[match.end() : match.end() + 90]))


def _groups(line: str) -> list[_Group]:
    """Languages that share one adjective, one level, one "von Vorteil"."""
    found: list[_Group] = []
    for match in islice(_MENTION.finditer(line), _MOST_A_LINE):
        name, tail = match["name"], match["tail"] or ""
        is_plain = not name[0].isupper() and not _SPOKEN.search(line[max(0, match.start() - 40) : match.start()])
        if is_plain and not tail.lower().lstrip("-").startswith(
            ("e", "kenn", "sprachig", "sprach", " speak", "speak", " native")
        ):
            continue
        code = _NAMES[name.lower()]
        if found and _are_joint(line, found[-1].start, found[-1].end, match):
            found[-1].codes.append(code)
            found[-1].end = match.end()
        else:
            found.append(_Group([code], match.start(), match.end()))
    return found


def _level(near: str, before: str) -> str | None:
    for text, is_behind in ((near, True), (before, False)):
        hits = [
            hit for hit in _CEFR.finditer(text) if not _LICENCE.search(text[max(0, hit.start() - 25) : hit.start()])
        ]
        if hits:
            hit = hits[0] if is_behind else hits[-1]
            return min(hit[1], hit[2] or hit[1])
    for text in (near, before):
        native = _NATIVE.search(text)
        if native and not _NEARLY.search(text[: native.start()]):
            return "native"
    return None


def _read_line(line: str, is_title: bool, has_heading: bool) -> list[tuple[str, bool, str | None]]:
    line = _NEGATED.sub(" ", _ABOUT_OTHERS.sub(" ", line))
    if _CEFR.search(line):
        line = _LEVEL_DENIED.sub(" ", line)
    groups = _groups(line)
    if not groups or _NOT_ASKED.search(_drop_country(line)):
        return []
    found: list[tuple[str, bool, str | None]] = []
    is_about_skills = len(groups) > 1 and _SKILL.search(line) is not None
    for position, group in enumerate(groups):
        left = groups[position - 1].end if position else 0
        right = groups[position + 1].start if position + 1 < len(groups) else len(line)
        before, after = line[max(left, group.start - 60) : group.start], line[group.end : right].removeprefix("?")
        after = _LEVEL_OF_NEXT.sub("", after) if position + 1 < len(groups) else after
        cut = _CLAUSE_END.search(after)
        after = after[: cut.start()] if cut else after
        is_question = line.startswith("?", group.end) and bool(_POSTFIX_OPTIONAL.search(after[:60]))
        is_contact = _IN_CONTACT.search(before) is not None
        own = line[group.start : group.end]
        context = before[-45:] + own + after[:60]
        is_bare = len(line) <= 45 and line.count(" ") <= 4
        if not (
            is_title
            or has_heading
            or is_contact
            or is_question
            or _SKILL.search(context)
            or (is_about_skills and (position or len(groups) > 1))
            or is_bare
            and _is_only_language(line)
        ):
            continue
        if is_title and not _in_title(own, before, after):
            continue
        if position and _BESIDE.search(line[max(0, groups[position - 1].start - 30) : groups[position - 1].start]):
            before = line[max(0, group.start - 90) : group.start]
        before_clause = re.split(r"[;!?]|(?<!\b[A-Za-z])\.\s", before)[-1]
        level_marked = _LEVEL_MARKER.match(after)
        prefix = (
            _PREFIX_OPTIONAL.search(before_clause)
            and not _BESIDE.search(before_clause)
            and not (position and re.search(r"von\svorteil|wünschenswert|hilfreich|plus", before_clause, _I))
        )
        own_optional = re.search(r"idealerweise|gerne|optimalerweise|möglichst", own, _I)
        behind = after if position + 1 == len(groups) else re.split(r",|\bsowie\b|\bund\b", after)[0]
        is_optional = bool(prefix or own_optional or (_POSTFIX_OPTIONAL.search(behind[:90]) and not level_marked))
        is_full_clause = position + 1 < len(groups) and not re.match(r"^[^,;.]{0,12}$", after)
        near = after[:55] if not is_full_clause else re.split(r",|\bsowie\b", after)[0][:55]
        level = _level(own + near, re.split(r"[,&()]|\bund\b|\band\b", before_clause)[-1][-22:])
        found.extend((code, is_optional, level) for code in group.codes)
    return found


def _drop_country(line: str) -> str:
    return re.sub(r"deutschland\w*|deutsche\sbank", " ", line, flags=_I)


def _is_only_language(line: str) -> bool:
    return bool(re.fullmatch(rf"\W*(?:(?:{_NAME})(?:kenntnisse)?|und|oder|sowie|sprachen?|\W)+\W*", line, _I))


def _in_title(own: str, before: str, after: str) -> bool:
    """A language in a title is asked for when it stands apart, with a skill word or as "-sprachig"."""
    if re.search(r"lehrer|dozent|nachhilfe|lektor|unterricht", before, _I):
        return False
    if re.search(r"kenntnis|sprachig|speak|native|mutterspra|skills", own, _I) or _SKILL.search(
        before[-25:] + after[:25]
    ):
        return True
    return _APART.match(after) is not None


def read_languages(title: str, text: str) -> Languages:
    """Languages the job asks for or welcomes."""
    asked: dict[str, str] = {}
    optional: dict[str, str] = {}
    levels: dict[str, str] = {}
    every = lines(title, text)
    for line in _GATE.lines(title, text):
        has_heading = line.place > 0 and bool(_HEADING.match(every[line.place - 1].text))
        for code, is_optional, level in _read_line(line.text, line.is_title, has_heading):
            is_better = bool(level and (code not in levels or levels[code] == "native"))
            if is_better and level:
                levels[code] = level
            into = optional if is_optional else asked
            if code not in into or is_better:
                into[code] = _quote(line.text, code)
    words = optional | asked
    return Languages(frozenset(asked), frozenset(optional.keys() - asked.keys()), levels, words)


def _quote(line: str, code: str) -> str:
    named = next((found[0] for found in _MENTION.finditer(line) if _NAMES[found["name"].lower()] == code), "")
    return quote(line, named)
