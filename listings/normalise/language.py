"""Languages an advertisement asks for or welcomes: "Englisch wünschenswert" -> en."""

import re

NAMES = {
    "de": "deutsch|german", "en": "englisch|english", "nl": "niederländisch|dutch", "tr": "türkisch|turkish",
    "pl": "polnisch|polish", "fr": "französisch|french", "es": "spanisch|spanish", "it": "italienisch|italian",
    "ru": "russisch|russian", "uk": "ukrainisch|ukrainian", "ar": "arabisch|arabic",
}  # fmt: skip
_PATTERNS = {
    code: re.compile(rf"(?<![\w-])({names})(e|en|er|es)?(?:-?\s?(kenntnisse|sprach\w*|skills?))?(?!\w)", re.I)
    for code, names in NAMES.items()
}
_NOT = re.compile(r"deutsche[rns]? (bank|bahn|post|telekom|unternehmen|markt|kunden)|\w+kurse?\b", re.I)


def read_languages(title: str, text: str) -> frozenset[str]:
    """ISO 639-1 codes, asked for or welcome."""
    whole = _NOT.sub(" ", f"{title}\n{text}")
    return frozenset(code for code, words in _PATTERNS.items() if words.search(whole))
